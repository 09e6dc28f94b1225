"""Stores from a table: CSV as spreadsheets write it, read whole and judged line by line before anything is kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from extensions import db, transaction
from forms.words import clean, is_blank, unstorable
from shopper.models import LANGUAGES, Brand, Chain, Store

COLUMNS = ("code", "name", "street", "postcode", "city", "region", "opening_hours", "language", "brand")
NEEDED = ("code", "name", "city", "brand")
LONGEST = {"code": 20, "postcode": 12, "opening_hours": 200}
MOST_BYTES = 1_000_000
MOST_LINES = 3000
_LONGEST_OTHER = 120
# Characters that turn the reading direction around: in a name they make one store look like another.
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Mistake:
    """What does not fit: the line as the spreadsheet counts it, the column (or ""), a code, the words in question.

    `code`: no_table, too_large, not_utf8, column_missing, column_unknown, missing, too_long, character, one_line,
    doubled, language, brand, width.
    """

    line: int
    column: str
    code: str
    words: str = ""


@dataclass(frozen=True)
class StoreLine:
    """One store of the table; `values` holds the columns that the table has, trimmed."""

    line: int
    values: Mapping[str, str]
    is_new: bool


@dataclass
class Table:
    """What was read. Only a table without mistakes can be kept."""

    lines: list[StoreLine] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)


def template() -> str:
    """A table to begin with: the columns and one example."""
    example = ("001", "Café Esimerkki Lahti", "Aleksanterinkatu 1", "15110", "Lahti", "Päijät-Häme",
               "ma–pe 8–18, la 9–16", "fi", "Café Esimerkki")  # fmt: skip
    return f"\ufeff{';'.join(COLUMNS)}\r\n{';'.join(example)}\r\n"


def read_table(content: bytes, chain: Chain) -> Table:
    """The table in `content` (UTF-8, a byte order mark or none; `;` or `,` between cells), judged for `chain`."""
    if len(content) > MOST_BYTES:
        return Table(mistakes=[Mistake(1, "", "too_large")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Table(mistakes=[Mistake(1, "", "not_utf8")])
    rows = _rows(text)
    if len(rows) < 2:
        return Table(mistakes=[Mistake(1, "", "no_table")])
    if len(rows) > MOST_LINES + 1:
        return Table(mistakes=[Mistake(MOST_LINES + 2, "", "too_large")])
    (head_line, head), *body = rows
    columns = [cell.strip().casefold() for cell in head]
    mistakes = _head_mistakes(columns, head_line)
    return Table(mistakes=mistakes) if mistakes else _read_body(body, columns, chain)


def keep(table: Table, chain: Chain) -> tuple[int, int]:
    """Write every line of a faultless table; gives how many stores are new and how many were changed.

    All or none. Raises ValueError where the table has mistakes.
    """
    if table.mistakes:
        raise ValueError("a table with mistakes is not kept")
    chain_id, chain_language = chain.id, chain.language
    with transaction():
        brands = {brand.name.casefold(): brand.id for brand in chain.brands}
        known = {store.code: store for store in db.session.scalars(select(Store).filter_by(chain_id=chain_id))}
        for line in table.lines:
            values = dict(line.values)
            store = known.get(values["code"]) or Store(chain_id=chain_id, facts={})
            store.brand_id = brands[values.pop("brand").casefold()]
            store.language = values.pop("language", "") or store.language or chain_language
            for column, value in values.items():
                setattr(store, column, value)
            db.session.add(store)
    new = sum(line.values["code"] not in known for line in table.lines)
    return new, len(table.lines) - new


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """(line, cells) of every row that is not empty."""
    first = text.lstrip().split("\n", 1)[0]
    between = ";" if first.count(";") >= first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between)
    rows, line = [], 1
    try:
        for cells in reader:
            if any(not is_blank(cell) for cell in cells):
                rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error:
        return []
    return rows


def _head_mistakes(columns: list[str], line: int) -> list[Mistake]:
    unknown = [Mistake(line, name, "column_unknown", name[:40]) for name in columns if name not in COLUMNS]
    missing = [Mistake(line, name, "column_missing", name) for name in NEEDED if name not in columns]
    doubled = [Mistake(line, name, "doubled", name) for name in COLUMNS if columns.count(name) > 1]
    return unknown + missing + doubled


def _read_body(body: Iterable[tuple[int, list[str]]], columns: list[str], chain: Chain) -> Table:
    brands = {brand.name.casefold() for brand in db.session.scalars(select(Brand).filter_by(chain_id=chain.id))}
    known = set(db.session.scalars(select(Store.code).filter_by(chain_id=chain.id)))
    table, seen = Table(), set()
    for number, cells in body:
        if len(cells) > len(columns) and any(not is_blank(cell) for cell in cells[len(columns) :]):
            table.mistakes.append(Mistake(number, "", "width", str(len(cells))))
        given = dict(zip(columns, cells, strict=False))
        values = {column: given.get(column, "").strip() for column in COLUMNS if column in columns}
        mistakes = _cell_mistakes(number, values, brands)
        if values["code"] in seen:
            mistakes.append(Mistake(number, "code", "doubled", values["code"][:40]))
        seen.add(values["code"])
        table.mistakes += mistakes
        table.lines.append(StoreLine(number, values, values["code"] not in known))
    return table


def _cell_mistakes(line: int, values: Mapping[str, str], brands: set[str]) -> list[Mistake]:
    mistakes = [Mistake(line, column, "missing") for column in NEEDED if is_blank(values[column])]
    for column, value in values.items():
        code = _fault(column, value)
        if code:
            mistakes.append(Mistake(line, column, code, value[:40]))
    language = values.get("language")
    if language and language not in LANGUAGES:
        mistakes.append(Mistake(line, "language", "language", language[:40]))
    if values["brand"] and values["brand"].casefold() not in brands:
        mistakes.append(Mistake(line, "brand", "brand", values["brand"][:40]))
    return mistakes


def _fault(column: str, value: str) -> str | None:
    if len(value) > LONGEST.get(column, _LONGEST_OTHER):
        return "too_long"
    if "\n" in value or "\r" in value:
        return "one_line"
    if unstorable(value) or clean(value) != value or _DIRECTION & set(value):
        return "character"
    return None
