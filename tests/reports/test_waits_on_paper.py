"""Waiting times keep together on paper, but never hold what follows them: a page would stay half empty."""

from __future__ import annotations

import re

import pytest

from reports.documents.paper import make_environment, print_limit
from reports.documents.texts import load_texts
from reports.documents.view import view_of
from reports.report_data import from_plain
from reports.theme import make_theme
from reports.typography import Coverage
from tests.reports.samples import STORE_REPORT, shipped


def rows_of_waits(count: int) -> list[str]:
    """The classes of the table's rows, of a report with so many waits."""
    one = {"label": "Jonotusaika", "seconds": 40, "target": 120, "limit": 420}
    report = from_plain(shipped(waits=[one] * count))
    theme = make_theme(report.brand.main_colour, report.brand.accent_colour)
    template = make_environment(STORE_REPORT, Coverage.of_this_machine()).get_template("template.html")
    said = view_of(report, load_texts(STORE_REPORT, "fi"), theme, "")
    html = template.render(said, print_limit=print_limit(report))
    table = html.split('<table class="waits">')[1].split("</table>")[0]
    return re.findall(r'<tr class="([^"]*)"', table)


@pytest.mark.parametrize("count", [1, 2, 3, 6])
def test_the_last_wait_lets_go_of_what_follows_and_the_first_of_what_stands_before(count: int) -> None:
    rows = rows_of_waits(count)
    assert len(rows) == count
    assert "among-first" not in rows[-1] and "among-last" not in rows[0]


def test_the_first_three_and_the_last_three_keep_together() -> None:
    rows = [row.split() for row in rows_of_waits(6)]
    assert rows == [["among-first"], ["among-first"], [], [], ["among-last"], ["among-last"]]
