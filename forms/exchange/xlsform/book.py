"""The rows of a workbook by what their headings mean, with a ledger: each cell ends up kept or told of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from forms.exchange.xlsform.cells import Sheet, column_letters
from forms.exchange.xlsform.refusal import Notice, WorkbookRefused

SHEETS = ("survey", "choices", "settings")
_ALIASES = {
    "caption": "label", "relevance": "relevant", "tag": "name", "value": "name", "command": "type",
    "calculate": "calculation", "constraining_message": "constraint_message", "list name": "list_name",
    "readonly": "read_only", "set_form_title": "form_title", "set_form_id": "form_id", "title": "form_title",
    "id_string": "form_id", "requiredmsg": "required_message", "count": "repeat_count", "jr:count": "repeat_count",
}  # fmt: skip
_NESTED = {
    ("bind", "relevant"): "relevant", ("bind", "constraint"): "constraint", ("bind", "required"): "required",
    ("bind", "calculate"): "calculation", ("bind", "readonly"): "read_only", ("control", "appearance"): "appearance",
    ("body", "appearance"): "appearance", ("bind", "jr:constraintmsg"): "constraint_message",
}  # fmt: skip
_REASONS = {
    "default": "default", "calculation": "calculation", "read_only": "read_only", "choice_filter": "filter",
    "repeat_count": "repeat_count", "trigger": "trigger", "guidance_hint": "guidance", "required_message": "message",
    "media": "media", "image": "media", "audio": "media", "video": "media", "big-image": "media",
    "appearance": "appearance", "parameters": "parameters", "constraint": "constraint", "hint": "words_unused",
    "constraint_message": "message", "label": "words_unused", "relevant": "condition",
}  # fmt: skip

Key = tuple[str, str]
Place = tuple[str, int, int]


class Cell(NamedTuple):
    """One cell with something in it."""

    sheet: str
    row: int
    column: int
    text: str


@dataclass
class Ledger:
    """What became of each cell: kept as it is, or told of in a notice."""

    kept: set[Place] = field(default_factory=set)
    told: set[Place] = field(default_factory=set)
    notices: list[Notice] = field(default_factory=list)

    def keep(self, cell: Cell) -> None:
        """The cell's content is in the questionnaire."""
        self.kept.add(cell[:3])

    def note(self, reason: str, cell: Cell, **values: Any) -> None:
        """Something of the cell was changed or not kept."""
        self.told.add(cell[:3])
        values = {"text": shown(cell.text), **values}
        self.notices.append(Notice(cell.sheet, cell.row, column_letters(cell.column), reason, values))

    def note_row(self, reason: str, row: Row, **values: Any) -> None:
        """The whole row was changed or not kept: all its cells are told of."""
        self.told |= {cell[:3] for cell in row.cells.values()}
        self.notices.append(Notice(row.sheet, row.number, None, reason, values))

    def add(self, reason: str, sheet: str, row: int | None = None, **values: Any) -> None:
        """Something is to be told that no single cell stands for."""
        self.notices.append(Notice(sheet, row, None, reason, values))


@dataclass
class Row:
    """One row: (heading, what stands after its ::) → cell."""

    sheet: str
    number: int
    cells: dict[Key, Cell]
    ledger: Ledger

    def text(self, key: str, sub: str = "") -> str:
        """What stands there, without spaces around; "" for nothing."""
        cell = self.cells.get((key, sub))
        return cell.text.strip() if cell else ""

    def take(self, key: str, sub: str = "") -> str:
        """The same; the cell counts as kept."""
        if (key, sub) in self.cells:
            self.ledger.keep(self.cells[key, sub])
        return self.text(key, sub)

    def note(self, reason: str, key: str, sub: str = "", **values: Any) -> None:
        """Tell of one cell; of the row where that cell is empty."""
        if (key, sub) in self.cells:
            self.ledger.note(reason, self.cells[key, sub], **values)
        else:
            self.ledger.add(reason, self.sheet, self.number, **{"text": "", **values})

    def under(self, key: str) -> dict[str, Cell]:
        """The cells below a heading with several columns, by what stands after its ::."""
        return {sub: cell for (heading, sub), cell in self.cells.items() if heading == key}


class Book:
    """The sheets that are read, row by row. `raw` holds them as the field's own parser takes them."""

    def __init__(self, sheets: list[Sheet]) -> None:
        self.ledger = Ledger()
        self.rows: dict[str, list[Row]] = {name: [] for name in SHEETS}
        self.headings: dict[str, dict[Key, Cell]] = {name: {} for name in SHEETS}
        self.raw: dict[str, Any] = {"sheet_names": [sheet.name for sheet in sheets]}
        seen: set[str] = set()
        for sheet in sheets:
            name = "survey" if len(sheets) == 1 else sheet.name.strip().lower()
            if name in SHEETS and name not in seen:
                seen.add(name)
                self._read(name, sheet)
            else:
                self._pass_over(sheet)

    def leftovers(self) -> None:
        """Tell of every cell that is neither kept nor told of yet."""
        for name in SHEETS:
            lost = [(key, cell) for row in self.rows[name] for key, cell in row.cells.items() if self._open(cell)]
            for key, cell in lost:
                reason = _REASONS.get(key[0].split(":")[0], "column")
                self.ledger.note(reason, cell, heading=shown("::".join(filter(None, key))))

    def _open(self, cell: Cell) -> bool:
        return cell[:3] not in self.ledger.kept and cell[:3] not in self.ledger.told

    def _read(self, name: str, sheet: Sheet) -> None:
        first = sheet.rows.get(1, {})
        double = any("::" in text for text in first.values())
        keys: dict[int, Key] = {}
        for column, text in sorted(first.items()):
            key, cell = _key(text, double), Cell(name, 1, column, text)
            if key in self.headings[name]:
                raise WorkbookRefused("double_column", sheet=name, row=1, heading=shown(text))
            self.headings[name][key] = cell
            self.ledger.keep(cell)
            keys[column] = key
        below = sorted((number, cells) for number, cells in sheet.rows.items() if number > 1)
        self.rows[name] = [self._row(name, number, keys, cells) for number, cells in below]
        self._tell_computed(name, sheet)
        self.raw[name] = list(self._raw_rows(name, first))
        extra = ["__row"] if name == "survey" else []
        self.raw[f"{name}_header"] = [dict.fromkeys([*(text.strip() for text in first.values()), *extra])]

    def _row(self, name: str, number: int, keys: dict[int, Key], cells: dict[int, str]) -> Row:
        known: dict[Key, Cell] = {}
        for column, text in cells.items():
            cell = Cell(name, number, column, text)
            if column in keys:
                known[keys[column]] = cell
            else:
                self.ledger.note("no_heading", cell)
        return Row(name, number, known, self.ledger)

    def _tell_computed(self, name: str, sheet: Sheet) -> None:
        for row, column in sorted(sheet.computed | sheet.faulty):
            text = sheet.rows.get(row, {}).get(column, "")
            reason = "faulty" if (row, column) in sheet.faulty else "computed" if text else "computed_empty"
            self.ledger.note(reason, Cell(name, row, column, text))

    def _raw_rows(self, name: str, first: dict[int, str]) -> Iterator[dict[str, str]]:
        for row in self.rows[name]:
            given = {first[cell.column].strip(): cell.text.strip() for cell in row.cells.values()}
            yield {**given, "__row": str(row.number)} if name == "survey" else given

    def _pass_over(self, sheet: Sheet) -> None:
        cells = {(sheet.name, row, column) for row, columns in sheet.rows.items() for column in columns}
        if cells:
            self.ledger.told |= cells
            self.ledger.add("sheet", sheet.name, count=len(cells))


def shown(text: str) -> str:
    """Somebody's words for a sentence: short, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= 120 else f"{line[:119]}…"


def _key(heading: str, double: bool) -> Key:
    parts = [part.strip() for part in heading.split("::" if double else ":")]
    first = "_".join(parts[0].split()).lower()
    if first == "jr" and len(parts) > 1:
        return _ALIASES.get(f"jr:{parts[1].lower()}", f"jr:{parts[1]}"), "::".join(parts[2:])
    nested = _NESTED.get((first, parts[1].lower())) if len(parts) > 1 else None
    if nested:
        return nested, "::".join(parts[2:])
    return _ALIASES.get(first, first), "::".join(parts[1:])
