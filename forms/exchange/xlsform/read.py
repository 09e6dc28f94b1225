"""A workbook as a questionnaire: what maps is kept, all else is told by sheet and row, and what is hostile refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from forms.definition import Questionnaire, from_plain
from forms.exchange.xlsform.book import Book, Row, shown
from forms.exchange.xlsform.cells import read_sheets
from forms.exchange.xlsform.choices import Lists
from forms.exchange.xlsform.first_look import look
from forms.exchange.xlsform.hang import hang
from forms.exchange.xlsform.names import mended
from forms.exchange.xlsform.native import TOUCHPOINT_LIST, decoded
from forms.exchange.xlsform.parser import outline
from forms.exchange.xlsform.questions import Questions
from forms.exchange.xlsform.refusal import Notice, WorkbookRefused, place
from forms.exchange.xlsform.sections import Place, arrange
from forms.exchange.xlsform.tongues import Tongues
from forms.exchange.yaml import FileError
from forms.reading import DefinitionError, Path, Problem

Plain = dict[str, Any]


class WorkbookMistakes(FileError):
    """A workbook whose questionnaire has mistakes in it. Each is told by its sheet and row."""

    def __init__(self, name: str, problems: list[tuple[tuple[str, int], Problem]]) -> None:
        self.places = [where for where, _ in problems]
        super().__init__(name, [(row, problem) for (_, row), problem in problems])

    def tell(self, language: str) -> list[str]:
        """The messages in `language`: `file:sheet:row: …`."""
        told = zip(self.places, self.problems, strict=True)
        return [f"{self.name}:{place(*where)}: {problem.tell(language)}" for where, problem in told]


@dataclass(frozen=True)
class Imported:
    """What a workbook gave: the document, what was not kept as it stands, and what became of each cell."""

    questionnaire_document: Plain
    notices: list[Notice]
    places: dict[Path, tuple[str, int]]
    kept: frozenset[tuple[str, int, int]]
    told: frozenset[tuple[str, int, int]]

    def questionnaire(self, name: str = "xlsx") -> Questionnaire:
        """The questionnaire, read strictly. Raises WorkbookMistakes under the file name `name`."""
        try:
            return from_plain(self.questionnaire_document)
        except DefinitionError as error:
            raise WorkbookMistakes(name, [(self._where(one.path), one) for one in error.problems]) from None

    def _where(self, path: Path) -> tuple[str, int]:
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, ("survey", 1))


def read_xlsform(content: bytes, name: str) -> Imported:
    """The questionnaire in the workbook `content`, which came as the file `name`. Raises WorkbookRefused."""
    book = Book(read_sheets(content, name))
    look(book)
    found = outline(book)
    tongues = Tongues(book)
    lists = Lists(book, tongues)
    placed = arrange(found, book, Questions(lists, tongues), tongues)
    if not any(section.questions for section in placed):
        raise WorkbookRefused("no_questions")
    document, places = _document(book, placed, tongues, lists)
    hang(placed, document, book)
    lists.unused(one.list_name for one in found if one.list_name)
    _tell_ends(book)
    book.leftovers()
    ledger = book.ledger
    notices = sorted(ledger.notices, key=lambda one: (_SHEET_ORDER.get(one.sheet, 3), one.row or 0))
    return Imported(document, notices, places, frozenset(ledger.kept), frozenset(ledger.told))


_SHEET_ORDER = {"survey": 0, "choices": 1, "settings": 2}


def _document(
    book: Book, placed: list[Place], tongues: Tongues, lists: Lists
) -> tuple[Plain, dict[Path, tuple[str, int]]]:
    places: dict[Path, tuple[str, int]] = {("code",): ("settings", 2), ("title",): ("settings", 2)}
    document = _settings(book, tongues)
    touchpoints = _Touchpoints(lists, len(placed))
    sections: list[Plain] = []
    for at, section in enumerate(placed):
        places["sections", at] = ("survey", section.row)
        for number, made in enumerate(section.questions):
            places["sections", at, "questions", number] = ("survey", made.row.number)
            made.plain["touchpoint"] = touchpoints.of(made.row, section)
        asked = [_ordered(made.plain) for made in section.questions]
        sections.append({"id": section.id, "title": section.title, "questions": asked})
    document["touchpoints"] = touchpoints.known
    return {**document, "sections": sections}, places


def _ordered(plain: Plain) -> Plain:
    first = ("id", "kind", "touchpoint", "text", "help")
    # In place: the conditions are hung on these same mappings afterwards.
    rest = {key: plain.pop(key) for key in list(plain)}
    plain.update({key: rest[key] for key in first if key in rest})
    plain.update(rest)
    return plain


def _settings(book: Book, tongues: Tongues) -> Plain:
    rows = book.rows["settings"]
    row = rows[0] if rows else Row("settings", 2, {}, book.ledger)
    given, form_title = row.take("form_id"), row.take("form_title")
    code = mended(given or form_title or "questionnaire", (), ())
    if given and code != given:
        row.note("code", "form_id", code=code)
    elif not given:
        book.ledger.add("code_missing", "settings", 2, code=code)
    row.take("default_language")
    title = _title(row, form_title or given or code, tongues)
    document: Plain = {"code": code, "title": title, "languages": tongues.codes}
    row.take("detalji", "languages")
    if row.text("detalji", "emotion_weight"):
        document["emotion_weight"] = decoded(row.take("detalji", "emotion_weight"))
    for key, cell in row.cells.items():
        if cell[:3] not in book.ledger.kept and cell[:3] not in book.ledger.told:
            book.ledger.note("setting", cell, heading=shown("::".join(filter(None, key))))
    return document


def _title(row: Row, said: str, tongues: Tongues) -> dict[str, str]:
    cells = {code: row.cells.get(("detalji", f"title::{code}")) for code in tongues.codes}
    title = {code: tongues.said(cell) for code, cell in cells.items() if cell}
    first = tongues.codes[0]
    if ("form_title", "") in row.cells:
        # Whoever changes the title in the field's tools changes this one.
        title[first] = tongues.said(row.cells["form_title", ""])
    if not title:
        title = {first: said}
    missing = [code for code in tongues.codes if code not in title]
    if missing:
        row.ledger.add("language_missing", "settings", 2, languages=", ".join(missing), heading="form_title")
    return {code: title.get(code, next(iter(title.values()))) for code in tongues.codes}


class _Touchpoints:
    """The touchpoints: those that the workbook lists, those that its rows name, else one for each section."""

    def __init__(self, lists: Lists, sections: int) -> None:
        listed = lists.choices(TOUCHPOINT_LIST)
        self.known: list[Plain] = [{"id": one["id"], "name": one["text"]} for one in listed]
        self.few = sections <= 50
        self.codes = lists.tongues.codes

    def of(self, row: Row, section: Place) -> str:
        """The id of the touchpoint of the question in `row`."""
        heading, sub = ("detalji", "touchpoint") if row.text("detalji", "touchpoint") else ("touchpoint", "")
        named = row.take(heading, sub)
        if not named:
            return self._known_as(section.id, section.title) if self.few else self._known_as("visit", None)
        id_ = mended(named, (), ())
        return self._known_as(id_, dict.fromkeys(self.codes, named))

    def _known_as(self, id_: str, name: dict[str, str] | None) -> str:
        if all(one["id"] != id_ for one in self.known):
            words = {"fi": "Käynti", "sv": "Besöket", "en": "Visit"}
            self.known.append({"id": id_, "name": name or {code: words[code] for code in self.codes}})
        return id_


def _tell_ends(book: Book) -> None:
    """What closes a group says nothing more than that."""
    for row in book.rows["survey"]:
        if row.text("type").lower().replace("_", " ").startswith("end "):
            row.take("type"), row.take("name")
