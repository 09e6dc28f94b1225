"""The journey in print names the moments that were felt, and above all the one that the shopper picked."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from reports.documents.journey_view import MOST_WORDS, journey
from reports.documents.texts import load_texts
from reports.report_data import from_plain
from reports.report_parts import JourneyPoint
from reports.theme import make_theme
from tests.reports.samples import STORE_REPORT, shipped


def told(*points: JourneyPoint) -> dict[str, Any]:
    report = from_plain(shipped("en", journey={"points": [asdict(point) for point in points]}))
    return journey(report, load_texts(STORE_REPORT, "en"), make_theme("#0b5d4b", "#f0b429"))


def lead(*points: JourneyPoint) -> str:
    return str(told(*points)["journey_lead"])


def felt(label: str, valence: float, peak: bool = False) -> JourneyPoint:
    return JourneyPoint(label, label, valence, felt=True, peak=peak)


def derived(label: str, valence: float) -> JourneyPoint:
    return JourneyPoint(label, label, valence)


def test_the_picked_moment_is_the_peak_whatever_was_derived_or_felt_higher() -> None:
    said = lead(derived("Greeting", 2), felt("Menu", 2, peak=True), felt("Way out", 3), felt("Table", -1))
    assert said == "The peak of the visit was “Menu”. The mood stood lowest at “Table”."


def test_a_picked_bad_moment_is_the_low_point() -> None:
    said = lead(derived("Greeting", 2), felt("Door", 1), felt("Food", -1, peak=True), derived("Receipt", -2))
    assert said == "The low point of the visit was “Food”. The mood stood highest at “Door”."


def test_a_felt_moment_is_named_before_a_derived_one() -> None:
    said = lead(derived("Greeting", 2), felt("Door", 1), felt("Way out", -1), derived("Receipt", -2))
    assert said == "The mood stood highest at “Door” and lowest at “Way out”."


def test_a_derived_moment_is_named_where_nothing_felt_lies_on_its_side() -> None:
    said = lead(felt("Door", 1), felt("Way out", 2), derived("Receipt", -2))
    assert said == "The mood stood highest at “Way out” and lowest at “Receipt”."


def test_a_level_mood_is_called_level() -> None:
    assert lead(felt("Door", 1), felt("Way out", 1)) == "The mood was the same throughout the visit."
    assert lead(felt("Door", 1, peak=True), derived("Way out", 1)) == "The peak of the visit was “Door”."
    assert lead(felt("Door", 1)) == "The mood is known at one moment: “Door”."


def test_a_story_is_cut_beside_the_curve_and_many_moments_go_on_overleaf() -> None:
    short, story = (JourneyPoint("Menu", "Menu", 1, felt=True, words="Warm words " * n) for n in (3, 200))
    moment = told(story)["moments"][0][0]
    assert len(moment.words) <= MOST_WORDS + 2
    assert moment.words.endswith("…")
    assert not told(*[short] * 9)["journey_spills"]
    assert told(*[story] * 9)["journey_spills"]
