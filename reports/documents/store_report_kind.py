"""The report of one visit, for its store or for headquarters, whose edition carries the answers as data."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from reports import charts, report_data
from reports.documents import paper, view
from reports.documents.kind import Enclosure, Kind
from reports.documents.texts import Texts
from reports.report_data import ReportData
from reports.theme import Theme

_COLUMNS = ("section", "id", "question", "answer", "points", "weight", "plus", "skipped", "words", "grade")


def _view(report: ReportData, texts: Texts, theme: Theme) -> dict[str, Any]:
    said = view.view_of(report, texts, theme, f"{_name(report)}.json, {_name(report)}.csv")
    return {**said, "print_limit": paper.print_limit(report)}


def _art(report: ReportData, theme: Theme) -> dict[str, str]:
    """The cover: the journey's own curve; where nothing was felt, the sections'."""
    felt = [point.valence for point in report.journey.points if point.valence is not None]
    scored = [(section.percent or 0) / 25 - 2 for section in report.score.sections if section.percent is not None]
    return {"art:cover": charts.cover_art(felt if len(felt) > 1 else scored, theme)}


def _enclosures(report: ReportData, texts: Texts) -> list[Enclosure]:
    if report.edition != "hq":
        return []
    data = json.dumps(report.to_plain(), indent=1, sort_keys=True)
    return [
        Enclosure(f"{_name(report)}.json", data, texts.attachment),
        Enclosure(f"{_name(report)}.csv", _as_csv(report), texts.attachment_rows),
    ]


def _as_csv(report: ReportData) -> str:
    """One line a question. What begins like a formula is told as text, for spreadsheets would run it."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for section in report.sections:
        for row in section.rows:
            told = (section.title, row.id, row.text, row.answer, row.points, row.weight, row.plus, row.skipped)
            writer.writerow([_harmless(value) for value in (*told, row.quote, row.grade)])
    # The mark at its head has spreadsheets read the file as what it is.
    return f"\ufeff{sheet.getvalue()}"


def _harmless(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    # Halves of characters, which no file can hold, became question marks.
    value = value.encode(errors="replace").decode()
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _name(report: ReportData) -> str:
    number = "".join(character for character in report.visit.number if character.isalnum() or character == "-")
    return f"{number or 'visit'}-{report.edition_number}"


STORE_REPORT = Kind("store_report", report_data.from_plain, _view, _art, _enclosures)
