"""A questionnaire as a workbook that the field's tools open: the same questionnaire always gives the same bytes."""

from __future__ import annotations

import io
import re
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from forms.definition import Questionnaire
from forms.exchange.xlsform.sheets import Row, Sheets

_FIRST_HEADINGS = {
    "survey": ["type", "name", "label", "hint", "required", "relevant", "constraint", "constraint_message",
               "appearance", "parameters", "detalji::kind", "detalji::touchpoint", "detalji::weight",
               "detalji::level", "detalji::component"],
    "choices": ["list_name", "name", "label", "points", "plus", "exclusive", "worded"],
    "settings": ["form_title", "form_id", "default_language"],
}  # fmt: skip
_ESCAPE_LIKE = re.compile(r"_x[0-9A-Fa-f]{4}_")
_INSTANT = re.compile(rb"(<dcterms:\w+[^>]*>)[^<]*(</dcterms:\w+>)")
_WIDEST = 60


def write_xlsform(questionnaire: Questionnaire) -> bytes:
    """The questionnaire as an XLSForm workbook; `read_xlsform` reads it back equal."""
    # Imported late: it takes long, and only who asks for a workbook should wait for it.
    from openpyxl import Workbook

    sheets = Sheets(questionnaire)
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in (("survey", sheets.survey), ("choices", sheets.choices), ("settings", sheets.settings)):
        _fill(book.create_sheet(title), _headings(title, rows), rows)
    written = io.BytesIO()
    book.save(written)
    return _without_time(written.getvalue())


def _headings(title: str, rows: list[Row]) -> list[str]:
    """The headings in use, in the order in which the field knows them, then ours by name."""
    first = _FIRST_HEADINGS[title]
    used = dict.fromkeys(heading for row in rows for heading in row)

    def place(heading: str) -> tuple[int, str]:
        known = heading if heading in first else heading.partition("::")[0]
        return (first.index(known), "") if known in first else (len(first), heading)

    return sorted(used, key=place)


def _fill(sheet: Any, headings: list[str], rows: list[Row]) -> None:
    for column, heading in enumerate(headings, start=1):
        _put(sheet, 1, column, heading)
        longest = max((len(str(row.get(heading, ""))) for row in rows), default=0)
        letter = sheet.cell(1, column).column_letter
        sheet.column_dimensions[letter].width = min(_WIDEST, max(longest, len(heading)) + 2)
    for number, row in enumerate(rows, start=2):
        for column, heading in enumerate(headings, start=1):
            if heading in row:
                _put(sheet, number, column, row[heading])
    sheet.freeze_panes = "C2" if len(rows) > 1 else None


def _put(sheet: Any, row: int, column: int, value: Any) -> None:
    cell = sheet.cell(row, column)
    if not isinstance(value, str):
        cell.value = value
        return
    # Set as text outright: nothing that begins with = becomes a formula.
    cell.value = _ESCAPE_LIKE.sub(lambda found: f"_x005F{found[0]}", value)
    cell.data_type = "s"


def _without_time(content: bytes) -> bytes:
    made = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as before, ZipFile(made, "w", ZIP_DEFLATED) as after:
        for entry in before.infolist():
            part = _INSTANT.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", before.read(entry))
            info = ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o600 << 16
            after.writestr(info, part)
    return made.getvalue()
