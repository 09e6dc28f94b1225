"""Marks, picks, numbers, ranks, ratings, sittings and words of a pattern: read strictly, judged, scored and said."""

from __future__ import annotations

import time
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from forms.builder import judge, judge_posted, visit_form
from forms.definition import DefinitionError, digest, from_plain, to_plain
from forms.kinds import KINDS
from forms.kinds.patterns import fits, for_browsers
from forms.scoring import score
from tests.forms.answers import one_answer


def words(fi: str, sv: str = "", en: str = "") -> dict[str, str]:
    return {"fi": fi, "sv": sv or fi, "en": en or fi}


SCORED = {"weight": 2, "level": "T", "component": "S"}
PLACES = [
    {"id": "door", "name": words("Ovi", "Dörren", "Door")},
    {"id": "till", "name": words("Kassa", "Kassan", "Till")},
]
QUESTIONS: list[dict[str, Any]] = [
    {"id": "smile", "kind": "yes_no", "text": words("Hymyiltiinkö?", "Log man?", "A smile?"), **SCORED},
    {"id": "treat", "kind": "yes_no", "plus": 1, "text": words("Tarjottiinko kahvi?", "Bjöds kaffe?", "Coffee?")},
    {"id": "note", "kind": "text"},
    {"id": "turn", "kind": "mark"},
    {"id": "cause", "kind": "pick", "of": "details"},
    {"id": "slowest", "kind": "pick", "of": "touchpoints"},
    {"id": "asked", "kind": "number", "unit": words("kertaa", "gånger", "times"), "points": [1, 0.5, 0], **SCORED},
    {"id": "guests", "kind": "number", "min": -5, "max": 2000},
    {"id": "why", "kind": "rank", "choices": [
        {"id": "near", "text": words("Sijainti", "Läget", "Nearness")},
        {"id": "price", "text": words("Hinta", "Priset", "Price")},
        {"id": "staff", "text": words("Väki", "Folket", "Staff")},
        {"id": "range", "text": words("Valikoima", "Utbudet", "Range")}]},
    {"id": "close", "kind": "ratings", "low": words("vieras"), "high": words("oma"), "parts": [
        {"id": "goods", "text": words("Valikoima", "Utbudet", "Range")},
        {"id": "brand", "text": words("Brändi", "Märket", "Brand")}]},
    {"id": "stay", "kind": "sittings", "max": 3},
    {"id": "code", "kind": "text", "pattern": {
        "regex": "[A-ZÄÖ]{3}-[0-9]{3}", "message": words("Kirjoita ABC-123.", "Skriv ABC-123.")}},
    {"id": "later", "kind": "yes_no", "text": words("Soitettiinko?"), **SCORED},
]  # fmt: skip
STAY = [
    {"on": "2026-11-30", "time": "18:30", "touchpoint": "door", "emotion": "joy", "strength": 2, "words": "avain oli"},
    {"on": "2026-12-01", "touchpoint": "till", "emotion": "irritation", "strength": 3},
]


def plain(**changes: dict[str, Any]) -> dict[str, Any]:
    """The questionnaire as plain data; `changes`: question id → keys that are other, None takes one away."""
    questions = []
    for question in QUESTIONS:
        other = {"touchpoint": "door", "text": words("?"), **question, **changes.get(question["id"], {})}
        questions.append({key: value for key, value in other.items() if value is not None})
    sections = [{"id": "first", "title": words("Alku", "Början", "Start"), "questions": questions[:3]},
                {"id": "rest", "title": words("Loppu"), "questions": questions[3:]}]  # fmt: skip
    return {"code": "new", "title": words("Uusi"), "languages": ["fi", "sv", "en"], "touchpoints": PLACES,
            "sections": sections}  # fmt: skip


NEW = from_plain(plain())


def judged(id_: str, value: object, language: str = "fi") -> Any:
    """The canonical value, or the sentences that say what is wrong."""
    verdict = judge(NEW, language, {id_: {"value": value}})
    return verdict.values[id_]["value"] if id_ in verdict.values else verdict.errors[id_]


def posted(*pairs: tuple[str, str]) -> Any:
    """What the plain page gives for the question whose fields are posted."""
    verdict, id_ = judge_posted(NEW, "fi", MultiDict(pairs)), pairs[0][0].split("-")[0]
    return verdict.values[id_]["value"] if id_ in verdict.values else verdict.errors[id_]


def problems(document: dict[str, Any], language: str = "en") -> str:
    with pytest.raises(DefinitionError) as caught:
        from_plain(document)
    return "\n".join(one.tell(language) for one in caught.value.problems)


# Reading


def test_what_is_read_is_written_back_and_read_again_equal():
    assert from_plain(to_plain(NEW)) == NEW
    assert digest(from_plain(to_plain(NEW))) == digest(NEW)


def test_what_the_questionnaire_gives_to_pick_from_is_not_written_out():
    questions = {one["id"]: one for section in to_plain(NEW)["sections"] for one in section["questions"]}
    assert not any("choices" in questions[id_] for id_ in ("turn", "cause", "slowest", "stay"))
    assert questions["cause"]["of"] == "details"


def test_details_are_the_scored_questions_and_pluses_that_come_before():
    assert [(one.id, one.group["fi"]) for one in NEW.by_id["cause"].choices] == [("smile", "Alku"), ("treat", "Alku")]
    assert [one.id for one in NEW.by_id["slowest"].choices] == ["door", "till"]
    due_later = from_plain(plain(smile={"due_after_days": 3}))
    assert [one.id for one in due_later.by_id["cause"].choices] == ["treat"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"cause": {"of": None}}, "cause): must be one of details, touchpoints"),
        ({"cause": {"of": "shops"}}, "must be one of details, touchpoints"),
        ({"smile": {"weight": None, "level": None, "component": None}, "treat": {"plus": None}},
         "of (cause): no scored question and no plus stands before this one; move it behind those"),
        ({"turn": {"weight": 1, "level": "T", "component": "S"}}, "cannot carry weight"),
        ({"asked": {"min": 1}}, "leave min at 0"),
        ({"asked": {"points": None}}, "give the points (0–1) of 0, 1, 2 … as a list"),
        ({"asked": {"points": []}}, "must be a list of 1 to 100 numbers from 0 to 1"),
        ({"asked": {"points": [1, True]}}, "must be a list of 1 to 100 numbers"),
        ({"asked": {"points": [float("nan")]}}, "must be a list of 1 to 100 numbers"),
        ({"asked": {"unit": {"fi": "kpl"}}}, "unit.sv"),
        ({"guests": {"min": 2000}}, "must be less than max"),
        ({"guests": {"max": 10**7}}, "must be between"),
        ({"why": {"count": 5}}, "count (why): must be between 2 and 4"),
        ({"why": {"count": 1}}, "must be between 2 and 4"),
        ({"close": {"low": None}}, "low (close): must hold the words"),
        ({"close": {"parts": []}}, "must hold from 1 to 6 items"),
        ({"close": {"parts": [{"id": "data", "text": words("x")}]}}, "has another use"),
        ({"stay": {"max": 21}}, "must be between 2 and 20"),
        ({"code": {"max_length": 201}}, "max_length (code): must be between 1 and 200"),
        ({"code": {"pattern": {"regex": "[A-Z]"}}}, "message (code): must hold the words"),
        ({"code": {"pattern": "[A-Z]"}}, "pattern (code): must be a mapping"),
    ],
)  # fmt: skip
def test_it_refuses_settings_that_are_not_right(changes, told):
    assert told in problems(plain(**changes))


def test_few_questions_with_very_many_fields_fit_into_a_questionnaire():
    document = plain()
    extra = [{"id": f"stay_{n}", "kind": "sittings", "touchpoint": "door", "text": words("?")} for n in range(3)]
    document["sections"][1]["questions"] += extra
    assert "kind (stay_2): at most 3 questions of the kind sittings" in problems(document)


@pytest.mark.parametrize(
    ("regex", "told"),
    [
        ("", "must be a pattern"),
        (3, "must be a pattern"),
        ("a" * 201, "is 201 characters long; at most 200 fit"),
        (r"(a)\1", "looks around or back"),
        ("(?=a)b", "looks around or back"),
        ("(?<!a)b", "looks around or back"),
        ("[a-", "is no pattern that can be read"),
        ("a**", "is no pattern that can be read"),
        ("(a+)+", "repeats a group in which something repeats"),
        ("(?:x(?P<n>[0-9]*),)*", "repeats a group in which something repeats"),
        ("((ab){2}c){3,}", "repeats a group in which something repeats"),
        (r"(\(a+\))*", "repeats a group in which something repeats"),
        ("a\nb", "holds a character that is not printed"),
    ],
)
def test_it_refuses_a_pattern_that_could_hang_or_cannot_be_read(regex, told):
    document = plain(code={"pattern": {"regex": regex, "message": words("Ei")}})
    said = problems(document)
    assert "code" in said and told in said
    assert problems(document, "fi") != said


@pytest.mark.parametrize(
    "regex", ["(a|b)*", "(ab?)+", "[(+)]+", r"\(a+\)+", "(a+)?", "(a+){1}", "[]+)]+(a)+", "(?i)abc+"]
)
def test_it_takes_patterns_of_the_linear_sort(regex):
    from_plain(plain(code={"pattern": {"regex": regex, "message": words("Ei")}}))


def test_no_text_makes_a_pattern_slow():
    began = time.monotonic()
    assert not fits("(a|aa|a?)*b", "a" * 200)
    assert time.monotonic() - began < 1


@pytest.mark.parametrize(
    ("regex", "shared"),
    [("[A-Z]{3}-[0-9]{3}", True), (r"\d{5}", True), ("[a-z]{2}[0-9]{1,4}", True), ("a+", False), ("(?i)a", False),
     (r"\pL{3}", False), ("a?b?c?d?", False), (r"\d{0,99}\d{0,99}\d{0,99}\d{0,99}", False), ("[^a]", False),
     ("a.c", False)],
)  # fmt: skip
def test_the_page_carries_a_pattern_only_where_every_browser_reads_it_alike_and_quickly(regex, shared):
    assert (for_browsers(regex) == regex) is shared
    question = from_plain(plain(code={"pattern": {"regex": regex, "message": words("Ei")}}))
    assert ("pattern=" in visit_form(question, "fi")()["code"].form["value"]()) is shared


# Judging


@pytest.mark.parametrize(
    ("id_", "value"),
    [
        ("turn", {"none": True}),
        ("turn", {"touchpoint": "till", "sign": "minus"}),
        ("turn", {"touchpoint": "till", "sign": "plus", "time": "23:59", "words": " kaksi\tsanaa "}),
        ("cause", "treat"),
        ("slowest", "till"),
        ("asked", 0),
        ("guests", -5),
        ("guests", 2000),
        ("why", ["staff"]),
        ("why", ["staff", "near", "price"]),
        ("close", {"goods": 0, "brand": 10}),
        ("stay", STAY),
        ("code", "ÄÖA-123"),
    ],
)
def test_what_fits_is_kept_as_it_is(id_, value):
    assert judged(id_, value) == value


@pytest.mark.parametrize(
    ("id_", "value", "told"),
    [
        ("turn", {"none": True, "sign": "plus"}, "muodossa, jota ei ymmärretty"),
        ("turn", {"none": False}, "muodossa, jota ei ymmärretty"),
        ("turn", {"words": "jokin"}, "Täytä vielä: Missä kohdassa, Mihin suuntaan."),
        ("turn", {"touchpoint": "moon", "sign": "plus"}, "Valitse yksi annetuista"),
        ("turn", {"touchpoint": "till", "sign": "plus", "time": "25:00"}, "Kirjoita kellonaika"),
        ("cause", "note", "Valitse yksi annetuista"),
        ("cause", "later", "Valitse yksi annetuista"),
        ("slowest", "", "Vastaa tähän"),
        ("asked", -1, "Anna luku väliltä 0–999."),
        ("asked", 1000, "Anna luku väliltä 0–999."),
        ("asked", "3", "muodossa, jota ei ymmärretty"),
        ("guests", -6, "Anna luku väliltä -5–2000."),
        ("why", ["near", "near"], "Sama vaihtoehto on kahdella sijalla"),
        ("why", ["near", "price", "staff", "range"], "muodossa, jota ei ymmärretty"),
        ("why", ["nothing"], "Valitse yksi annetuista"),
        ("why", "near", "muodossa, jota ei ymmärretty"),
        ("close", {"goods": 3}, "Täytä vielä: Brändi."),
        ("close", {"goods": 11, "brand": 0}, "Valitse yksi annetuista"),
        ("close", {"goods": 1, "brand": 1, "more": 1}, "muodossa, jota ei ymmärretty"),
        ("stay", [{"on": "2026-11-30"}], "Havainnosta 1 puuttuu vielä: Missä kohdassa, Tunne, Voimakkuus."),
        ("stay", [*STAY, *STAY], "muodossa, jota ei ymmärretty"),
        ("stay", [{**STAY[0], "on": "2026-02-30"}], "kalenterissa"),
        ("stay", [{**STAY[0], "strength": 4}], "Valitse yksi annetuista"),
        ("stay", STAY[0], "muodossa, jota ei ymmärretty"),
        ("code", "abc-123", "Kirjoita ABC-123."),
        ("code", "ABC-1234", "Kirjoita ABC-123."),
        ("code", "ABC-123\n", "Kirjoita ABC-123."),
    ],
)
def test_what_does_not_fit_is_told_with_what_to_do(id_, value, told):
    [message] = dict.fromkeys(judged(id_, value))
    assert told in message
    assert judged(id_, value, "sv") != [message]


def test_sittings_are_put_into_the_order_of_day_and_time():
    early = {**STAY[0], "time": "07:10"}
    assert judged("stay", [STAY[1], STAY[0], early]) == [early, STAY[0], STAY[1]]


def test_a_posted_page_says_the_same_as_typed_answers():
    assert posted(("turn-none", "y")) == {"none": True}
    assert posted(("turn-none", "y"), ("turn-sign", "plus"))[0].startswith("Jätä joko ”tunnelma ei kääntynyt”")
    assert posted(("turn-touchpoint", "till"), ("turn-sign", "plus"), ("turn-time", "13:45:20"))["time"] == "13:45"
    assert posted(("why-place_1", ""), ("why-place_2", "near"), ("why-place_3", "staff")) == ["near", "staff"]
    second = [(f"stay-2_{part}", str(text)) for part, text in STAY[0].items()]
    assert posted(*second) == [STAY[0]]
    assert posted(("asked-value", "٣")) == ["Kirjoita kokonaisluku numeroin, esimerkiksi 3."]


# What it is worth, and how it is said


@pytest.mark.parametrize(
    ("value", "points"), [(0, 1), (1, 0.5), (2, 0), (999, 0), (1000, None), (-1, None), (True, None)]
)
def test_each_number_has_its_points_and_the_last_count_for_all_above(value, points):
    assert KINDS["number"].points(NEW.by_id["asked"], value) == points
    assert KINDS["number"].points(NEW.by_id["guests"], value) is None


def test_a_scored_number_earns_its_share_of_the_weight():
    scored = score(NEW, {"asked": {"value": 1}, "smile": {"value": "yes"}})
    assert (scored.questions["asked"].earned, scored.base) == (1, 75)


def test_ratings_make_an_index_from_0_to_100():
    index, question = KINDS["ratings"].index, NEW.by_id["close"]
    assert index(question, {"goods": 7, "brand": 4}) == 55
    assert [index(question, odd) for odd in (None, {}, {"goods": 7}, {"goods": 7, "brand": True}, [7, 4])] == [None] * 5
    turned = from_plain(plain(close={"reverse": True})).by_id["close"]
    assert index(turned, {"goods": 10, "brand": 4}) == 30


def test_sittings_draw_a_curve_over_days():
    assert KINDS["sittings"].valences(STAY) == [("2026-11-30", "18:30", 2), ("2026-12-01", None, -3)]
    assert KINDS["sittings"].valences([{"on": 3, "emotion": "joy", "strength": 1}, None, {"on": "x"}]) == []
    assert KINDS["text"].valences("words") == []


@pytest.mark.parametrize(
    ("id_", "value", "fi", "sv", "en"),
    [
        ("turn", {"none": True}, "ei kääntynyt", "vände inte", "did not turn"),
        ("turn", {"touchpoint": "till", "sign": "minus", "time": "13:45", "words": "katse"},
         "Kassa, kello 13:45 (kielteinen): katse", "Kassan, klockan 13:45 (negativ): katse",
         "Till, at 13:45 (negative): katse"),
        ("cause", "treat", "Tarjottiinko kahvi?", "Bjöds kaffe?", "Coffee?"),
        ("slowest", "door", "Ovi", "Dörren", "Door"),
        ("asked", 2, "2\u00a0kertaa", "2\u00a0gånger", "2\u00a0times"),
        ("guests", -3, "-3", "-3", "-3"),
        ("why", ["staff", "near"], "1. Väki, 2. Sijainti", "1. Folket, 2. Läget", "1. Staff, 2. Nearness"),
        ("close", {"goods": 7, "brand": 10}, "Valikoima: 7/10, Brändi: 10/10", "Utbudet: 7/10, Märket: 10/10",
         "Range: 7/10, Brand: 10/10"),
        ("stay", STAY[:1], "30.11.2026 18:30 Ovi: ilo (selvä), avain oli",
         "30.11.2026 18:30 Dörren: glädje (tydlig), avain oli", "30/11/2026 18:30 Door: joy (clear), avain oli"),
    ],
)  # fmt: skip
def test_it_says_the_answer_in_the_readers_language(id_, value, fi, sv, en):
    question = NEW.by_id[id_]
    assert [KINDS[question.kind].summary(question, value, language) for language in ("fi", "sv", "en")] == [fi, sv, en]


@pytest.mark.parametrize("question", NEW.questions, ids=lambda question: question.id)
def test_every_answer_can_be_said_and_odd_ones_do_no_harm(question):
    kind, value = KINDS[question.kind], one_answer(question)["value"]
    assert kind.summary(question, value, "sv")
    odd = [None, True, 3.5, "x", [], [None], {}, {"sign": []}, {"none": 1}, [{"on": {}}], [{"emotion": []}], 10**400]
    for one in odd:
        assert isinstance(kind.summary(question, one, "fi"), str)
        assert kind.points(question, one) is None
        assert kind.plus(question, one) == 0
        assert kind.valences(one) == []


# Conditions


@pytest.mark.parametrize(
    "when",
    [{"equals": ["asked", 2]}, {"one_of": ["asked", [0, 1]]}, {"less": ["guests", 0]}, {"more": ["guests", 99]},
     {"includes": ["why", "price"]}, {"equals": ["cause", "treat"]}, {"one_of": ["slowest", ["door"]]},
     {"answered": "turn"}, {"answered": "stay"}, {"answered": "close"}],
)  # fmt: skip
def test_questions_can_hang_on_them(when):
    answered = {"asked": 2, "guests": -1, "why": ["price"], "cause": "treat", "slowest": "door", "turn": {"none": True},
                "stay": STAY, "close": {"goods": 1, "brand": 1}}  # fmt: skip
    if when in ({"one_of": ["asked", [0, 1]]}, {"more": ["guests", 99]}):
        answered |= {"asked": 1, "guests": 100}
    questionnaire = from_plain(plain(later={"when": when}))
    assert "later" in judge(questionnaire, "fi", {id_: {"value": value} for id_, value in answered.items()}).asked
    assert "later" not in judge(questionnaire, "fi", {}).asked


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ({"equals": ["asked", 1000]}, "'asked' can never be '1000'"),
        ({"equals": ["asked", "2"]}, "'asked' can never be '2'"),
        ({"includes": ["why", "moon"]}, "'why' can never be 'moon'"),
        ({"equals": ["cause", "note"]}, "'cause' can never be 'note'"),
        ({"equals": ["turn", "till"]}, "'equals' cannot look at 'turn'"),
        ({"less": ["close", 3]}, "'less' cannot look at 'close'"),
        ({"includes": ["stay", "joy"]}, "'includes' cannot look at 'stay'"),
    ],
)
def test_questions_cannot_hang_on_what_can_never_be(when, told):
    assert told in problems(plain(later={"when": when}))
