"""The visit's WTForms class and the verdict: what fits goes through unchanged, what is odd is told, nothing raises."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from forms import builder
from forms.builder import VisitForm, judge, judge_posted, visit_form
from forms.definition import from_plain, to_plain
from forms.kinds import KINDS, RESERVED
from forms.library import shipped
from tests.forms.answers import DIGEST, answers, one_answer, visits

RESTAURANT = shipped("restaurant")
QUESTIONS = [pytest.param(question, id=question.id) for question in RESTAURANT.questions]
EVENTFUL = {"mis_any": {"value": "both"}}


def full_visit() -> dict[str, Any]:
    """An answer to every question, so that all conditions hold."""
    visit = {question.id: one_answer(question) for question in RESTAURANT.questions if question.due_after_days is None}
    return visit | EVENTFUL


def fill(question: Any, answer: Any, language: str = "fi") -> Any:
    """The small form of one question, filled with a typed answer."""
    pairs = KINDS[question.kind].formdata(question, answer)
    return visit_form(RESTAURANT, language)(MultiDict(pairs))[question.id].form


def errors_of(**given_answers: Any) -> dict[str, list[str]]:
    """The errors in Finnish of some answers within an otherwise full visit."""
    verdict = judge(RESTAURANT, "fi", full_visit() | given_answers)
    return verdict.errors


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_full_visit_is_accepted_as_it_came(language):
    visit = full_visit()
    verdict = judge(RESTAURANT, language, visit)
    assert verdict.errors == {}
    assert verdict.values == visit
    assert verdict.asked == list(visit)
    assert (verdict.unknown, verdict.hidden) == ([], {})


@pytest.mark.parametrize("question", QUESTIONS)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_an_answer_that_fits_goes_through_the_form_unchanged(question, data):
    answer = data.draw(answers(question))
    form = fill(question, answer)
    assert form.validate(), form.errors
    assert form.answer() == answer


@given(visits(RESTAURANT))
@settings(max_examples=25, deadline=None)
def test_judging_what_was_judged_changes_nothing(visit):
    first = judge(RESTAURANT, "sv", visit)
    again = judge(RESTAURANT, "sv", first.values)
    assert again.values == first.values
    assert again.asked == first.asked


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["yes", "no", "me", 10**400]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
NEARLY = st.fixed_dictionaries(
    {},
    optional={
        "value": JUNK
        | st.dictionaries(st.sampled_from(["seconds", "from", "never", "what", "sign", "text"]), JUNK)
        | st.lists(st.fixed_dictionaries({"emotion": JUNK, "strength": JUNK}), max_size=3),
        "skipped": JUNK | st.sampled_from(["not_applicable", "not_observed"]),
        "photos": JUNK | st.lists(st.just(DIGEST), max_size=3),
        "at": JUNK,
        "boot": JUNK,
    },
)


@given(st.dictionaries(st.sampled_from([*RESTAURANT.by_id, "__proto__", "", "x"]), JUNK | NEARLY, max_size=30))
@settings(max_examples=300, deadline=None)
def test_junk_never_raises_and_is_never_lost(junk):
    before = copy.deepcopy(junk)
    verdict = judge(RESTAURANT, "en", junk)
    assert repr(junk) == repr(before)
    for id_, answer in junk.items():
        told = (verdict.values, verdict.errors, verdict.hidden, verdict.unknown)
        says_something = answer not in (None, {}) and not (isinstance(answer, dict) and not any(answer.values()))
        if says_something and id_ in RESTAURANT.by_id and not isinstance(answer, dict):
            assert any(id_ in part for part in told), id_
    assert all(isinstance(message, str) and message for messages in verdict.errors.values() for message in messages)
    assert set(verdict.values) <= set(verdict.asked)


@pytest.mark.parametrize("junk", [None, [], "answers", 3, True, [["grt_t", {}]]])
def test_answers_that_are_no_mapping_are_like_none(junk):
    assert judge(RESTAURANT, "fi", junk).values == {}


WRONG = [True, 1.5, -1, 10**400, 10**5000, [1], {"a": 1}, "\x00", "\ud800", [[]], [{}], "٣", "nonsense"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_value_of_the_wrong_type_never_becomes_an_answer(question):
    for value in WRONG if question.kind != "text" else WRONG[:-2]:
        form = fill(question, {"value": value})
        assert not form.validate(), value
        assert form.messages()


@pytest.mark.parametrize("posted", ["٣", "+3", "1_0", " 3", "3 ", "3.0", "1e1", "0x3", "\u2212" + "3", "three"])
def test_whole_numbers_are_plain_digits(posted):
    form = visit_form(RESTAURANT, "en")(MultiDict([("ctx_load-customers", posted), ("ctx_load-staff", "2")]))
    form["ctx_load"].form.validate()
    assert form["ctx_load"].form.messages() == ["Write a whole number in digits, for example 3."]


def test_numbers_know_their_bounds_and_ask_for_the_part_that_lacks():
    assert errors_of(ctx_load={"value": {"customers": 1000, "staff": 2}})["ctx_load"] == ["Anna luku väliltä 0–999."]
    assert errors_of(ctx_load={"value": {"customers": 3}})["ctx_load"] == ["Täytä vielä: Työntekijöitä."]


@pytest.mark.parametrize(("posted", "kept"), [("12,5", "12.50"), ("12.50", "12.50"), ("0", "0.00"), ("007,10", "7.10")])
def test_money_takes_comma_and_point(posted, kept):
    form = fill(RESTAURANT.by_id["rcp_img"], {"value": {"total": posted}})
    assert form.validate()
    assert form.answer() == {"value": {"total": kept}}


@pytest.mark.parametrize("posted", ["1.000,5", "12,505", "-1", "NaN", "1E+999999999", "1 000", "€5", "٣", ",5"])
def test_money_refuses_what_could_be_read_in_two_ways(posted):
    form = fill(RESTAURANT.by_id["rcp_img"], {"value": {"total": posted}})
    assert not form.validate()
    assert form.messages() == ["Kirjoita summa numeroin, esimerkiksi 12,50."]


@pytest.mark.parametrize("day", ["2026-02-30", "9999-99-99", "0000-01-01", "30.11.2026", "2026-11-31", "tomorrow"])
def test_a_promise_is_due_on_a_day_of_the_calendar(day):
    promise = {"what": "x", "who": "staff", "others": "yes", "due_on": day}
    assert "kalenterissa" in errors_of(mis_prom={"value": promise})["mis_prom"][0]


def test_a_length_in_minutes_and_a_length_from_stamps_must_agree():
    stamps = {"from": "13:02:05", "to": "13:03:40"}
    assert "grt_t" not in errors_of(grt_t={"value": {"seconds": 96, **stamps}})
    assert "eri mieltä" in errors_of(grt_t={"value": {"seconds": 200, **stamps}})["grt_t"][0]
    assert judge(RESTAURANT, "fi", {"grt_t": {"value": stamps}}).values["grt_t"]["value"]["seconds"] == 95
    past_midnight = {"from": "23:59:50", "to": "00:00:20"}
    assert judge(RESTAURANT, "fi", {"grt_t": {"value": past_midnight}}).values["grt_t"]["value"]["seconds"] == 30


def test_one_stamp_alone_is_no_length():
    assert errors_of(grt_t={"value": {"from": "13:02:05"}})["grt_t"] == [
        "Anna minuutit ja sekunnit tai molemmat kellonajat."
    ]


def test_never_is_only_for_questions_that_allow_it():
    assert "grt_t" not in errors_of(grt_t={"value": {"never": True}})
    assert "seat_t" in errors_of(seat_t={"value": {"never": True}})
    assert "grt_t" in errors_of(grt_t={"value": {"never": True, "seconds": 5}})


def test_none_of_these_stands_alone():
    assert "sopii vain yksin" in errors_of(att_intr={"value": ["phone", "nothing"]})["att_intr"][0]


def test_several_are_put_into_the_order_of_the_definition_and_doubles_are_refused():
    verdict = judge(RESTAURANT, "fi", {"arr_door": {"value": ["signs", "clean"]}})
    assert verdict.values["arr_door"] == {"value": ["clean", "signs"]}
    assert errors_of(arr_door={"value": ["clean", "clean"]})["arr_door"]


def test_three_emotions_or_one_twice_are_too_many():
    joy, trust, surprise = ({"emotion": name, "strength": 1} for name in ("joy", "trust", "surprise"))
    assert errors_of(emo_end={"value": [joy, trust, surprise]})["emo_end"] == ["Valitse yksi tai kaksi eri tunnetta."]
    assert errors_of(emo_end={"value": [joy, joy]})["emo_end"]


def test_an_emotion_without_its_strength_asks_for_it():
    form = visit_form(RESTAURANT, "sv")(MultiDict([("emo_end-emotion", "joy")]))["emo_end"].form
    assert not form.validate()
    assert form.messages() == ["Välj styrka: glädje."]


def test_ten_thousand_characters_fit_and_one_more_is_told_with_the_count():
    assert "nar" not in errors_of(nar={"value": "å" * 10_000})
    assert errors_of(nar={"value": "å" * 10_001})["nar"] == [
        "Tekstissä on 10001 merkkiä; enintään 10000 mahtuu. Lyhennä sitä."
    ]


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "a\ufffe", "\uffff", "\U0001fffe", "\ufdd0"])
def test_characters_that_cannot_be_stored_are_refused_in_words(text):
    form = visit_form(RESTAURANT, "en")(MultiDict([("nar-value", text)]))["nar"].form
    assert not form.validate()
    assert "cannot be stored" in form.messages()[0]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\x07b\x1b[31m\x9f", "ab[31m"),
        ("tab\tstays\n", "tab\tstays\n"),
        ("hidden\U000e0041\ue000", "hidden"),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿 👩‍👩‍👧 🇫🇮", "🏴󠁧󠁢󠁥󠁮󠁧󠁿 👩‍👩‍👧 🇫🇮"),
        ("\u202eabc", "\u202eabc"),
        ("  spaces stay  ", "  spaces stay  "),
        ("null", "null"),
        ("Robert'); DROP TABLE", "Robert'); DROP TABLE"),
        ("<script>{{7*7}}</script>", "<script>{{7*7}}</script>"),
    ],
)
def test_words_are_kept_but_for_controls_and_newlines(written, kept):
    assert judge(RESTAURANT, "fi", {"nar": {"value": written}}).values["nar"] == {"value": kept}


@pytest.mark.parametrize("nothing", ["", "   ", "\u00a0", "\u200b\u200b", "\n\t", "\x07", "\ufeff"])
def test_words_in_which_nothing_is_seen_are_no_answer(nothing):
    assert errors_of(nar={"value": nothing})["nar"] == ["Vastaa tähän."]
    assert "grt_words" not in errors_of(grt_words={"value": nothing})


def test_a_letter_with_piled_marks_is_refused():
    assert errors_of(nar={"value": "e" + "\u0301" * 2000})["nar"]
    assert "nar" not in errors_of(nar={"value": "e" + "\u0301" * 8})


def test_a_required_question_that_is_asked_must_be_answered_and_an_optional_one_not():
    verdict = judge(RESTAURANT, "sv", {})
    assert verdict.errors["ret"] == ["Svara på den här frågan."]
    assert "Gäller inte" in verdict.errors["grt_smile"][0]
    assert not {"grt_words", "bye_words", "mis_t", "echo"} & set(verdict.errors)


def test_a_skip_is_an_answer_where_it_is_offered_and_an_error_elsewhere():
    skip = {"skipped": "not_observed"}
    assert judge(RESTAURANT, "fi", {"grt_t": skip}).values["grt_t"] == skip
    assert judge(RESTAURANT, "fi", {"bye_plus": {"skipped": "not_applicable"}}).values["bye_plus"]
    assert "ei voi ohittaa" in errors_of(ret={"skipped": "not_applicable"})["ret"][0]
    assert errors_of(grt_smile={"skipped": "later"})["grt_smile"]
    assert "ei molempia" in errors_of(grt_smile={"skipped": "not_observed", "value": "yes"})["grt_smile"][0]


def test_photos_are_digests_and_only_where_they_belong():
    assert errors_of(grt_smile={"value": "yes", "photos": [DIGEST]})["grt_smile"] == [
        "Tähän kysymykseen ei kuulu kuvia."
    ]
    assert "grt_smile" not in errors_of(grt_smile={"value": "yes", "photos": []})
    assert errors_of(rcp_img={"photos": ["../../etc/passwd"]})["rcp_img"]
    assert errors_of(pak_fit={"value": 3, "photos": [DIGEST[:-1] + digit for digit in "012"]})["pak_fit"] == [
        "Tähän mahtuu enintään 2 kuvaa. Poista muut."
    ]


def test_an_answer_to_a_question_that_is_not_asked_is_kept_aside():
    verdict = judge(RESTAURANT, "fi", {"mis_any": {"value": "no"}, "mis_t": {"value": {"seconds": 5}}, "zzz": {"a": 1}})
    assert verdict.hidden == {"mis_t": {"value": {"seconds": 5}}}
    assert verdict.unknown == ["zzz"]
    assert "mis_t" not in verdict.asked


def test_an_answer_that_does_not_fit_opens_no_question():
    verdict = judge(RESTAURANT, "fi", {"mis_any": {"value": ["me"]}, "mis_t": {"value": {"seconds": 5}}})
    assert "mis_any" in verdict.errors
    assert "mis_t" in verdict.hidden


def test_the_clocks_of_an_answer_are_kept_as_far_as_they_make_sense():
    clocks = {"at": 1790000000000, "mono": 12345.6, "boot": "b1", "seq": 17}
    assert judge(RESTAURANT, "fi", {"ret": {"value": "yes", **clocks}}).values["ret"] == {"value": "yes", **clocks}
    odd = {"at": "noon", "mono": float("nan"), "boot": "x" * 65, "seq": True}
    assert judge(RESTAURANT, "fi", {"ret": {"value": "yes", **odd}}).values["ret"] == {"value": "yes"}


def test_a_posted_page_gets_the_same_verdict_as_the_typed_answers():
    visit = full_visit()
    asked = [RESTAURANT.by_id[id_] for id_ in visit]
    pairs = [pair for one in asked for pair in KINDS[one.kind].formdata(one, visit[one.id])]
    assert judge_posted(RESTAURANT, "fi", MultiDict(pairs)) == judge(RESTAURANT, "fi", visit)


def test_a_posted_answer_to_a_question_that_is_not_asked_is_kept_aside():
    posted = MultiDict([("mis_any-value", "no"), ("mis_apol-value", "routine"), ("mis_all-value", "odd")])
    assert judge_posted(RESTAURANT, "fi", posted).hidden == {"mis_apol": {"value": "routine"}}


def test_two_values_for_one_field_are_refused():
    posted = MultiDict([("grt_smile-value", "yes"), ("grt_smile-value", "no")])
    assert judge_posted(RESTAURANT, "en", posted).errors["grt_smile"] == ["One value belongs here, 2 came. Keep one."]


def test_rules_stand_in_the_page_as_html_attributes():
    form = visit_form(RESTAURANT, "fi")()
    assert 'maxlength="10000"' in form["nar"].form["value"]()
    assert " required" in form["nar"].form["value"]()
    minutes = form["grt_t"].form["minutes"]()
    assert 'inputmode="numeric"' in minutes
    assert 'min="0"' in minutes
    assert 'step="1"' in minutes
    assert " required" not in minutes
    assert " required" in str(next(iter(form["ret"].form["value"])))
    assert " required" not in str(next(iter(form["seat_solve"].form["value"])))
    assert form["rcp_img"].form["photos"].name == "rcp_img-photos"


def test_the_page_speaks_the_language_asked_for_and_else_the_first_one():
    assert visit_form(RESTAURANT, "sv")()["ret"].label.text == "Skulle du komma igen för egna pengar?"
    assert visit_form(RESTAURANT, "de") is visit_form(RESTAURANT, "fi")
    assert judge(RESTAURANT, "../../etc", {}).errors["ret"] == ["Vastaa tähän."]


def test_classes_are_kept_by_content_and_language_and_not_without_end():
    again = from_plain(to_plain(RESTAURANT))
    assert visit_form(again, "fi") is visit_form(RESTAURANT, "fi")
    plain = {**to_plain(RESTAURANT), "sections": to_plain(RESTAURANT)["sections"][:1]}
    for number in range(builder.KEPT_CLASSES + 5):
        visit_form(from_plain({**plain, "code": f"other_{number}"}), "fi")
    assert len(builder._classes) == builder.KEPT_CLASSES


def test_no_question_can_take_a_name_that_the_forms_use():
    used = {name for name in dir(VisitForm()) if not name.startswith("_")}
    subform = visit_form(RESTAURANT, "fi")()["bye_plus"].form
    used |= {name for name in dir(subform) if not name.startswith("_")} - {"value"}
    assert used <= RESERVED
