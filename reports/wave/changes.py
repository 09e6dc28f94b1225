"""What changed since the wave before: the score, the emotion index, the plus, and each section. Pure.

A change is told only where both waves have three values, and called clear only where its margin does not reach zero;
everything else is too little to tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reports.wave.figures import Change, change_between
from reports.wave.told import Told, in_order


@dataclass(frozen=True, slots=True)
class SectionChange:
    id: str
    title: str
    percent: Change


@dataclass(frozen=True, slots=True)
class Changes:
    score: Change
    emotion: Change
    plus: Change
    sections: tuple[SectionChange, ...]


def changes(now: Sequence[Told], before: Sequence[Told]) -> Changes:
    """From the visits before to those of now; sections in the order in which they are asked."""
    return Changes(
        score=change_between((one.base for one in now), (one.base for one in before)),
        emotion=change_between((one.emotion for one in now), (one.emotion for one in before)),
        plus=change_between((one.plus for one in now), (one.plus for one in before)),
        sections=tuple(
            SectionChange(id_, title, change_between(_percents(now, id_), _percents(before, id_)))
            for id_, title in section_titles(now).items()
        ),
    )


def section_titles(visits: Iterable[Told]) -> dict[str, Any]:
    """Section → its title as it was frozen last; in the order of the longest visit, then of the others."""
    ordered = in_order(visits)
    longest = sorted(ordered, key=lambda one: -len(one.sections))
    found: dict[str, Any] = {share.id: share.title for one in longest for share in one.sections}
    for one in sorted(ordered, key=lambda one: (one.on, one.number)):
        found.update({share.id: share.title for share in one.sections})
    return found


def _percents(visits: Iterable[Told], id_: str) -> list[float]:
    return [share.percent for one in visits for share in one.sections if share.id == id_]
