"""The questionnaires that ship: complete, in three languages, with the weights that were agreed."""

from __future__ import annotations

import pytest

from forms.advice.reach import Budget, reach
from forms.definition import digest, from_plain, to_plain
from forms.exchange.yaml import dump, load
from forms.library import FOLDER, codes, shipped
from forms.phrases import EMOTIONS, MATCHES, PHRASES, SIGNS, SKIPPED, STRENGTHS, YES_NO
from forms.shapes import Question, Text
from tests.forms.whole_shelf import SHELF

RESTAURANT = shipped("restaurant")
ALL = [shipped(code) for code in codes()]
CORE = [
    *("ctx_load", "grt_t", "grt_first", "grt_smile", "att_undiv", "bye_thx", "bye_words", "emo_end", "peak"),
    *("promise", "nps", "nar"),
]
# Words that really are the same in two of the languages.
ALIKE = {"2–10 €", "Budget", "Chat", "Kollega", "Material", "Neutral", "Presentation"}
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


def test_it_asks_the_sixty_eight_questions_in_their_order_and_three_feelings_on_the_way():
    assert len(QUESTIONS) == 68
    feelings = ["emo_greeting", "emo_food", "emo_payment"]
    asked = [question.id for question in RESTAURANT.questions if not question.fact]
    assert [id_ for id_ in asked if id_ not in feelings] == QUESTIONS
    assert [id_ for id_ in asked if id_ in feelings] == feelings


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


# What each questionnaire asks beside the core: its kind, weight and level (a plus: +), the choices' points, the times.
OWN = {
    "fashion_boutique": """
        need_ask one 4E 1/0.5/0 · fit_space one 4E 1/0.3/0.2 if fact_fitting · fit_room several 2T if fact_fitting
        size_help one 3T 1/0.5/0 if fact_fitting · honest scale 3M · expert scale 3T · avail one 2T 1/0.6/0
        cross one 2T 1/0.4/0 · items numbers 0 · queue_t duration 2T 120–420 · gift_ok yes_no 2E if fact_giftcard
        pay_chat scale 2E if fact_purchase · ret_pol yes_no 1T if fact_purchase
        pak_in one 3M 1/0.5/0 pho if fact_purchase
        pak_out one 4M 1/0.6/0 pho if fact_purchase · pak_fit scale 3M pho if fact_purchase
        pak_hand one 3E 1/0.5/0 if fact_purchase · rcp_text receipt 2M if fact_purchase""",
    "furniture": """
        need_ask one 5E 1/0.5/0 · need_home several 4T enough 3 · pres scale 3T · listen scale 3E
        expert one 3T 1/0.8/0.3/0 · try yes_no 2E · calm scale 2E · att_intr several 0 · att_sorry yes_no 3E if att_intr
        att_back one 5E! 1/0.6/0 if att_intr · att_after yes_no 3E if att_intr · step one 2T 1/0.4/0
        deliv one 3T 1/0.5/0 · buy_out one 0 · buy_why text 0 · follow one +2 if fact_contact after 7""",
    "deli": """
        num_t duration 3T 180–480 · look scale 2E · hyg several 4T! · know one 3T 1/0.8/0
        allerg one 4T! 1/0.9/0.2/0 if fact_allergen · taste yes_no +1 · portion yes_no 2T · suggest one 2E 1/0.5/0
        wrap scale 3M pho · label several 2T · coach one 2E 1/0.8/0 if fact_trainee · pak_hand one 2E 1/0.5/0
        bye_plus yes_no +1 · rcp_text receipt 2M""",
    "hotel": """
        pre_call one +3/2 · chk_t duration 3T 180–600 · chk_name yes_no 3E · chk_know yes_no 2M · lug one 2E 1/1/0
        upg one +3/2/2 · room_ready yes_no 2T · room_ok several 4T! pho · lau_kit yes_no 1T
        lau_t duration 2T 36000–86400 if fact_laundry · lau_q scale 2T pho if fact_laundry
        req_t duration 3T 600–1800 if fact_request · prev yes_no 3E · bfast scale 3T · same scale 2E
        out_t duration 2T 180–600 · bill_ok yes_no 4T! · after one 2M 1/0.5/0 after 3 · stay sittings 0""",
    "webshop": """
        find_t duration 2T 60–300 · web_find scale 3T · web_info several 3T · chat_t duration 4T 30–180
        chat_bot one 2T 1/0.6/0 · chat_greet one 3E 1/0.5/0 · smile_dig scale 3E · chat_need one 4E 1/0.5/0
        chat_ans one 4T! 1/0.5/0 · repeat one 3T 1/0.4/0 · chat_end one 3E 1/0.6/0 · fb_ask one 1T 1/0.5/0
        pay_flow scale 3T if fact_purchase · pay_err number 2T 1/0.5/0 if fact_purchase
        conf_mail one 2M 1/0.5/0 if fact_purchase · del_days number 3T 1/0.5/0 if fact_purchase
        del_msg one 1T 1/0.4/0 if fact_purchase · box_ok yes_no 4T! pho if fact_purchase
        box_out one 2M 1/0.4/0 pho if fact_purchase · box_in one 3M 1/0.5/0 pho if fact_purchase
        box_note yes_no +1 if fact_purchase · rcp_text receipt 1M if fact_purchase · ret_ease scale 2T if fact_purchase
        silent one 0""",
}


def told(question: Question) -> str:
    """A question as OWN tells it."""
    settings = question.settings
    pluses = "/".join(f"{choice.plus:g}" for choice in question.choices if choice.plus) or settings.get("plus")
    worth = f"{question.weight:g}{question.level}" if question.weight else f"+{pluses}" if pluses else "0"
    said = [question.id, question.kind, worth + ("!" if question.critical else "")]
    points = settings.get("points", []) if question.kind == "number" else [choice.points for choice in question.choices]
    said += ["/".join(f"{one:g}" for one in points)] if question.weight and None not in points and points else []
    said += [f"{settings['target']}–{settings['limit']}"] if question.kind == "duration" else []
    said += [f"enough {settings['enough']}"] if "enough" in settings else []
    said += ["pho"] if question.photos else []
    said += [f"if {next(question.when.references())}"] if question.when else []
    return " ".join([*said, *([f"after {question.due_after_days}"] if question.due_after_days else [])])


def texts(question: Question) -> list[Text]:
    """Everything of a question that a person reads."""
    settings = question.settings
    parts = [part["text"] for part in settings.get("parts", []) if isinstance(part, dict)]
    worded = [*settings.get("steps", {}).values(), *settings.get("names", {}).values()]
    ends = [settings[key] for key in ("low", "high", "unit") if key in settings]
    choices = [] if question.kind in ("moment", "mark", "sittings", "pick") else [one.text for one in question.choices]
    roles = [role.text for role in settings.get("roles", [])]
    return [question.text, *([question.help] if question.help else []), *choices, *roles, *parts, *worded, *ends]


def test_six_questionnaires_ship():
    assert codes() == ["deli", "fashion_boutique", "furniture", "hotel", "restaurant", "webshop"]


@pytest.mark.parametrize("code", OWN)
def test_each_asks_what_was_agreed_beside_the_core(code):
    asked = [question for question in shipped(code).questions if not question.fact and question.id not in CORE]
    agreed = [one.strip() for line in OWN[code].splitlines() for one in line.split("·") if one.strip()]
    assert sorted(map(told, asked)) == sorted(agreed)


@pytest.mark.parametrize("code", [code for code in codes() if code != "webshop"])
def test_the_core_is_asked_alike_in_every_trade(code):
    assert {id_: told(shipped(code).by_id[id_]) for id_ in CORE} == {id_: told(SHELF.by_id[id_]) for id_ in CORE}
    assert all(shipped(code).by_id[id_].text == SHELF.by_id[id_].text for id_ in CORE)


def test_of_the_core_a_web_shop_asks_the_outcomes():
    assert [id_ for id_ in CORE if id_ in shipped("webshop").by_id] == ["emo_end", "peak", "promise", "nps", "nar"]


@pytest.mark.parametrize("questionnaire", ALL, ids=lambda one: one.code)
def test_moments_have_their_parts_to_play(questionnaire):
    assert questionnaire.with_role("end").id == "emo_end" and questionnaire.with_role("peak").id == "peak"


@pytest.mark.parametrize("questionnaire", [*ALL, SHELF], ids=lambda one: one.code)
def test_it_goes_out_as_yaml_and_comes_back_the_same(questionnaire):
    assert digest(load(dump(questionnaire))) == digest(questionnaire)
    assert digest(from_plain(to_plain(questionnaire))) == digest(questionnaire)


@pytest.mark.parametrize("code", codes())
def test_what_ships_is_what_its_file_loads(code):
    assert digest(load(FOLDER / f"{code}.yaml")) == digest(shipped(code))


@pytest.mark.parametrize("questionnaire", [*ALL, SHELF], ids=lambda one: one.code)
def test_every_question_is_asked_on_some_path_and_every_condition_can_fail(questionnaire):
    budget = Budget()
    conditional = [question for question in questionnaire.questions if question.when]
    found = {question.id: reach(questionnaire, question, budget) for question in conditional}
    assert [id_ for id_, one in found.items() if one.asked is None or one.passed is None or not one.decided] == []


@pytest.mark.parametrize("questionnaire", [*ALL, SHELF], ids=lambda one: one.code)
def test_what_can_be_in_order_can_also_be_wholly_out_of_order(questionnaire):
    ticked = [one for one in questionnaire.questions if one.kind == "several"]
    assert [one.id for one in ticked if not any(choice.exclusive for choice in one.choices)] == []


@pytest.mark.parametrize("questionnaire", [*ALL, SHELF], ids=lambda one: one.code)
def test_no_circumstance_is_asked_in_vain(questionnaire):
    looked_at = {id_ for one in questionnaire.questions if one.when for id_ in one.when.references()}
    assert [one.id for one in questionnaire.questions if one.fact and one.id not in looked_at] == []


@pytest.mark.parametrize("questionnaire", ALL, ids=lambda one: one.code)
def test_every_touchpoint_is_met(questionnaire):
    met = {question.touchpoint for question in questionnaire.questions}
    assert [one.id for one in questionnaire.touchpoints if one.id not in met] == []


@pytest.mark.parametrize("questionnaire", [*ALL, SHELF], ids=lambda one: one.code)
def test_it_speaks_three_languages_and_none_is_left_standing_for_another(questionnaire):
    assert questionnaire.languages == ("fi", "sv", "en")
    said = [text for question in questionnaire.questions for text in texts(question)]
    said += [one.title for one in questionnaire.sections] + [one.name for one in questionnaire.touchpoints]
    same = {words for text in said for words in text.values() if list(text.values()).count(words) > 1}
    assert same - ALIKE == set()


def test_the_kinds_own_words_are_there_in_three_languages_with_the_same_blanks():
    tables = [EMOTIONS, STRENGTHS, SIGNS, YES_NO, SKIPPED, MATCHES, PHRASES]
    for words in (row for one in tables for row in one.values()):
        assert words.keys() == {"fi", "sv", "en"}
        assert all(words.values())
        assert len({tuple(sorted(part.split(")")[0] for part in said.split("%(")[1:])) for said in words.values()}) == 1


def test_an_unknown_code_ships_not():
    with pytest.raises(KeyError):
        shipped("../restaurant")
