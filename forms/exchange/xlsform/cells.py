"""The cells of a workbook as texts: what a person would see in them, nothing computed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from forms.exchange.xlsform.open import events, open_parts
from forms.exchange.xlsform.refusal import WorkbookRefused
from forms.words import unstorable

MOST_CELLS = 150_000
MOST_CHARACTERS = 8_000_000
LONGEST_CELL = 32_767
_COORDINATE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - cells know no zones
_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_NOT_SIGNS = re.compile(r"\"[^\"]*\"|\[[^\]]*\]|\\.|_.|General")
_SAYS_DATE = re.compile(r"[dmyhs]", re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass
class Sheet:
    """One sheet: row → column (both from 1) → text. `computed` and `faulty`: (row, column) of formulas and errors."""

    name: str
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    computed: set[tuple[int, int]] = field(default_factory=set)
    faulty: set[tuple[int, int]] = field(default_factory=set)


def read_sheets(content: bytes, name: str) -> list[Sheet]:
    """The sheets of the workbook, in order, with all cells that are not empty. Raises WorkbookRefused."""
    parts = open_parts(content, name)
    try:
        strings, dates = _strings(parts), _date_styles(parts)
        sheets = [_sheet(title, parts[path], strings, dates) for title, path in _sheet_paths(parts)]
    except WorkbookRefused:
        raise
    except (KeyError, IndexError, ValueError, OverflowError):
        raise WorkbookRefused("broken") from None
    if sum(len(row) for sheet in sheets for row in sheet.rows.values()) > MOST_CELLS:
        raise WorkbookRefused("too_many_cells", most=MOST_CELLS)
    if sum(len(text) for sheet in sheets for row in sheet.rows.values() for text in row.values()) > MOST_CHARACTERS:
        raise WorkbookRefused("too_many_cells", most=MOST_CELLS)
    return sheets


def column_letters(column: int) -> str:
    """3 → "C"."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _sheet_paths(parts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    targets = {}
    for kind, name, given in events(parts["xl/_rels/workbook.xml.rels"]):
        if kind == "start" and name == "Relationship" and given.get("Type", "").endswith("/worksheet"):
            targets[given["Id"]] = posixpath.normpath(posixpath.join("/xl", given["Target"])).lstrip("/").lower()
    for kind, name, given in events(parts["xl/workbook.xml"]):
        if kind == "start" and name == "sheet":
            key = next((value for about, value in given.items() if about.endswith(" id") or about == "r:id"), "")
            if key in targets:
                yield given.get("name", ""), targets[key]


def _strings(parts: dict[str, bytes]) -> list[str]:
    strings: list[str] = []
    words: list[str] = []
    heard = spoken = False
    for kind, name, _given in events(parts.get("xl/sharedstrings.xml", b"<sst/>")):
        if kind == "text":
            words += [name] if heard and not spoken else []
        elif name == "t":
            heard = kind == "start"
        elif name == "rPh":
            # How Japanese words are pronounced stands beside them; it is not what they are.
            spoken = kind == "start"
        elif name == "si" and kind == "end":
            strings.append(_unescaped("".join(words)))
            words.clear()
    return strings


def _date_styles(parts: dict[str, bytes]) -> set[int]:
    own: dict[int, str] = {}
    dates: set[int] = set()
    inside, place = False, 0
    for kind, name, given in events(parts.get("xl/styles.xml", b"<styleSheet/>")):
        if kind == "start" and name == "numFmt":
            own[int(given.get("numFmtId", 0))] = given.get("formatCode", "")
        elif name == "cellXfs" and kind != "text":
            inside = kind == "start"
        elif inside and kind == "start" and name == "xf":
            number = int(given.get("numFmtId", 0))
            if number in _DATE_FORMATS or _SAYS_DATE.search(_NOT_SIGNS.sub("", own.get(number, ""))):
                dates.add(place)
            place += 1
    return dates


def _sheet(title: str, part: bytes, strings: list[str], dates: set[int]) -> Sheet:
    sheet = Sheet(title)
    row = column = 0
    about: dict[str, str] = {}
    words: list[str] = []
    heard = False
    for kind, name, given in events(part):
        if kind == "text":
            if heard:
                words.append(name)
        elif name == "row" and kind == "start":
            row, column = int(given.get("r", row + 1)), 0
        elif name == "c" and kind == "start":
            row, column = _place(given.get("r"), row, column)
            about = given
            words.clear()
        elif name in ("v", "t"):
            heard = kind == "start"
        elif name == "f" and kind == "start":
            sheet.computed.add((row, column))
        elif name == "c":
            _put(sheet, row, column, _shown("".join(words), about, strings, dates))
            if about.get("t") == "e":
                sheet.faulty.add((row, column))
    return sheet


def _put(sheet: Sheet, row: int, column: int, text: str) -> None:
    if len(text) > LONGEST_CELL or unstorable(text):
        raise WorkbookRefused("bad_cell", sheet=sheet.name, row=row, column=column_letters(column), most=LONGEST_CELL)
    if text.strip():
        sheet.rows.setdefault(row, {})[column] = text


def _place(coordinate: str | None, row: int, column: int) -> tuple[int, int]:
    found = _COORDINATE.fullmatch(coordinate or "")
    if not found:
        return row, column + 1
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return int(found[2]), number


def _shown(text: str, about: dict[str, str], strings: list[str], dates: set[int]) -> str:
    match about.get("t", "n"):
        case "s":
            return strings[int(text)] if text else ""
        case "b":
            return {"1": "TRUE", "0": "FALSE"}.get(text, text)
        case "n" if text:
            return _number(text, int(about.get("s", 0)) in dates)
        case "str" | "inlineStr":
            return _unescaped(text)
    return text


def _number(text: str, is_date: bool) -> str:
    value = float(text)
    if is_date:
        day = _DAY_ZERO + timedelta(seconds=round(value * 86_400))
        if value < 1:
            return day.time().isoformat()
        return day.date().isoformat() if day.time() == time() else day.isoformat(" ")
    if value == int(value) and abs(value) < 10**15:
        return str(int(value))
    return repr(value)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
