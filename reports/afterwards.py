"""What the shopper told days after the visit, for headquarters on the web: beside the report, never in it.

A report is frozen when it is issued and its score never changes; what is answered later has points and pluses of its
own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms.conditions import given, later_questions
from forms.definition import Question
from forms.kinds import KINDS
from reports.observed import Observed
from shopper.clock import HERE, from_milliseconds
from shopper.models import Visit
from shopper.review import visited_on

# More days than any question waits.
_EVER = 10_000


@dataclass(frozen=True)
class Remembered:
    """One question and what was answered: `words` is empty where it was not remembered. `points` 0–1 of `weight`."""

    text: str
    words: str
    points: float | None
    weight: float
    plus: float

    @property
    def earned(self) -> float:
        return (self.points or 0) * self.weight


@dataclass(frozen=True)
class Afterwards:
    """What was answered `days` days after the visit. `plus`, and `earned` of `possible` weight, stand beside the
    base."""

    days: int
    answers: tuple[Remembered, ...]
    plus: float
    earned: float
    possible: float


def afterwards(visit: Visit, language: str) -> list[Afterwards]:
    """The later answers by the day on which they were given, in `language` as far as the questionnaire goes."""
    if visit.version is None:
        return []
    questionnaire, answers = visit.version.questionnaire, visit.current_answers()
    words_in = questionnaire.language(language)
    found: dict[int, list[Remembered]] = {}
    for id_ in later_questions(questionnaire, answers, _EVER):
        if given(answers.get(id_)):
            one = _remembered(questionnaire.by_id[id_], answers[id_], words_in)
            found.setdefault(_days(visit, questionnaire.by_id[id_], answers[id_]), []).append(one)
    return [_of_day(days, tuple(found[days])) for days in sorted(found)]


def _remembered(question: Question, answer: Mapping[str, Any], words_in: str) -> Remembered:
    kind, value = KINDS[question.kind], answer.get("value")
    has_value = value is not None and not answer.get("skipped")
    return Remembered(
        text=question.text[words_in],
        words=Observed(question, answer, None, 0).said(words_in),
        points=kind.points(question, value) if has_value and question.weight else None,
        weight=question.weight,
        plus=kind.plus(question, value) if has_value else 0,
    )


def _of_day(days: int, answers: tuple[Remembered, ...]) -> Afterwards:
    scored = [one for one in answers if one.points is not None]
    return Afterwards(
        days=days,
        answers=answers,
        plus=sum(one.plus for one in answers),
        earned=sum(one.earned for one in scored),
        possible=sum(one.weight for one in scored),
    )


def _days(visit: Visit, question: Question, answer: Mapping[str, Any]) -> int:
    """How many days lay between; an answer without its time counts as given when it was due."""
    at = from_milliseconds(answer.get("at"))
    return (at.astimezone(HERE).date() - visited_on(visit)).days if at else question.due_after_days or 0
