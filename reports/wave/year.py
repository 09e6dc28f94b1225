"""A store's year: how score, plus and emotion moved from wave to wave, section by section, and what became of its
promises. Pure.

Waves are told by their names, never by days: the store's own reports tell no more of when a visit was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.wave.changes import section_titles
from reports.wave.figures import Change, Mean, change_between, mean_of
from reports.wave.moments import best_moments, worst_moments
from reports.wave.promises import Promises, promises
from reports.wave.told import Told

MOST_MOMENTS = 4


@dataclass(frozen=True, slots=True)
class WavePoint:
    """One wave: each visit's score (the lowest first), their mean from three on, the plus earned in all, and the mean
    emotion index of those visits that have one (`felt`)."""

    name: str
    scores: tuple[float, ...]
    score: Mean
    plus: float
    felt: int
    emotion: float | None


@dataclass(frozen=True, slots=True)
class SectionTrend:
    """A section's percent in each wave (None: not asked), from `first` to `last` where both are known."""

    id: str
    title: str
    percents: tuple[float | None, ...]
    first: float | None
    last: float | None


@dataclass(frozen=True, slots=True)
class YearQuote:
    wave: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class YearFindings:
    """`n` visits in `waves`, the earliest first; `change` from the first wave to the last; `steps`: deeds done one
    after another up to now."""

    n: int
    waves: tuple[WavePoint, ...]
    change: Change
    sections: tuple[SectionTrend, ...]
    best: tuple[YearQuote, ...]
    worst: tuple[YearQuote, ...]
    promises: Promises
    steps: int


def year_of(waves: Sequence[tuple[str, Sequence[Told]]]) -> YearFindings:
    """The year of one store: (name of the wave, its visits there), the earliest wave first."""
    told = [(name, visits) for name, visits in waves if visits]
    every = [one for _name, visits in told for one in visits]
    kept = promises(every)
    first, last = (told[0][1], told[-1][1]) if told else ((), ())
    return YearFindings(
        n=len(every),
        waves=tuple(_point(name, visits) for name, visits in told),
        change=change_between((one.base for one in last), (one.base for one in first)),
        sections=tuple(_trend(id_, title, [visits for _n, visits in told])
                       for id_, title in section_titles(every).items()),
        best=_quotes(told, 1),
        worst=_quotes(told, -1),
        promises=kept,
        steps=_steps(every),
    )  # fmt: skip


def _point(name: str, visits: Sequence[Told]) -> WavePoint:
    scores = sorted(one.base for one in visits if one.base is not None)
    felt = sorted(one.emotion for one in visits if one.emotion is not None)
    return WavePoint(
        name=name,
        scores=tuple(scores),
        score=mean_of(scores),
        plus=round(sum(one.plus for one in visits), 6),
        felt=len(felt),
        emotion=round(sum(felt) / len(felt), 6) if felt else None,
    )


def _trend(id_: str, title: str, waves: list[Sequence[Told]]) -> SectionTrend:
    percents = [[share.percent for one in visits for share in one.sections if share.id == id_] for visits in waves]
    means = [round(sum(sorted(known)) / len(known), 6) if known else None for known in percents]
    known = [mean for mean in means if mean is not None]
    pair = (known[0], known[-1]) if len(known) > 1 else (None, None)
    return SectionTrend(id_, title, tuple(means), *pair)


def _quotes(waves: Sequence[tuple[str, Sequence[Told]]], sign: int) -> tuple[YearQuote, ...]:
    """The best (1) or worst (−1) moments with words; the same wave is heard again when every other was."""
    choose = best_moments if sign > 0 else worst_moments
    by_turn = [
        (turn, place, YearQuote(name, quote.title, quote.words))
        for place, (name, visits) in enumerate(waves)
        for turn, quote in enumerate(choose(visits, MOST_MOMENTS))
    ]
    once: dict[str, tuple[int, YearQuote]] = {}
    for _turn, place, quote in sorted(by_turn, key=lambda entry: (entry[0], -entry[1])):
        once.setdefault(quote.words or repr(quote.title), (place, quote))
    chosen = sorted(list(once.values())[:MOST_MOMENTS], key=lambda entry: entry[0])
    return tuple(quote for _place, quote in chosen)


def _steps(visits: Sequence[Told]) -> int:
    """How many promises in a row, counted back from the newest, are done; one that is not due yet does not end it."""
    steps = 0
    for one in sorted(visits, key=lambda one: (one.on, one.number), reverse=True):
        if one.promise is None or (not one.promise.is_done and not one.promise.is_late):
            continue
        if not one.promise.is_done:
            break
        steps += 1
    return steps
