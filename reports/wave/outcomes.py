"""What comes of it: how likely people are to recommend with and without a small gesture, what goes along with that,
and how even the service is. Pure. All of it is seen together, none of it is proven to cause the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import atanh, fsum, sqrt, tanh
from typing import Any

from reports.wave.figures import Change, Mean, change_between, mean_of, spread_of
from reports.wave.told import Told, by_store, in_order

FEWEST_PAIRS = 10
"""So many visits a correlation needs; below, its interval says nothing."""
MOST_GESTURES = 6
PARTS = ("morning", "midday", "afternoon", "evening")
LEVELS = ("T", "E", "M")
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class GestureEffect:
    """How likely one recommends (0–10) in visits with the gesture (`now`) against those without (`before`)."""

    id: str
    text: str
    times: int
    effect: Change


@dataclass(frozen=True, slots=True)
class Driver:
    """How a level (T function, E emotion, M meaning) goes along with recommending: the correlation `r` over `n` visits,
    with its 95 % interval."""

    level: str
    r: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Hour:
    """A weekday (0 Monday) and part of the day with its visits."""

    weekday: int
    part: str
    score: Mean


@dataclass(frozen=True, slots=True)
class Outcomes:
    """`even`: 100 less the spread within stores; None where no store has three visits."""

    any_gesture: Change
    gestures: tuple[GestureEffect, ...]
    drivers: tuple[Driver, ...]
    even: float | None
    hours: tuple[Hour, ...]


def outcomes(visits: Sequence[Told]) -> Outcomes:
    """What these visits show."""
    ordered = in_order(visits)
    spread = spread_of([one.base for one in here if one.base is not None] for here in by_store(visits).values())
    plain = [one.recommend for one in ordered if one.plus <= 0]
    return Outcomes(
        any_gesture=change_between((one.recommend for one in ordered if one.plus > 0), plain),
        gestures=_gestures(ordered),
        drivers=tuple(filter(None, (_driver(ordered, level) for level in LEVELS))),
        even=None if spread is None else round(100 - spread, 6),
        hours=_hours(ordered),
    )


def _gestures(visits: list[Told]) -> tuple[GestureEffect, ...]:
    """Those that were ever made, the most frequent first."""
    earned = Counter(one.id for visit in visits for one in visit.gestures if one.is_earned)
    texts: dict[str, Any] = {one.id: one.text for visit in visits for one in visit.gestures if one.is_earned}
    found = []
    for id_ in sorted(earned, key=lambda id_: (-earned[id_], id_))[:MOST_GESTURES]:
        with_it, without = ([_recommends(visits, id_, is_earned)] for is_earned in (True, False))
        found.append(GestureEffect(id_, texts[id_], earned[id_], change_between(*with_it, *without)))
    return tuple(found)


def _recommends(visits: list[Told], id_: str, is_earned: bool) -> list[int | None]:
    return [
        visit.recommend for visit in visits for one in visit.gestures if one.id == id_ and one.is_earned == is_earned
    ]


def _driver(visits: list[Told], level: str) -> Driver | None:
    """Pearson's correlation; its interval by Fisher's z (Fisher, 1921, Metron 1: 3–32):
    tanh(atanh r ± 1.96 / √(n − 3))."""
    pairs = [
        (visit.levels[level], float(visit.recommend))
        for visit in visits
        if visit.recommend is not None and level in visit.levels
    ]
    r = _correlation(pairs) if len(pairs) >= FEWEST_PAIRS else None
    if r is None:
        return None
    middle, half = atanh(max(-0.999999, min(0.999999, r))), _Z / sqrt(len(pairs) - 3)
    low, high = tanh(middle - half), tanh(middle + half)
    return Driver(level, round(r, 6), round(low, 6), round(high, 6), len(pairs))


def _correlation(pairs: list[tuple[float, float]]) -> float | None:
    means = [fsum(side) / len(pairs) for side in zip(*pairs, strict=True)]
    shared = fsum((x - means[0]) * (y - means[1]) for x, y in pairs)
    spreads = [fsum((pair[side] - means[side]) ** 2 for pair in pairs) for side in (0, 1)]
    if min(spreads) < 1e-9:
        return None
    return max(-1.0, min(1.0, shared / sqrt(spreads[0] * spreads[1])))


def _hours(visits: list[Told]) -> tuple[Hour, ...]:
    """Every weekday and part of the day in which a visit was made."""
    found: dict[tuple[int, str], list[float | None]] = {}
    for one in visits:
        if one.part in PARTS:
            found.setdefault((one.on.weekday(), one.part), []).append(one.base)
    order = sorted(found, key=lambda key: (key[0], PARTS.index(key[1])))
    return tuple(Hour(weekday, part, mean_of(found[weekday, part])) for weekday, part in order)
