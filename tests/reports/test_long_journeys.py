"""A journey of many moments stays readable: names in two lines, the moments that matter among them. So do photos under
long words."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from reports.documents.journey_labels import MOST_IN_A_LINE, Cell, labels_in_lines
from reports.documents.journey_view import journey
from reports.documents.texts import LANGUAGES, load_texts
from reports.report_data import MOST_POINTS, from_plain
from reports.report_parts import JourneyPoint, Turn
from reports.theme import make_theme
from tests.reports.crowded_room import COUNTS, long_journey
from tests.reports.pressing import ROOT
from tests.reports.samples import STORE_REPORT


def way(count: int) -> list[JourneyPoint]:
    return [JourneyPoint(f"t{n}", f"n{n}", n % 5 - 2) for n in range(count)]


def names(lines: list[list[Cell]]) -> list[list[str]]:
    return [[cell.label for cell in line if cell.label] for line in lines]


def test_up_to_eighteen_moments_have_a_column_each_and_more_have_two_lines() -> None:
    for count, lines in ((MOST_IN_A_LINE, 0), (MOST_IN_A_LINE + 1, 2)):
        report = from_plain(long_journey("fi", count))
        said = journey(report, load_texts(STORE_REPORT, "fi"), make_theme("#0b5d4b", "#f0b429"))
        assert len(said["journey_labels"]) == lines and len(said["journey_columns"]) == count


def test_the_names_of_twenty_moments_take_turns_between_the_lines() -> None:
    assert names(labels_in_lines(way(20), None)) == [[f"n{n}" for n in range(first, 20, 2)] for first in (0, 1)]


@pytest.mark.parametrize("count", [19, 24, 37, MOST_POINTS])
def test_no_name_lies_over_another_and_each_line_is_as_wide_as_the_curve(count: int) -> None:
    lines = labels_in_lines(way(count), None)
    assert len(lines) == 2
    for line in lines:
        assert sum(cell.width for cell in line) == pytest.approx(100)
        assert all(cell.width > 0 for cell in line)
    for line in lines:
        left = 0.0
        for cell in line:
            if cell.label:
                middle = (int(cell.label[1:]) + 0.5) * 100 / count
                assert cell.side != "middle" or left + cell.width / 2 == pytest.approx(middle)
            left += cell.width


def test_what_is_marked_keeps_its_name_however_long_the_way() -> None:
    points = way(MOST_POINTS)
    points[0], points[-1] = replace(points[0], start=True), replace(points[-1], end=True)
    points[31] = replace(points[31], peak=True)
    found = [name for line in names(labels_in_lines(points, Turn("t17", "n17", good=True))) for name in line]
    assert {"n0", "n59", "n31", "n17"} <= set(found) and len(found) < MOST_POINTS


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_paper_nothing_lies_over_anything(language: str) -> None:
    command = [sys.executable, "-m", "tests.reports.crowded_room", language]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout)
    assert found == {f"{language} {crowd}": [] for crowd in (*COUNTS, "captions")}
