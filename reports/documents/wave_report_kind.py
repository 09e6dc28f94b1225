"""The report of a wave, for headquarters, with its findings as data inside."""

from __future__ import annotations

import json
import re
from typing import Any

from reports import charts
from reports.documents import wave_report_view
from reports.documents.kind import Enclosure, Kind
from reports.documents.texts import Texts
from reports.report_data import MOST_CHARACTERS
from reports.theme import Theme
from reports.wave.reports import WaveReport, wave_report_of


def _view(report: WaveReport, texts: Texts, theme: Theme) -> dict[str, Any]:
    return {**wave_report_view.view_of(report, texts, theme), "print_limit": MOST_CHARACTERS}


def _art(report: WaveReport, theme: Theme) -> dict[str, str]:
    """The cover: the way of the wave, as far as it was felt; else the sections' means; else the stores' scores."""
    found = report.findings
    felt = [place.valence for place in found.peaks.places if place.valence is not None]
    means = [(one.percent.now.mean or 0) / 25 - 2 for one in found.changes.sections if one.percent.now.mean is not None]
    scores = [score / 25 - 2 for line in found.portfolio.lines for score in line.scores][:24]
    shown = next((values for values in (felt, means, scores) if len(values) > 2), scores)
    return {"art:cover": charts.cover_art(shown, theme)}


def _enclosures(report: WaveReport, texts: Texts) -> list[Enclosure]:
    name = re.sub(r"[^A-Za-z0-9]+", "-", report.wave.name).strip("-") or "wave"
    data = json.dumps(report.to_plain(), indent=1, sort_keys=True)
    return [Enclosure(f"{name}-{report.edition_number}.json", data, texts.attachment)]


WAVE_REPORT = Kind("wave_report", wave_report_of, _view, _art, _enclosures)
