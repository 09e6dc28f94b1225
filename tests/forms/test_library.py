"""The restaurant questionnaire that ships: complete, in three languages, with the weights that were agreed."""

from __future__ import annotations

import pytest

from forms.library import codes, shipped
from forms.phrases import EMOTIONS, MATCHES, PHRASES, SIGNS, SKIPPED, STRENGTHS, YES_NO

RESTAURANT = shipped("restaurant")
# fmt: off
QUESTIONS = [
    "ctx_mood", "ctx_load", "pre_conf", "arr_door", "grt_t", "grt_first", "grt_words", "grt_smile",
    "grt_lang", "seat_t", "seat_led", "seat_obst", "seat_solve", "seat_face", "seat_table", "menu_t",
    "need_ask", "need_diet", "need_rec", "know_new", "listen", "ord_t", "ord_rep", "ord_sug", "food_t",
    "food_ok", "food_temp", "food_tell", "cof_extra", "att_check", "att_undiv", "att_intr", "att_sorry",
    "att_back", "air_staff", "att_fix", "wc_clean", "mis_any", "mis_t", "mis_all", "mis_apol", "mis_mgr",
    "mis_eye", "mis_offer", "mis_prom", "mis_relief", "pay_t", "pay_ok", "pay_chat", "rcp_given", "rcp_img",
    "rcp_text", "pak_fit", "pak_hand", "bye_thx", "bye_words", "bye_plus", "bye_door", "emo_end", "peak",
    "exp_gap", "promise", "value", "ret", "nps", "silent", "nar", "echo",
]
# fmt: on
WEIGHTS = [3, 13, 14, 18, 6, 12, 20, 19, 8, 3, 5, 6, 9]
CRITICAL = ["grt_t", "grt_first", "need_diet", "food_ok", "att_back", "mis_apol", "pay_ok", "bye_thx"]


def test_it_asks_the_sixty_eight_questions_in_their_order():
    assert len(QUESTIONS) == 68
    assert [question.id for question in RESTAURANT.questions if not question.fact] == QUESTIONS


def test_five_circumstances_are_asked_just_before_they_matter():
    asked = [question.id for question in RESTAURANT.questions]
    following = {id_: asked[asked.index(id_) + 1] for id_ in asked if id_.startswith("fact_")}
    assert following == {
        "fact_booking": "pre_conf",
        "fact_table_service": "seat_led",
        "fact_diet": "need_diet",
        "fact_coffee": "cof_extra",
        "fact_takeaway": "pak_fit",
    }


def test_sections_weigh_what_was_agreed():
    assert [sum(one.weight for one in section.questions) for section in RESTAURANT.sections] == WEIGHTS


def test_critical_questions_are_the_eight():
    assert [question.id for question in RESTAURANT.questions if question.critical] == CRITICAL


def test_pluses_are_where_they_belong():
    pluses = {question.id for question in RESTAURANT.questions if question.has_plus}
    assert pluses == {"seat_solve", "cof_extra", "bye_plus", "exp_gap"}


@pytest.mark.parametrize(
    ("id_", "target", "limit"),
    [
        ("grt_t", 30, 120),
        ("seat_t", 180, 600),
        ("menu_t", 120, 360),
        ("ord_t", 180, 600),
        ("food_t", 1200, 2400),
        ("mis_t", 60, 300),
        ("pay_t", 300, 720),
    ],
)
def test_waits_have_their_targets(id_, target, limit):
    settings = RESTAURANT.by_id[id_].settings
    assert (settings["target"], settings["limit"]) == (target, limit)


@pytest.mark.parametrize(
    ("id_", "points"),
    [
        ("pre_conf", [1, 0.7, 0.3, 0]),
        ("grt_first", [1, 0.3, 0]),
        ("grt_lang", [1, 0.5, 0]),
        ("seat_led", [1, 0.5, 0]),
        ("seat_solve", [1, 0.8, 0.3, 0]),
        ("need_ask", [1, 0.5, 0]),
        ("need_diet", [1, 0.9, 0.3, 0]),
        ("need_rec", [1, 0.4, 0]),
        ("know_new", [1, 0.7, 0]),
        ("ord_sug", [1, 0.4, 0]),
        ("food_temp", [1, 0.4, 0]),
        ("att_check", [1, 0.5, 0]),
        ("att_back", [1, 0.6, 0]),
        ("mis_apol", [1, 0.4, 0]),
        ("mis_prom", [1, 0.5, 0]),
        ("rcp_given", [1, 0.5, 0]),
        ("pak_hand", [1, 0.5, 0]),
        ("bye_thx", [1, 0.6, 0]),
        ("exp_gap", [0, 0.3, 0.8, 1, 1]),
    ],
)
def test_choices_earn_what_was_agreed(id_, points):
    assert [choice.points for choice in RESTAURANT.by_id[id_].choices] == points


def test_receipts_earn_by_how_they_match():
    points = RESTAURANT.by_id["rcp_text"].settings["points"]
    assert points == {"same": 1, "near": 0.8, "generic": 0.4, "outdated": 0, "wrong_language": 0}


def test_roles_are_played():
    assert [RESTAURANT.with_role(role).id for role in ("start", "peak", "end")] == ["ctx_mood", "peak", "emo_end"]


def test_the_echo_comes_a_week_later():
    assert RESTAURANT.by_id["echo"].due_after_days == 7


def test_all_that_ships_speaks_three_languages():
    assert all(shipped(code).languages == ("fi", "sv", "en") for code in codes())


def test_the_kinds_own_words_are_there_in_three_languages_with_the_same_blanks():
    tables = [EMOTIONS, STRENGTHS, SIGNS, YES_NO, SKIPPED, MATCHES, PHRASES]
    for words in (row for one in tables for row in one.values()):
        assert words.keys() == {"fi", "sv", "en"}
        assert all(words.values())
        assert len({tuple(sorted(part.split(")")[0] for part in said.split("%(")[1:])) for said in words.values()}) == 1


def test_an_unknown_code_ships_not():
    with pytest.raises(KeyError):
        shipped("../restaurant")
