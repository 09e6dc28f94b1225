"""The first page below its cover: the sections at a glance, and how much of all this finds room there."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from reports import typography
from reports.documents import promise_view
from reports.documents.texts import Texts
from reports.report_data import ReportData
from reports.report_parts import Point, SectionScore

ROOM_AT_A_GLANCE, ROOM_BELOW_A_PROMISE, ROOM_ABOVE_STANDING = 14.0, 12.0, 11.0
"""Lines of sections on the first page; a title longer than ONE_LINE takes TWO_LINES. The last: below a promise, where
the score's standing is to have its place, too."""
ONE_LINE = 26
TWO_LINES = 1.65
MANY_WORDS, MANY_BELOW_A_PROMISE = 640, 480
MOST_BESIDE_STANDING = 600
A_QUOTE = 80
"""So much more do the words of a quote take than they count for: its letters are larger, and it stands apart."""
LONG_PROMISE, LONG_REPLY, LONG_QUESTION, LONG_COMPARED = 80, 60, 48, 58
"""The foot of the first page has room for where the score stands, if the findings have no more words, or a long promise
takes a line of the sections' place."""


def glance(report: ReportData, texts: Texts) -> dict[str, Any]:
    """`glance`: the lines of the sections that find room, in order, with their title and size; `findings_size`."""
    any_mean = any(section.chain_mean is not None for section in report.score.sections)
    scored = [section for section in report.score.sections if section.percent is not None]
    ordered = sorted(scored, key=_gap) if any_mean else sorted(scored, key=lambda section: section.percent or 0)
    promised = report.action.last_step is not None
    shown = _that_fit(ordered, ROOM_BELOW_A_PROMISE if promised else ROOM_AT_A_GLANCE)
    many = MANY_BELOW_A_PROMISE if promised else MANY_WORDS
    return {
        "any_mean": any_mean,
        "glance_title": texts.sections_by_gap if any_mean else texts.sections_by_score,
        "glance": [_glance_line(section, report.language) for section in shown],
        "glance_more": len(ordered) - len(shown),
        "glance_size": _glance_size(len(shown) + (3 if promised else 0)),
        "findings_size": "dense" if _findings_length(report) > many else "normal",
    }


def has_room(report: ReportData, texts: Texts) -> bool:
    """Whether where the score stands finds room at the foot of the first page."""
    promised = promise_view.promise(report.action.last_step, texts, report.language)
    if promised is None:
        return _findings_length(report) <= MANY_WORDS
    is_long = (
        len(promised.deed) > LONG_PROMISE
        or len(promised.reply) > LONG_REPLY
        or len(promised.question) > LONG_QUESTION
        or len(promised.compared) > LONG_COMPARED
    )
    scored = [section for section in report.score.sections if section.percent is not None]
    lines = sum(_lines(section) for section in scored)
    room = ROOM_ABOVE_STANDING - (1 if is_long else 0)
    return lines <= room and _findings_length(report) + _quotes_length(report) <= MOST_BESIDE_STANDING


def _lines(section: SectionScore) -> float:
    return TWO_LINES if section.capped or len(section.title) > ONE_LINE else 1


def _glance_size(lines: int) -> str:
    return "roomy" if lines <= 9 else "normal" if lines <= 11 else "tight"


def _findings_length(report: ReportData) -> int:
    return sum(len(point.title) * 2 + len(point.text) + len(point.quote) for point in _findings(report))


def _quotes_length(report: ReportData) -> int:
    return sum(len(point.quote) + A_QUOTE for point in _findings(report) if point.quote)


def _findings(report: ReportData) -> list[Point]:
    return [point for point in (report.headline.praise, report.headline.fix, report.headline.step) if point]


def _that_fit(sections: list[SectionScore], room: float) -> list[SectionScore]:
    """As many as find room on the first page: a long title takes two lines."""
    shown = []
    for section in sections:
        room -= _lines(section)
        if room < 0:
            break
        shown.append(section)
    return shown


def _gap(section: SectionScore) -> float:
    percent = section.percent or 0.0
    return percent - (section.chain_mean if section.chain_mean is not None else percent)


def _glance_line(section: SectionScore, language: str) -> SimpleNamespace:
    gap = round(section.percent or 0) - round(section.chain_mean) if section.chain_mean is not None else None
    return SimpleNamespace(
        title=section.title,
        percent=section.percent,
        chain_mean=section.chain_mean,
        capped=section.capped,
        low=section.low,
        figure=typography.number(section.percent or 0, language),
        gap="·" if not gap else typography.signed(gap, language),
    )
