"""The lines of a receipt as they were read, and comparing words that were read wrongly. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

Plain = Sequence[Sequence[Sequence[str | float]]]
# What readers of print take for each other, brought to one of them.
_LOOKALIKES = str.maketrans({"0": "o", "1": "l", "|": "l", "!": "l", "5": "s", "8": "b", "ø": "o", "æ": "a"})
_DIGITS = str.maketrans({"O": "0", "o": "0", "Q": "0", "D": "0", "l": "1", "I": "1", "|": "1", "S": "5", "B": "8"})
_GLUED = re.compile(r"([^\W\d_][\w.\-]*[:=])(\S+)")


@dataclass(frozen=True)
class Word:
    """A word with its place as shares of the picture; `sure`: how sure the reader was, 0–100."""

    text: str
    x: float
    y: float
    w: float
    h: float
    sure: float

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def digits(self) -> str:
        """The word with letters that look like digits as digits, where it holds a digit at all."""
        return self.text.translate(_DIGITS) if any(sign.isdigit() for sign in self.text) else self.text

    @property
    def count(self) -> int:
        """How many digits it holds."""
        return sum(sign.isdigit() for sign in self.digits)


@dataclass(frozen=True)
class Line:
    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @cached_property
    def digits(self) -> str:
        return " ".join(word.digits for word in self.words)

    def label(self, labels: Iterable[str], *, within: int = 99) -> int | None:
        """Where the words after the first of `labels` (folded, words apart by spaces) begin, or None.

        `within`: among how many words from the line's start the label begins. The longest label wins.
        """
        ends = [end for one in labels if (end := self._end_of(one.split(), within)) is not None]
        return max(ends, default=None)

    def _end_of(self, label: list[str], within: int) -> int | None:
        for start in range(min(within, len(self.words) - len(label) + 1)):
            if all(alike(self.words[start + step].folded, part) for step, part in enumerate(label)):
                return start + len(label)
        return None


def lines_of(plain: Plain) -> list[Line]:
    """Lines of words; what is glued by a colon ("Kassa:Anna") comes apart, with a share of the box each. Signs at the
    ends of a line that are no print but the paper's edge are left out."""
    made = []
    for line in plain:
        words = [piece for one in line for piece in _pieces(Word(str(one[0]), *(float(part) for part in one[1:6])))]
        while words and _is_edge(words[0]):
            words.pop(0)
        while words and _is_edge(words[-1]):
            words.pop()
        if words:
            made.append(Line(tuple(words)))
    return made


def _is_edge(word: Word) -> bool:
    return len(word.text) <= 2 and not any(sign.isalnum() or sign in "%€$£" for sign in word.text)


def _pieces(word: Word) -> list[Word]:
    glued = _GLUED.fullmatch(word.text)
    if not glued:
        return [word]
    share = word.w * len(glued[1]) / len(word.text)
    return [
        Word(glued[1], word.x, word.y, share, word.h, word.sure),
        Word(glued[2], word.x + share, word.y, word.w - share, word.h, word.sure),
    ]


def fold(text: str) -> str:
    """Letters only, small, without dots and rings, lookalikes made one: what is left when print is read badly."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LOOKALIKES))
    return "".join(sign for sign in plain if sign.isalnum())


def alike(read: str, label: str) -> bool:
    """Whether a folded word may be the label: one sign wrong in five letters or more, two in nine or more."""
    allowed = 2 if len(label) >= 9 else 1 if len(label) >= 5 else 0
    return read == label or (bool(allowed) and within(read, label, allowed))


def within(one: str, other: str, most: int) -> bool:
    """Whether at most `most` signs have to be changed, put in or taken out to make one text of the other."""
    if abs(len(one) - len(other)) > most:
        return False
    before = list(range(len(other) + 1))
    for row, sign in enumerate(one, 1):
        now = [row]
        for column, mark in enumerate(other, 1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (sign != mark)))
        if min(now) > most:
            return False
        before = now
    return before[-1] <= most
