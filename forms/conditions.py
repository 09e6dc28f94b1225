"""Which questions are asked, given the answers so far. Pure; `static/js/visit/conditions.js` is its twin.

Both read the cases of `tests/tables/conditions.json`: whatever changes here changes there.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from typing import Any

from forms.shapes import SKIPS, Condition, Questionnaire

_MONEY = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")
# Beyond this, JavaScript's numbers are no longer exact, and the twins would part.
_EXACT = 2**53 - 1

Answers = Mapping[str, Any]


def skipped(answer: object) -> bool:
    """Whether the answer says *does not apply* or *could not observe*."""
    if not isinstance(answer, Mapping):
        return False
    reason = answer.get("skipped")
    return isinstance(reason, str) and reason in SKIPS


def given(answer: object) -> bool:
    """Whether there is an answer: a value, a photo or a skip. Empty words, lists and mappings are no value."""
    if not isinstance(answer, Mapping):
        return False
    return skipped(answer) or bool(answer.get("photos")) or has_value(answer)


def has_value(answer: Mapping[str, Any]) -> bool:
    """Whether the answer's value is more than null, "", [] or {}."""
    value = answer.get("value")
    return value is not None and value != "" and value != [] and value != {}


def holds(condition: Condition, answers: Answers, asked: Collection[str]) -> bool:
    """Whether `condition` is true of `answers`, of which only the questions in `asked` count."""
    match condition.operator:
        case "and":
            return all(holds(part, answers, asked) for part in condition.parts)
        case "or":
            return any(holds(part, answers, asked) for part in condition.parts)
        case "not":
            return not holds(condition.parts[0], answers, asked)
    if condition.question not in asked:
        return False
    return _compares(condition, answers.get(condition.question or ""))


def asked_questions(questionnaire: Questionnaire, answers: Answers) -> list[str]:
    """The ids of the questions asked in the visit, in order. Those that are due days later are not among them."""
    asked: dict[str, None] = {}
    for question in questionnaire.questions:
        if question.due_after_days is not None:
            continue
        if question.when is None or holds(question.when, answers, asked):
            asked[question.id] = None
    return list(asked)


def later_questions(questionnaire: Questionnaire, answers: Answers, day: int) -> list[str]:
    """The ids of the questions that are due at most `day` days after the visit and whose condition holds, in order.

    A condition sees the answers of the visit and those that were due no later than its own question.
    """
    asked = dict.fromkeys(asked_questions(questionnaire, answers))
    due = [one for one in questionnaire.questions if one.due_after_days is not None and one.due_after_days <= day]
    for question in sorted(due, key=lambda one: one.due_after_days or 0):
        if question.when is None or holds(question.when, answers, asked):
            asked[question.id] = None
    return [one.id for one in due if one.id in asked]


def _compares(condition: Condition, answer: object) -> bool:
    if not isinstance(answer, Mapping) or skipped(answer):
        return False
    if condition.operator == "answered":
        return given(answer)
    value, wanted = answer.get("value"), condition.value
    match condition.operator:
        case "equals":
            return _same(value, wanted)
        case "one_of":
            return any(_same(value, one) for one in wanted)
        case "includes":
            return isinstance(value, list) and any(_same(one, wanted) for one in value)
        case "less":
            return _number(value) < _number(wanted)
        case "more":
            return _number(value) > _number(wanted)
    return False


def _same(value: object, wanted: object) -> bool:
    """Equal words or equal numbers; never a number and a truth value, which Python alone would call equal."""
    if isinstance(value, str) and isinstance(wanted, str):
        return value == wanted
    return _plain_number(value) == _plain_number(wanted)


def _plain_number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= _EXACT:
        return math.nan
    return float(value)


def _number(value: object) -> float:
    """The number in a scale, a money or a duration; NaN, which compares false with all, where there is none."""
    if isinstance(value, str):
        return float(value) if _MONEY.fullmatch(value) else math.nan
    if isinstance(value, Mapping):
        return _plain_number(value.get("seconds"))
    return _plain_number(value)
