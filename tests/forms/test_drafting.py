"""Operations on a draft's document: what each does, how it is undone, what is refused; nothing odd breaks it."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.editing.drafting import apply
from tests.world import SMALL_QUESTIONNAIRE, said


def document() -> dict[str, Any]:
    return deepcopy(SMALL_QUESTIONNAIRE)


def done(*operations: dict[str, Any]) -> dict[str, Any]:
    """The document after operations that must all succeed, and be undone again without a trace."""
    outcome = apply(document(), operations)
    assert outcome.refused == []
    back = apply(outcome.document, outcome.inverse, is_undo=True)
    assert back.refused == [] and back.document == document()
    return outcome.document


def question(of: dict[str, Any], id_: str) -> dict[str, Any]:
    return next(one for section in of["sections"] for one in section["questions"] if one["id"] == id_)


def ids(of: dict[str, Any]) -> list[list[str]]:
    return [[one["id"] for one in section["questions"]] for section in of["sections"]]


def test_it_sets_words_of_a_question_wherever_it_stands() -> None:
    path = ["question", "apology", "text", "fi"]
    after = done({"op": "set", "path": path, "value": "Uusi", "was": "Pahoiteltiinko?"})
    assert question(after, "apology")["text"]["fi"] == "Uusi"


def test_it_sets_what_was_not_there_and_undoing_leaves_no_empty_shell() -> None:
    after = done({"op": "set", "path": ["question", "apology", "help", "sv"], "value": "Hjälp"})
    assert question(after, "apology")["help"] == {"sv": "Hjälp"}


def test_it_reaches_a_choice_by_its_id() -> None:
    path = ["question", "grt_first", "choices", "me", "points"]
    after = done({"op": "set", "path": path, "value": 0.5})
    assert question(after, "grt_first")["choices"][1]["points"] == 0.5


def test_it_inserts_a_question_after_another() -> None:
    new = {"id": "bag", "kind": "yes_no", "text": said("Kassi?")}
    after = done({"op": "insert", "path": ["section", "farewell", "questions"], "value": new, "after": "wish"})
    assert ids(after)[1][:3] == ["undivided", "wish", "bag"]


def test_it_moves_a_question_to_another_section_and_back() -> None:
    after = done(
        {"op": "move", "path": ["question", "wish"], "into": ["section", "greeting", "questions"], "after": None}
    )
    assert ids(after)[0][0] == "wish"


def test_it_moves_sections_and_choices() -> None:
    after = done(
        {"op": "move", "path": ["section", "farewell"], "into": ["sections"], "after": None},
        {"op": "move", "path": ["question", "grt_first", "choices", "staff"],
         "into": ["question", "grt_first", "choices"], "after": "neither"},
    )  # fmt: skip
    assert [one["id"] for one in after["sections"]] == ["farewell", "greeting"]
    assert [one["id"] for one in question(after, "grt_first")["choices"]] == ["me", "neither", "staff"]


def test_it_removes_a_question_and_puts_it_back_in_its_place() -> None:
    after = done({"op": "remove", "path": ["question", "grt_first"]})
    assert ids(after)[0] == ["grt_t", "mishap", "apology"]


def test_a_new_id_goes_into_the_conditions() -> None:
    after = done({"op": "rename", "path": ["question", "mishap"], "to": "accident"})
    assert question(after, "apology")["when"] == {"equals": ["accident", "yes"]}
    nested = document()
    question(nested, "apology")["when"] = {
        "and": [{"answered": "mishap"}, {"not": {"one_of": ["grt_first", ["me", "neither"]]}}]
    }
    outcome = apply(
        nested,
        [
            {"op": "rename", "path": ["question", "mishap"], "to": "accident"},
            {"op": "rename", "path": ["question", "grt_first", "choices", "me"], "to": "myself"},
        ],
    )
    assert question(outcome.document, "apology")["when"] == {
        "and": [{"answered": "accident"}, {"not": {"one_of": ["grt_first", ["myself", "neither"]]}}]
    }


def test_a_new_id_of_a_touchpoint_goes_to_its_questions() -> None:
    after = done({"op": "rename", "path": ["touchpoint", "farewell"], "to": "goodbye"})
    assert question(after, "wish")["touchpoint"] == "goodbye"


def test_it_says_what_it_overwrote() -> None:
    path = ["question", "apology", "text", "fi"]
    outcome = apply(document(), [{"op": "set", "path": path, "value": "Minun", "was": "Ei tämä"}])
    assert question(outcome.document, "apology")["text"]["fi"] == "Minun"
    assert outcome.overwrote == [{"path": path, "value": "Pahoiteltiinko?"}]


def test_undoing_leaves_what_another_has_changed_since() -> None:
    path = ["question", "apology", "text", "fi"]
    mine = apply(document(), [{"op": "set", "path": path, "value": "Minun"}])
    theirs = apply(mine.document, [{"op": "set", "path": path, "value": "Sinun"}])
    undone = apply(theirs.document, mine.inverse, is_undo=True)
    assert [one["reason"] for one in undone.refused] == ["changed_since"]
    assert question(undone.document, "apology")["text"]["fi"] == "Sinun"


@pytest.mark.parametrize(
    ("operation", "reason"),
    [
        ({"op": "explode"}, "unknown_operation"),
        ("set", "unknown_operation"),
        ({"op": "set", "path": "title", "value": "x"}, "bad_path"),
        ({"op": "set", "path": ["question", "nobody", "weight"], "value": 3}, "gone"),
        ({"op": "set", "path": ["question", "wish", "id"], "value": "other"}, "use_rename"),
        ({"op": "set", "path": ["sections"], "value": []}, "not_settable"),
        ({"op": "set", "path": ["code"], "value": "other"}, "not_settable"),
        ({"op": "set", "path": ["question", "grt_first", "choices"], "value": [{"id": "Bad Id"}]}, "bad_id"),
        ({"op": "insert", "path": ["section", "greeting", "questions"], "value": {"id": "wish"}}, "double_id"),
        ({"op": "insert", "path": ["section", "greeting", "questions"], "value": {"id": "Wish!"}}, "bad_id"),
        ({"op": "insert", "path": ["sections"],
          "value": {"id": "new", "questions": [{"id": "a"}, {"id": "a"}]}}, "double_id"),
        ({"op": "insert", "path": ["sections"], "value": "new"}, "not_a_thing"),
        ({"op": "rename", "path": ["question", "wish"], "to": "words"}, "double_id"),
        ({"op": "rename", "path": ["question", "wish"], "to": 7}, "bad_id"),
        ({"op": "move", "path": ["question", "wish"], "into": ["sections"], "after": None}, "wrong_list"),
        ({"op": "move", "path": ["question", "wish"], "into": ["section", "farewell", "questions"],
          "after": "wish"}, "after_itself"),
        ({"op": "remove", "path": ["section", "attic"]}, "gone"),
        ({"op": "replace", "value": {"code": "other"}}, "not_this_questionnaire"),
        ({"op": "set", "path": ["title", "fi"], "value": "x" * 1_000_001}, "too_large"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_and_changes_nothing(operation: Any, reason: str) -> None:
    outcome = apply(document(), [operation])
    assert [one["reason"] for one in outcome.refused] == [reason]
    assert outcome.document == document() and outcome.inverse == []


def test_the_others_of_a_list_are_done_all_the_same() -> None:
    outcome = apply(document(), [{"op": "remove", "path": ["question", "nobody"]},
                                 {"op": "remove", "path": ["question", "wish"]}])  # fmt: skip
    assert len(outcome.refused) == 1 and "wish" not in ids(outcome.document)[1]


STEPS = st.sampled_from(
    ["section", "question", "touchpoint", "sections", "questions", "choices", "greeting", "farewell", "grt_first", "me",
     "wish", "text", "fi", "when", "title", "id", "touchpoints", "nobody"]
)  # fmt: skip
PATHS = st.lists(STEPS, max_size=5)
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | STEPS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(STEPS, inner, max_size=3),
    max_leaves=6,
)
OPERATIONS = st.fixed_dictionaries(
    {"op": st.sampled_from(["set", "insert", "remove", "move", "rename", "replace"])},
    optional={"path": PATHS, "into": PATHS, "value": ODD, "to": ODD, "after": ODD, "was": ODD},
)


@settings(max_examples=400, deadline=None)
@given(st.lists(OPERATIONS | ODD, max_size=6))
def test_no_operation_raises_and_each_list_is_undone_whole(operations: list[Any]) -> None:
    outcome = apply(document(), operations)
    assert apply(outcome.document, outcome.inverse).document == document()
