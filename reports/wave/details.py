"""Which details cost most, with the exact answer that cost it; and which are so sure that the bar can be raised. Pure.

A detail's cost is what it took from the mean score: in each visit its lost weight as a share of all scored weight, in
points of a hundred, averaged over all visits. Without caps of critical details the costs of all details sum to 100 less
the mean score (docs/wave_report.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any

from reports.wave.figures import FEWEST
from reports.wave.told import Detail, Told, in_order

SURE = 0.95
WAVES_TO_BE_SURE = 3
_FULL = 0.9995


@dataclass(frozen=True, slots=True)
class Costly:
    """`cost` in points of the mean score, `before` the same in the wave before (None: too few visits). Lost in
    `lost_in` of `n` visits and in `stores` stores, `critical` times as a critical failure. `answer` was given `times`
    times where it was lost; `times` 1 of many: the answer in the middle."""

    id: str
    section: str
    text: str
    cost: float
    lost: float
    n: int
    lost_in: int
    stores: int
    critical: int
    answer: str
    times: int
    before: float | None = None


@dataclass(frozen=True, slots=True)
class Sure:
    """A detail that reached 95 % of its points in three waves running: `percent` now, over `n` visits."""

    id: str
    section: str
    text: str
    percent: float
    n: int


def costliest(now: Sequence[Told], before: Sequence[Told]) -> tuple[Costly, ...]:
    """Every detail that cost something, the dearest first; among equals as they are asked."""
    visits = in_order(now)
    earlier = _costs(before) if len(before) >= FEWEST else None
    costs = _costs(visits)
    found = [_costly(pairs, costs[id_], earlier, id_) for id_, pairs in _answers(visits).items() if costs[id_] > 0]
    return tuple(sorted(found, key=lambda one: -one.cost))


def sure_ones(waves: Sequence[Sequence[Told]]) -> tuple[Sure, ...]:
    """Details at 95 % and above in each of the last three waves, three visits each; `waves[0]` is the newest."""
    if len(waves) < WAVES_TO_BE_SURE:
        return ()
    answers = [_answers(in_order(wave)) for wave in waves[:WAVES_TO_BE_SURE]]
    return tuple(
        Sure(id_, _newest(pairs).section, _newest(pairs).text, round(_share(pairs) * 100, 6), len(pairs))
        for id_, pairs in answers[0].items()
        if all(len(wave.get(id_, ())) >= FEWEST and _share(wave[id_]) >= SURE for wave in answers)
    )


def _answers(visits: Iterable[Told]) -> dict[str, list[tuple[Told, Detail]]]:
    found: dict[str, list[tuple[Told, Detail]]] = {}
    for visit in visits:
        for detail in visit.details:
            found.setdefault(detail.id, []).append((visit, detail))
    return found


def _costs(visits: Sequence[Told]) -> dict[str, float]:
    """Detail → its cost per visit."""
    scored = [visit for visit in visits if visit.possible]
    found: dict[str, list[float]] = {}
    for visit in scored:
        for detail in visit.details:
            found.setdefault(detail.id, []).append(detail.lost / visit.possible * 100)
    return {id_: round(fsum(costs) / len(scored), 6) for id_, costs in found.items()}


def _costly(
    pairs: list[tuple[Told, Detail]], cost: float, earlier: dict[str, float] | None, id_: str
) -> Costly:
    lost = [(visit, detail) for visit, detail in pairs if detail.points < _FULL]
    newest = _newest(pairs)
    answer, times = _usual([detail for _visit, detail in lost or pairs])
    return Costly(
        id=id_,
        section=newest.section,
        text=newest.text,
        cost=cost,
        lost=round(fsum(detail.lost for _visit, detail in pairs), 6),
        n=len(pairs),
        lost_in=len(lost),
        stores=len({visit.store for visit, _detail in lost}),
        critical=sum(detail.critical_failed for _visit, detail in pairs),
        answer=answer,
        times=times,
        before=earlier.get(id_) if earlier else None,
    )


def _newest(pairs: list[tuple[Told, Detail]]) -> Detail:
    return max(pairs, key=lambda pair: (pair[0].on, pair[0].number))[1]


def _usual(lost: list[Detail]) -> tuple[Any, int]:
    """The answer that was given most often, the dearer among equals; where all differ, the one in the middle."""
    counted = Counter(repr(detail.answer) for detail in lost)
    dearest: dict[str, Detail] = {}
    for detail in sorted(lost, key=lambda one: (one.points, repr(one.answer))):
        dearest.setdefault(repr(detail.answer), detail)
    words = max(dearest, key=lambda words: counted[words])
    if counted[words] == 1:
        middle = list(dearest.values())[len(dearest) // 2]
        return middle.answer, 1
    return dearest[words].answer, counted[words]


def _share(pairs: list[tuple[Told, Detail]]) -> float:
    # Three times 0.95 is a hair less than three times 0.95 in binary figures.
    return round(fsum(detail.points for _visit, detail in pairs) / len(pairs), 9)
