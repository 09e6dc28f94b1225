"""The huddle sheet: one page for the wall of a back room, with one praise, one fix, one step and the way to it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from reports import charts, huddle_data, qr, typography
from reports.documents.big_words import BigWords, Box, Size, fitted, size_for
from reports.documents.kind import Kind
from reports.documents.texts import Texts
from reports.huddle_data import HuddleData
from reports.report_parts import Point
from reports.theme import BAD, Theme

# Names and sizes as in sheet.css; what the boxes there leave under their labels.
SIZES = (Size("huge", 43, 19), Size("large", 35, 17), Size("middle", 29, 15.5), Size("small", 24, 14))
POINT_BOX = Box(182, 65)
STEP_BOX = Box(122, 68)
_MOST_PRINTED = 2000


def _view(sheet: HuddleData, texts: Texts, theme: Theme) -> dict[str, Any]:
    praise, fix, step = (BigWords(*words) for words in _points(sheet, texts))
    size, step_size = size_for((praise, fix), POINT_BOX, SIZES), size_for((step,), STEP_BOX, SIZES)
    name = len(sheet.store)
    return {
        "sheet": sheet,
        "t": texts,
        "language": sheet.language,
        "title": texts.title.format(typography.trimmed(sheet.store, 100, ""), sheet.number),
        "issued_at": f"{sheet.issued_on}T00:00:00Z",
        "print_limit": _MOST_PRINTED,
        "store_size": "short" if name <= 16 else "middle" if name <= 34 else "long",
        "figures": _figures(sheet, texts),
        "points": [
            _point("praise", texts, fitted(praise, POINT_BOX, size), theme.main_graphic),
            _point("fix", texts, fitted(fix, POINT_BOX, size), BAD),
        ],
        "size": size.name,
        "step": fitted(step, STEP_BOX, step_size),
        "step_size": step_size.name,
        "step_mark": _mark("step", texts, theme.accent_graphic),
        "code": qr.svg(sheet.address, texts.qr.format(sheet.address)),
        "foot": _foot(sheet, texts),
    }


def _points(sheet: HuddleData, texts: Texts) -> list[tuple[str, str]]:
    """Title and text of praise, fix and step; where there is none, what that means."""
    is_scored = sheet.base is not None
    without_fix = "no_fix" if is_scored else "not_scored"
    return [
        _words(sheet.praise, texts, "no_praise"),
        _words(sheet.fix, texts, without_fix),
        _words(sheet.step, texts, "no_step"),
    ]


def _words(point: Point | None, texts: Texts, without: str) -> tuple[str, str]:
    if point is None or not point.title.strip():
        return texts[without], texts[f"{without}_text"]
    return typography.clean(point.title), typography.clean(point.text)


def _point(name: str, texts: Texts, words: BigWords, colour: str) -> SimpleNamespace:
    return SimpleNamespace(name=name, label=texts[name], words=words, mark=_mark(name, texts, colour))


_MARKS = {
    "praise": "M12 2l3 6.6 7.2.8-5.4 4.9 1.5 7.1L12 17.8l-6.3 3.6 1.5-7.1L1.8 9.4l7.2-.8z",
    "fix": "M12 1.5L23 21.5H1zM10.9 9v6h2.2V9zm0 7.5v2.3h2.2v-2.3z",
    "step": "M2 10h11V4l9 8-9 8v-6H2z",
}


def _mark(name: str, texts: Texts, colour: str) -> Any:
    """A shape for each point: a star, a warning triangle, an arrow."""
    drawing = f'<path fill="{colour}" fill-rule="evenodd" d="{_MARKS[name]}"/>'
    return charts.svg(24, 24, texts.marks[name], drawing, "mark")


def _figures(sheet: HuddleData, texts: Texts) -> list[SimpleNamespace]:
    """Score, plus and emotion, each with its name."""
    language, figures = sheet.language, []
    if sheet.base is None:
        figures.append(SimpleNamespace(form="score", figure="–", name=texts.no_score))
    else:
        number = typography.number(sheet.base, language)
        figures.append(SimpleNamespace(form="score", figure=number, name=texts.of_hundred))
    if sheet.plus > 0:
        figures.append(
            SimpleNamespace(form="plus", figure=f"+{typography.short(sheet.plus, language)}", name=texts.plus)
        )
    if sheet.emotion_index is not None:
        number = typography.number(sheet.emotion_index, language)
        figures.append(SimpleNamespace(form="emotion", figure=number, name=texts.emotion))
    return figures


def _foot(sheet: HuddleData, texts: Texts) -> str:
    said = [texts.visit_number.format(sheet.number)]
    if sheet.edition_number > 1:
        said.append(texts.edition_note.format(sheet.edition_number))
    return " · ".join([*said, texts.purpose])


HUDDLE = Kind("huddle", huddle_data.from_plain, _view, lambda _sheet, _theme: {}, lambda _sheet, _texts: [])
