"""Reading workbooks: expressions, what the parser says, our own files changed elsewhere, and whatever else comes."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.definition import DefinitionError
from forms.exchange.xlsform.book import Book
from forms.exchange.xlsform.cells import read_sheets
from forms.exchange.xlsform.conditions import literal, text_of
from forms.exchange.xlsform.parser import Found, outline
from forms.exchange.xlsform.read import Imported, read_xlsform
from forms.exchange.xlsform.refusal import WorkbookRefused
from forms.exchange.xlsform.sheets import guarded, unguarded
from forms.exchange.xlsform.write import write_xlsform
from forms.exchange.xlsform.xpath import Call, Joined, Malformed, Number, Other, Ref, TooDeep, Words, parse
from forms.library import shipped
from tests.forms.made import TEXTS
from tests.forms.workbooks import workbook


def test_expressions_are_read_by_the_order_of_their_operators():
    assert parse("${a} = 'x' and ${b} > 3 or not(${c} = 1)") == Joined("or", (
        Joined("and", (Joined("=", (Ref("a"), Words("x"))), Joined(">", (Ref("b"), Number(3.0))))),
        Call("not", (Joined("=", (Ref("c"), Number(1.0))),)),
    ))  # fmt: skip
    assert parse("-${a}") == parse("/data/a[b = 1]/c") == parse("2 * 3 div 4") == Other()


@pytest.mark.parametrize("text", ["", "(", "a b", "9**9", "'", "${a} = ", "a,b", "]", "f(1,)", "1 2", "$a"])
def test_what_is_no_expression_is_said_to_be_none(text):
    with pytest.raises(Malformed):
        parse(text)


def test_depth_is_counted_and_length_is_not():
    parse("(" * 50 + "1" + ")" * 50)
    with pytest.raises(TooDeep):
        parse("(" * 51 + "1" + ")" * 51)
    assert isinstance(parse(" or ".join(["${a} = 1"] * 2000)), Joined)


@given(st.text(max_size=60) | st.text("${}()[]'\".,=<>+-*/ abnot1", max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_is_an_expression_or_is_refused(text):
    with suppress(Malformed, TooDeep):
        parse(text)


@given(TEXTS | st.text("'\"${} a", max_size=20))
@settings(max_examples=200, deadline=None)
def test_any_words_can_be_written_and_are_read_again(text):
    assert text_of(parse(literal(text))) == text
    assert unguarded(guarded(text)) == text and "${" not in guarded(text)


def test_the_fields_own_parser_says_type_list_and_groups_by_row():
    survey = [["type", "name", "label"], ["begin group", "g", "G"], [None, None, None], ["select one yn", "a", "A?"],
              ["int", "b", "B?"], ["end group", None, None], ["rank yn", "c", "C?"]]  # fmt: skip
    content = workbook(survey=survey, choices=[["list_name", "name", "label"], ["yn", "y", "Y"], ["yn", "n", "N"]])
    assert outline(Book(read_sheets(content, "a.xlsx"))) == [
        Found(2, "group", None, ()), Found(4, "select one", "yn", (2,)), Found(5, "int", None, (2,)),
        Found(7, "rank", "yn", ()),
    ]  # fmt: skip


Change = Callable[[openpyxl.Workbook], None]


def changed(change: Change) -> Imported:
    """The restaurant's workbook after somebody changed it in a spreadsheet program."""
    book = openpyxl.load_workbook(io.BytesIO(write_xlsform(shipped("restaurant"))))
    change(book)
    kept = io.BytesIO()
    book.save(kept)
    return read_xlsform(kept.getvalue(), "changed.xlsx")


def put(book: openpyxl.Workbook, name: str, heading: str, value: object) -> int:
    """Put a value into the row of this name in the survey; gives the row's number."""
    sheet = book["survey"]
    headings = [cell.value for cell in sheet[1]]
    row = next(cells[0].row for cells in sheet.iter_rows(min_row=2) if cells[headings.index("name")].value == name)
    sheet.cell(row, headings.index(heading) + 1, value)
    return int(row)


def test_a_workbook_of_ours_that_a_spreadsheet_program_saved_is_the_same():
    assert changed(lambda book: None).questionnaire() == shipped("restaurant")


def test_words_weights_and_conditions_changed_elsewhere_are_taken():
    def change(book: openpyxl.Workbook) -> None:
        put(book, "arr_door", "label::Suomi (fi)", "Ovi")
        put(book, "arr_door", "detalji::weight", 7.5)
        put(book, "pre_conf", "relevant", "${fact_booking} = 'no'")

    book = changed(change)
    asked = book.questionnaire().by_id
    assert book.notices == []
    assert asked["arr_door"].text["fi"] == "Ovi" and asked["arr_door"].weight == 7.5
    assert asked["pre_conf"].when is not None and asked["pre_conf"].when.value == "no"


def test_a_type_changed_elsewhere_outdoes_our_own_column():
    book = changed(lambda book: put(book, "arr_door", "type", "select_one arr_door"))
    assert [one.sheet for one in book.notices if one.reason == "kind_differs"] == ["survey"]


def test_mistakes_made_elsewhere_are_told_by_row():
    rows = []
    book = changed(lambda book: rows.append(put(book, "arr_door", "detalji::component", "Z")))
    with pytest.raises(DefinitionError) as caught:
        book.questionnaire("changed.xlsx")
    assert str(caught.value).startswith(f"changed.xlsx:survey:{rows[0]}: ")


CELLS = st.none() | st.sampled_from(
    ["text", "integer", "select_one l", "select_multiple l", "note", "begin group", "end group", "rank l", "range",
     "calculate", "begin repeat", "end repeat", "geopoint", "yes", "${a}", "${a} = 'x'", "a", "b", "l", "x", ". > 3",
     "{}", "[1]", "NaN", "start=0 end=9", "true", "fi sv", "numbers", "scale", "emotion"]
) | st.integers(-3, 3) | TEXTS  # fmt: skip
HEADINGS = st.lists(
    st.sampled_from(
        ["type", "name", "label", "label::Suomi (fi)", "hint", "relevant", "constraint", "required", "weight",
         "appearance", "parameters", "detalji::kind", "detalji::id", "detalji::when", "detalji::choices",
         "detalji::max", "touchpoint", "list_name", "points"]
    ),
    min_size=2, max_size=8, unique=True,
)  # fmt: skip


@st.composite
def sheets(draw):
    headings = ["type", "name", *[one for one in draw(HEADINGS) if one not in ("type", "name")]]
    rows = draw(st.lists(st.lists(CELLS, min_size=len(headings), max_size=len(headings)), min_size=1, max_size=6))
    choices = draw(st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=4))
    first = [["list_name", "name", "label", "points"], ["l", "x", "X", 1]]
    return {"survey": [headings, *rows], "choices": [*first, *choices]}


@given(sheets())
@settings(max_examples=150, deadline=None)
def test_whatever_stands_in_the_cells_is_read_or_refused_in_words(made):
    for rows in made.values():
        rows[1:] = [[None if str(cell).startswith("=") else cell for cell in row] for row in rows[1:]]
    try:
        book = read_xlsform(workbook(**made), "odd.xlsx")
    except WorkbookRefused as refused:
        assert refused.say("fi") and refused.say("sv")
        return
    assert all(notice.tell("fi") for notice in book.notices)
    try:
        book.questionnaire("odd.xlsx")
    except DefinitionError as error:
        assert str(error).startswith("odd.xlsx:")
