"""Words that are read from across a room: set as large as their box allows, cut where even the smallest is too large.

Nothing is measured with fonts: widths are estimated from above, so that words never leave their box. Pure.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from reports import typography

MM_OF_PT = 0.3528
_NARROW = frozenset("iljtfrI.,:;!|'’”“ ()[]-")
_BROAD = frozenset("mwMW@%&—–…")
# Words do not fill their lines to the end; the pieces of one that is longer than a line even less.
_RAGGED, _TORN = 1.1, 1.45
_GAP = 2.4
# What no font can draw is told in words.
_NOTICE = 22.0
_LEAST_TEXT, _LEAST_TITLE = 60, 90


@dataclass(frozen=True, slots=True)
class Size:
    """`name` for the sheet; sizes in points, heights of lines as in the sheet."""

    name: str
    title: float
    text: float
    title_line: float = 1.14
    text_line: float = 1.36


@dataclass(frozen=True, slots=True)
class Box:
    """Room in millimetres."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class BigWords:
    title: str
    text: str


def size_for(all_words: Sequence[BigWords], box: Box, sizes: Sequence[Size]) -> Size:
    """The largest of `sizes` in which each of `all_words` fits a box of its own; else the last."""
    return next((size for size in sizes if all(_height(one, box, size) <= box.height for one in all_words)), sizes[-1])


def fitted(words: BigWords, box: Box, size: Size) -> BigWords:
    """`words` as they are, or cut until they fit: the text first, down to a line of it, then the title."""
    title, text = (" ".join(part.split()) for part in (words.title, words.text))
    tried = BigWords(title, text)
    for tried in _ever_shorter(title, text):
        if _height(tried, box, size) <= box.height:
            break
    return tried


def _ever_shorter(title: str, text: str) -> Iterator[BigWords]:
    for most in _falling(len(text), _LEAST_TEXT):
        yield BigWords(title, typography.trimmed(text, most, ""))
    for most in _falling(len(title), _LEAST_TITLE):
        yield BigWords(typography.trimmed(title, most, ""), typography.trimmed(text, _LEAST_TEXT, ""))
    for most in _falling(len(title), 8):
        yield BigWords(typography.trimmed(title, most, ""), "")


def _falling(most: int, least: int) -> Iterator[int]:
    """From `most` down to `least`, a tenth less each time; `most` alone where it is the smaller."""
    while most > least:
        yield most
        most = int(most * 0.9)
    yield min(most, least)


def _height(words: BigWords, box: Box, size: Size) -> float:
    title = _lines(words.title, size.title * 1.04, box.width) * size.title * size.title_line * MM_OF_PT
    text = _lines(words.text, size.text, box.width) * size.text * size.text_line * MM_OF_PT
    return title + (text + _GAP if words.text else 0)


def _lines(text: str, points: float, width: float) -> int:
    line = width / (points * MM_OF_PT)
    has_endless = any(_wide(word) > line for word in text.split())
    return ceil(_wide(text) * (_TORN if has_endless else _RAGGED) / line)


def _wide(text: str) -> float:
    return sum(map(_ems, text))


def _ems(character: str) -> float:
    """How wide a character is at most, as a share of the size of its type."""
    if unicodedata.category(character) in ("Co", "Cn"):
        return _NOTICE
    if unicodedata.east_asian_width(character) in "WF" or ord(character) > 0xFFFF:
        return 1.3
    if character in _NARROW:
        return 0.34
    if character in _BROAD:
        return 0.95
    if unicodedata.combining(character):
        return 0.0
    return 0.7 if character.isupper() else 0.56
