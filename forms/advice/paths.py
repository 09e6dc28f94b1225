"""Ways through a questionnaire: the usual one, and one that leads to a question that the usual one passes by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.advice.possible import usual_answer
from forms.conditions import asked_questions, holds
from forms.shapes import Questionnaire

Answers = dict[str, Any]


def usual_answers(questionnaire: Questionnaire, fixed: Mapping[str, Any] | None = None) -> Answers:
    """Answers to the questions of the usual path, in order. What `fixed` answers is answered so (where it is asked).

    The usual path is the visit where nothing out of the way happens and the store does well; the rule for each answer
    is `forms.advice.possible.usual_answer`'s. What is due days later is not part of it.
    """
    answers: Answers = {}
    asked: set[str] = set()
    for question in questionnaire.questions:
        if question.due_after_days is not None or (question.when and not holds(question.when, answers, asked)):
            continue
        asked.add(question.id)
        given = (fixed or {}).get(question.id)
        answers[question.id] = usual_answer(question) if given is None else given
    return answers


def usual_path(questionnaire: Questionnaire) -> list[str]:
    """The ids of the questions that a usual visit asks, in order."""
    return asked_questions(questionnaire, usual_answers(questionnaire))
