"""What differs between two editions, told in words."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings

from forms.definition import DefinitionError, digest, from_plain, to_plain
from forms.editing.change_words import KEYS, KIND_NAMES, LANGUAGE_NAMES, PHRASES
from forms.editing.changes import compare
from forms.kinds import KINDS
from forms.library import shipped
from forms.shapes import LANGUAGES
from tests.forms.made import documents, questionnaires
from tests.forms.test_mistakes import FOUND_AS_IS, places

RESTAURANT = to_plain(shipped("restaurant"))

FIRST = "“Who greeted first?” (grt_first): "


def edition() -> dict[str, Any]:
    return copy.deepcopy(RESTAURANT)


def question(plain: dict[str, Any], id_: str) -> dict[str, Any]:
    return next(one for section in plain["sections"] for one in section["questions"] if one["id"] == id_)


def told(plain: dict[str, Any], language: str = "en") -> list[str]:
    return [change.sentence for change in compare(from_plain(RESTAURANT), from_plain(plain), language)]


def test_equal_editions_differ_in_nothing():
    assert told(edition()) == []


@pytest.mark.parametrize(
    ("id_", "key", "value", "sentence"),
    [
        ("grt_t", "weight", 5, "“Door to first acknowledgement” (grt_t): weight: 4 → 5"),
        ("grt_t", "target", "0:20", "“Door to first acknowledgement” (grt_t): target: 0:30 → 0:20"),
        ("grt_t", "critical", False, "“Door to first acknowledgement” (grt_t): critical: yes → no"),
        ("grt_t", "level", "E", "“Door to first acknowledgement” (grt_t): level: function → emotion"),
        ("grt_t", "required", False, "“Door to first acknowledgement” (grt_t): required: yes → no"),
        ("grt_first", "touchpoint", "farewell", FIRST + "touchpoint: “Greeting” → “Farewell”"),
        (
            "pre_conf",
            "when",
            {"not": {"equals": ["fact_booking", "yes"]}},
            "“How was the booking confirmed?” (pre_conf): was asked when “Did you have a booking?” is yes; "
            "is now asked when “Did you have a booking?” is not yes",
        ),
    ],
)  # fmt: skip
def test_a_setting_that_changed_is_told_with_the_old_and_the_new(id_, key, value, sentence):
    plain = edition()
    question(plain, id_)[key] = value
    assert told(plain) == [sentence]


def test_new_words_are_told_in_the_readers_language_first():
    plain = edition()
    question(plain, "grt_t")["text"] |= {"fi": "Kauanko odotit?", "sv": "Hur länge väntade du?"}
    assert told(plain, "sv") == [
        "”Hur länge väntade du?” (grt_t) omformulerad (svenska): "
        "”Tid från dörren till första uppmärksamhet” → ”Hur länge väntade du?”",
        "”Hur länge väntade du?” (grt_t) omformulerad (finska): "
        "”Aika ovesta ensimmäiseen huomioon” → ”Kauanko odotit?”",
    ]


def test_added_removed_and_moved_questions_are_told_once_each():
    plain = edition()
    first, second = plain["sections"][0]["questions"], plain["sections"][1]["questions"]
    first[0], first[1] = first[1], first[0]
    moved = second.pop([one["id"] for one in second].index("grt_smile"))
    plain["sections"][2]["questions"].append(moved)
    second.pop([one["id"] for one in second].index("grt_lang"))
    words = {"fi": "Gerbera?", "sv": "Gerbera?", "en": "A gerbera?"}
    second.append({"id": "gerbera", "kind": "yes_no", "touchpoint": "greeting", "text": words})
    codes = [change.code for change in compare(from_plain(RESTAURANT), from_plain(plain), "en")]
    assert codes == ["question_removed", "question_first", "question_added", "question_to_section"]
    assert "New question “A gerbera?” (gerbera) in Greeting; not scored; always asked" in told(plain)


def test_choices_are_told_one_by_one():
    plain = edition()
    choices = question(plain, "pre_conf")["choices"]
    choices[1]["points"] = 0.6
    choices[0]["text"]["en"] = "In person"
    gone = choices.pop(2)
    choices.append({"id": "new", "text": {"fi": "Uusi", "sv": "Ny", "en": "New"}, "points": 0})
    name = "“How was the booking confirmed?” (pre_conf)"
    assert told(plain) == [
        f"{name}: choice removed: “{gone['text']['en']}”",
        f"{name}: choice (English): “Personally” → “In person”",
        f"{name}: “Automatically and right”, points: 0.7 → 0.6",
        f"{name}: new choice “New”",
    ]


def test_sections_touchpoints_and_the_whole_are_told():
    plain = edition()
    plain["title"]["en"] = "Café"
    plain["emotion_weight"] = 10
    plain["sections"][0]["title"]["en"] = "Coming in"
    plain["touchpoints"].append({"id": "terrace", "name": {"fi": "Terassi", "sv": "Terrassen", "en": "Terrace"}})
    assert told(plain) == [
        "The questionnaire's title (English): “Restaurant and café” → “Café”",
        "Weight of the emotions: 0 → 10",
        "Touchpoint added: Terrace",
        "Section renamed (English): “Arrival” → “Coming in”",
    ]


def test_a_language_that_was_added_is_told_once():
    lesser = edition()
    only = ("fi", "en")
    lesser = {**_in(lesser, only), "languages": list(only)}
    changes = compare(from_plain(lesser), from_plain(RESTAURANT), "en")
    assert [change.sentence for change in changes] == ["Languages added: Swedish"]
    (removed,) = compare(from_plain(RESTAURANT), from_plain(lesser), "sv")
    assert removed.sentence == "Språk borttagna: svenska"


def _in(part: Any, languages: tuple[str, ...]) -> Any:
    if isinstance(part, dict) and part and part.keys() <= set(LANGUAGES):
        return {one: part[one] for one in languages}
    if isinstance(part, dict):
        return {key: _in(value, languages) for key, value in part.items()}
    return [_in(one, languages) for one in part] if isinstance(part, list) else part


@given(questionnaires(), questionnaires())
@settings(max_examples=120, deadline=None)
def test_any_two_are_compared_in_each_language_and_never_raise(old, new):
    for language in LANGUAGES:
        changes = compare(old, new, language)
        assert bool(changes) == (digest(old) != digest(new))
        if "%(" not in str([to_plain(old), to_plain(new)]):
            assert all("%(" not in change.sentence for change in changes)
    assert compare(old, old, "fi") == []


@given(documents(6))
@settings(max_examples=25, deadline=None, phases=FOUND_AS_IS)
def test_no_change_of_meaning_goes_untold(document):
    before = from_plain(document)
    for part, key in places(document):
        kept = part[key]
        for other in others(kept):
            part[key] = other
            try:
                after = from_plain(document)
            except DefinitionError:
                continue
            assert bool(compare(before, after, "fi")) == (digest(before) != digest(after)), (key, kept, other)
        part[key] = kept


def others(value: Any) -> list[Any]:
    """Values near to this one, some of which will be allowed in its place."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int | float):
        return [value + 1, value - 1, value / 2]
    if isinstance(value, str):
        return [value + "x", "T", "E", "details", "SEK", "1:11"]
    if isinstance(value, list):
        return [value[::-1], value[:-1], value[1:]]
    return [None, {"answered": "x"}]


def test_the_tables_of_words_are_whole():
    for words in (PHRASES, KEYS, KIND_NAMES, LANGUAGE_NAMES):
        assert all(one.keys() == set(LANGUAGES) for one in words.values())
    assert KIND_NAMES.keys() == KINDS.keys()
