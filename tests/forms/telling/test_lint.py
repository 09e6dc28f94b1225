"""Remarks as a shopper and a reviewer would meet them; the phone's twin is held to the same table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from forms.definition import to_plain
from forms.library import codes, shipped
from forms.telling.lint import CODES, Remark, for_questions, full_kit, lint_kit, own_words, quoted, remarks

TABLE = json.loads((Path(__file__).parents[2] / "tables" / "lint.json").read_text())
LANGUAGES = ("fi", "sv", "en")


@pytest.mark.parametrize("case", TABLE["cases"], ids=[one["name"] for one in TABLE["cases"]])
def test_it_remarks_as_the_table_says(case: dict[str, Any]) -> None:
    text = case["text"]
    found = remarks(lint_kit(case["language"]), text, case.get("answers", {}), {"person": case.get("person", [])})
    assert [[one.code, quoted(text, one)] for one in found] == case["remarks"]
    if "places" in case:
        assert [[one.start, one.end] for one in found] == case["places"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", TABLE["contradictions"], ids=lambda one: f"{one['about']} {one['says']['value']}")
def test_words_against_an_answer_are_a_contradiction(case: dict[str, Any], language: str) -> None:
    for kit in (lint_kit(language), full_kit()):
        found = remarks(kit, case[language], {case["about"]: case["says"]}, {})
        assert [one.about for one in found if one.code == "contradiction"] == [case["about"]]
        agreeing = remarks(kit, case[language], {case["about"]: case["else"]}, {})
        assert not [one for one in agreeing if one.code == "contradiction"]


def test_contradictions_look_at_answers_that_questionnaires_which_ship_can_give() -> None:
    sections = [section for code in codes() for section in to_plain(shipped(code))["sections"]]
    shipping = {one["id"]: one for section in sections for one in section["questions"]}
    looked_at = [rule for rule in full_kit()["rules"] if rule[0] == "contradiction"]
    assert len(looked_at) >= 15
    for rule in looked_at:
        question, wanted = next(iter(rule[5].values()))
        assert question == rule[4] and question in shipping
        if "choices" in shipping[question]:
            known = {choice["id"] for choice in shipping[question]["choices"]}
            assert set([wanted] if isinstance(wanted, str) else wanted) <= known


def test_a_kit_is_json_and_knows_no_code_but_ours() -> None:
    for kit in (*map(lint_kit, LANGUAGES), full_kit()):
        assert json.loads(json.dumps(kit)) == kit
        assert {rule[0] for rule in kit["rules"]} == {*CODES, ""}


def test_a_kit_for_a_questionnaire_leaves_out_what_is_not_asked() -> None:
    kit = for_questions(lint_kit("fi"), {"rcp_given"})
    assert {rule[4] for rule in kit["rules"]} == {None, "rcp_given"}
    assert len(kit["rules"]) < len(lint_kit("fi")["rules"])


def test_a_score_is_never_held_against_the_words() -> None:
    text = "Lattia oli märkä. Kukaan ei kysynyt mitään. Lähdin pois."
    assert remarks(lint_kit("fi"), text, {"nps": {"value": 10}, "ret": {"value": "yes"}}, {}) == []


def test_own_words_are_letters_only() -> None:
    assert own_words("Anna-Liisa O'Neill (.*) 😀 Bo") == ["Anna", "Liisa", "Neill"]
    assert own_words("") == []


def test_the_words_of_a_remark_are_cut_by_its_units() -> None:
    assert quoted("😀 Maija", Remark("name", 3, 8)) == "Maija"
