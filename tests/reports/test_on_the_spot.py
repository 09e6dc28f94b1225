"""Moods marked on the pocket screen stand on the curve; how soon feelings were noted is told to headquarters alone."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from forms.definition import from_plain as from_definition
from forms.library import shipped as shipped_questionnaire
from forms.scoring import score
from reports.comparison import Benchmark
from reports.documents.journey_view import journey
from reports.documents.texts import LANGUAGES, load_texts
from reports.editions import report_data
from reports.observed import Observed, observe
from reports.on_the_spot import Marked, Promptness, marked_moods, promptness
from reports.report_data import from_plain
from reports.report_parts import JourneyPoint
from reports.rows import hidden_from_store, store_answers
from reports.sentences import sentence
from reports.snapshot import _remarks, account, score_data
from reports.theme import make_theme
from shopper.models import Visit
from tests.reports.answered import judged_answers
from tests.reports.samples import STORE_REPORT, shipped
from tests.world import SMALL_QUESTIONNAIRE

RESTAURANT = shipped_questionnaire("restaurant")
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def stamps(*moments: str) -> list[dict[str, Any]]:
    """Stamps a minute apart; "x …" was taken back."""
    return [
        {"moment": one.removeprefix("x "), "at": (NOON + timedelta(minutes=n)).isoformat(),
         **({"undone": True} if one.startswith("x ") else {})}
        for n, one in enumerate(moments)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("moments", "marked"),
    [
        (("mood_up",), {"greeting": Marked(1, 0)}),
        (("arrived", "mood_down"), {"greeting": Marked(0, 1)}),
        (("arrived", "noticed", "seated", "menu", "ready", "ordered", "served", "mood_up", "mood_up", "mood_down"),
         {"payment": Marked(2, 1)}),
        (("arrived", "x mood_up", "skip"), {}),
        (("unheard_of", "away", "back"), {}),
    ],
)  # fmt: skip
def test_a_mood_belongs_to_the_touchpoint_of_the_next_moment(
    moments: tuple[str, ...], marked: dict[str, Marked]
) -> None:
    assert marked_moods(RESTAURANT, stamps(*moments)) == marked


def test_a_mood_behind_all_moments_belongs_to_the_last_and_a_left_out_moment_counts_as_walked() -> None:
    walked = ("arrived", "noticed", "seated", "menu", "ready", "ordered", "served", "bill", "paid", "left")
    behind, skipped = (marked_moods(RESTAURANT, stamps(*moments, "mood_up")) for moments in (walked, ("skip",) * 30))
    assert len(behind) == 1 and behind == skipped


def test_without_moments_to_walk_no_mood_has_a_place() -> None:
    assert marked_moods(from_definition(SMALL_QUESTIONNAIRE), stamps("mood_up")) == {}


def seen(*delays: int | None) -> tuple[Observed, ...]:
    """A restaurant visit whose feelings were noted so many seconds after their moments."""
    answers = judged_answers(RESTAURANT, 3)
    feelings = [one.id for one in RESTAURANT.questions if one.kind == "emotion" and one.id in answers]
    kept = dict(zip(feelings, delays, strict=False))
    told = {
        id_: {**one, **({"delay": kept[id_]} if kept.get(id_) is not None else {})}
        for id_, one in answers.items() if id_ not in feelings or id_ in kept
    }  # fmt: skip
    return observe(RESTAURANT, told, score(RESTAURANT, told))


def test_feelings_are_counted_that_were_noted_within_five_minutes() -> None:
    assert promptness(seen(0, 300, 301)) == Promptness(soon=2, known=3, unknown=0)
    assert promptness(seen(20, None, 4000)) == Promptness(soon=1, known=2, unknown=1)
    assert promptness(seen(None, None)) == Promptness(0, 0, 2)
    assert promptness(seen(-5, None)) == Promptness(0, 0, 2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_headquarters_read_the_share_with_its_n_and_a_store_does_not(language: str) -> None:
    here = seen(20, 300, 4000)
    answers = {one.question.id: dict(one.answer) for one in here}
    result = score(RESTAURANT, answers)
    remarks = _remarks(Visit(answers=[], photos=[], stamps=[]), result, (), here)
    said = sentence("remark_moods", language, soon=2, known=3)
    assert "2/3" in said or "2 of 3" in said
    assert said in [remark[language] for remark in remarks]
    both = {edition: edition_of(remarks, here, edition, language) for edition in ("hq", "store")}
    assert said in both["hq"]["remarks"] and both["store"]["remarks"] == []


def test_without_a_known_moment_there_is_no_remark_and_of_some_it_says_so() -> None:
    def remarks(*delays: int | None) -> list[str]:
        here = seen(*delays)
        answers = {one.question.id: dict(one.answer) for one in here}
        visit = Visit(answers=[], photos=[], stamps=[])
        return [one["en"] for one in _remarks(visit, score(RESTAURANT, answers), (), here)]

    assert not any("feelings" in one for one in remarks(None, None))
    (said,) = [one for one in remarks(10, None) if "feelings" in one]
    assert said == "1 of 1 feelings were marked within five minutes of their moment; moment unknown: 1."


def edition_of(
    remarks: list[dict[str, str]], here: tuple[Observed, ...], edition: str, language: str
) -> dict[str, Any]:
    """A report of what was seen, with moods marked at the greeting, in one edition and language."""
    answers = {one.question.id: dict(one.answer) for one in here}
    result = score(RESTAURANT, answers)
    base = {name: shipped("en", "hq")[name] for name in ("brand", "chain", "store", "visit", "issued_on", "action")}
    report = {
        **base, "score": score_data(RESTAURANT, result, Benchmark()), "remarks": remarks,
        "evidence": {"photos": [], "receipt": None},
        **account(RESTAURANT, answers, result, here, {"greeting": Marked(1, 2)}),
    }  # fmt: skip
    store = {"hidden_rows": hidden_from_store(here), "answers": store_answers(RESTAURANT, here)}
    when = {key: {"fi": "Viikko 47", "sv": "Vecka 47", "en": "Week 47"} for key in ("store", "hq")}
    return report_data({"report": report, "store": store, "when": when}, edition, language)


@pytest.mark.parametrize("edition", ["store", "hq"])
def test_both_editions_tell_how_often_and_none_when(edition: str) -> None:
    report = from_plain(edition_of([], seen(20), edition, "fi"))
    marked = {point.touchpoint: (point.rose, point.fell) for point in report.journey.points if point.rose or point.fell}
    assert marked == {"greeting": (1, 2)}
    assert not any(point.rose or point.fell for point in report.journey.points if point.start or point.end)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_curve_says_it_in_marks_and_in_words(language: str) -> None:
    def said(rose: int = 0, fell: int = 0) -> dict[str, Any]:
        points = [JourneyPoint("a", "Ovi", 1.0, felt=True, rose=rose, fell=fell), JourneyPoint("b", "Kassa", -1.0)]
        report = from_plain(shipped(language, journey={"points": [asdict(point) for point in points]}))
        return journey(report, load_texts(STORE_REPORT, language), make_theme("#0b5d4b", "#f0b429"))

    plain, marked, texts = said(), said(rose=1, fell=3), load_texts(STORE_REPORT, language)
    assert plain["journey_marked"] == "" and marked["journey_marked"] == texts.journey_marked
    title = str(marked["journey_svg"]).split("<title>")[1].split("</title>")[0]
    assert texts.journey_rose.format("Ovi") in title and texts.journey_fell.format("Ovi") in title
    assert str(marked["journey_svg"]).count("<path") == str(plain["journey_svg"]).count("<path") + 2
    assert ">3</text>" in str(marked["journey_svg"])
