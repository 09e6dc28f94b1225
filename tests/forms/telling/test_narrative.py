"""The narrative: from answers to prose, alike on the phone and here, and fit to be read by a chain's headquarters."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import brotli
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from forms.conditions import asked_questions
from forms.definition import from_plain, to_plain
from forms.exchange.plain import read
from forms.library import codes, details, shipped
from forms.shapes import LANGUAGES, Questionnaire
from forms.telling import draft, kit
from forms.telling.kit_making import FOLDER, sentences, silent
from forms.telling.lint import lint_kit, remarks
from tests.forms.answers import visits
from tests.forms.telling.drawn import TABLE, drawn_visit
from tests.forms.test_twins import odd_answers

SCRIPT = Path(__file__).parents[2] / "js" / "tell_all.js"
NARRATIVES = json.loads(TABLE.read_text(encoding="utf-8"))
EVERYWHERE = [(code, language) for code in codes() for language in LANGUAGES]
MOST_BYTES = 5000


def told(questionnaire: Questionnaire, language: str, answers: dict[str, Any]) -> str:
    return draft(kit(questionnaire, language), asked_questions(questionnaire, answers), answers)


def of_restaurant(language: str = "en", **values: Any) -> str:
    return told(shipped("restaurant"), language, {id_: {"value": value} for id_, value in values.items()})


@pytest.mark.parametrize("case", NARRATIVES["visits"], ids=lambda case: case["name"])
def test_it_tells_what_the_table_says(case: dict[str, Any]) -> None:
    assert draft(NARRATIVES["kits"][case["kit"]], case["asked"], case["answers"]) == case["told"]


def test_the_table_holds_the_kits_that_are_made_today() -> None:
    for code, language in EVERYWHERE:
        made = {key: one for key, one in kit(shipped(code), language).items() if key != "lint"}
        assert NARRATIVES["kits"][f"{code} {language}"] == made, "write the table anew: tests/forms/telling/drawn.py"


def test_python_and_javascript_tell_the_same_of_whatever_is_answered() -> None:
    kits = {f"{code} {language}": kit(shipped(code), language) for code, language in EVERYWHERE}
    cases: list[dict[str, Any]] = []

    @given(st.data())
    @settings(max_examples=150, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    def make(data: Any) -> None:
        code, language = data.draw(st.sampled_from(EVERYWHERE))
        questionnaire = shipped(code)
        answers = data.draw(visits(questionnaire) | odd_answers(questionnaire))
        asked = asked_questions(questionnaire, answers) if data.draw(st.booleans()) else list(questionnaire.by_id)
        cases.append({"kit": f"{code} {language}", "asked": asked, "answers": answers})

    make()
    ours = [draft(kits[case["kit"]], case["asked"], case["answers"]) for case in cases]
    sent = json.dumps({"kits": kits, "cases": cases})
    ran = subprocess.run(["node", str(SCRIPT)], input=sent, capture_output=True, text=True, check=True, timeout=120)
    theirs = json.loads(ran.stdout)
    both = zip(cases, ours, theirs, strict=True)
    assert next(((case, our, their) for case, our, their in both if our != their), None) is None
    assert sum(len(text) > 300 for text in ours) > 30
    assert not [text for text in ours if re.search(r"undefined|\bNone\b|\bNaN\b|\[object|\x00", text)]


def test_every_question_that_ships_is_told_or_left_out_for_a_reason() -> None:
    shelf = {one.id: dict(one.question) for one in details()}
    asked = {one.id: one for code in codes() for one in shipped(code).questions}
    spoken = sentences("fi")
    by_itself = {id_ for id_, one in asked.items() if one.fact or one.due_after_days or one.role == "story"}
    by_itself |= {id_ for id_, one in shelf.items() if one.get("fact") or one.get("due_after_days")}
    missing = (shelf.keys() | asked.keys()) - spoken.keys() - silent().keys() - by_itself
    assert missing == set()
    assert not silent().keys() & spoken.keys()


def test_no_question_has_its_sentences_in_two_files() -> None:
    files = list(FOLDER.glob("*.yaml"))
    keys = [key for path in files for key in read(path.read_text(encoding="utf-8"))[0]]
    assert len(files) > 15 and len(keys) == len(set(keys))


def test_every_answer_that_can_be_chosen_has_its_sentence() -> None:
    missing = []
    for code in codes():
        questionnaire = shipped(code)
        tell = kit(questionnaire, "sv")["tell"]
        for question in questionnaire.questions:
            if question.id in tell and question.kind in ("one", "several"):
                missing += [(question.id, one.id) for one in question.choices if f'"{one.id}"' not in tell[question.id]]
    assert missing == []


def test_every_sentence_is_there_in_every_language_with_the_same_places() -> None:
    def shape(thing: Any) -> Any:
        if isinstance(thing, dict):
            return {key: shape(one) for key, one in thing.items()}
        return sorted(re.findall(r"{\w*}", thing)), thing.count("|"), thing.endswith(".")

    fi, sv, en = (sentences(language) for language in LANGUAGES)
    assert shape(fi) == shape(sv) == shape(en)
    assert not [key for key, one in fi.items() if "{}" in str(one.get("*", "")) and not one["*"].endswith("{}")]


@pytest.mark.parametrize(("code", "language"), EVERYWHERE)
def test_a_draft_gets_no_remark(code: str, language: str) -> None:
    questionnaire, rules = shipped(code), lint_kit(language)
    for seed in range(0, 24, 3):
        answers = drawn_visit(questionnaire, language, seed)
        asked = asked_questions(questionnaire, answers)
        text = draft(kit(questionnaire, language), asked, answers)
        counted = {id_: answers[id_] for id_ in asked if id_ in answers}
        assert remarks(rules, text, counted, {}) == []


@pytest.mark.parametrize(("code", "language"), EVERYWHERE)
def test_it_never_tells_the_minute_nor_what_a_store_is_not_told(code: str, language: str) -> None:
    questionnaire = shipped(code)
    left_out = {one.id for one in questionnaire.questions if one.fact or one.kind == "money"} | silent().keys()
    assert not left_out & {id_ for item in kit(questionnaire, language)["tell"] for id_ in item.split(" ")}
    answers = {"grt_t": {"value": {"seconds": 20, "from": "13:02:05", "to": "13:02:25"}}}
    assert not re.search(r"\d:\d", told(questionnaire, language, answers))


@pytest.mark.parametrize(("code", "language"), EVERYWHERE)
def test_what_is_needed_to_tell_travels_light(code: str, language: str) -> None:
    made = {key: one for key, one in kit(shipped(code), language).items() if key != "lint"}
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    assert len(brotli.compress(text.encode())) <= MOST_BYTES


def test_two_facts_of_one_moment_are_told_in_one_sentence() -> None:
    assert of_restaurant(grt_first="staff", grt_smile="yes") == "The staff greeted me first, with a smile."
    assert of_restaurant(grt_first="staff") == "The staff greeted me first."
    assert of_restaurant("sv", food_ok="yes", food_temp="lukewarm") == "Rätten var vad jag hade beställt, men ljummen."


@pytest.mark.parametrize(
    ("seconds", "told_as"),
    [
        (0, "I was noticed the moment I stepped in."),
        (12, "From the door to the first acknowledgement it took 12 seconds."),
        (95, "I waited 1 min 35 s before I was noticed."),
        (120, "I waited 2 minutes before I was noticed."),
        (840, "I waited 14 minutes before I was noticed."),
        (9000, "I waited 3 hours before I was noticed."),
    ],
)
def test_it_says_how_long_things_took(seconds: int, told_as: str) -> None:
    assert of_restaurant(grt_t={"seconds": seconds}) == told_as


def test_it_says_what_never_came() -> None:
    assert of_restaurant("sv", grt_t={"never": True}) == "Ingen lade märke till att jag kom."


def test_it_does_not_count_those_at_work_where_the_rota_could_name_them() -> None:
    assert of_restaurant(ctx_load={"customers": 4, "staff": 3}).endswith("and 3 members of staff were at work.")
    assert of_restaurant(ctx_load={"customers": 4, "staff": 2}) == "Inside I saw 4 customers."
    assert of_restaurant(ctx_load={"customers": 4}) == ""


def test_it_lists_as_the_language_does() -> None:
    assert of_restaurant("fi", arr_door=["clean", "lit", "hours"]).endswith(" valaistu ja varustettu aukioloajoin.")
    assert of_restaurant("sv", arr_door=["clean", "lit"]) == "Entrén var ren och upplyst."
    assert of_restaurant(arr_door=["clean"]) == "The entrance was clean."
    assert of_restaurant(arr_door=["none"]).startswith("The entrance was neither clean nor lit,")


def test_it_quotes_words_and_lets_nobody_close_the_quotation_twice() -> None:
    assert of_restaurant(grt_words=" “Good\n evening!” ") == "The words to me were: “Good evening!”"
    assert of_restaurant("fi", bye_words="Moi | {}") == "Hyvästiksi sanottiin: ”Moi | {}”."


def test_it_begins_a_paragraph_with_each_section_that_has_something_to_tell() -> None:
    text = of_restaurant(grt_first="me", food_ok="no", bye_door="yes")
    assert text.split("\n\n") == [
        "I was the first to say hello.", "The dish was not what I had ordered.", "My leaving was noticed.",
    ]  # fmt: skip


def of_own(*questions: dict[str, Any]) -> Questionnaire:
    """A questionnaire of a chain's own, with `questions` beside those that ship."""
    plain = to_plain(shipped("restaurant"))
    common = {"touchpoint": "greeting", "text": dict.fromkeys(LANGUAGES, "Own")}
    section = {**plain["sections"][0], "questions": [{**common, **one} for one in questions]}
    return from_plain({**plain, "sections": [section]})


def test_words_answered_to_a_question_that_nobody_knows_are_noted() -> None:
    questionnaire = of_own({"id": "own_words", "kind": "text"}, {"id": "own_one", "kind": "yes_no"})
    answers = {"own_words": {"value": "the door stood open"}, "own_one": {"value": "yes"}}
    assert told(questionnaire, "en", answers) == "I noted: the door stood open."


def test_a_choice_of_somebodys_own_is_passed_over() -> None:
    names = [{"id": id_, "text": dict.fromkeys(LANGUAGES, id_)} for id_ in ("staff", "robot")]
    questionnaire = of_own({"id": "grt_first", "kind": "one", "choices": names})
    assert told(questionnaire, "en", {"grt_first": {"value": "robot"}}) == ""
    assert told(questionnaire, "en", {"grt_first": {"value": "staff"}}) == "The staff greeted me first."


def test_the_story_itself_is_never_told_in_the_story() -> None:
    assert kit(shipped("deli"), "fi")["story"] == "nar"
    assert of_restaurant(nar="I went there.") == ""
