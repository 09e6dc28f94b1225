"""Stops of the customer's way, which of them a store may read, and the order in which they came. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from forms.definition import Questionnaire
from forms.kinds.duration import DAY
from reports.observed import Texts
from reports.report_parts import Lane, StopState


@dataclass(frozen=True)
class Halt:
    """One stop, as reports/report_parts.py says it of `Stop`, with its texts in every language. `questions`: the ids of
    those that it tells of."""

    questions: tuple[str, ...]
    lane: Lane
    label: Texts
    words: Texts
    state: StopState = "told"
    seconds: float | None = None
    never: bool = False


@dataclass(frozen=True)
class Part:
    """Stops that belong together, where they stand on the way, and the second of the day in which they began."""

    touchpoint: str
    halts: tuple[Halt, ...]
    began: int | None


def stop_data(halts: tuple[Halt, ...]) -> list[dict[str, Any]]:
    """The stops as report data, with their texts in every language."""
    return [
        {"lane": halt.lane, "label": halt.label, "words": halt.words, "state": halt.state, "seconds": halt.seconds,
         "never": halt.never}
        for halt in halts
    ]  # fmt: skip


def hidden_stops(halts: tuple[Halt, ...], hidden: list[str]) -> list[int]:
    """The places of the stops that tell of a question that the store may not read."""
    return [place for place, halt in enumerate(halts) if not set(halt.questions).isdisjoint(hidden)]


def in_order(questionnaire: Questionnaire, parts: list[Part]) -> Iterator[Part]:
    """The parts by touchpoint; those that were stamped change places among themselves until their stamps follow."""
    places = {place.id: number for number, place in enumerate(questionnaire.touchpoints)}
    parts = sorted(parts, key=lambda part: places[part.touchpoint])
    if any(question.kind == "sittings" for question in questionnaire.questions):
        return iter(parts)
    stamped = [part for part in parts if part.began is not None]
    first = _first_of({part.began for part in stamped if part.began is not None})
    follow = iter(sorted(stamped, key=lambda part: ((part.began or 0) - first) % DAY))
    return (part if part.began is None else next(follow) for part in parts)


def _first_of(seconds: set[int]) -> int:
    """The second of the day with which a visit began: that after the longest rest, for a visit may go past midnight."""
    ordered = sorted(seconds)
    if len(ordered) < 2:
        return 0
    rests = [(later - earlier, later) for earlier, later in pairwise([*ordered, ordered[0] + DAY])]
    return max(rests, key=lambda rest: rest[0])[1] % DAY
