"""Finnish hyphenation by rule. Pyphen brings Swedish and English, but no Finnish.

A Finnish word breaks before each consonant that a vowel follows, between vowels that make no diphthong, and
after a long vowel that another one follows."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from itertools import product
from typing import Any

import pyphen

_CONSONANTS = "bcdfghjklmnpqrstvwxzšž"
_VOWELS = "aeiouyäöå"
_HIATUS = (
    ("a", "eoö"), ("e", "aoäö"), ("i", "aoäö"), ("o", "ae"), ("u", "ae"), ("y", "aäe"), ("ä", "eö"), ("ö", "eä"),
)  # fmt: skip


def finnish_patterns() -> list[str]:
    """Hyphenation patterns in the manner of TeX: an odd figure allows a break, an even one forbids it."""
    patterns = [f"1{consonant}{vowel}" for consonant, vowel in product(_CONSONANTS, _VOWELS)]
    patterns += [f"{first}1{second}" for first, seconds in _HIATUS for second in seconds]
    patterns += [f"{long}{long}1{next_}" for long, next_ in product(_VOWELS, _VOWELS) if long != next_]
    patterns += [f".{first}2{second}" for first, second in product(_CONSONANTS, _CONSONANTS)]
    return patterns


class _PatternFile:
    """Patterns made in memory, with the two methods by which Pyphen reads a dictionary's file."""

    def __init__(self, patterns: list[str]) -> None:
        self._text = "\n".join(["UTF-8", *patterns])

    def open(self, _mode: str = "rb") -> BytesIO:
        return BytesIO(self._text.encode())

    def read_text(self, _encoding: str | None = None) -> str:
        return self._text


def register_finnish() -> None:
    """Teach Pyphen (and so the layout of `lang="fi"`) to break Finnish words. Doing it twice does no harm."""
    if "fi" not in pyphen.LANGUAGES:
        pyphen.LANGUAGES["fi"] = _PatternFile(finnish_patterns())
        pyphen.LANGUAGES_LOWERCASE["fi"] = "fi"


def load_patterns(languages: Iterable[str]) -> None:
    """Have Pyphen read the patterns of these languages. Of its some 10 000 weights, which are few in kind, equal ones
    are held once."""
    register_finnish()
    held: dict[Any, Any] = {}
    for language in languages:
        patterns = pyphen.Pyphen(lang=language).hd.patterns
        for letters, (start, weights) in patterns.items():
            if all(type(weight) is int for weight in weights):  # Others know a spelling, too, and are equal to numbers.
                patterns[letters] = held.setdefault((start, weights), (start, weights))
