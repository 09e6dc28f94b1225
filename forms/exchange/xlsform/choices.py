"""The lists of the choices sheet, as choices of ours."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from forms.exchange.xlsform.book import Book, Row
from forms.exchange.xlsform.names import mended
from forms.exchange.xlsform.native import PHRASE_LISTS, TOUCHPOINT_LIST, decoded
from forms.exchange.xlsform.tongues import Tongues

Plain = dict[str, Any]
_SHARES = ("points", "score", "weight")
_YES = {"yes", "y", "1", "true", "kylla", "kyllä", "k", "ja", "j", "on"}
_NO = {"no", "n", "0", "false", "ei", "e", "nej", "off"}


class Lists:
    """List name → its choices. Reading a list marks its cells as kept."""

    def __init__(self, book: Book, tongues: Tongues) -> None:
        self.ledger, self.tongues = book.ledger, tongues
        self.rows: dict[str, list[Row]] = {}
        for row in book.rows["choices"]:
            self.rows.setdefault(row.text("list_name"), []).append(row)
        self._read: dict[str, list[Plain]] = {}

    def choices(self, name: str) -> list[Plain]:
        """The choices of a list: id, text and what else they have; `name` what they were called."""
        if name not in self._read:
            self._read[name] = self._choices(name)
        return [dict(choice) for choice in self._read[name]]

    def names(self, name: str) -> list[str]:
        """What the choices of a list are called there."""
        return [row.text("name") for row in self.rows.get(name, ())]

    def steps(self, name: str) -> Plain:
        """The list of a scale: step → words, without those that have none but their number."""
        made: Plain = {}
        for row in self.rows.get(name, ()):
            step = row.take("name")
            row.take("list_name")
            words = self._words(row)
            if row.take("worded").lower() != "false":
                made[step] = words
        return made

    def yes_and_no(self, name: str) -> dict[str, str] | None:
        """What yes and no are called, where the list is made of just these and gives no points; else None."""
        names, rows = self.names(name), self.rows.get(name, [])
        if len(names) != 2 or any(row.text(key) for row in rows for key in (*_SHARES, "plus", "exclusive")):
            return None
        yes = [one for one in names if one.lower() in _YES]
        no = [one for one in names if one.lower() in _NO]
        return {yes[0]: "yes", no[0]: "no"} if len(yes) == len(no) == 1 else None

    def keep(self, name: str) -> None:
        """The list stands for something that we have anyway: its words are not taken from here."""
        for row in self.rows.get(name, ()):
            for key, sub in row.cells:
                row.take(key, sub)

    def note(self, name: str, reason: str, **values: Any) -> None:
        """Tell of a whole list, row by row."""
        for row in self.rows.get(name, ()):
            self.ledger.note_row(reason, row, **values)

    def unused(self, used: Iterable[str]) -> None:
        """Tell of the lists that no question asks."""
        for name in self.rows.keys() - set(used):
            if name in PHRASE_LISTS or name == TOUCHPOINT_LIST:
                self.keep(name)
            else:
                self.note(name, "list_unused", list=name)

    def _choices(self, name: str) -> list[Plain]:
        made: list[Plain] = []
        for row in self.rows.get(name, ()):
            original, taken = row.text("name"), {one["id"] for one in made}
            id_ = mended(original, taken, ())
            if id_ != original:
                row.note("choice_name", "name", id=id_)
            row.take("list_name"), row.take("name")
            made.append({"id": id_, "text": self._words(row), "name": original, **_extras(row)})
        self._scale_points(name, made)
        return made

    def _words(self, row: Row) -> dict[str, str]:
        name = row.text("name")
        text = self.tongues.words(row, "label")
        if text is None:
            self.ledger.add("no_label", row.sheet, row.number, name=name)
        return text or dict.fromkeys(self.tongues.codes, name)

    def _scale_points(self, name: str, choices: list[Plain]) -> None:
        given = [one["points"] for one in choices if "points" in one]
        most = max((value for value in given if isinstance(value, int | float)), default=0)
        if most <= 1:
            return
        self.ledger.add("points_scaled", "choices", self.rows[name][0].number, most=most, list=name)
        for one in choices:
            if isinstance(one.get("points"), int | float):
                one["points"] = round(one["points"] / most, 6)


def _extras(row: Row) -> Plain:
    extras: Plain = {}
    share = next((key for key in _SHARES if row.text(key)), None)
    for key, heading in (("points", share), ("plus", "plus")):
        if not heading or not row.text(heading):
            continue
        value = decoded(row.text(heading))
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
            row.note("no_number", heading)
        elif value or key == "points":
            extras[key] = value
            row.take(heading)
        else:
            row.take(heading)
    if row.text("exclusive").lower() in ("true", "yes", "1"):
        extras["exclusive"] = True
        row.take("exclusive")
    if row.text("worded").lower() == "false":
        extras["worded"] = False
        row.take("worded")
    return extras
