"""Conditions in words: what a person reads in place of the data."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.definition import from_plain, to_plain
from forms.library import codes, shipped
from forms.saying import in_words, phrases, when_asked
from forms.shapes import LANGUAGES
from tests.forms.made import questionnaires

TEXT = {"fi": "Kysymys", "sv": "Fråga", "en": "Question"}
ASK = {"touchpoint": "door", "text": TEXT}
YES = {"fi": "Iso", "sv": "Stor", "en": "Big"}


def document(*questions: dict[str, Any]) -> dict[str, Any]:
    return {
        "code": "small",
        "title": TEXT,
        "languages": list(LANGUAGES),
        "touchpoints": [{"id": "door", "name": TEXT}],
        "sections": [{"id": "s", "title": TEXT, "questions": [{**ASK, **one} for one in questions]}],
    }


SMALL = document(
    {"id": "booked", "kind": "yes_no", "text": {"fi": "Oliko varaus?", "sv": "Bokning?", "en": "Booked?"}},
    {"id": "size", "kind": "one", "choices": [{"id": "big", "text": YES}, {"id": "small", "text": TEXT}]},
    {"id": "how", "kind": "several", "choices": [{"id": "big", "text": YES}, {"id": "small", "text": TEXT}]},
    {"id": "wait", "kind": "duration"},
    {"id": "paid", "kind": "money"},
    {"id": "mood", "kind": "scale", "steps": dict.fromkeys(("1", "3", "5"), TEXT)},
)
READ = from_plain(SMALL)


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ({"equals": ["booked", "yes"]}, {"fi": "”Oliko varaus?” on kyllä", "sv": "”Bokning?” är ja"}),
        ({"equals": ["booked", "yes"]}, {"en": "“Booked?” is yes"}),
        ({"not": {"equals": ["booked", "yes"]}}, {"fi": "”Oliko varaus?” ei ole kyllä", "en": "“Booked?” is not yes"}),
        ({"answered": "booked"}, {"fi": "kysymykseen ”Oliko varaus?” on vastattu"}),
        ({"equals": ["size", "big"]}, {"sv": "”Fråga” är ”Stor”", "en": "“Question” is “Big”"}),
        ({"one_of": ["size", ["big", "small"]]}, {"en": "“Question” is “Big” or “Question”"}),
        ({"includes": ["how", "big"]}, {"fi": "kysymyksessä ”Kysymys” on valittu ”Iso”"}),
        ({"more": ["wait", 95]}, {"fi": "”Kysymys” on yli 1 min 35 s", "en": "“Question” is more than 1 min 35 s"}),
        ({"less": ["paid", 12.5]}, {"fi": "”Kysymys” on alle 12,50\u00a0€", "en": "“Question” is less than €12.50"}),
        ({"less": ["mood", 2.5]}, {"fi": "”Kysymys” on alle 2,5", "en": "“Question” is less than 2.5"}),
        (
            {"and": [{"answered": "booked"}, {"or": [{"answered": "booked"}, {"equals": ["booked", "no"]}]}]},
            {"en": "“Booked?” has been answered and (“Booked?” has been answered or “Booked?” is no)"},
        ),
        (
            {"not": {"and": [{"answered": "booked"}, {"equals": ["booked", "no"]}]}},
            {"sv": "det inte stämmer att (”Bokning?” har besvarats och ”Bokning?” är nej)"},
        ),
        ({"not": {"not": {"answered": "booked"}}}, {"en": "“Booked?” has been answered"}),
    ],
)  # fmt: skip
def test_a_condition_is_said_as_people_say_it(condition, said):
    for language, words in said.items():
        assert in_words(condition, READ, language) == words
        assert in_words(condition, SMALL, language) == words


def test_when_a_question_is_asked_is_said_too():
    condition = {"equals": ["booked", "yes"]}
    assert when_asked(None, READ, "fi") == "kysytään aina"
    assert when_asked(condition, READ, "fi") == "kysytään, kun ”Oliko varaus?” on kyllä"
    assert when_asked(None, READ, "en", 7) == "asked 7 days after the visit"
    assert when_asked(condition, READ, "sv", 7) == "ställs 7 dagar efter besöket när ”Bokning?” är ja"


@pytest.mark.parametrize("code", codes())
def test_whole_and_plain_are_said_alike_in_all_that_ships(code):
    whole = shipped(code)
    plain = to_plain(whole)
    for question in whole.questions:
        for language in LANGUAGES:
            assert in_words(question.when, whole, language) == in_words(question.when, plain, language)


@given(questionnaires())
@settings(max_examples=80, deadline=None)
def test_any_condition_is_said_in_each_language(questionnaire):
    for question in questionnaire.questions:
        for language in LANGUAGES:
            assert bool(in_words(question.when, questionnaire, language)) == (question.when is not None)


KEYS = st.sampled_from(["and", "or", "not", "equals", "less", "one_of", "sections", "x"])
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["booked", "paid"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=2),
    max_leaves=8,
)


@given(JUNK, JUNK, st.sampled_from([*LANGUAGES, "de"]))
@settings(max_examples=300, deadline=None)
def test_what_is_half_made_is_said_somehow_and_never_raises(condition, source, language):
    for each in (source, SMALL):
        assert isinstance(in_words(condition, each, language), str)


def test_each_phrase_has_each_language():
    assert phrases("fi").keys() == phrases("sv").keys() == phrases("en").keys()
    assert all(phrases("fi")[key] != phrases("sv")[key] != phrases("en")[key] for key in phrases("fi"))
