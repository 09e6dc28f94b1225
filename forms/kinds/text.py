"""Words, kept as they were written."""

from __future__ import annotations

from typing import Any

from forms.kinds import fields
from forms.kinds.base import Kind, Pairs, QuestionForm, Settings, must, word
from forms.kinds.patterns import fault
from forms.phrases import say
from forms.reading import Reader
from forms.shapes import Choice, Question

LONGEST_LINE = 200


class Words(Kind):
    """Value: the text. `settings["pattern"]` ({regex, message}) says how the whole of it is written."""

    name = "text"
    operators = frozenset({"answered", "equals", "one_of"})

    def read(self, reader: Reader, weight: float) -> tuple[tuple[Choice, ...], Settings]:
        if not reader.has("pattern"):
            return (), _read_size(reader, 3, fields.TEXT_LIMIT)
        return (), {**_read_size(reader, 1, LONGEST_LINE), "pattern": _read_pattern(reader)}

    def write(self, question: Question) -> Settings:
        return dict(question.settings)

    def fields(self, question: Question, language: str) -> dict[str, Any]:
        most, rows = question.settings["max_length"], question.settings["rows"]
        label, pattern = say("answer", language), question.settings.get("pattern")
        if not pattern:
            return {"value": fields.words(label, most, rows, needed=must(question))}
        regex, message = pattern["regex"], pattern["message"][language]
        return {"value": fields.line(label, most, regex, message, rows, needed=must(question))}

    def value(self, form: QuestionForm) -> str | None:
        return form["value"].data or None

    def parts(self, question: Question, value: Any) -> Pairs:
        return [("value", word(value))]

    def summary(self, question: Question, value: Any, language: str) -> str:
        return value if isinstance(value, str) else ""


def _read_size(reader: Reader, rows: int, most: int) -> Settings:
    return {"rows": reader.integer("rows", 1, 30, rows), "max_length": reader.integer("max_length", 1, most, most)}


def _read_pattern(reader: Reader) -> Settings:
    inner = reader.inner(reader.take("pattern"), "pattern")
    regex, message = inner.take("regex"), inner.text("message")
    wrong = fault(regex)
    if wrong:
        inner.note(wrong[0], "regex", **wrong[1])
    inner.finish()
    return {"regex": regex, "message": message}
