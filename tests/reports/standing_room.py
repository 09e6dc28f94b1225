"""What page one of a report holds when its words take the most place: for tests/reports/test_standing.py."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reports import pdf
from reports.report_data import ReportData, from_plain
from reports.report_parts import Point
from tests.reports.drawn import sample_pictures
from tests.reports.layout import EDGE_MM, PAPER_MM, PX, _words, laid_out
from tests.reports.samples import shipped, words

_PAGE_END_PX = 284 * PX
_LABEL = {"fi": "Käynnit toisensa", "sv": "Besöken efter", "en": "Visit after visit"}
_DRAWN_PX = 13.34 * PX


def standing() -> dict[str, dict[str, Any]]:
    """Case → {label_on: pages that carry its label, room_px: left under the drawing, second: page 2 begins so}."""
    return {name: _measured(report) for name, report in _cases().items()}


def _cases() -> dict[str, ReportData]:
    """Titles, texts and quotes of a length, beside a short promise, and in one language beside a long one and none."""
    made = {}
    for language in ("fi", "sv", "en"):
        report = from_plain(shipped(language))
        last = report.action.last_step
        assert last
        promises = {"short": last, "long": replace(last, text=words(language, 96, 1)), "none": None}
        for kind, promise in promises.items() if language == "fi" else [("short", last)]:
            for lengths in ((95, 0, 0), (30, 140, 0)):
                point = Point(*(words(language, length, 2) if length else "" for length in lengths))
                made[f"{language} {kind} {lengths}"] = replace(
                    report,
                    headline=replace(report.headline, praise=point, fix=point, step=point),
                    action=replace(report.action, last_step=promise),
                )
        made |= _everyday(language, report)
    return made


def _everyday(language: str, report: ReportData) -> dict[str, ReportData]:
    """As most are: a promise of two lines that hangs on no question, a dozen sections or a praise that quotes."""
    last = report.action.last_step
    assert last
    action = replace(report.action, last_step=replace(
        last, text=words(language, 76, 1), reply="", question="", seen=None, then=None, now=None
    ))  # fmt: skip
    made = {}
    for count, quote in ((12, 0), (11, 70)):
        sections = tuple(
            replace(section, title=f"Osa {number}", capped=False)
            for number, section in enumerate((*report.score.sections, *report.score.sections)[:count])
        )
        lengths = {"praise": (40, 39, quote), "fix": (26, 66, 0), "step": (48, 88, 0)}
        points = {name: Point(*(words(language, n, 2) if n else "" for n in each)) for name, each in lengths.items()}
        made[f"{language} everyday {count} {quote}"] = replace(
            report,
            headline=replace(report.headline, **points),
            score=replace(report.score, sections=sections),
            action=action,
        )
    return made


def _measured(report: ReportData) -> dict[str, Any]:
    document = laid_out(pdf.press(), report, sample_pictures())
    pages = [list(_words(page._page_box, (), (PAPER_MM - EDGE_MM) * PX)) for page in document.pages]
    label = _LABEL[report.language].upper()[:10]
    found = [number for number, page in enumerate(pages, 1) if any(label in one.text.upper() for one in page)]
    lowest = max(word.bottom for word in pages[0])
    room = _PAGE_END_PX - lowest - (_DRAWN_PX if found else 0)
    return {"label_on": found, "room_px": round(room, 1), "second": pages[1][0].text}
