"""The languages of a workbook: which columns are in which of ours, and words in all of them."""

from __future__ import annotations

from forms.exchange.xlsform.book import Book, Cell, Row, shown
from forms.exchange.xlsform.names import language_of
from forms.exchange.xlsform.sheets import unguarded
from forms.exchange.xlsform.xpath import refs_of
from forms.reading import TEXT_LIMIT
from forms.shapes import LANGUAGES
from forms.words import clean, is_blank

Words = dict[str, str]


class Tongues:
    """`codes`: the questionnaire's languages, in order; `columns`: what stands after label:: → its language."""

    def __init__(self, book: Book) -> None:
        self.ledger = book.ledger
        settings = book.rows["settings"][0] if book.rows["settings"] else None
        self.default = language_of(settings.text("default_language")) if settings else None
        self.columns = self._columns(book)
        own = settings.text("detalji", "languages").split() if settings else []
        labelled = {sub for row in book.rows["survey"] for sub in row.under("label")}
        present = {self.columns[sub] for sub in labelled if sub in self.columns} or {self.default or "en"}
        order = [*own, *([self.default] if self.default else []), *LANGUAGES]
        self.codes = [code for code in dict.fromkeys(order) if code in present]

    def words(self, row: Row, key: str, instead: str | None = None) -> Words | None:
        """What stands under `key` in each language, a missing one filled; `instead` where there is nothing at all."""
        cells = {self.columns[sub]: cell for sub, cell in row.under(key).items() if sub in self.columns}
        found = {code: self.said(cells[code]) for code in self.codes if code in cells}
        found = {code: text for code, text in found.items() if not is_blank(text)}
        if not found:
            return dict.fromkeys(self.codes, instead) if instead else None
        missing = [code for code in self.codes if code not in found]
        if missing:
            self.ledger.add("language_missing", row.sheet, row.number, languages=", ".join(missing), heading=key)
        first = next(iter(found.values()))
        return {code: found.get(code, first) for code in self.codes}

    def said(self, cell: Cell) -> str:
        """The words in a cell, as we can keep them."""
        text = unguarded(clean(cell.text))
        if len(text) > TEXT_LIMIT:
            self.ledger.note("too_long", cell, most=TEXT_LIMIT)
            return text[:TEXT_LIMIT]
        refs = refs_of(text) if cell.text == text else []
        if refs:
            self.ledger.note("reference", cell, name=shown(refs[0]))
        self.ledger.keep(cell)
        return text

    def _columns(self, book: Book) -> dict[str, str]:
        columns: dict[str, str] = {}
        subs = {sub: cell for sheet in ("survey", "choices") for sub, cell in _translated(book, sheet)}
        for sub in filter(None, subs):
            code = language_of(sub)
            if code and code not in columns.values():
                columns[sub] = code
        if "" in subs:
            code = self.default or "en"
            if code not in columns.values():
                columns[""] = code
                if not self.default:
                    self.ledger.note("language_unnamed", subs[""], language=code)
        for sub, cell in subs.items():
            if sub not in columns:
                self.ledger.note("language_unknown", cell, language=shown(sub))
        return columns


def _translated(book: Book, sheet: str) -> list[tuple[str, Cell]]:
    headings = book.headings[sheet].items()
    return [(sub, cell) for (key, sub), cell in headings if key in ("label", "hint", "constraint_message")]
