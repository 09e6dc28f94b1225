"""Drawings: well-formed, telling their finding, right in their figures, safe against words."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from reports import charts, emotions, journey_chart
from reports.report_parts import Feeling, JourneyPoint, Wait
from reports.theme import BAD, make_theme
from tests.reports.samples import EMOTIONS

THEME = make_theme("#0b5d4b", "#f0b429")
NS = "{http://www.w3.org/2000/svg}"
WORDS = {name: name for name in ("high", "low", "start", "peak", "peak_low", "end")}
HOSTILE = "<script>&\"'</title>"


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def curve(*points: JourneyPoint) -> ElementTree.Element:
    return drawn(journey_chart.journey_curve(points, THEME, HOSTILE, WORDS, lambda value: f"{value:+.1f}"))


def test_every_chart_tells_its_finding_and_escapes_it() -> None:
    all_charts = [
        charts.emotion_icon("joy", HOSTILE, THEME),
        charts.level_steps([50, 60, None], THEME, HOSTILE, ["50", "60", "–"]),
        charts.wait_bar(Wait("x", 10, 20, 30), THEME, HOSTILE),
        journey_chart.journey_curve([JourneyPoint("a", "a", 1)], THEME, HOSTILE, WORDS, str),
    ]
    for chart in all_charts:
        assert drawn(chart).find(f"{NS}title").text == HOSTILE  # type: ignore[union-attr]


def test_the_eight_emotions_have_eight_outlines() -> None:
    shapes = {
        re.search(r'<path d="([^"]+)"', emotions.emotion_shape(name, 0, 0, 10, "#000000"))[1] for name in EMOTIONS
    }  # type: ignore[index, arg-type]
    assert len(shapes) == 8


def test_felt_moments_are_solid_and_derived_ones_hollow() -> None:
    felt = curve(JourneyPoint("a", "a", 2, felt=True, emotions=(Feeling("joy", 2),)))
    derived = curve(JourneyPoint("a", "a", 2))
    assert [dot.get("fill") for dot in felt.iter(f"{NS}circle") if dot.get("r") == "4"] == [THEME.main_graphic]
    assert [dot.get("fill") for dot in derived.iter(f"{NS}circle") if dot.get("r") == "4"] == ["#ffffff"]


def test_start_peak_and_end_are_marked_in_words() -> None:
    chart = curve(
        JourneyPoint("a", "a", 0, felt=True, start=True),
        JourneyPoint("b", "b", -3, felt=True, peak=True),
        JourneyPoint("c", "c", 1, felt=True, end=True),
    )
    said = [text.text for text in chart.iter(f"{NS}text")]
    assert {"start", "peak_low", "end", "-3.0", "+1.0"} <= set(said)


def test_moments_without_a_mood_leave_a_gap_but_keep_their_column() -> None:
    chart = curve(JourneyPoint("a", "a", 1), JourneyPoint("b", "b", None), JourneyPoint("c", "c", 1))
    assert [float(dot.get("cx", 0)) for dot in chart.iter(f"{NS}circle")] == pytest.approx(
        [680 / 6, 680 * 5 / 6], abs=0.01
    )


def test_the_words_at_its_edges_stand_where_no_dot_has_words_of_its_own() -> None:
    points = [JourneyPoint(f"p{n}", "p", valence) for n, valence in enumerate([1.5, 2.0, -2.0, -1.0, 2.0])]
    drawing = ElementTree.tostring(curve(*points), encoding="unicode")
    column = journey_chart.JOURNEY_WIDTH / len(points)
    places = {word: re.search(rf'x="([\d.]+)"[^>]*>{re.escape(WORDS[word])}<', drawing) for word in ("high", "low")}
    assert places["high"] and float(places["high"][1]) == pytest.approx(3 * column, abs=0.01)
    assert places["low"] and float(places["low"][1]) == pytest.approx(1 * column, abs=0.01)


def test_the_curve_never_swings_beyond_its_points() -> None:
    spots = [(0.0, 0.0), (10.0, 30.0), (20.0, 30.0), (30.0, -10.0), (40.0, 50.0)]
    numbers = [float(number) for number in re.findall(r"-?\d+\.\d+", charts.smooth_path(spots))]
    assert max(numbers[1::2]) <= 50
    assert min(numbers[1::2]) >= -10


@pytest.mark.parametrize("spots", [[], [(1.0, 2.0)]])
def test_a_curve_of_nothing_is_still_a_drawing(spots: list[tuple[float, float]]) -> None:
    assert charts.smooth_path(spots) in ("", "M1.00 2.00")


def test_a_wait_within_its_target_is_full_and_one_over_the_limit_is_red() -> None:
    good, bad = (charts.wait_bar(Wait("x", seconds, 30, 120), THEME, "f") for seconds in (20, 500))
    assert f'fill="{THEME.main_graphic}" fill-opacity="1"' in good
    assert f'fill="{BAD}" fill-opacity="1"' in bad


def test_what_never_came_is_hatched_all_along() -> None:
    never = charts.wait_bar(Wait("x", None, 30, 120), THEME, "f")
    assert never.count("l8-8") > 30


def test_each_visit_has_a_cover_of_its_own() -> None:
    one, other = charts.cover_art([1, -2, 3], THEME), charts.cover_art([1, -2, 2.9], THEME)
    assert one != other
    assert one == charts.cover_art([1, -2, 3], THEME)
    assert drawn(charts.cover_art([], THEME)) is not None
