"""Where the customer's way stopped: the waits, what broke into the service, and how a mishap was made good. Pure.

`timeline.yaml` names the details that tell of an interruption and of a recovery; every other length of time that has a
target is a wait. Stops stand in the order of the way. What was stamped stands in the order of its stamps, but not in a
stay of some days, of which a time of day tells nothing. No stop tells a time of day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from forms.definition import Questionnaire
from forms.scoring import Score
from reports.chosen import Length, between, fitting, length_of, state_of
from reports.halts import Halt, Part, in_order
from reports.observed import Observed, Texts, in_all, in_every, observe, question_text
from reports.report_data import MOST_POINTS
from reports.report_parts import Lane


def timeline(
    questionnaire: Questionnaire, answers: Mapping[str, Any], score: Score, stamps: Sequence[Mapping[str, Any]] = ()
) -> tuple[Halt, ...]:
    """The stops of a visit with these answers (docs/answers.md) and the `stamps` that it keeps; an answer that does not
    fit its question is none."""
    asked = {one.question.id: one for one in observe(questionnaire, answers, score)}
    stories = [part for story in _stories() if (part := _story(questionnaire, asked, story, stamps))]
    told = {id_ for part in stories for halt in part.halts for id_ in halt.questions}
    waits = [_wait(questionnaire, one) for one in asked.values() if one.question.id not in told and _is_wait(one)]
    kept = MOST_POINTS - sum(len(part.halts) for part in stories)
    return tuple(halt for part in in_order(questionnaire, [*waits[:kept], *stories]) for halt in part.halts)


@cache
def _stories() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")))


def _story(
    questionnaire: Questionnaire,
    asked: Mapping[str, Observed],
    story: dict[str, Any],
    stamps: Sequence[Mapping[str, Any]],
) -> Part | None:
    """An interruption or a recovery; None where nothing happened, or nobody asked."""
    first = asked.get(story["stops"][0]["id"])
    happened = _happened(first, story["unless"])
    if first is None or happened is None:
        return None
    lane, details = story["lane"], story["stops"]
    lengths = [_length(asked, detail, stamps) for detail in details[1:]]
    halts = [
        halt
        for detail, length in zip(details[1:], lengths, strict=True)
        if (halt := _halt(questionnaire, asked, lane, detail, length))
    ]
    began = next((length.began for length in lengths if length and length.began is not None), None)
    opening = Halt((first.question.id,), lane, details[0]["label"], _words(questionnaire, first, happened))
    return Part(first.question.touchpoint, (opening, *halts), began)


def _length(
    asked: Mapping[str, Observed], detail: dict[str, Any], stamps: Sequence[Mapping[str, Any]]
) -> Length | None:
    """How long it took: as it was answered, else between the two stamps by which its answer was measured."""
    answered, length = asked.get(detail["id"]), length_of(asked.get(detail.get("length", detail["id"])))
    if length or "pair" not in detail or answered is None or answered.answer.get("source") != "measured":
        return length
    return between(stamps, *detail["pair"])


def _happened(first: Observed | None, unless: list[str]) -> Any:
    """What the opening detail says that happened, as its value; None where nothing did."""
    value = None if first is None else fitting(first)
    if isinstance(value, list):
        return [one for one in value if one not in unless] or None
    return None if value in unless else value


def _halt(
    questionnaire: Questionnaire,
    asked: Mapping[str, Observed],
    lane: Lane,
    detail: dict[str, Any],
    length: Length | None,
) -> Halt | None:
    """The stop of one detail: as it was answered, else as long as it took; None where it was not answered."""
    sources = [one for id_ in (detail["id"], detail.get("length", "")) if (one := asked.get(id_))]
    questions, label = tuple(one.question.id for one in sources), detail["label"]
    told = next((one for one in sources if fitting(one) is not None), None)
    if told is None:
        return Halt(questions, lane, label, detail["unknown"]) if "unknown" in detail else None
    value = fitting(told)
    never = bool(length and length.seconds is None)
    if isinstance(value, str) and "never" in detail:
        never = value in detail["never"]
    said = detail.get("words", {}).get("never" if never else value if isinstance(value, str) else "")
    return Halt(
        questions=questions,
        lane=lane,
        label=label,
        words=said or _words(questionnaire, told, value),
        state=state_of(told, value),
        seconds=length.seconds if length and not never else None,
        never=never,
    )


def _wait(questionnaire: Questionnaire, one: Observed) -> Part:
    length = length_of(one)
    assert length
    halt = Halt(
        questions=(one.question.id,),
        lane="waiting",
        label=_place(questionnaire, one),
        words=_words(questionnaire, one, one.value),
        state=state_of(one, one.value),
        seconds=length.seconds,
        never=length.seconds is None,
    )
    return Part(one.question.touchpoint, (halt,), length.began)


def _place(questionnaire: Questionnaire, one: Observed) -> Texts:
    """The touchpoint's name, for it is short; the question itself where somebody waits twice at one touchpoint."""
    timed = [other for other in questionnaire.questions if other.kind == "duration" and "target" in other.settings]
    if sum(other.touchpoint == one.question.touchpoint for other in timed) > 1:
        return question_text(questionnaire, one)
    name = next(place.name for place in questionnaire.touchpoints if place.id == one.question.touchpoint)
    return in_every(questionnaire, name)


def _is_wait(one: Observed) -> bool:
    return one.question.kind == "duration" and "target" in one.question.settings and length_of(one) is not None


def _words(questionnaire: Questionnaire, one: Observed, value: Any) -> Texts:
    if one.question.kind == "promise":
        # What was promised is told among the answers, with its day; here, whether it would be kept.
        kept = one.question.choice(value["others"])
        return in_every(questionnaire, kept.text) if kept else {}
    return in_all(questionnaire, replace(one, answer={"value": value}).said)
