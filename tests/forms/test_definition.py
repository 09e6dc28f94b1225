"""Reading a questionnaire: strict, complete in what it tells, and the same whichever way it came."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.definition import DefinitionError, digest, from_plain, to_plain
from forms.library import shipped
from tests.tables import table

SMALL = table("scoring")["questionnaire"]


def small(**changes: Any) -> dict[str, Any]:
    return copy.deepcopy(SMALL) | changes


def with_question(section: int = 0, place: int = 0, **changes: Any) -> dict[str, Any]:
    """The small questionnaire, one question changed; None takes a key away."""
    plain = small()
    question = plain["sections"][section]["questions"][place]
    question.update(changes)
    for key in [key for key, value in question.items() if value is None]:
        del question[key]
    return plain


def problems(plain: Any) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        from_plain(plain)
    return [str(replace(problem, question=None)) for problem in caught.value.problems]


def test_what_is_read_is_written_back_and_read_again_equal():
    questionnaire = from_plain(SMALL)
    assert from_plain(to_plain(questionnaire)) == questionnaire
    assert to_plain(questionnaire)["sections"][0]["questions"][0]["target"] == "0:30"
    assert from_plain(json.loads(json.dumps(to_plain(shipped("restaurant"))))) == shipped("restaurant")


def test_the_digest_knows_equal_questionnaires_whatever_the_order_of_their_keys():
    backwards = json.loads(json.dumps(SMALL), object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    assert digest(from_plain(backwards)) == digest(from_plain(SMALL))
    assert digest(from_plain(with_question(weight=4.0))) == digest(from_plain(SMALL))
    assert len(digest(from_plain(SMALL))) == 64


def test_a_condition_compares_with_3_and_with_3_0_alike():
    document = to_plain(shipped("restaurant"))
    scale = {"id": "calm", "kind": "scale", "touchpoint": "entrance", "text": document["title"],
             "steps": dict.fromkeys(("1", "3", "5"), document["title"])}  # fmt: skip
    asked = {"id": "why", "kind": "text", "touchpoint": "entrance", "text": document["title"]}
    digests = set()
    for number in (3, 3.0):
        questions = [scale, {**asked, "when": {"less": ["calm", number]}}]
        section = {**document["sections"][0], "questions": questions}
        digests.add(digest(from_plain({**document, "sections": [section]})))
    assert len(digests) == 1


def test_the_digest_changes_with_any_change_of_meaning():
    digests = {
        digest(from_plain(plain))
        for plain in (
            SMALL,
            small(code="other"),
            with_question(text={"en": "Other words"}),
            with_question(weight=3),
            with_question(critical=False),
            with_question(target="0:31"),
            with_question(required=False),
        )
    }
    assert len(digests) == 7


def test_every_mistake_is_told_at_once_with_its_place():
    plain = with_question(weight=-1, level="X")
    plain["sections"][1]["questions"][0]["steps"] = {"1": {"en": "low"}, "5": {"en": "high"}}
    plain["sections"][1]["questions"][0]["surprise"] = 1
    del plain["sections"][2]["title"]
    told = "\n".join(problems(plain))
    assert "sections[0].questions[0].weight: must be between 0 and 100" in told
    assert "sections[0].questions[0].level: must be one of T, E, M" in told
    assert "sections[1].questions[0].steps[3]: must hold the words in each language (en)" in told
    assert "sections[1].questions[0].surprise: is not a key that is known here" in told
    assert "sections[2].title: must hold the words" in told


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"id": "Wait"}, "id: must be an id"),
        ({"id": "1st"}, "id: must be an id"),
        ({"id": "a" * 65}, "id: must be an id"),
        ({"id": "data"}, "has another use"),
        ({"id": "constructor"}, "has another use"),
        ({"id": "validate_first"}, "has another use"),
        ({"id": "first"}, "another question already has the id 'first'"),
        ({"kind": "guess"}, "kind: must be one of"),
        ({"kind": None}, "kind: is missing"),
        ({"touchpoint": "moon"}, "touchpoint: must be one of door, table, till"),
        ({"touchpoint": None}, "touchpoint: is missing"),
        ({"text": None}, "text: must hold the words"),
        ({"text": {"en": "  "}}, "text.en: the words in this language are missing"),
        ({"text": {"en": "x", "de": "y"}}, "'de' is not among"),
        ({"text": {"en": "x" * 1001}}, "1001 characters"),
        ({"text": {"en": "a\x00"}}, "cannot be stored"),
        ({"text": {"en": "a\x07"}}, "cannot be stored"),
        ({"help": {"en": 3}}, "help.en"),
        ({"weight": float("nan")}, "weight: must be a number"),
        ({"weight": float("inf")}, "weight: must be a number"),
        ({"weight": "4"}, "weight: must be a number"),
        ({"weight": True}, "weight: must be a number"),
        ({"weight": 10**400}, "weight: must be between"),
        ({"level": None}, "level: is missing"),
        ({"component": None}, "component: is missing"),
        ({"weight": 0}, "only a question with weight can be critical"),
        ({"critical": "yes"}, "critical: must be true or false"),
        ({"photos": 11}, "photos: must be between"),
        ({"photos": 1.5}, "photos: must be a whole number"),
        ({"due_after_days": 0}, "due_after_days: must be between"),
        ({"fact": True}, "a circumstance is a yes_no question"),
        ({"role": "end"}, "needs a question of the kind emotion"),
        ({"role": "middle"}, "role: must be one of"),
        ({"target": "2:00"}, "the target must be shorter than the limit"),
        ({"target": "3:00"}, "the target must be shorter than the limit"),
        ({"target": None}, "target: must be minutes and seconds"),
        ({"limit": "2:60"}, "limit: must be minutes and seconds"),
        ({"limit": 120}, "limit: must be minutes and seconds"),
        ({"names": {"from": {"en": "x"}}}, "names.to"),
        ({"kind": "text", "target": None, "limit": None, "never": None}, "cannot carry weight"),
    ],
)
def test_it_refuses_a_question_that_is_not_right(changes, told):
    assert any(told in problem for problem in problems(with_question(**changes)))


@pytest.mark.parametrize(
    ("place", "changes", "told"),
    [
        ((0, 1), {"choices": []}, "choices: must hold from 2 to 30 items, has 0"),
        ((0, 1), {"choices": "staff"}, "choices: must be a list"),
        ((0, 1), {"choices": [{"id": "a", "text": {"en": "a"}, "points": 1}] * 2}, "another choice already has the id"),
        ((0, 1), {"choices": [{"id": "a", "text": {"en": "a"}}, {"id": "b", "text": {"en": "b"}}]}, "needs its points"),
        ((0, 1), {"choices": ["a", "b"]}, "choices[0]: must be a mapping"),
        ((0, 1), {"choices": [{"text": {"en": "a"}}, {"id": "b"}]}, "choices[0].id: must be an id"),
        ((0, 1), {"plus_only": True}, "never in the base"),
        ((0, 2), {"enough": 5}, "enough: must be between 1 and 4"),
        ((0, 3), {"plus": 1}, "never in the base"),
        ((0, 3), {"plus": 11, "weight": None}, "plus: must be between"),
        ((1, 0), {"steps": {"1": {"en": "a"}, "3": {"en": "b"}, "5": {"en": "c"}, "6": {"en": "d"}}}, "1 to 5"),
        ((2, 0), {"points": {"same": 1}}, "points.near: its points (0–1) are missing"),
        ((2, 0), {"parts": ["name"]}, "parts: must be a list of some of text, total, time"),
        ((2, 0), {"points": None}, "cannot carry weight"),
        ((2, 2), {"role": "start"}, ""),
    ],
)
def test_it_refuses_settings_that_are_not_right(place, changes, told):
    plain = with_question(*place, **changes)
    if not told:
        assert from_plain(plain).with_role("start")
        return
    assert any(told in problem for problem in problems(plain))


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ({"answered": "word"}, "hangs on itself; choose an earlier question"),
        ({"answered": "gap"}, "hangs on 'gap', a question that comes later: move that one up"),
        ({"answered": "moon"}, "hangs on 'moon', which is no question here"),
        ({"not": {"answered": "moon"}}, "hangs on 'moon'"),
        ({"equals": ["trouble", "perhaps"]}, "'trouble' can never be 'perhaps'"),
        ({"one_of": ["hear", [1, 6]]}, "'hear' can never be '6'"),
        ({"includes": ["trouble", "yes"]}, "'includes' cannot look at 'trouble', which is of the kind yes_no"),
        ({"less": ["trouble", 3]}, "'less' cannot look at 'trouble'"),
        ({"less": ["hear", "3"]}, "when.less: can only compare with a number"),
        ({"equals": ["trouble", True]}, "when.equals: can only compare"),
        ({"equals": ["trouble", float("nan")]}, "when.equals: can only compare"),
        ({"equals": ["trouble"]}, "when.equals: must be a list of a question and what to compare with"),
        ({"one_of": ["trouble", "yes"]}, "when.one_of: must compare with a list"),
        ({"and": []}, "when.and: must be a list of 1 to 100"),
        ({"eval": "1+1"}, "'eval' is no condition"),
        ({"and": [{"answered": "hear"}], "or": []}, "one key"),
        ({}, "one key"),
        (None, "one key"),
        ("hear == 3", "one key"),
    ],
)
def test_it_refuses_a_condition_that_is_not_right(when, told):
    plain = with_question(1, 3)
    plain["sections"][1]["questions"][3]["when"] = when
    assert any("sections[1].questions[3].when" in one and told in one for one in problems(plain))


def test_a_circle_of_conditions_is_named():
    plain = small()
    asked = plain["sections"][1]["questions"]
    asked[1]["when"] = {"answered": "word"}
    assert any("goes in a circle: trouble → word → trouble" in problem for problem in problems(plain))


def test_a_bracket_bomb_in_a_condition_is_refused_and_not_followed():
    plain = with_question(1, 3)
    when: Any = {"answered": "trouble"}
    for _ in range(20_000):
        when = {"not": when}
    plain["sections"][1]["questions"][3]["when"] = when
    assert any("more than 50 levels deep" in problem for problem in problems(plain))


def test_five_hundred_questions_are_read_and_one_more_is_refused():
    def of(count: int) -> dict[str, Any]:
        each = {"kind": "yes_no", "touchpoint": "door", "text": {"en": "?"}}
        sections = [
            {"id": f"s{part}", "title": {"en": "S"}, "questions": [{**each, "id": f"q{part}_{n}"} for n in range(size)]}
            for part, size in enumerate((250, count - 250))
        ]
        return small(sections=sections)

    assert len(from_plain(of(500)).questions) == 500
    assert any("hold 501 questions; at most 500" in problem for problem in problems(of(501)))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"code": "Restaurant"}, "code: must be an id"),
        ({"languages": []}, "languages: must be a list"),
        ({"languages": ["en", "xx"]}, "languages: must be a list"),
        ({"languages": ["en", "en"]}, "languages: must be a list"),
        ({"languages": [["en"]]}, "languages: must be a list"),
        ({"emotion_weight": 68}, "emotion_weight: must be between 0 and 67"),
        ({"touchpoints": []}, "touchpoints: must hold from 1"),
        ({"sections": {}}, "sections: must be a list"),
        ({"submission_url": "https://x"}, "submission_url: is not a key that is known here"),
    ],
)
def test_it_refuses_a_whole_that_is_not_right(changes, told):
    assert any(told in problem for problem in problems(small(**changes)))


def test_sections_touchpoints_and_roles_are_unique():
    plain = small()
    plain["sections"][1]["id"] = "come"
    plain["touchpoints"][1]["id"] = "door"
    plain["sections"][0]["questions"][3] = dict(plain["sections"][2]["questions"][2], id="feel_two")
    told = "\n".join(problems(plain))
    assert "another section already has the id 'come'" in told
    assert "another touchpoint already has the id 'door'" in told
    assert "another question already has the role 'end'" in told


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5) | st.integers(), inner, max_size=3),
    max_leaves=6,
)


@given(PLAIN)
@settings(max_examples=200, deadline=None)
def test_plain_junk_is_refused_in_words_and_never_raises_anything_else(junk):
    assert problems(junk)


@given(st.data(), PLAIN)
@settings(max_examples=300, deadline=None)
def test_junk_at_any_place_is_read_or_refused_in_words(data, junk):
    plain = small()
    here: Any = plain
    while isinstance(here, dict | list) and here:
        key = data.draw(st.sampled_from(list(here) if isinstance(here, dict) else list(range(len(here)))))
        if data.draw(st.booleans()) or not isinstance(here[key], dict | list):
            here[key] = junk
            break
        here = here[key]
    try:
        questionnaire = from_plain(plain)
    except DefinitionError as error:
        assert error.problems
    else:
        assert from_plain(to_plain(questionnaire)) == questionnaire


def test_a_question_may_name_the_moments_that_answer_it():
    moments = {"from": "arrived", "to": "noticed"}
    read = from_plain(with_question(moments=moments, corner=True)).questions[0]
    assert read.settings["moments"] == moments and read.corner
    assert to_plain(from_plain(with_question(moments=moments)))["sections"][0]["questions"][0]["moments"] == moments
    assert any("must be two" in one for one in problems(with_question(moments={"from": "left", "to": "left"})))


def test_the_time_between_two_moments_may_choose():
    document = to_plain(shipped("restaurant"))
    attention = next(section for section in document["sections"] if section["id"] == "attention")
    asked = next(question for question in attention["questions"] if question["id"] == "att_back")
    within = from_plain(document).by_id["att_back"].settings["moments"]["within"]
    assert within == {"at_once": "1:00", "under_five": "5:00"}
    asked["moments"] = {"from": "away", "to": "back", "within": {"at_once": 60}, "otherwise": "unknown"}
    told = problems(document)
    assert len(told) == 2 and "such as 2:00" in told[0] and "must be one of" in told[1]
