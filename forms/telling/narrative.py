"""The visit told in the past tense, from its answers: a first draft that the shopper goes on writing.

Pure. The twin of static/js/visit/telling.js, which writes it on the phone; tests/tables/narratives.json holds both.
What can be said, and how, is in the kit that `forms.telling` makes; docs/telling.md tells its grammar.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from math import inf
from typing import Any

# Stands where something is missing; no text that people write holds it.
_GAP = "\0"
_PLACE = re.compile(r"{([a-zA-Z0-9_]*)}")
_SPACES = re.compile(r"[ \t\n\r]+")
_EDGES = re.compile(r'^[ "“”„]+|[ "“”„]+\Z')
_LAST = re.compile(r"\0([^\0]*)\Z")
_OPEN_END = re.compile(r"[^.!?…”]”?\Z")
# Beyond this, numbers are no longer exact in JavaScript.
_MOST = 2**53 - 1

Kit = Mapping[str, Any]
Table = Mapping[str, Any]


def draft(kit: Kit, asked: Sequence[str], answers: Mapping[str, Any]) -> str:
    """The narrative, a paragraph a part with an empty line between; empty when there is nothing to tell.

    `kit` as `forms.telling.kit` makes it; `asked`: ids of the questions that are asked; `answers`: question id →
    answer (docs/answers.md §2), whatever it holds.
    """
    teller = _Teller(kit, {id_: _value(answers.get(id_)) for id_ in asked})
    paragraphs = (" ".join(map(_closed, teller.part(items))) for items in kit["parts"])
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


class _Teller:
    def __init__(self, kit: Kit, values: Mapping[str, Any]) -> None:
        self.tell = kit["tell"]
        self.and_, *self.units = kit["units"]
        self.values = values

    def part(self, items: Sequence[str]) -> list[str]:
        return [text for item in items for text in self._told(item) if text > _GAP]

    def _told(self, item: str) -> Iterator[str]:
        ids = item.split(" ")
        if len(ids) == 1:
            yield self._all(self.tell[item], self.values.get(item))
            return
        joined = self.tell[item].get(_key([self.values.get(id_) for id_ in ids]))
        yield from [joined] if joined else (text for id_ in ids for text in self._told(id_))

    def _all(self, table: Table, value: Any) -> str:
        each = [self._one(table, one) for one in (value if isinstance(value, list) else [value])]
        text = _GAP.join(one for one in each if one > _GAP)
        text = _LAST.sub(lambda found: self.and_ + found[1], text).replace(_GAP, ", ")
        return table.get("*", "") + text if text and not text.endswith(".") else text

    def _one(self, table: Table, value: Any) -> str:
        """The first form of the pattern whose places can all be filled."""
        pattern = table.get(_key(value), table.get("", _GAP))
        if _is_whole(value):
            reached = [text for least, text in table.items() if value >= _number(least)]
            pattern = reached[-1] if reached else pattern
        forms = (_PLACE.sub(lambda found: self._part(table, value, found[1]), form) for form in pattern.split("|"))
        return next((text for text in forms if _GAP not in text), _GAP)

    def _part(self, table: Table, value: Any, part: str) -> str:
        if part in ("", "1"):
            return self._plain(value, is_length=part == "1")
        return self._one(table[part], value.get(part) if isinstance(value, Mapping) else None)

    def _plain(self, thing: Any, *, is_length: bool) -> str:
        if _is_whole(thing):
            return self._length(int(thing)) if is_length else str(int(thing))
        return _EDGES.sub("", _SPACES.sub(" ", thing)) or _GAP if isinstance(thing, str) else _GAP

    def _length(self, n: int) -> str:
        seconds, minutes, hours = self.units
        if n < 61:
            return f"{n}{seconds}"
        if n % 60 and n < 600:
            return f"{n // 60} min {n % 60} s"
        return f"{_rounded(n / 60)}{minutes}" if n < 7200 else f"{_rounded(n / 3600)}{hours}"


def _value(answer: object) -> Any:
    return answer.get("value") if isinstance(answer, Mapping) else None


def _key(value: Any) -> str:
    """The value as JavaScript writes it: no two values that a table could tell apart have the same."""
    return json.dumps(_written(value), separators=(",", ":"), default=str)


def _written(value: Any) -> Any:
    return int(value) if _is_whole(value) else value


def _is_whole(thing: Any) -> bool:
    is_number = isinstance(thing, (int, float)) and not isinstance(thing, bool)
    return is_number and abs(thing) <= _MOST and thing == int(thing)


def _number(key: str) -> float:
    """A key as JavaScript compares it with numbers: an empty one is nought, and nothing reaches a word."""
    return int(key or 0) if key.isdecimal() or not key else inf


def _rounded(number: float) -> Decimal:
    return Decimal(number).to_integral_value(ROUND_HALF_UP)


def _closed(text: str) -> str:
    return _OPEN_END.sub(lambda found: f"{found[0]}.", text)
