"""Means, how sure they are, and differences between two of them. Pure.

A margin is half the width of a 95 % interval by Student's t (Student, 1908, Biometrika 6: 1–25): with n values of
mean m and standard deviation s, m ± t(n − 1) · s / √n. A difference of two means is judged by Welch's test (Welch,
1947, Biometrika 34: 28–35), which does not ask that both vary alike. Below three values nothing is told: two say
nothing of how much a third would differ. docs/wave_report.md works an example by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, fsum, sqrt

FEWEST = 3
"""So many values a mean, a margin and a place in an order need; the same as in reports/comparison.py."""

# The 97.5 % point of Student's t for 1 … 30 degrees of freedom.
_T = (
    12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281,
    2.2010, 2.1788, 2.1604, 2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860,
    2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423,
)  # fmt: skip
_Z = 1.959964
# Scores have six places: what differs by less does not differ, and its square would be lost.
_NOTHING = 1e-18


@dataclass(frozen=True, slots=True)
class Mean:
    """`mean` of `n` values with its `margin`; both None under three values."""

    n: int
    mean: float | None = None
    margin: float | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """From `before` to `now`; `change` and `margin` are None where either has under three values. `is_clear`: the
    margin does not reach zero."""

    now: Mean
    before: Mean
    change: float | None = None
    margin: float | None = None
    is_clear: bool = False


def mean_of(values: Iterable[float | None]) -> Mean:
    """The mean of the values that are known."""
    known = [value for value in values if value is not None]
    if len(known) < FEWEST:
        return Mean(len(known))
    return Mean(len(known), _kept(_mean(known)), _kept(t_point(len(known) - 1) * sqrt(_variance(known) / len(known))))


def change_between(now: Iterable[float | None], before: Iterable[float | None]) -> Change:
    """How the mean moved, and whether that is more than chance would do."""
    new, old = ([value for value in values if value is not None] for values in (now, before))
    means = Change(mean_of(new), mean_of(old))
    if min(len(new), len(old)) < FEWEST:
        return means
    moved, margin = _mean(new) - _mean(old), _welch(new, old)
    return Change(means.now, means.before, _kept(moved), _kept(margin), abs(moved) > margin)


def t_point(freedom: float) -> float:
    """The 97.5 % point of Student's t; of a broken number of degrees the next lower whole one (the wider interval).

    Above 30 by the expansion of Cornish and Fisher, which is right to four places there.
    """
    whole = max(1, floor(freedom))
    if whole <= len(_T):
        return _T[whole - 1]
    return _Z + (_Z**3 + _Z) / (4 * whole) + (5 * _Z**5 + 16 * _Z**3 + 3 * _Z) / (96 * whole**2)


def spread_of(groups: Iterable[Sequence[float]]) -> float | None:
    """The standard deviation within groups of three and more values, pooled as in the analysis of variance:
    √(Σ (nᵢ − 1) sᵢ² / Σ (nᵢ − 1)). None where no group is large enough."""
    large = [values for values in groups if len(values) >= FEWEST]
    if not large:
        return None
    squares = fsum((len(values) - 1) * _variance(values) for values in large)
    return _kept(sqrt(squares / sum(len(values) - 1 for values in large)))


def _welch(one: Sequence[float], other: Sequence[float]) -> float:
    parts = [_variance(values) / len(values) for values in (one, other)]
    if sum(parts) < _NOTHING:
        return 0.0
    freedom = sum(parts) ** 2 / sum(
        part**2 / (len(values) - 1) for part, values in zip(parts, (one, other), strict=True)
    )
    return t_point(freedom) * sqrt(sum(parts))


def _mean(values: Sequence[float]) -> float:
    return fsum(values) / len(values)


def _variance(values: Sequence[float]) -> float:
    mean = _mean(values)
    return fsum((value - mean) ** 2 for value in values) / (len(values) - 1)


def _kept(value: float) -> float:
    return round(value, 6)
