"""Where a line of print was overlooked: between two lines that were read there is room for another. Pure.

Readers drop whole lines of stars and crosses, and digits of a card stand behind those.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import pairwise
from statistics import median

from forms.till.foot import greets
from forms.till.lines import Line

Box = tuple[float, float, float, float]
# A gap of so many usual distances holds a line. Tilted lines are covered in so many steps.
_ROOM = 1.55
_STEPS = 10


def overlooked(lines: Sequence[Line], below: Container[int]) -> list[Box]:
    """(x, y, width, height) of the gaps under those of `lines` whose numbers are in `below`."""
    pairs = list(pairwise(lines))
    if len(pairs) < 3:
        return []
    slope = _slope(lines)
    distances = [_at(after, 0.5, slope) - _at(before, 0.5, slope) for before, after in pairs]
    usual = median(distances)
    half = 0.48 * usual
    left = min(word.x for line in lines for word in line.words)
    right = max(word.x + word.w for line in lines for word in line.words)
    found: list[Box] = []
    for place, (before, after) in enumerate(pairs):
        # Before the greeting tills leave a line empty.
        room = _ROOM + 1 if greets(after.text) else _ROOM
        if place in below and usual > 0 and distances[place] > room * usual:
            found += _steps(before, after, slope, half, left, right)
    return found


def _steps(before: Line, after: Line, slope: float, half: float, left: float, right: float) -> list[Box]:
    wide = (right - left) / _STEPS
    made = []
    for step in range(_STEPS):
        x, middle = left + step * wide, left + (step + 0.5) * wide
        top, foot = _at(before, middle, slope) + half, _at(after, middle, slope) - half
        if foot > top:
            made.append((x, top, wide, foot - top))
    return made


def _slope(lines: Sequence[Line]) -> float:
    """How much lines fall from left to right, in shares of the height for one of the width."""
    found = [
        (_middle(line.words[-1].y, line.words[-1].h) - _middle(line.words[0].y, line.words[0].h))
        / (_middle(line.words[-1].x, line.words[-1].w) - _middle(line.words[0].x, line.words[0].w))
        for line in lines
        if line.words[-1].x > line.words[0].x + 0.2
    ]
    return median(found) if found else 0.0


def _at(line: Line, x: float, slope: float) -> float:
    """How high the middle of the line lies at `x`."""
    places = [_middle(word.y, word.h) + slope * (x - _middle(word.x, word.w)) for word in line.words]
    return median(places)


def _middle(begin: float, length: float) -> float:
    return begin + length / 2
