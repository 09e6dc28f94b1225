"""Conditions, held to the same table as the phone's."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from forms.conditions import asked_questions, holds, later_questions
from forms.library import shipped
from forms.when import DEPTH_LIMIT, read_condition, write_condition
from tests.tables import table

CASES = table("conditions")


def condition(plain: Any) -> Any:
    """The condition as the table has it, empty `and`, `or` and lists included, which a definition would refuse."""
    operator, operand = next(iter(plain.items()))
    if operator in ("and", "or"):
        return SimpleNamespace(operator=operator, parts=[condition(part) for part in operand])
    if operator == "not":
        return SimpleNamespace(operator="not", parts=[condition(operand)])
    question, value = (operand, None) if operator == "answered" else operand
    return SimpleNamespace(operator=operator, question=question, value=value, parts=())


def questionnaire(sections: Any) -> Any:
    questions = [
        SimpleNamespace(
            id=plain["id"],
            when=condition(plain["when"]) if "when" in plain else None,
            due_after_days=plain.get("due_after_days"),
        )
        for section in sections
        for plain in section
    ]
    return SimpleNamespace(questions=questions)


def test_the_table_is_large_enough_to_hold_both_twins():
    assert len(CASES["holds"]) + len(CASES["asked"]) >= 300
    names = [case["name"] for case in CASES["holds"] + CASES["asked"]]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("case", CASES["holds"], ids=lambda case: case["name"])
def test_it_holds_as_the_table_says(case):
    assert holds(condition(case["condition"]), case["answers"], set(case["asked"])) is case["holds"]


@pytest.mark.parametrize("case", CASES["asked"], ids=lambda case: case["name"])
def test_it_asks_what_the_table_says(case):
    assert asked_questions(questionnaire(case["sections"]), case["answers"]) == case["asked"]


def test_conditions_of_the_table_survive_being_read_and_written():
    for case in CASES["holds"]:
        problems: list[Any] = []
        read = read_condition(case["condition"], (), problems)
        if not problems:
            assert write_condition(read) == case["condition"], case["name"]


def test_the_deepest_condition_that_is_allowed_is_read_and_one_deeper_is_refused():
    plain: Any = {"answered": "a"}
    for _ in range(DEPTH_LIMIT - 1):
        plain = {"not": plain}
    problems: list[Any] = []
    read_condition(plain, (), problems)
    assert problems == []
    read_condition({"not": plain}, (), problems)
    assert "50 levels" in str(problems[0])


def test_a_plain_visit_is_asked_about_fifty_questions():
    """Nothing happens, nothing is taken away: no booking, no mishap, no interruption, no blocked table."""
    restaurant = shipped("restaurant")
    quiet = {
        "seat_obst": {"value": "no"},
        "fact_table_service": {"value": "yes"},
        "fact_coffee": {"value": "yes"},
        "att_intr": {"value": ["nothing"]},
        "mis_any": {"value": "no"},
        "rcp_given": {"value": "offered"},
        "rcp_img": {"photos": ["a" * 64]},
        "fact_takeaway": {"value": "no"},
    }
    asked = [id_ for id_ in asked_questions(restaurant, quiet) if not id_.startswith("fact_")]
    assert 48 <= len(asked) <= 54
    assert not {"mis_t", "mis_relief", "att_sorry", "att_back", "pak_fit", "pre_conf", "seat_solve"} & set(asked)
    assert "echo" not in asked


def test_a_mishap_to_another_asks_about_help_but_not_about_the_manager():
    restaurant = shipped("restaurant")
    asked = asked_questions(restaurant, {"mis_any": {"value": "other"}})
    assert "mis_t" in asked
    assert "mis_mgr" not in asked
    asked = asked_questions(restaurant, {"mis_any": {"value": "both"}, "mis_mgr": {"value": "yes"}})
    assert {"mis_mgr", "mis_eye"} <= set(asked)


def test_what_is_due_later_is_asked_by_its_day_and_its_condition():
    later = [
        {"id": "a"},
        {"id": "soon", "due_after_days": 3, "when": {"equals": ["a", "yes"]}},
        {"id": "late", "due_after_days": 7, "when": {"equals": ["soon", "yes"]}},
        {"id": "always", "due_after_days": 7},
    ]
    asked = questionnaire([later])
    answers = {"a": {"value": "yes"}, "soon": {"value": "yes"}}
    assert [later_questions(asked, answers, day) for day in (0, 2, 3, 7)] == [
        [],
        [],
        ["soon"],
        ["soon", "late", "always"],
    ]
    assert later_questions(asked, {"a": {"value": "no"}, "soon": {"value": "yes"}}, 400) == ["always"]
    assert asked_questions(asked, answers) == ["a"]


def test_differences_from_jsonlogic_are_told():
    assert sum("differs" in case for case in CASES["holds"]) >= 10
