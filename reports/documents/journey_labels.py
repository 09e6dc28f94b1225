"""The names under a journey of many moments: in two lines, the moments that matter first, none over another. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.report_parts import JourneyPoint, Turn

MOST_IN_A_LINE = 18
"""Up to so many moments each have a column of their own for their name."""
_LINES = 2
# Shares of the whole width in percent: what a name takes, some 14 of 180 millimetres.
_NAME, _WHOLE = 8.0, 100.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of a line, `width` in percent of it; a gap has no label. `side`: where the words stand in it."""

    width: float
    label: str = ""
    unknown: bool = False
    side: str = "middle"


def labels_in_lines(points: Sequence[JourneyPoint], turn: Turn | None) -> list[list[Cell]]:
    """The cells of each line. What finds no room goes without a name; the marked moments, the first and the last never
    do, unless they are too many for both lines."""
    lines: list[list[tuple[float, int]]] = [[] for _line in range(_LINES)]
    for number in _by_weight(points, turn):
        left = _left_of(number, len(points))
        by_turns = (lines[number % _LINES], *lines)
        free = (line for line in by_turns if all(abs(left - other) >= _NAME for other, _number in line))
        line = next(free, None)
        if line is not None:
            line.append((left, number))
    return [list(_cells(sorted(line), points)) for line in lines if line]


def _by_weight(points: Sequence[JourneyPoint], turn: Turn | None) -> list[int]:
    """Places: the ends and what is marked before the others, each in the order of the way."""
    known = [point.valence for point in points if point.valence is not None]
    extremes = {max(known), min(known)} if known else set()
    turned = turn.touchpoint if turn else None

    def rank(number: int) -> tuple[int, int]:
        point = points[number]
        if number in (0, len(points) - 1) or point.start or point.peak or point.end or point.touchpoint == turned:
            return 0, number
        return (1 if point.valence in extremes else 2 if point.felt else 3 if point.valence is not None else 4), number

    return sorted(range(len(points)), key=rank)


def _left_of(number: int, count: int) -> float:
    """Where a name begins so that it stands under its moment, or at the edge."""
    return min(max(0.0, (number + 0.5) * _WHOLE / count - _NAME / 2), _WHOLE - _NAME)


def _cells(line: list[tuple[float, int]], points: Sequence[JourneyPoint]) -> Iterator[Cell]:
    end = 0.0
    for left, number in line:
        if left > end:
            yield Cell(left - end)
        point = points[number]
        side = "first" if left == 0 else "last" if left == _WHOLE - _NAME else "middle"
        yield Cell(_NAME, point.label, point.valence is None, side)
        end = left + _NAME
    if end < _WHOLE:
        yield Cell(_WHOLE - end)
