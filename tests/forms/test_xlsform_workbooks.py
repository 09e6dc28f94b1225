"""Workbooks as the field makes them: each is read without an exception, each cell is kept or told of."""

from __future__ import annotations

from typing import Any

import pytest

from forms.exchange.xlsform.cells import read_sheets
from forms.exchange.xlsform.read import Imported, read_xlsform
from tests.forms.workbook_cases import WORKBOOKS
from tests.forms.workbooks import Rows, workbook


def imported(sheets: dict[str, Rows]) -> Imported:
    return read_xlsform(workbook(**sheets), "theirs.xlsx")


def told(book: Imported) -> list[str]:
    return [f"{notice.place} {notice.reason}" for notice in book.notices]


@pytest.mark.parametrize("name", WORKBOOKS)
def test_it_is_read_and_all_that_does_not_map_is_listed(name: str) -> None:
    sheets, notices = WORKBOOKS[name]
    book = imported(sheets)
    assert told(book) == notices
    assert book.questionnaire("theirs.xlsx").questions


@pytest.mark.parametrize("name", WORKBOOKS)
def test_every_cell_is_kept_or_told_of(name: str) -> None:
    content = workbook(**WORKBOOKS[name][0])
    book = read_xlsform(content, "theirs.xlsx")
    sheets = read_sheets(content, "theirs.xlsx")
    names = {sheet.name: "survey" if len(sheets) == 1 else sheet.name for sheet in sheets}
    cells = {(names[sheet.name], row, column) for sheet in sheets for row in sheet.rows for column in sheet.rows[row]}
    assert cells - book.kept - book.told == set()
    places = {notice.place for notice in book.notices}
    for sheet, row, column in book.told - book.kept:
        letter = "ABCDEFGHIJ"[column - 1]
        assert {f"{sheet}:{row}:{letter}", f"{sheet}:{row}", sheet} & places, (sheet, row, letter)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", WORKBOOKS)
def test_every_notice_can_be_said(name: str, language: str) -> None:
    for notice in imported(WORKBOOKS[name][0]).notices:
        assert "%(" not in notice.tell(language) and notice.what(language) and notice.advice(language)


def plain(name: str) -> dict[str, dict[str, Any]]:
    document = imported(WORKBOOKS[name][0]).questionnaire_document
    return {one["id"]: one for section in document["sections"] for one in section["questions"]}


def test_types_become_kinds() -> None:
    kinds = {id_: one["kind"] for id_, one in plain("every simple type").items()}
    assert kinds == {"i": "number", "d": "money", "t": "text", "p": "photo", "on": "text", "at": "text", "when": "text",
                     "b": "text", "ok": "yes_no"}  # fmt: skip
    assert {id_: one["kind"] for id_, one in plain("one, several and rank").items()} == {
        "a": "yes_no", "b": "one", "c": "several", "d": "rank",
    }  # fmt: skip
    assert {id_: one["kind"] for id_, one in plain("ranges").items()} == {
        "nps": "nps", "five": "scale", "heat": "number", "half": "number",
    }  # fmt: skip


def test_conditions_say_the_same() -> None:
    asked = plain("conditions of every sort")
    assert asked["n"]["when"] == {"equals": ["a", "yes"]}
    assert asked["c"]["when"] == {"and": [{"not": {"equals": ["a", "no"]}}, {"more": ["n", 2]}]}
    assert asked["u"]["when"] == asked["v"]["when"] | {"answered": "t"}
    assert asked["v"]["when"] == {"answered": "c"}
    assert all("when" not in asked[id_] for id_ in ("a", "t", "w", "x", "y", "z"))


def test_constraints_become_settings() -> None:
    asked = plain("constraints")
    assert (asked["age"]["min"], asked["age"]["max"]) == (18, 99)
    assert asked["paid"]["max"] == 500
    assert asked["code"]["pattern"] == {"regex": "^[A-Z]{3}$", "message": {"en": "Three letters"}}
    assert asked["short"]["max_length"] == 40
    assert [one["id"] for one in asked["c"]["choices"] if one.get("exclusive")] == ["none"]


def test_groups_become_sections_and_notes_become_help() -> None:
    sections = imported(WORKBOOKS["groups, one within another"][0]).questionnaire_document["sections"]
    assert [(one["id"], one["title"]["en"], [each["id"] for each in one["questions"]]) for one in sections] == [
        ("outer", "Outer", ["a"]), ("inner", "Inner", ["b"]), ("outer_2", "Outer", ["c"]),
    ]  # fmt: skip
    assert plain("notes")["a"]["help"] == {"en": "Welcome.\nLook around."}


def test_points_are_shares() -> None:
    asked = plain("points on the choices")
    assert [one.get("points") for one in asked["a"]["choices"]] == [1, 0.5, 0]
    assert asked["a"]["choices"][0]["plus"] == 1
    assert [one["points"] for one in asked["b"]["choices"]] == [1, 0.5, 0]
    assert "weight" not in asked["c"] and (asked["b"]["level"], asked["b"]["component"]) == ("T", "S")


def test_names_are_mended_and_stay_apart() -> None:
    book = imported(WORKBOOKS["names that are no ids"][0])
    document = book.questionnaire_document
    assert document["code"] == "my_form" and document["sections"][0]["id"] == "group_1"
    ids = [one["id"] for one in document["sections"][0]["questions"]]
    assert ids == ["what_colour", "data_2", "x" * 64, "aani"]
    choices = document["sections"][0]["questions"][0]["choices"]
    assert [one["id"] for one in choices] == ["q_1", "dark_red", "dark_red_2"]


def test_languages_are_ours_in_their_order_and_gaps_are_filled() -> None:
    document = imported(WORKBOOKS["three languages and a fourth"][0]).questionnaire_document
    assert document["languages"] == ["fi", "sv", "en"]
    assert document["sections"][0]["questions"][1]["text"] == {"fi": "B fi", "sv": "B fi", "en": "B en"}


def test_what_is_required_is_what_the_workbook_requires() -> None:
    asked = plain("hints and what goes with them")
    assert asked["a"].get("required", True) and asked["b"].get("required", True)
    assert plain("the smallest")["a"]["required"] is False


def test_choices_made_of_numbers_and_days_are_words() -> None:
    choices = plain("numbers, days and truth in cells")["y"]["choices"]
    assert [one["text"]["en"] for one in choices] == ["2026-11-30", "13:45:00", "TRUE"]
