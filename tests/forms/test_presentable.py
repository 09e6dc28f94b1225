"""An unfinished draft is shown as far as it goes."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.definition import from_plain
from forms.editing.drafting import apply
from forms.editing.presentable import presentable
from tests.forms.test_drafting import OPERATIONS
from tests.world import SMALL_QUESTIONNAIRE, said


def document() -> dict[str, Any]:
    return deepcopy(SMALL_QUESTIONNAIRE)


def test_a_finished_one_is_shown_as_it_is() -> None:
    shown, left_out = presentable(document())
    assert shown == from_plain(SMALL_QUESTIONNAIRE) and left_out == []


def test_missing_words_stand_there_in_another_language() -> None:
    draft = document()
    del draft["sections"][0]["questions"][2]["text"]["sv"]
    draft["sections"][0]["questions"][1]["choices"][0]["text"] = {"en": "only English"}
    shown, left_out = presentable(draft)
    assert shown is not None and left_out == []
    assert shown.by_id["mishap"].text["sv"] == "Sattuiko vahinko?"
    assert shown.by_id["grt_first"].choices[0].text["fi"] == "only English"


def test_a_question_that_cannot_be_read_is_left_out_and_named() -> None:
    draft = document()
    draft["sections"][1]["questions"].insert(0, {"id": "half", "kind": "one", "text": said("Puolikas")})
    draft["sections"].append({"id": "empty", "title": said("Tyhjä"), "questions": []})
    shown, left_out = presentable(draft)
    assert shown is not None and left_out == ["half"]
    assert len(shown.questions) == len(from_plain(SMALL_QUESTIONNAIRE).questions)


def test_what_hangs_on_a_question_that_is_left_out_is_left_out_too() -> None:
    draft = document()
    draft["sections"][0]["questions"][2]["kind"] = "riddle"
    shown, left_out = presentable(draft)
    assert shown is not None and left_out == ["mishap", "apology"]


@settings(max_examples=150, deadline=None)
@given(st.lists(OPERATIONS, max_size=6))
def test_nothing_that_editing_makes_of_it_raises(operations: list[Any]) -> None:
    shown, _left_out = presentable(apply(document(), operations).document)
    assert shown is None or shown.questions
