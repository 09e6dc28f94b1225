"""The greeting on a till receipt against the texts that the brand expects there. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import SequenceMatcher
from typing import Any

NEAR = 0.8
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
# Bare thanks and welcomes, which say nothing of the brand; by them the language of a short text is known.
_THANKS = {
    "fi": ("kiitos", "kiitoksia", "kiitämme", "tervetuloa", "kiitti"),
    "sv": ("tack", "tackar", "välkommen", "välkomna"),
    "en": ("thank", "thanks", "welcome"),
}


def compare(
    text: str, expected: Iterable[Mapping[str, Any]], on_date: date, language: str, *, is_read: bool = False
) -> str | None:
    """How the greeting `text` matches: same, near, generic, outdated or wrong_language.

    `expected`: the brand's texts, each {text, language, valid_from, valid_until} (dates or None, both days included).
    `language`: the one the receipt should be in. `is_read`: the text was read from a photo; a dot or a sign that the
    reader got wrong makes no other text of it. None when there is no text, or nothing is expected in any language.
    """
    written, texts = _normal(text), [one for one in expected if _normal(one["text"])]
    if not written or not texts:
        return None
    best, likeness = _most_alike(written, texts, on_date, language)
    if likeness < NEAR:
        return "wrong_language" if _is_foreign(written, language) else "generic"
    if best["language"] != language:
        return "wrong_language"
    if not _is_valid(best, on_date) or _names_a_past_year(written, best, on_date):
        return "outdated"
    is_same = likeness == 1 or (is_read and reads_as(written, _normal(best["text"])))
    return "same" if is_same else "near"


def _most_alike(
    written: str, texts: list[Mapping[str, Any]], on_date: date, language: str
) -> tuple[Mapping[str, Any], float]:
    """The expected text most like the written one, and how alike (0–1); of equals, the one that should be there."""
    ranked = [
        (_likeness(written, _normal(one["text"])), one["language"] == language, _is_valid(one, on_date), -place)
        for place, one in enumerate(texts)
    ]
    likeness, _, _, place = max(ranked)
    return texts[-place], likeness


def _normal(text: object) -> str:
    """Small letters and digits with single spaces between words: till printers differ in all the rest."""
    folded = unicodedata.normalize("NFKC", str(text)).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", folded).split())


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    # Long texts are cut: the comparison grows with the square of the length.
    return min(SequenceMatcher(None, one[:2000], other[:2000], autojunk=False).ratio(), 0.999)


def reads_as(read: str, text: str) -> bool:
    """Whether the text, read from print, may have come out as `read`: without its dots and rings equal but for a sign
    in thirty."""
    one, other = (unicodedata.normalize("NFKD", each).encode("ascii", "ignore").decode() for each in (read, text))
    if one.split() == other.split():
        return True
    wrong = sum(
        max(last - first, after - before)
        for tag, first, last, before, after in SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
        if tag != "equal"
    )
    return wrong <= len(other) // 30


def _is_valid(text: Mapping[str, Any], on_date: date) -> bool:
    first, last = text.get("valid_from"), text.get("valid_until")
    return (first is None or first <= on_date) and (last is None or on_date <= last)


def _names_a_past_year(written: str, expected: Mapping[str, Any], on_date: date) -> bool:
    """Whether the receipt greets with a year gone by, which the brand's text does not name."""
    years = set(_YEAR.findall(written)) - set(_YEAR.findall(_normal(expected["text"])))
    return any(int(year) < on_date.year for year in years)


def _is_foreign(written: str, language: str) -> bool:
    """Whether the text thanks in another language and not in the one expected."""
    words = set(written.split())
    own = words & set(_THANKS.get(language, ()))
    return not own and any(words & set(thanks) for other, thanks in _THANKS.items() if other != language)
