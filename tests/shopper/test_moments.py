"""The moments of a visit: their order, their names, and what stands for them on the pocket screen."""

from __future__ import annotations

from typing import Any

import pytest

from forms.definition import Questionnaire, from_plain
from forms.library import codes, shipped
from shopper.moments import ASIDE, groceries, moment_name, plan, sequence
from tests.world import SMALL_QUESTIONNAIRE, said


def asking(*moments: dict[str, str] | None) -> Questionnaire:
    questions: list[dict[str, Any]] = [
        {"id": f"q{n}", "kind": "duration", "touchpoint": "greeting", "weight": 0, "text": said("aika"), **({
            "moments": one, "names": {"from": said("alku"), "to": said("loppu")}} if one else {})}
        for n, one in enumerate(moments)
    ]  # fmt: skip
    sections = [{"id": "all", "title": said("kaikki"), "questions": questions}]
    return from_plain({**SMALL_QUESTIONNAIRE, "code": "timed", "sections": sections})


def test_the_restaurant_is_walked_from_arriving_to_leaving() -> None:
    assert sequence(shipped("restaurant")) == [
        "arrived", "noticed", "seated", "menu", "ready", "ordered", "served", "bill", "paid", "left",
    ]  # fmt: skip


def test_arriving_is_first_and_leaving_last_wherever_they_are_named() -> None:
    apart = {"from": "away", "to": "back"}
    asked = asking({"from": "queued", "to": "left"}, {"from": "arrived", "to": "queued"}, apart)
    assert sequence(asked) == ["arrived", "queued", "left"]


def test_without_moments_there_is_nothing_to_walk() -> None:
    assert sequence(asking(None)) == [] and plan(asking(None)) is None
    assert sequence(asking({"from": "mishap", "to": "help"})) == []


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("code", codes())
def test_every_moment_of_the_library_is_another_line_with_its_letter(code: str, language: str) -> None:
    lines = groceries(shipped(code), language)
    assert len({line for line, _name in lines}) == len(lines) == len(sequence(shipped(code)))
    assert [line[0] for line, _name in lines] == [name[0].upper() for _line, name in lines]
    assert not {line for line, _name in lines} & {name for _line, name in lines}


def test_a_moment_of_ones_own_is_named_by_its_question_and_leaves_the_others_their_letters() -> None:
    asked = asking({"from": "zoo", "to": "noticed"})
    assert moment_name(asked, "zoo", "fi") == said("alku")["fi"]
    assert moment_name(asked, "never_named", "fi") == "never_named"
    assert all(moment_name(asked, moment, "sv") != moment for moment in ASIDE)
    assert dict(groceries(asked, "fi"))["Hunaja"] == "Huomattiin"


def test_more_moments_than_groceries_still_stand_on_the_list() -> None:
    asked = asking(*({"from": f"from_{n}", "to": f"to_{n}"} for n in range(30)))
    lines = [line for line, _name in groceries(asked, "fi")]
    assert len(lines) == 61 and len(set(lines)) == 61


def test_the_plan_tells_where_one_is_before_each_moment_and_when_feelings_were() -> None:
    found = plan(shipped("restaurant"))
    assert found is not None
    assert found["touchpoints"] == [
        "greeting", "greeting", "seating", "menu", "order", "order", "food", "payment", "payment", "payment", "payment",
    ]  # fmt: skip
    assert found["felt"] == {
        "emo_greeting": ["arrived", "noticed"], "emo_food": ["ordered", "served"], "emo_payment": ["bill", "paid"],
        "mis_relief": ["mishap", "help"], "emo_end": ["left"],
    }  # fmt: skip
