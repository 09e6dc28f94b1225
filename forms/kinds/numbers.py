"""Counts of several things at once, such as customers and staff."""

from __future__ import annotations

from typing import Any

from forms.kinds import fields
from forms.kinds.base import RESERVED, Kind, Pairs, QuestionForm, Settings, lacking, must, number, spread
from forms.reading import Reader, note_doubles
from forms.shapes import Choice, Question

MOST = 1_000_000


class Numbers(Kind):
    """Value: {part id: whole number} with every part. `settings["parts"]`: [{id, text, min, max}]."""

    name = "numbers"

    def read(self, reader: Reader, weight: float) -> tuple[tuple[Choice, ...], Settings]:
        readers = reader.items("parts", 1, 6)
        parts = [_read_part(one) for one in readers]
        note_doubles(readers, [part["id"] for part in parts], "part")
        return (), {"parts": parts}

    def write(self, question: Question) -> Settings:
        return {"parts": [dict(part) for part in question.settings["parts"]]}

    def main(self, question: Question) -> str:
        return str(question.settings["parts"][0]["id"])

    def fields(self, question: Question, language: str) -> dict[str, Any]:
        return {
            part["id"]: fields.whole(part["text"][language], part["min"], part["max"], needed=must(question))
            for part in question.settings["parts"]
        }

    def value(self, form: QuestionForm) -> dict[str, int] | None:
        given = {part["id"]: form[part["id"]].data for part in form.question.settings["parts"]}
        return None if any(count is None for count in given.values()) else given

    def faults(self, form: QuestionForm) -> list[str]:
        ids = [part["id"] for part in form.question.settings["parts"]]
        return lacking(form, ids, {id_: True for id_ in ids if form[id_].data is not None})

    def parts(self, question: Question, value: Any) -> Pairs:
        ids = [part["id"] for part in question.settings["parts"]]
        return spread(value, dict.fromkeys(ids, number), self.main(question))

    def summary(self, question: Question, value: Any, language: str) -> str:
        if not isinstance(value, dict):
            return ""
        parts = [part for part in question.settings["parts"] if part["id"] in value]
        return ", ".join(f"{part['text'][language]}: {value[part['id']]}" for part in parts)


def _read_part(reader: Reader) -> dict[str, Any]:
    part: dict[str, Any] = {
        "id": reader.id(reserved=RESERVED),
        "text": reader.text("text"),
        "min": reader.integer("min", 0, MOST, 0),
        "max": reader.integer("max", 0, MOST, 9999),
    }
    if part["min"] >= part["max"]:
        reader.note("must be less than max", "min")
    reader.finish()
    return part
