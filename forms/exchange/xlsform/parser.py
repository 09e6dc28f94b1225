"""What the field's own parser makes of the rows. All that we take from it, and all that it can do to us, is here."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from forms.exchange.xlsform.book import Book, shown
from forms.exchange.xlsform.refusal import WorkbookRefused

_ROW = re.compile(r"\[row : ([0-9]+)\]")
_SHEET = re.compile(r"'(survey|choices|settings)' sheet")
_OPENS = ("group", "repeat", "loop")


@dataclass(frozen=True)
class Found:
    """One row as the parser understood it. `within`: the rows of the groups around it, outermost first."""

    row: int
    type: str
    list_name: str | None
    within: tuple[int, ...]

    @property
    def opens(self) -> bool:
        """Whether it begins a group or a repeat."""
        return self.type in _OPENS


def outline(book: Book) -> list[Found]:
    """Each row of the survey that asks, tells or groups, in order. Raises WorkbookRefused where the parser refuses."""
    # Imported late: it takes most of a second, and only who reads a workbook should wait for it.
    from pyxform.errors import PyXFormError
    from pyxform.xls2json import workbook_to_json
    from pyxform.xls2json_backends import DefinitionData

    try:
        tree = workbook_to_json(DefinitionData(**copy.deepcopy(book.raw)), warnings=[], fallback_form_name="data")
    except PyXFormError as error:
        raise _refusal(str(error), book) from None
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError) as error:
        # Where the parser stumbles instead of refusing, the workbook is none it was made for.
        raise _refusal(f"{type(error).__name__}: {error}", book) from None
    return list(_walk(tree, ()))


def _walk(element: dict[str, Any], within: tuple[int, ...]) -> Iterator[Found]:
    for child in element.get("children", ()):
        # What the parser adds of its own accord has no row.
        row = int(child.get("__row", 0))
        if row:
            yield Found(row, str(child["type"]), child.get("list_name") or None, within)
        yield from _walk(child, (*within, row) if row else within)


def _refusal(said: str, book: Book) -> WorkbookRefused:
    found, named = _ROW.search(said), _SHEET.search(said)
    sheet = named[1] if named else "survey" if found else None
    # The parser counts the rows that it was given, and was given no empty ones.
    place = int(found[1]) - 2 if found else -1
    rows = book.rows[sheet] if sheet else []
    row = rows[place].number if 0 <= place < len(rows) else None
    return WorkbookRefused("parser", sheet=sheet, row=row, said=shown(_ROW.sub("", said)))
