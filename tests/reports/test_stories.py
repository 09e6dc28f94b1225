"""What happened beside what could have happened: the dearest answers first, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from forms.definition import Questionnaire
from forms.library import shipped
from forms.scoring import score
from forms.shapes import LANGUAGES
from reports.editions import report_data
from reports.stories import MOST_STORIES, Tale, stories
from tests.reports.answered import reported
from tests.reports.test_timeline import ODD, with_question

RESTAURANT = shipped("restaurant")
# The coat on the chair costs 4 of its weight of 4, the greeting 2.8 of 4, the attention 2 of 4, the last word 1.6 of 4.
COAT: dict[str, Any] = {
    "grt_first": {"value": "me"},
    "seat_obst": {"value": "yes"},
    "seat_solve": {"value": "myself"},
    "att_undiv": {"value": 3},
    "bye_thx": {"value": "one"},
}
PEAK = {"value": {"touchpoint": "seating", "sign": "minus", "strength": 3, "words": "Tuolilla oli jonkun takki."}}


def told(questionnaire: Questionnaire = RESTAURANT, **answers: Any) -> tuple[Tale, ...]:
    return stories(questionnaire, answers, score(questionnaire, answers))


def test_the_coat_on_the_chair() -> None:
    coat = told(**COAT, peak=PEAK)[0]
    assert coat.text["fi"] == "Istuttaminen: Miten ratkaistiin?"
    assert (coat.happened["fi"], coat.possible["fi"]) == ("Jouduin itse", "Sujuvasti parempi pöytä")
    assert (coat.happened["en"], coat.possible["en"]) == ("I had to", "Smoothly a better table")
    assert coat.quote == "Tuolilla oli jonkun takki."


def test_the_dearest_come_first_and_there_are_three() -> None:
    assert [one.id for one in told(**COAT)] == ["seat_solve", "grt_first", "att_undiv"]
    assert len(told(**COAT)) == MOST_STORIES


def test_a_critical_failure_comes_before_what_cost_as_much() -> None:
    assert [one.id for one in told(**{**COAT, "bye_thx": {"value": "neither"}})][:2] == ["bye_thx", "seat_solve"]


def test_a_step_of_a_scale_is_a_story_where_it_has_words() -> None:
    one = told(att_undiv={"value": 3})[0]
    assert (one.happened["fi"], one.possible["fi"]) == ("Jakautunut", "Jakamaton")
    assert told(att_undiv={"value": 2}) == ()


def test_nothing_lost_is_no_story() -> None:
    best = {**COAT, "seat_solve": {"value": "better_table"}, "grt_first": {"value": "staff"}, "att_undiv": {"value": 5}}
    assert told(**{**best, "bye_thx": {"value": "both"}}) == ()
    assert told() == ()


def test_the_best_is_the_one_with_the_greatest_plus_among_equals() -> None:
    words = dict.fromkeys(LANGUAGES, "x")
    choices = [{"id": "bad", "text": words, "points": 0}, {"id": "good", "text": {**words, "en": "Good"}, "points": 1},
               {"id": "more", "text": {**words, "en": "More"}, "points": 1, "plus": 1}]  # fmt: skip
    asking = with_question(RESTAURANT, "grt_first", choices=choices)
    assert [one.possible["en"] for one in told(asking, grt_first={"value": "bad"})] == ["More"]


def test_a_judgement_of_the_whole_visit_is_no_story() -> None:
    assert told(exp_gap={"value": RESTAURANT.by_id["exp_gap"].choices[0].id}) == ()


def test_a_bare_yes_is_no_story() -> None:
    assert RESTAURANT.by_id["need_ask"].choices[0].text["fi"] == "Kyllä"
    assert told(need_ask={"value": RESTAURANT.by_id["need_ask"].choices[-1].id}) == ()


def test_what_was_said_at_a_detail_stands_with_it_and_no_words_stand_twice() -> None:
    said: dict[str, Any] = {"grt_words": {"value": "”Niin?”"}, "bye_words": {"value": "Joo, kiitos."}}
    quotes = {one.id: one.quote for one in told(grt_first={"value": "me"}, bye_thx={"value": "one"}, **said)}
    assert quotes == {"grt_first": "Niin?", "bye_thx": "Joo, kiitos."}
    shown: dict[str, Any] = {"fact_table_service": {"value": "yes"}, "seat_led": {"value": "myself"}}
    both = told(seat_obst={"value": "yes"}, seat_solve={"value": "myself"}, peak=PEAK, **shown)
    assert len(both) == 2
    assert [one.quote for one in both].count("Tuolilla oli jonkun takki.") == 1


def test_a_good_moment_is_no_quote_of_a_fault() -> None:
    good = {"value": {**PEAK["value"], "sign": "plus"}}
    assert told(**COAT, peak=good)[0].quote == ""


def test_every_text_is_there_in_three_languages() -> None:
    for one in told(**COAT):
        assert set(one.text) == set(one.happened) == set(one.possible) == set(LANGUAGES)


def test_the_store_reads_no_story_of_a_question_that_is_kept_from_it() -> None:
    story = {"id": "next", "text": "?", "happened": "a", "possible": "b", "quote": ""}
    evidence: dict[str, Any] = {"photos": [], "receipt": None}
    snapshot = {
        "report": {"visit": {}, "sections": [], "evidence": evidence, "stories": [story, {**story, "id": "grt_first"}]},
        "store": {"hidden_rows": ["next"], "answers": {}},
        "when": {"store": "", "hq": ""},
    }
    assert [one["id"] for one in report_data(snapshot, "hq", "fi")["stories"]] == ["next", "grt_first"]
    assert [one["id"] for one in report_data(snapshot, "store", "fi")["stories"]] == ["grt_first"]


@pytest.mark.parametrize("edition", ["store", "hq"])
def test_both_editions_hold_them(edition: str) -> None:
    assert [one.id for one in reported(RESTAURANT, COAT, edition, "sv").stories] == [one.id for one in told(**COAT)]


@pytest.mark.parametrize("id_", [*COAT, "peak", "turn", "grt_words"])
def test_an_answer_of_any_shape_still_gives_stories(id_: str) -> None:
    for odd in ODD:
        answers = {**COAT, "peak": PEAK, id_: odd}
        assert len(stories(RESTAURANT, answers, score(RESTAURANT, answers))) <= MOST_STORIES
