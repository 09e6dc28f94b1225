"""Advice before publishing: what it finds, and what it leaves in peace."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.advice import STOPS, WARNS, advise, usual_path
from forms.advice.words import ADVICE
from forms.definition import from_plain, to_plain
from forms.library import codes, shipped
from forms.shapes import LANGUAGES
from tests.forms.made import documents

ASK = {"touchpoint": "door", "weight": 1, "level": "T", "component": "S"}
SCALE = {"kind": "scale", "steps": {step: {"en": step} for step in "135"}}
NEITHER = {"and": [{"not": {"less": ["q0", 60]}}, {"not": {"more": ["q0", 59]}}]}
OPEN = re.compile(r"%\((\w+)\)s")


def document(*questions: dict[str, Any], languages: tuple[str, ...] = ("en",)) -> dict[str, Any]:
    def texts(words: str) -> dict[str, str]:
        return dict.fromkeys(languages, words)

    whole = []
    for place, one in enumerate(questions):
        text = texts(one.get("text", f"Number {place}?"))
        whole.append({"kind": "yes_no", **ASK, "id": f"q{place}", **one, "text": text})
    return {
        "code": "small",
        "title": texts("Small"),
        "languages": list(languages),
        "touchpoints": [{"id": "door", "name": texts("Door")}],
        "sections": [{"id": "s", "title": texts("S"), "questions": whole}],
    }


def codes_of(plain: Any, language: str = "en") -> list[tuple[str, str | None]]:
    return [(one.code, one.question) for one in advise(plain, language)]


def choices(**points: float) -> list[dict[str, Any]]:
    return [{"id": id_, "text": {"en": id_}, "points": share} for id_, share in points.items()]


def test_a_plain_questionnaire_gets_no_advice():
    assert advise(document({}, {}), "en") == []


def test_words_that_miss_stop_the_publishing_even_of_what_cannot_be_read():
    plain = document({}, languages=("fi", "sv"))
    del plain["sections"][0]["questions"][0]["text"]["sv"]
    del plain["title"]["fi"]
    found = advise(plain, "fi")
    assert [(one.code, one.severity, one.question) for one in found] == [
        ("whole_words_missing", STOPS, None),
        ("words_missing", STOPS, "q0"),
    ]
    assert found[1].sentence == "”Number 0?” (q0): tekstejä puuttuu kielellä ruotsi (text). Kirjoita ne."


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ([None, {"and": [{"equals": ["q0", "yes"]}, {"equals": ["q0", "no"]}]}], [("contradiction", "q1")]),
        (
            [None, {"equals": ["q0", "yes"]}, {"and": [{"answered": "q1"}, {"equals": ["q0", "no"]}]}],
            [("unreachable", "q2")],
        ),
        ([None, {"or": [{"equals": ["q0", "yes"]}, {"not": {"equals": ["q0", "yes"]}}]}], [("always_true", "q1")]),
        ([None, {"not": {"and": [{"equals": ["q0", "yes"]}, {"equals": ["q0", "no"]}]}}], [("always_true", "q1")]),
        ([None, {"or": [{"equals": ["q0", "yes"]}, {"equals": ["q0", "no"]}]}], []),
        ([None, {"answered": "q0"}], []),
        ([None, {"equals": ["q0", "yes"]}, {"equals": ["q1", "yes"]}, {"equals": ["q2", "no"]}], []),
    ],
)  # fmt: skip
def test_what_can_never_be_asked_and_what_never_hides_is_found(conditions, expected):
    plain = document(*({"when": when} if when else {} for when in conditions))
    assert codes_of(plain) == expected


@pytest.mark.parametrize(
    ("asked", "when", "expected"),
    [
        (SCALE, {"and": [{"more": ["q0", 3]}, {"less": ["q0", 4]}]}, "contradiction"),
        (SCALE, {"and": [{"more": ["q0", 3]}, {"less": ["q0", 5]}]}, None),
        ({"kind": "money"}, {"and": [{"more": ["q0", 3]}, {"less": ["q0", 3.01]}]}, "contradiction"),
        ({"kind": "money"}, {"and": [{"more": ["q0", 3]}, {"less": ["q0", 3.02]}]}, None),
        ({"kind": "money", "max": 20}, {"more": ["q0", 20]}, "contradiction"),
        ({"kind": "number", "max": 9}, {"more": ["q0", 9]}, "contradiction"),
        ({"kind": "number", "max": 9}, {"more": ["q0", 8]}, None),
        ({"kind": "duration"}, NEITHER, "contradiction"),
        ({"kind": "duration", "never": True}, NEITHER, None),
        ({"kind": "text"}, {"and": [{"equals": ["q0", "a"]}, {"equals": ["q0", "b"]}]}, "contradiction"),
    ],
)  # fmt: skip
def test_numbers_are_looked_at_around_each_threshold(asked, when, expected):
    plain = document({**asked, "weight": 0}, {"when": when})
    assert [code for code, id_ in codes_of(plain) if id_ == "q1"] == ([expected] if expected else [])


def test_an_exclusive_choice_is_never_with_another():
    ticks = [{"id": id_, "text": {"en": id_}} for id_ in ("a", "b")] + [
        {"id": "none", "text": {"en": "none"}, "exclusive": True}
    ]
    both = {"and": [{"includes": ["q0", "a"]}, {"includes": ["q0", "none"]}]}
    two = {"and": [{"includes": ["q0", "a"]}, {"includes": ["q0", "b"]}]}
    several = {"kind": "several", "choices": ticks}
    assert codes_of(document(several, {"when": both}, {"when": two})) == [("contradiction", "q1")]


def test_beyond_the_limit_nothing_is_said():
    many = [{"id": f"q{n}"} for n in range(30)]
    every = {"and": [{"equals": [f"q{n}", "yes"]} for n in range(30)] + [{"equals": ["q29", "no"]}]}
    assert codes_of(document(*many, {"id": "last", "when": every})) == []


LEADING = {
    "fi": ["Eikö palvelu ollutkin nopeaa?", "Etkö saanut apua?", "Palvelu oli nopeaa, vai mitä?"],
    "sv": ["Betjäningen var snabb, inte sant?", "Du fick väl hjälp, väl?", "Tycker du inte att det var rent?"],
    "en": ["Don't you think it was clean?", "It was clean, wasn't it?", "Surely you were greeted?"],
}
PLAIN = {
    "fi": ["Oliko myymälä siisti?", "Verkkokaupan viikko?", "Oliko aurinko ja verkko näkyvissä?", "Sisko ja veli?"],
    "sv": ["Mår personalen väl?", "Varför fick du inte kvitto?", "Frågade man om du ville ha kvitto?"],
    "en": ["Was the store clean?", "Why didn't you get help?", "Were you well received?"],
}
DOUBLE = {
    "fi": ["Tervehdittiinkö sinua ja kysyttiinkö toiveitasi?", "Oliko siistiä? Oliko valoisaa?"],
    "sv": ["Hälsade man på dig och frågade vad du sökte?", "Tackade man och önskade en fin fortsättning?"],
    "en": ["Were you greeted and was help offered?", "Did they greet you and offer help?"],
}
SINGLE = {
    "fi": ["Näkyikö tai kuuluiko hymy?", "Pyydettiinkö lupaa tai anteeksi?", "Oliko myymälä siisti ja valoisa?"],
    "sv": ["Syntes eller hördes ett leende?", "Bad man om lov eller ursäkt?", "Var butiken ren och ljus?"],
    "en": ["Was a smile seen or heard?", "Leave or pardon asked?", "Was the store clean and bright?"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_leading_and_double_questions_are_found_and_others_are_not(language):
    def found(words: str) -> list[str]:
        return [code for code, _id in codes_of(document({"text": words}, languages=(language,)))]

    assert [words for words in LEADING[language] if found(words) != ["leading"]] == []
    assert [words for words in DOUBLE[language] if found(words) != ["double"]] == []
    assert [words for words in PLAIN[language] if found(words) != []] == []
    assert [words for words in SINGLE[language] if found(words) != []] == []


@pytest.mark.parametrize(
    ("words", "language"),
    [("Oliko palvelu erinomaista?", "fi"), ("Var betjäningen utmärkt?", "sv"), ("Was the service excellent?", "en")],
)
def test_loaded_words_are_found(words, language):
    (found,) = advise(document({"text": words}, languages=(language,)), language)
    assert (found.code, found.severity) == ("loaded", WARNS)


def test_a_choice_for_both_answers_a_double_question():
    both = [{"id": id_, "text": {"en": id_}, "points": n} for n, id_ in enumerate(("neither", "both"))]
    words = "Were you greeted and was help offered?"
    assert codes_of(document({"kind": "one", "choices": both, "text": words})) == []
    assert codes_of(document({"kind": "one", "choices": choices(a=1, b=0), "text": words})) == [("double", "q0")]


def test_yes_or_no_cannot_answer_which_of_two():
    assert codes_of(document({"text": "Tervehtikö myyjä vai sinä?"}, languages=("fi",))) == [("either_or", "q0")]
    assert codes_of(document({"text": "Tervehtikö myyjä vai ei?"}, languages=("fi",))) == []


def test_a_usual_visit_of_more_than_forty_questions_is_shown_with_its_path():
    plain = document(*({} for _ in range(41)), {"when": {"equals": ["q0", "no"]}})
    (found,) = advise(plain, "en")
    assert (found.code, found.details["count"]) == ("long_path", 41)
    assert found.details["path"] == usual_path(from_plain(plain))
    assert advise(document(*({} for _ in range(40))), "en") == []


def test_a_critical_question_that_could_be_unfair_is_found():
    worded = document({"critical": True, "text": "If you had a booking, was it found?"})
    assert codes_of(worded) == [("critical_if", "q0")]
    when = {"equals": ["q0", "yes"]}
    alone = document({"fact": True, "weight": 0}, *({"when": when} for _ in range(3)), {"critical": True})
    assert codes_of(alone) == [("critical_alone", "q4")]
    alone["sections"][0]["questions"][4]["when"] = when
    assert codes_of(alone) == []
    assert codes_of(document({"critical": True, "text": "Frågade man om du ville ha kvitto?"}, languages=("sv",))) == []


def test_points_that_tell_nothing_apart_or_cannot_be_reached_are_found():
    assert codes_of(document({"kind": "one", "choices": choices(a=0.5, b=0.5)})) == [("points_equal", "q0")]
    assert codes_of(document({"kind": "one", "choices": choices(a=0.8, b=0)})) == [("points_low", "q0")]
    assert codes_of(document({"kind": "one", "choices": choices(a=1, b=0)})) == []


def test_the_same_words_twice_and_what_nobody_asks_about_are_found():
    assert codes_of(document({"text": "Was it clean?"}, {"text": "was it clean"})) == [("alike", "q1")]
    alike = [{"id": id_, "text": {"en": "Yes."}, "points": n} for n, id_ in enumerate("ab")]
    assert codes_of(document({"kind": "one", "choices": alike})) == [("choices_alike", "q0")]
    plain = document({})
    plain["touchpoints"].append({"id": "till", "name": {"en": "Till"}})
    assert codes_of(plain) == [("touchpoint_unused", None)]
    assert codes_of(document({"weight": 0})) == [("nothing_scored", None)]


@pytest.mark.parametrize("code", codes())
def test_what_ships_is_advised_against_only_for_its_length(code):
    for language in LANGUAGES:
        assert {one.code for one in advise(shipped(code), language)} <= {"long_path"}


@pytest.mark.parametrize("code", ADVICE)
def test_each_advice_is_said_in_each_language_with_the_same_places_open(code):
    said = ADVICE[code]
    assert said.keys() == set(LANGUAGES)
    assert len({frozenset(OPEN.findall(words)) for words in said.values()}) == 1


@given(documents())
@settings(max_examples=80, deadline=None)
def test_any_questionnaire_is_advised_on_whole_or_plain_alike(plain):
    whole = from_plain(plain)
    for language in LANGUAGES:
        found = advise(whole, language)
        assert [one.code for one in found] == [one.code for one in advise(to_plain(whole), language)]
        assert all(one.sentence and "%(" not in one.sentence for one in found)
        assert [one.severity for one in found] == sorted(one.severity for one in found)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


@given(documents(4), st.data())
@settings(max_examples=150, deadline=None)
def test_what_is_half_made_is_advised_on_and_never_raises(plain, data):
    here: Any = copy.deepcopy(plain)
    whole = here
    while isinstance(here, dict | list) and here:
        key = data.draw(st.sampled_from(list(here) if isinstance(here, dict) else list(range(len(here)))))
        if data.draw(st.integers(0, 3)) == 0 or not isinstance(here[key], dict | list):
            here[key] = data.draw(JUNK)
            break
        here = here[key]
    assert isinstance(advise(whole, "fi"), list)
