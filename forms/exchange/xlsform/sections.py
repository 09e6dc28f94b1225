"""The groups of a workbook as sections, and its rows as their questions; notes become help of the question after."""

from __future__ import annotations

from dataclasses import dataclass, field

from forms.exchange.xlsform.book import Book, Row
from forms.exchange.xlsform.names import mended
from forms.exchange.xlsform.parser import Found
from forms.exchange.xlsform.questions import Made, Questions
from forms.exchange.xlsform.tongues import Tongues, Words
from forms.reading import TEXT_LIMIT

MOST_SECTIONS = 100
_MAIN = {"fi": "Kysymykset", "sv": "Frågorna", "en": "Questions"}
_TAKEN_BY_ITSELF = {
    "start", "end", "today", "deviceid", "subscriberid", "simserial", "phonenumber", "username", "email", "audit",
    "start-geopoint", "background-geopoint", "uri:deviceid", "uri:username", "uri:email", "uri:phonenumber",
}  # fmt: skip


@dataclass
class Place:
    """A section: id, title, the row that begins it, and its questions in order."""

    id: str
    title: Words
    row: int
    group: int
    questions: list[Made] = field(default_factory=list)


def arrange(found: list[Found], book: Book, questions: Questions, tongues: Tongues) -> list[Place]:
    """The sections with their questions, in the order of the survey. Those without a question are told and left out."""
    return _Arranger(found, book, questions, tongues).arrange()


class _Arranger:
    def __init__(self, found: list[Found], book: Book, questions: Questions, tongues: Tongues) -> None:
        self.found, self.ledger, self.questions, self.tongues = found, book.ledger, questions, tongues
        self.rows = {row.number: row for row in book.rows["survey"]}
        self.opened = {one.row: one for one in found if one.opens}
        self.own = {row for row, one in self.opened.items() if questions.own_kind(one, self.rows[row])}
        self.titles: dict[int, Words] = {}
        self.places: list[Place] = []
        self.ids: set[str] = set()
        self.asked: set[str] = set()
        self.waiting: list[tuple[Row, Words]] = []

    def arrange(self) -> list[Place]:
        for one in self.found:
            row = self.rows[one.row]
            if any(group in self.own for group in one.within):
                continue
            if one.row in self.own:
                parts = [(part, self.rows[part.row]) for part in self.found if one.row in part.within]
                self._ask(one, row, parts)
            elif one.opens:
                self._open(one, row)
            elif one.type == "note":
                self._note(row)
            elif one.type in _TAKEN_BY_ITSELF:
                self.ledger.note_row("by_itself", row, type=one.type)
            else:
                self._ask(one, row, [])
        for row, _ in self.waiting:
            row.note("note_alone", "label")
            row.ledger.told |= {cell[:3] for cell in row.cells.values()}
        return [place for place in self.places if place.questions]

    def _open(self, one: Found, row: Row) -> None:
        if one.type in ("repeat", "loop"):
            row.note("repeat", "type", name=row.text("name"))
        elif one.within:
            row.note("nested", "type", name=row.text("name"))
        around = self.titles.get(one.within[-1]) if one.within else None
        words = self.tongues.words(row, "label") or around
        self.titles[one.row] = words or dict.fromkeys(self.tongues.codes, row.text("name"))
        row.take("type"), row.take("name"), row.take("detalji", "id")
        looks = set(row.text("appearance").split())
        if looks <= {"field-list", "table-list", "minimal"}:
            row.take("appearance")
        if not any(one.row in other.within for other in self.found if not other.opens):
            self.ledger.note_row("empty_group", row, name=row.text("name"))

    def _place(self, one: Found) -> Place:
        """The section at hand, or the next one where the group is another than before."""
        group = one.within[-1] if one.within else 0
        if self.places and self.places[-1].group == group:
            return self.places[-1]
        if len(self.places) >= MOST_SECTIONS:
            self.ledger.add("sections_joined", "survey", one.row, most=MOST_SECTIONS)
            return self.places[-1]
        wanted = self._wanted(group)
        id_ = mended(wanted, self.ids, ())
        if group and id_ != wanted and wanted not in self.ids:
            self.rows[group].note("section_name", "name", id=id_)
        self.ids.add(id_)
        title = self.titles.get(group) or {code: _MAIN[code] for code in self.tongues.codes}
        self.places.append(Place(id_, title, group or one.row, group))
        return self.places[-1]

    def _wanted(self, group: int) -> str:
        if not group:
            return "questions"
        return self.rows[group].text("detalji", "id") or self.rows[group].text("name")

    def _ask(self, one: Found, row: Row, parts: list[tuple[Found, Row]]) -> None:
        made = self.questions.make(one, row, parts)
        if made is None:
            return
        made.plain["id"] = self._id(row)
        self._place(one).questions.append(made)
        self._help(made)

    def _id(self, row: Row) -> str:
        key = ("detalji", "id") if row.text("detalji", "id") else ("name", "")
        id_ = mended(row.text(*key), self.asked)
        self.asked.add(id_)
        if id_ != row.text(*key):
            row.note("name", *key, id=id_)
        return id_

    def _note(self, row: Row) -> None:
        words = self.tongues.words(row, "label")
        row.take("type"), row.take("name")
        if words is None:
            self.ledger.note_row("note_alone", row, text="")
        else:
            self.waiting.append((row, words))

    def _help(self, made: Made) -> None:
        """The notes before a question, put before its own help."""
        for row, words in reversed(self.waiting):
            before = made.plain.get("help")
            joined = {code: f"{text}\n{before[code]}" if before else text for code, text in words.items()}
            if max(map(len, joined.values())) > TEXT_LIMIT:
                row.note("note_alone", "label")
            else:
                made.plain["help"] = joined
        self.waiting.clear()
