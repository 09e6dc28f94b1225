"""The stores of a wave beside each other: every visit a dot, a mean and its margin from three visits on. Pure.

An order by means is made only where every store has three visits; else stores stand by their names, for the place of
a store with one visit would be chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.wave.figures import FEWEST, Change, change_between
from reports.wave.told import Told, by_store


@dataclass(frozen=True, slots=True)
class StoreLine:
    """`scores`: each visit's, the lowest first. `score`: mean and margin, and how they moved since the store's wave
    before. `plus`: the mean of what was earned beside the base."""

    store: str
    name: str
    scores: tuple[float, ...]
    score: Change
    plus: float = 0.0


@dataclass(frozen=True, slots=True)
class Portfolio:
    """`is_ranked`: the best mean first; else by name."""

    lines: tuple[StoreLine, ...]
    is_ranked: bool


def portfolio(now: Sequence[Told], before: Sequence[Told]) -> Portfolio:
    """A line for each store that was visited now."""
    earlier = by_store(before)
    lines = [_line(visits, earlier.get(store, [])) for store, visits in by_store(now).items()]
    is_ranked = len(lines) > 1 and all(line.score.now.n >= FEWEST for line in lines)
    if is_ranked:
        lines.sort(key=lambda line: -(line.score.now.mean or 0.0))
    return Portfolio(tuple(lines), is_ranked)


def _line(visits: list[Told], earlier: list[Told]) -> StoreLine:
    scores = sorted(one.base for one in visits if one.base is not None)
    return StoreLine(
        store=visits[0].store,
        name=visits[-1].name,
        scores=tuple(scores),
        score=change_between(scores, (one.base for one in earlier)),
        plus=round(sum(one.plus for one in visits) / len(visits), 6),
    )
