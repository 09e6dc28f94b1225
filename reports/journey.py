"""The way through the visit: how it felt at each moment, and how long the customer waited. Pure.

A moment's valence (−3…+3) comes, in this order, from the picked moment (role peak), from the emotions that the shopper
named there (their mean; those of a stay's sittings where they were felt), or is derived from the answers: those on
emotion at that touchpoint, else those on meaning, weighted, 0 points as −2 and full points as +2 – never ±3, which only
a felt emotion reaches. Felt moments are drawn solid, derived ones hollow. The mood at the door (role start) and on the
way out (role end) are moments of their own, before the first touchpoint and behind the last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from forms.definition import Questionnaire
from forms.kinds import KINDS
from forms.scoring import Score
from reports.observed import Observed, Texts, in_every, observe, peak_of, question_text, unquoted
from reports.on_the_spot import Marked
from reports.sentences import sentences

_LONGEST_WORDS = 240
_DERIVED_REACH = 2


@dataclass(frozen=True)
class Moment:
    """One point of the journey. `emotions`: [{"emotion", "strength"}]; `words` as the shopper wrote them. `rose`,
    `fell`: how often the mood was marked on the spot."""

    touchpoint: str
    label: Texts
    valence: float | None
    felt: bool = False
    emotions: tuple[dict[str, Any], ...] = ()
    words: str = ""
    start: bool = False
    peak: bool = False
    end: bool = False
    rose: int = 0
    fell: int = 0


@dataclass(frozen=True)
class Turning:
    """Where the mood turned, for good or bad, as a question of the kind `mark` tells it; never when, to the minute."""

    touchpoint: str
    label: Texts
    good: bool
    words: str = ""


@dataclass(frozen=True)
class Waiting:
    """One waiting time; `seconds` None: it never came. `measured`: from two stamps."""

    label: Texts
    seconds: int | None
    target: int
    limit: int
    measured: bool


def journey(
    questionnaire: Questionnaire,
    answers: Mapping[str, Any],
    score: Score,
    marked: Mapping[str, Marked] = MappingProxyType({}),
) -> tuple[Moment, ...]:
    """The moments in the order of the way; a touchpoint that was only asked about is there without a valence.

    `marked`: touchpoint → what the shopper marked there on the spot.
    """
    seen = observe(questionnaire, answers, score)
    peak, turned = peak_of(seen), turn(questionnaire, seen)
    between = []
    for touchpoint in questionnaire.touchpoints:
        here = [one for one in seen if one.question.touchpoint == touchpoint.id]
        found = _moment(touchpoint.id, in_every(questionnaire, touchpoint.name), here, peak, _sat(seen, touchpoint.id))
        moods = marked.get(touchpoint.id, Marked())
        if found is None and ((turned and turned.touchpoint == touchpoint.id) or moods != Marked()):
            found = Moment(touchpoint.id, in_every(questionnaire, touchpoint.name), None)
        between.append(found and replace(found, rose=moods.rose, fell=moods.fell))
    return (*_mood(seen, "start"), *(moment for moment in between if moment), *_mood(seen, "end"))


def turn(questionnaire: Questionnaire, seen: tuple[Observed, ...]) -> Turning | None:
    """Where the mood turned; None where it did not, or nobody asked."""
    names = {touchpoint.id: touchpoint.name for touchpoint in questionnaire.touchpoints}
    for one in seen:
        if one.question.kind != "mark" or not isinstance(one.value, dict) or not one.said("fi"):
            continue
        touchpoint, words = one.value.get("touchpoint"), one.value.get("words")
        if isinstance(touchpoint, str) and touchpoint in names:
            said = unquoted(words) if isinstance(words, str) else ""
            label = in_every(questionnaire, names[touchpoint])
            return Turning(touchpoint, label, one.value.get("sign") == "plus", said)
    return None


def _sat(seen: tuple[Observed, ...], touchpoint: str) -> list[dict[str, Any]]:
    """The sittings of a stay at this touchpoint, each with its `valence`."""
    stays = [one for one in seen if one.question.kind == "sittings" and isinstance(one.value, list)]
    return [
        {**value, "valence": felt[0][2]}
        for one in stays
        for value in one.value
        if (felt := KINDS["sittings"].valences([value])) and value.get("touchpoint") == touchpoint
    ]


def waits(questionnaire: Questionnaire, answers: Mapping[str, Any], score: Score) -> tuple[Waiting, ...]:
    """Every waiting time that has a target and was answered."""
    return tuple(
        Waiting(
            label=question_text(questionnaire, one),
            seconds=None if one.value.get("never") else one.value["seconds"],
            target=one.question.settings["target"],
            limit=one.question.settings["limit"],
            measured=_is_measured(one.value),
        )
        for one in observe(questionnaire, answers, score)
        if one.question.kind == "duration" and "target" in one.question.settings and _is_length(one.value)
    )


def _mood(seen: tuple[Observed, ...], role: str) -> tuple[Moment, ...]:
    return tuple(
        Moment(
            touchpoint=one.question.touchpoint,
            label=sentences(role),
            valence=one.valence,
            felt=True,
            emotions=tuple(one.value),
            start=role == "start",
            end=role == "end",
        )
        for one in seen
        if one.question.role == role and one.valence is not None
    )


def _moment(
    touchpoint: str, label: Texts, here: list[Observed], peak: Observed | None, sat: list[dict[str, Any]]
) -> Moment | None:
    """The point of one touchpoint; None where nothing but the mood at the door or on the way out was asked."""
    others = [one for one in here if one.question.role is None]
    feelings = [one for one in others if one.question.kind == "emotion" and one.valence is not None]
    picked = peak if peak and peak.value.get("touchpoint") == touchpoint else None
    if not others and not picked and not sat:
        return None
    felt = [one.valence or 0.0 for one in feelings] + [float(one["valence"]) for one in sat]
    emotions = [feeling for one in feelings for feeling in one.value]
    emotions += [{part: one[part] for part in ("emotion", "strength")} for one in sat]
    valence = picked.valence if picked else sum(felt) / len(felt) if felt else _derived(others)
    return Moment(
        touchpoint=touchpoint,
        label=label,
        valence=valence,
        felt=bool(picked or felt),
        emotions=tuple(emotions)[:4],
        words=_words(others, picked),
        peak=picked is not None,
    )


def _derived(here: list[Observed]) -> float | None:
    for level in ("E", "M"):
        scored = [one for one in here if one.question.level == level and one.points is not None]
        weight = sum(one.question.weight for one in scored)
        if weight:
            share = sum(one.question.weight * (one.points or 0) for one in scored) / weight
            return round((2 * share - 1) * _DERIVED_REACH, 2)
    return None


def _words(here: list[Observed], picked: Observed | None) -> str:
    """What the shopper wrote of this moment: of the picked one its detail, else the first words noted down here."""
    said = picked.value.get("words") if picked else None
    written = [one.value for one in here if one.question.kind == "text" and _is_short(one.value)]
    return next((unquoted(words) for words in (said, *written) if isinstance(words, str) and words.strip()), "")


def _is_short(words: object) -> bool:
    """The story of the whole visit is no word of one moment; it is printed whole among the answers."""
    return isinstance(words, str) and len(words) <= _LONGEST_WORDS


def _is_length(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    return value.get("never") is True or (type(value.get("seconds")) is int and value["seconds"] >= 0)


def _is_measured(value: dict[str, Any]) -> bool:
    return value.get("never") is True or {"from", "to"} <= value.keys()
