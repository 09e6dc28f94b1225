"""Where the way was at its best and at its worst, touchpoint by touchpoint, over many visits. Pure.

A visit's peak is the good moment that its shopper picked, else the best felt one; its low is the bad moment that was
picked, else the worst felt one. A visit may have either, both or none: what was only derived from answers counts for
neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any

from reports.wave.told import Moment, Told, in_order


@dataclass(frozen=True, slots=True)
class Place:
    """One touchpoint: how often it was the peak and the low; how often the mood turned here; the mean of what was felt
    here over `felt` visits."""

    touchpoint: str
    label: str
    peaks: int
    lows: int
    turned_good: int
    turned_bad: int
    felt: int
    valence: float | None


@dataclass(frozen=True, slots=True)
class PeakMap:
    """The touchpoints in the order of the way; `n` visits had a peak or a low."""

    places: tuple[Place, ...]
    n: int


def peak_map(visits: Sequence[Told]) -> PeakMap:
    """The map of these visits."""
    ordered = in_order(visits)
    peaks, lows = ([_peak(one, sign) for one in ordered] for sign in (1, -1))
    places = tuple(_place(id_, label, ordered, peaks, lows) for id_, label in _way(ordered).items())
    return PeakMap(places, sum(bool(high or low) for high, low in zip(peaks, lows, strict=True)))


def _peak(visit: Told, sign: int) -> str | None:
    """The touchpoint of the visit's peak (sign 1) or low (−1)."""
    felt = [one for one in visit.moments if one.felt and (one.valence or 0) * sign > 0]
    chosen = [one for one in felt if one.picked] or felt
    best = max(chosen, key=lambda one: (one.valence or 0) * sign, default=None)
    return best.touchpoint if best else None


def _place(
    id_: str, label: Any, visits: list[Told], peaks: list[str | None], lows: list[str | None]
) -> Place:
    felt = [one.valence for one in _here(visits, id_) if one.felt and one.valence is not None]
    turns = [visit.turn for visit in visits if visit.turn and visit.turn.touchpoint == id_]
    return Place(
        touchpoint=id_,
        label=label,
        peaks=peaks.count(id_),
        lows=lows.count(id_),
        turned_good=sum(turn.good for turn in turns),
        turned_bad=sum(not turn.good for turn in turns),
        felt=len(felt),
        valence=round(fsum(felt) / len(felt), 6) if felt else None,
    )


def _here(visits: Iterable[Told], id_: str) -> Iterable[Moment]:
    return (moment for visit in visits for moment in visit.moments if moment.touchpoint == id_)


def _way(visits: list[Told]) -> dict[str, Any]:
    """Touchpoint → label, in the order of the longest way; what only other ways know stands where they have it."""
    order: list[str] = []
    labels: dict[str, Any] = {}
    for visit in sorted(visits, key=lambda one: -len(one.moments)):
        place = 0
        for moment in visit.moments:
            if moment.touchpoint in labels:
                place = order.index(moment.touchpoint) + 1
                continue
            order.insert(place, moment.touchpoint)
            labels[moment.touchpoint] = moment.label
            place += 1
    return {id_: labels[id_] for id_ in order}
