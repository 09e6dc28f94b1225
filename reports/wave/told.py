"""What one visit tells, out of its frozen snapshot: all that findings over many visits are made of. Pure.

Texts stay as they were frozen: {"fi": …, "sv": …, "en": …}, or one string that is the same in every language. Of the
shopper nothing is taken, for the snapshot holds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shopper.alphabet import alphabetical


@dataclass(frozen=True, slots=True)
class Detail:
    """One scored question: `points` 0–1 of `weight`."""

    id: str
    section: Any
    text: Any
    answer: Any
    points: float
    weight: float
    critical_failed: bool = False

    @property
    def lost(self) -> float:
        return self.weight * (1 - self.points)


@dataclass(frozen=True, slots=True)
class Gesture:
    """A question that can earn something beside the base, and whether it did."""

    id: str
    text: Any
    is_earned: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """A touchpoint with its valence, −3…+3; `picked`: the shopper's own choice of what stayed in mind."""

    touchpoint: str
    label: Any
    valence: float | None
    felt: bool
    picked: bool


@dataclass(frozen=True, slots=True)
class Share:
    """A section's percent."""

    id: str
    title: Any
    percent: float


@dataclass(frozen=True, slots=True)
class Words:
    """A headline point: what it is about, and the words that were written down."""

    title: Any
    quote: str


@dataclass(frozen=True, slots=True)
class Promise:
    """The deed that was chosen after the visit; `question`: the detail that it is to mend, where that is known."""

    deed: str
    question: str | None
    is_done: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class Turn:
    touchpoint: str
    label: Any
    good: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One visit. `store` names its store for good; `number` is the visit's random code; `on` its day, `part` the part
    of that day. `recommend` 0–10."""

    store: str
    name: str
    number: str
    on: date
    part: str
    base: float | None
    plus: float
    emotion: float | None
    recommend: int | None
    sections: tuple[Share, ...]
    details: tuple[Detail, ...]
    gestures: tuple[Gesture, ...]
    moments: tuple[Moment, ...]
    turn: Turn | None
    praise: Words | None
    fix: Words | None
    levels: Mapping[str, float]
    promise: Promise | None = None

    @property
    def possible(self) -> float:
        """The weight of all that was scored."""
        return sum(one.weight for one in self.details)


def told_of(
    snapshot: Mapping[str, Any], store: str, on: date, part: str = "", promise: Promise | None = None
) -> Told:
    """What the visit with this snapshot tells; older snapshots lack what was not frozen then."""
    report = snapshot["report"]
    score, journey = report["score"], report.get("journey") or {}
    rows = [(section["title"], row) for section in report.get("sections", ()) for row in section["rows"]]
    turn = journey.get("turn")
    return Told(
        store=store,
        name=report["store"]["name"],
        number=report["visit"]["number"],
        on=on,
        part=part,
        base=score["base"],
        plus=score.get("plus") or 0.0,
        emotion=score.get("emotion_index"),
        recommend=(report.get("outcomes") or {}).get("satisfaction"),
        sections=tuple(_shares(score)),
        details=tuple(_detail(title, row) for title, row in rows if _is_scored(row)),
        gestures=tuple(Gesture(row["id"], row["text"], row["plus"] > 0) for _title, row in rows if _may_earn(row)),
        moments=tuple(_moment(point) for point in journey.get("points", ()) if _is_on_the_way(point)),
        turn=Turn(turn["touchpoint"], turn["label"], turn["good"]) if turn else None,
        praise=_words(report["headline"].get("praise")),
        fix=_words(report["headline"].get("fix")),
        levels={one["id"]: one["percent"] for one in score.get("levels", ()) if one["percent"] is not None},
        promise=promise,
    )


def in_order(visits: Iterable[Told]) -> list[Told]:
    """Always the same order, whatever order they come in: by store, day and number."""
    return sorted(visits, key=lambda one: (alphabetical(one.name), one.store, one.on, one.number))


def by_store(visits: Iterable[Told]) -> dict[str, list[Told]]:
    """Store → its visits, the earliest first; stores by their newest names."""
    found: dict[str, list[Told]] = {}
    for one in sorted(visits, key=lambda one: (one.on, one.number)):
        found.setdefault(one.store, []).append(one)
    return dict(sorted(found.items(), key=lambda pair: (alphabetical(pair[1][-1].name), pair[0])))


def _shares(score: Mapping[str, Any]) -> Iterable[Share]:
    for one in score.get("sections", ()):
        if one["percent"] is not None:
            yield Share(one["id"], one["title"], one["percent"])


def _is_scored(row: Mapping[str, Any]) -> bool:
    return row.get("points") is not None and (row.get("weight") or 0) > 0


def _may_earn(row: Mapping[str, Any]) -> bool:
    """Whether it may have earned a plus: without weight, answered. Which of these ever did, the visits show."""
    return not row.get("skipped") and not row.get("weight") and bool(row.get("answer"))


def _detail(title: Any, row: Mapping[str, Any]) -> Detail:
    failed = bool(row.get("critical_failed"))
    return Detail(row["id"], title, row["text"], row["answer"], row["points"], row["weight"], failed)


def _is_on_the_way(point: Mapping[str, Any]) -> bool:
    """The moods at the door and on the way out belong to no touchpoint."""
    return not (point.get("start") or point.get("end"))


def _moment(point: Mapping[str, Any]) -> Moment:
    felt, picked = bool(point.get("felt")), bool(point.get("peak"))
    return Moment(point["touchpoint"], point["label"], point["valence"], felt, picked)


def _words(point: Mapping[str, Any] | None) -> Words | None:
    return Words(point["title"], point.get("quote") or "") if point else None
