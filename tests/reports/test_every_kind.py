"""Every kind of answer, and every questionnaire that ships, in print: nothing hangs on which questions there are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from forms.builder import judge
from forms.definition import Questionnaire
from forms.kinds import KINDS
from forms.library import codes, shipped
from forms.shapes import LANGUAGES
from reports.documents.texts import load_texts
from reports.documents.view import view_of
from reports.report_data import ReportData, ReportDataError, from_plain
from reports.report_parts import Rating, Row
from reports.rows import HQ_ONLY
from reports.theme import make_theme
from tests.forms.made import questionnaires
from tests.reports.answered import everything, full_answers, judged_answers, reported
from tests.reports.pressing import in_the_press_room, run_of, text_of
from tests.reports.samples import STORE_REPORT

WHOLE = everything()
ANSWERS = judged_answers(WHOLE)
# Of each outcome of the test's visit a word that only the outcomes' own part says, in Finnish.
OUTCOMES = ("Mitä käynnistä jäi", "Sitoutuminen", "Mitä asiakas aikoo", "Etäisyys asiakkaaseen", "Odotus ja kokemus")


def rows_of(report: ReportData) -> dict[str, Row]:
    return {row.id: row for section in report.sections for row in section.rows}


def view(report: ReportData) -> dict[str, Any]:
    return view_of(report, load_texts(STORE_REPORT, report.language), make_theme("#0c5d4b", "#f2b32b"), "")


def test_the_answers_made_up_for_the_shelf_fit() -> None:
    photos = {one.id for one in WHOLE.questions if one.kind == "photo"}
    assert judge(WHOLE, "fi", full_answers(WHOLE)).errors.keys() <= photos


def test_the_shelf_asks_in_every_kind() -> None:
    assert {one.kind for one in WHOLE.questions} >= KINDS.keys() - {"photo"}


# What they stand on takes long to make: once, by one process.


@pytest.fixture(scope="module", params=["fi", "sv"])
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Edition and amount → the words of every questionnaire's print, in one language."""
    out = tmp_path_factory.mktemp("library")
    files = in_the_press_room("library", request.param, str(out))
    return {name: run_of(text_of(Path(file))) for name, file in files.items()} | {"language": request.param}


def test_every_questionnaire_prints_in_full_and_with_hardly_an_answer(printed: dict[str, str]) -> None:
    language = printed.pop("language")
    for code in codes():
        titles = [section.title[language] for section in shipped(code).sections]
        full = printed[f"{code}-hq-full"]
        assert sum(title in full for title in titles) >= len(titles) - 1, code
        assert len(printed[f"{code}-hq-few"]) > 500 and len(printed[f"{code}-store-full"]) > 1500
    printed["language"] = language


def test_what_stands_beside_the_score_is_printed_for_both(printed: dict[str, str]) -> None:
    if printed["language"] == "fi":
        for words in OUTCOMES:
            assert words.casefold() in printed["everything-hq-full"].casefold(), words
            assert words.casefold() in printed["everything-store-full"].casefold(), words


def test_the_stores_print_holds_nothing_that_is_for_headquarters(printed: dict[str, str]) -> None:
    asked, language = WHOLE.by_id, printed["language"]
    for id_ in HQ_ONLY & asked.keys():
        assert asked[id_].text[language] not in printed["everything-store-full"], id_
    for secret in ("30.11.2026", "1.12.2026", "13:45", "08:30", "12,50"):
        assert secret not in printed["everything-store-full"], secret
    assert "13:45" not in printed["everything-hq-full"] and "08:30" not in printed["everything-hq-full"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_ratings_are_bars_a_rank_a_list_and_a_stay_a_curve(language: str) -> None:
    report = reported(WHOLE, ANSWERS, "hq", language)
    rows, said = rows_of(report), view(report)["drawn"]
    assert [one.label for one in rows["out4"].ratings] == [
        part["text"][language] for part in WHOLE.by_id["out4"].settings["parts"]
    ]
    assert [bar.figure for bar in said["out4"].bars] == [f"{one.value}/10" for one in rows["out4"].ratings]
    ranked = [WHOLE.by_id["why3"].choice(id_) for id_ in ANSWERS["why3"]["value"]]
    assert list(said["why3"].ranked) == [one.text[language] for one in ranked if one]
    assert len(said["stay"].stay.lines) == 6 and "<svg" in said["stay"].stay.svg


def test_a_store_counts_the_days_of_a_stay_and_headquarters_read_the_dates() -> None:
    store, hq = (rows_of(reported(WHOLE, ANSWERS, edition, "en"))["stay"] for edition in ("store", "hq"))
    assert [one.day for one in store.sittings] == [1, 1, 2, 2, 3, 3]
    assert {one.when for one in store.sittings} == {""} and "2026" not in store.answer
    assert hq.sittings[0].when == "30/11/2026" and store.answer.startswith("Day 1, ")


def test_a_mark_cracks_the_curve_at_its_moment_and_never_tells_the_minute() -> None:
    value = {"touchpoint": "payment", "sign": "minus", "time": "13:45", "words": "Pst"}
    report = reported(WHOLE, {**ANSWERS, "turn": {"value": value}}, "store", "en")
    said = view(report)
    assert report.journey.turn and report.journey.turn.label == "Payment" and not report.journey.turn.good
    assert "turned for the worse at “Payment”" in said["journey_svg"]
    assert any(moment.words == "Pst" for trio in said["moments"] for moment in trio)
    assert "13:45" not in str(report.to_plain())


def test_a_mood_that_did_not_turn_leaves_the_curve_whole() -> None:
    report = reported(WHOLE, {**ANSWERS, "turn": {"value": {"none": True}}}, "hq", "en")
    assert report.journey.turn is None and "turned for" not in view(report)["journey_svg"]


def test_a_number_is_printed_with_its_unit_and_points() -> None:
    scored = shipped("webshop").by_id["pay_err"]
    row = rows_of(reported(shipped("webshop"), {"pay_err": {"value": 1}, **_purchase()}, "store", "en"))["pay_err"]
    assert row.points == scored.settings["points"][1] and row.answer.startswith("1")
    assert rows_of(reported(WHOLE, {**ANSWERS, "tell": {"value": "bad"}, "tell_n": {"value": 7}}, "hq", "en"))[
        "tell_n"
    ].answer == "7\u00a0people"  # fmt: skip


def _purchase() -> dict[str, Any]:
    return {one.id: {"value": "yes"} for one in shipped("webshop").questions if one.fact}


def test_a_pick_is_told_in_words() -> None:
    row = rows_of(reported(WHOLE, {**ANSWERS, "emo_why": {"value": "care"}}, "store", "en"))["emo_why"]
    assert row.answer == WHOLE.by_id["care"].text["en"]


def test_a_store_is_never_told_why_the_customer_came_or_where_the_next_purchase_is_made() -> None:
    store, hq = (reported(WHOLE, ANSWERS, edition, "fi").outcomes for edition in ("store", "hq"))
    assert hq.reasons and {one.id for one in hq.chosen} >= {"next", "silent"}
    assert store.reasons == () == store.chosen
    assert (store.commitment, store.intents, store.distance) == (hq.commitment, hq.intents, hq.distance)


def test_report_data_refuses_a_store_edition_that_tells_too_much() -> None:
    store, hq = (reported(WHOLE, ANSWERS, edition, "fi") for edition in ("store", "hq"))
    for changed in (replace(store, outcomes=hq.outcomes), replace(store, sections=hq.sections)):
        with pytest.raises(ReportDataError):
            from_plain(changed.to_plain())


def test_report_data_refuses_a_rating_outside_its_line() -> None:
    report = reported(WHOLE, ANSWERS, "hq", "fi")
    odd = replace(report.outcomes, intents=replace(report.outcomes.intents, parts=(Rating("a", 11),)))  # type: ignore[type-var]
    with pytest.raises(ReportDataError, match="rating"):
        from_plain(replace(report, outcomes=odd).to_plain())


@given(questionnaires())
@settings(max_examples=30, deadline=None)
def test_any_questionnaire_is_set_for_print_in_every_language(questionnaire: Questionnaire) -> None:
    answers = judged_answers(questionnaire)
    for edition in ("store", "hq"):
        for language in LANGUAGES:
            report = reported(questionnaire, answers, edition, language)
            assert from_plain(report.to_plain()) == report
            assert view(report)["t"]
