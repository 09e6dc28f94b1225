"""A store's year, as the store may read it; headquarters read the same."""

from __future__ import annotations

from typing import Any

from reports import charts
from reports.documents import store_year_view
from reports.documents.kind import Enclosure, Kind
from reports.documents.texts import Texts
from reports.report_data import MOST_CHARACTERS
from reports.theme import Theme
from reports.wave.reports import StoreYear, store_year_of


def _view(report: StoreYear, texts: Texts, theme: Theme) -> dict[str, Any]:
    return {**store_year_view.view_of(report, texts, theme), "print_limit": MOST_CHARACTERS}


def _art(report: StoreYear, theme: Theme) -> dict[str, str]:
    """The cover: the year's visits one after another, wave by wave."""
    scores = [score / 25 - 2 for wave in report.findings.waves for score in wave.scores]
    return {"art:cover": charts.cover_art(scores[-24:], theme)}


def _enclosures(report: StoreYear, texts: Texts) -> list[Enclosure]:
    return []


STORE_YEAR = Kind("store_year", store_year_of, _view, _art, _enclosures)
