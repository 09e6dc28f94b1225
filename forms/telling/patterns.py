"""The phrases of `lexicon/` as patterns that Python and JavaScript read alike.

One phrase a line, or several with ` / ` between. In a phrase

    *            any letters: `myyj*` is myyjä, myyjälle, myyjät
    (a space)    one or more spaces, after a comma or not; ` ?` is one that may be absent
    …            at most forty characters of the same sentence
    {name}       one of the phrases of that name in `pieces.yaml`; {^name}: the same, its first letter small or capital
    §            the letters of our languages, within brackets: `[§]+`
    .            a full stop
    ( | ) ? [ ]  as in regular expressions

A phrase is met as whole words only. What `ends` names may follow each; with `stems`, the doubled consonant of a Finnish
name may be single (Pekka, Pekan) and its last s may be -kse- (Tuomas, Tuomaksen).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from forms.exchange.plain import read

FOLDER = Path(__file__).parent / "lexicon"
LETTERS = "A-Za-zÀ-ÖØ-öø-ſ"
_PIECE = re.compile(r"\{(\^?)([a-z_]+)\}")
_SPACE = "[ \xa0]"
_GAP = "[^§](?:[^;]{0,40}?[^§])?"
# What stands before a phrase; it is no part of what was found.
_BEFORE = {"anywhere": "^|[^§0-9]", "middle": "[§0-9,;)] +"}
_DOUBLED = re.compile(r"(kk|pp|tt)([aeiouyäö])$")


@cache
def lexicon(subject: str) -> tuple[dict[str, Any], ...]:
    """The rules of one file of the lexicon, as they are written."""
    data, _lines = read((FOLDER / f"{subject}.yaml").read_text(encoding="utf-8"))
    return tuple(data)


@cache
def _pieces() -> Mapping[str, str]:
    data, _lines = read((FOLDER / "pieces.yaml").read_text(encoding="utf-8"))
    return dict(data)


def pattern(text: str, place: str = "anywhere", ends: str | None = None, has_stems: bool = False) -> str:
    """The pattern of the phrases in `text`: its first group is what stands before, which is not part of it.

    The letters are written as §; `in_full` writes them out.
    """
    phrases = [_with_stems(one) if has_stems else one for one in _split(text)]
    end = _read(_pieces()[ends]) if ends else ""
    return f"({_BEFORE[place]})(?:{'|'.join(map(_read, phrases))}){end}(?![§])"


def in_full(source: str) -> str:
    """A pattern as regular expressions read it: on its way to the phone the letters are one sign."""
    return source.replace("§", LETTERS)


def _split(text: str) -> Iterator[str]:
    return (phrase for part in re.split(r" / |\n", text) if (phrase := part.strip(" /")))


def _read(phrase: str) -> str:
    """A phrase as a regular expression without groups of its own."""
    written = re.sub(r"(?<!\\)\.", r"\\.", phrase)
    written = re.sub(r"\((?!\?)", "(?:", written)
    written = re.sub(r" ?… ?", lambda _found: _GAP, written)
    written = _spaced(written).replace("*", "[§]*")
    return _PIECE.sub(lambda found: _piece(found[2], bool(found[1])), written)


def _spaced(written: str) -> str:
    """Spaces outside brackets are any run of spaces."""
    parts = re.split(r"(\[[^\]]*\])", written)
    return "".join(part if part.startswith("[") else re.sub(r" (\??)", _run, part) for part in parts)


def _run(found: re.Match[str]) -> str:
    return f"{_SPACE}{{0,}}" if found[1] else f",?{_SPACE}+"


@cache
def _piece(name: str, is_either: bool) -> str:
    phrases = [_either(one) if is_either else one for one in _split(_pieces()[name])]
    return f"(?:{'|'.join(map(_read, phrases))})"


def _either(phrase: str) -> str:
    """The phrase with its first letter small or capital, in each of the alternatives that it begins with."""
    if phrase.startswith("{"):
        return phrase.replace("{", "{^", 1)
    if phrase.startswith("("):
        inner, rest = phrase[1:].split(")", 1)
        rest = rest[:1] + _either(rest[1:]) if rest.startswith("?") else rest
        return f"({'|'.join(map(_either, inner.split('|')))}){rest}"
    return f"[{phrase[0].upper()}{phrase[0]}]{phrase[1:]}" if phrase[:1].islower() else phrase


def _with_stems(name: str) -> str:
    if name.endswith("s"):
        return f"{name[:-1]}(s|kse)"
    return _DOUBLED.sub(lambda found: f"{found[1][0]}{found[1][0]}?{found[2]}", name)
