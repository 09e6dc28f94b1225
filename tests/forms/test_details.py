"""docs/details.md holds every detail that can be observed, and says the truth about each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from forms.kinds import KINDS
from forms.kinds.duration import clock_length
from forms.library import codes, shipped
from forms.phrases import MATCHES
from forms.shapes import Question
from tests.forms.whole_shelf import SHELF

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "details.md"
ROWS_OF = {1: 18, 2: 17, 3: 28, 4: 12, 5: 18}
IDS = [f"{part}.{row}" for part, rows in ROWS_OF.items() for row in range(1, rows + 1)]
NOT_YET = re.compile(r"not built yet: \S.{20,}")
NOTHING = "–"
# On the shelf without a row of their own: asked in several trades.
USEFUL_BESIDE = {"pre_conf", "arr_door", "wc_clean", "grt_words", "grt_lang", "rcp_img", "nar", "follow", "after"}


@dataclass(frozen=True)
class Row:
    """One row of the page, as it stands there."""

    id: str
    observed: str
    questions: list[str]
    scored: list[str]
    shows: str
    modules: list[str]
    state: str


def read_rows() -> list[Row]:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if re.match(r"\| [0-9]", line)]
    return [_row([cell.strip() for cell in line.strip("|").split(" | ")]) for line in lines]


def _row(cells: list[str]) -> Row:
    id_, observed, questions, scored, shows, modules, state = cells
    named = [re.findall(r"`([^`]+)`", cell) for cell in (questions, modules)]
    return Row(id_, observed, named[0], [] if scored == NOTHING else scored.split("; "), shows, named[1], state)


def library() -> dict[str, Question]:
    """Each question of the library by its id: the shelf's own, else that of a questionnaire that ships."""
    shipping = {id_: question for code in codes() for id_, question in shipped(code).by_id.items()}
    return {**shipping, **SHELF.by_id}


ROWS, LIBRARY = read_rows(), library()


def worth(question: Question) -> str:
    """What a question is worth, as the page writes it: `w4 T S ! 0:30–2:00`, `w3 M Q +2 [0 · 1]`, `+3/+2/0`, `0`."""
    if not question.weight:
        return _pluses(question) or "0"
    parts = [f"w{question.weight} {question.level} {question.component}"]
    parts += ["!"] if question.critical else []
    parts += [f"+{max(choice.plus for choice in question.choices)}"] if question.has_plus else []
    if question.kind == "duration":
        parts.append(f"{clock_length(question.settings['target'])}–{clock_length(question.settings['limit'])}")
    if points := _points(question):
        parts.append(f"[{' · '.join(f'{one:g}' for one in points)}]")
    return " ".join(parts)


def _pluses(question: Question) -> str:
    if question.settings.get("plus_only"):
        return "/".join(f"+{choice.plus}" if choice.plus else "0" for choice in question.choices)
    return f"+{question.settings['plus']}" if question.settings.get("plus") else ""


def _points(question: Question) -> list[Any]:
    if question.kind == "receipt":
        return [question.settings["points"][match] for match in MATCHES]
    return [choice.points for choice in question.choices] if question.kind in ("one", "promise") else []


def test_every_detail_has_its_row_in_its_order():
    assert [row.id for row in ROWS] == IDS


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_asks_only_what_the_library_holds(row):
    assert [id_ for id_ in row.questions if id_ not in LIBRARY] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_says_what_its_questions_are_worth(row):
    assert row.scored == [worth(LIBRARY[id_]) for id_ in row.questions]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_names_the_modules_that_do_it_or_why_there_is_none(row):
    assert [name for name in row.modules if not (ROOT / name).is_file()] == []
    assert row.modules or NOT_YET.match(row.state)
    assert row.modules == [] or not NOT_YET.match(row.state)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_says_what_is_seen_where_it_shows_and_how_far_it_is(row):
    assert row.observed and row.shows and row.state


def test_what_is_neither_asked_nor_built_is_told_with_its_reason():
    assert {row.id for row in ROWS if NOT_YET.match(row.state)} <= {row.id for row in ROWS if not row.questions}


def test_every_question_of_the_shelf_belongs_to_a_detail_or_helps_one():
    named = {id_ for row in ROWS for id_ in row.questions} | USEFUL_BESIDE
    helping = {question.when.question for question in SHELF.questions if question.when}
    assert {question.id for question in SHELF.questions} - helping == named & set(SHELF.by_id) - helping


def test_all_that_can_carry_weight_carries_level_and_component():
    scored = [question for question in SHELF.questions if question.weight]
    assert all(KINDS[one.kind].can_score(one) and one.level and one.component for one in scored)
