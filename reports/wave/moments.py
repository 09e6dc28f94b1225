"""The best moments of many visits, in the words that were written down: what others could do tomorrow. Pure.

Of praise only what has words, at most one of a store until every store that has some was heard. No name of anybody is
added: the words stand as they were frozen in the reports that the stores themselves read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.wave.told import Told, Words, by_store

MOST = 6


@dataclass(frozen=True, slots=True)
class Quote:
    """What was praised or to be mended, where, in which words."""

    store: str
    title: str
    words: str


def best_moments(visits: Sequence[Told], most: int = MOST) -> tuple[Quote, ...]:
    """The praise of the visits with the best feeling first: by emotion index, then by score."""
    return _chosen(visits, most, 1)


def worst_moments(visits: Sequence[Told], most: int = MOST) -> tuple[Quote, ...]:
    """What was to be mended after the visits with the worst feeling; what was told in words comes first."""
    return _chosen(visits, most, -1)


def _chosen(visits: Sequence[Told], most: int, sign: int) -> tuple[Quote, ...]:
    rounds: list[tuple[int, Told, Words]] = []
    for here in by_store(visits).values():
        told = [(one, words) for one in here if (words := one.praise if sign > 0 else one.fix)]
        told = [(one, words) for one, words in told if words.quote or sign < 0]
        told.sort(key=lambda pair: (not pair[1].quote, *_rank(pair[0], sign)))
        rounds += [(turn, one, words) for turn, (one, words) in enumerate(told)]
    rounds.sort(key=lambda entry: (not entry[2].quote, entry[0], *_rank(entry[1], sign)))
    # The same words twice would be one moment told twice.
    chosen: dict[str, Quote] = {}
    for _turn, one, words in rounds:
        chosen.setdefault(words.quote or f"{one.number} {one.store}", Quote(one.name, words.title, words.quote))
    return tuple(chosen.values())[:most]


def _rank(visit: Told, sign: int) -> tuple[float, float, str, str]:
    felt, base = (0.0 if value is None else value for value in (visit.emotion, visit.base))
    return (-sign * felt, -sign * base, visit.name.casefold(), visit.number)
