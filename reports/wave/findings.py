"""What a wave says about its chain. Pure: no database, request or clock.

The order in which visits come in never matters. Whatever rests on fewer than three visits is counted and shown as
single dots, and never averaged, compared or ranked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.wave.changes import Changes, changes
from reports.wave.details import Costly, Sure, costliest, sure_ones
from reports.wave.moments import Quote, best_moments
from reports.wave.outcomes import Outcomes, outcomes
from reports.wave.peaks import PeakMap, peak_map
from reports.wave.promises import Promises, promises
from reports.wave.stores import Portfolio, portfolio
from reports.wave.told import Told

MOST_DETAILS = 12


@dataclass(frozen=True, slots=True)
class WaveFindings:
    """`n` visits; `costs` sums the cost of every detail, of which `details` are the dearest, `costing` in all."""

    n: int
    portfolio: Portfolio
    changes: Changes
    details: tuple[Costly, ...]
    costing: int
    costs: float
    sure: tuple[Sure, ...]
    peaks: PeakMap
    moments: tuple[Quote, ...]
    promises: Promises
    outcomes: Outcomes


def find(now: Sequence[Told], earlier: Sequence[Sequence[Told]] = ()) -> WaveFindings:
    """The findings of the visits of `now`; `earlier`: those of the waves before, the newest wave first.

    Texts stay as frozen, in every language. Promises are those after the wave before and after this one: this wave's
    visits are what shows whether those of the wave before were kept.
    """
    before = earlier[0] if earlier else ()
    costly = costliest(now, before)
    return WaveFindings(
        n=len(now),
        portfolio=portfolio(now, before),
        changes=changes(now, before),
        details=costly[:MOST_DETAILS],
        costing=len(costly),
        costs=round(sum(one.cost for one in costly), 6),
        sure=sure_ones([now, *earlier]),
        peaks=peak_map(now),
        moments=best_moments(now),
        promises=promises([*before, *now]),
        outcomes=outcomes(now),
    )
