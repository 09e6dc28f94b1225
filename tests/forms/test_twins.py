"""The phone and the server ask the same questions of whatever is answered, however oddly."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from forms.conditions import asked_questions
from forms.definition import Questionnaire, to_plain
from forms.shapes import Condition, Question
from tests.forms.made import questionnaires

SCRIPT = Path(__file__).parents[1] / "js" / "ask_all.js"
HEALTHY = list(HealthCheck)
QUESTIONNAIRES, ANSWERS_EACH = 100, 8
JSON_TEXTS = st.text(st.characters(codec="utf-8"), max_size=6) | st.sampled_from(["yes", "no", "12.50", "007.5", "1e1"])
NUMBERS = st.integers(-3, 12) | st.sampled_from([0.5, 12.25, -0.0, 2**53 - 1, 2**53, 10**20, 1e300])
ODD = st.recursive(
    st.none() | st.booleans() | NUMBERS | JSON_TEXTS,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["seconds", "never", "value", "id"]), inner, max_size=2),
    max_leaves=4,
)


def looked_for(question: Question, questionnaire: Questionnaire) -> list[Any]:
    """What the questionnaire's conditions compare the question with, so that answers often meet it."""
    found: list[Any] = []
    waiting = [one.when for one in questionnaire.questions if one.when]
    while waiting:
        condition: Condition = waiting.pop()
        waiting += condition.parts
        if condition.question == question.id and condition.value is not None:
            found += condition.value if isinstance(condition.value, tuple) else [condition.value]
    return found


def near(value: Any) -> st.SearchStrategy[Any]:
    """What is nearly, but perhaps not quite, the value: in a list, as a word, as a truth value, a little more."""
    made: list[Any] = [[value], {"seconds": value}, str(value), f"{value} ", bool(value), [[value]], {"value": value}]
    nearby = [] if isinstance(value, str) else [value + 1, value - 0.5, f"{value}.00", value * 1.0]
    return st.sampled_from(made + nearby)


def odd_answers(questionnaire: Questionnaire) -> st.SearchStrategy[dict[str, Any]]:
    """An answer, fitting or odd, to most questions."""
    each: dict[str, st.SearchStrategy[Any]] = {}
    for question in questionnaire.questions:
        wanted = looked_for(question, questionnaire)
        values = st.sampled_from(wanted) | st.sampled_from(wanted).flatmap(near) | ODD if wanted else ODD
        whole = st.fixed_dictionaries(
            {},
            optional={
                "value": values,
                "skipped": st.sampled_from(["not_applicable", "not_observed", "later", None, False]),
                "photos": st.sampled_from([["aa"], [], None, "aa", {}]),
            },
        )
        each[question.id] = values.map(lambda value: {"value": value}) | whole | ODD
    return st.fixed_dictionaries({}, optional=each)


def test_python_and_javascript_ask_the_same_questions():
    cases: list[dict[str, Any]] = []
    expected: list[list[str]] = []

    @given(st.data())
    @settings(max_examples=QUESTIONNAIRES, deadline=None, phases=[Phase.generate], suppress_health_check=HEALTHY)
    def make(data: Any) -> None:
        questionnaire = data.draw(questionnaires(6).filter(lambda made: any(one.when for one in made.questions)))
        for answers in data.draw(st.lists(odd_answers(questionnaire), min_size=ANSWERS_EACH, max_size=ANSWERS_EACH)):
            cases.append({"definition": to_plain(questionnaire), "answers": answers})
            expected.append(asked_questions(questionnaire, answers))

    make()
    assert len(cases) >= 500
    text = json.dumps(cases)
    ran = subprocess.run(["node", str(SCRIPT)], input=text, capture_output=True, text=True, check=True, timeout=60)
    asked = json.loads(ran.stdout)
    assert len(asked) == len(expected)
    both = zip(cases, expected, asked, strict=True)
    assert next(((case, ours, theirs) for case, ours, theirs in both if ours != theirs), None) is None
    # Both outcomes are met often enough for the agreement to mean something.
    hidden = sum(len(ids) < len(to_ids(case)) for case, ids in zip(cases, expected, strict=True))
    assert hidden > len(cases) / 10
    assert len(cases) - hidden > len(cases) / 10


def to_ids(case: dict[str, Any]) -> list[str]:
    """The ids of the visit's questions."""
    questions = [one for section in case["definition"]["sections"] for one in section["questions"]]
    return [one["id"] for one in questions if "due_after_days" not in one]
