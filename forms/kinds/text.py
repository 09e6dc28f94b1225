"""Words, kept as they were written."""

from __future__ import annotations

from typing import Any

from forms.kinds import fields
from forms.kinds.base import Kind, Pairs, QuestionForm, Settings, must, word
from forms.phrases import say
from forms.reading import Reader
from forms.shapes import Choice, Question


class Words(Kind):
    """Value: the text."""

    name = "text"
    operators = frozenset({"answered", "equals", "one_of"})

    def read(self, reader: Reader, weight: float) -> tuple[tuple[Choice, ...], Settings]:
        return (), {
            "rows": reader.integer("rows", 1, 30, 3),
            "max_length": reader.integer("max_length", 1, fields.TEXT_LIMIT, fields.TEXT_LIMIT),
        }

    def write(self, question: Question) -> Settings:
        return dict(question.settings)

    def fields(self, question: Question, language: str) -> dict[str, Any]:
        most, rows = question.settings["max_length"], question.settings["rows"]
        return {"value": fields.words(say("answer", language), most, rows, needed=must(question))}

    def value(self, form: QuestionForm) -> str | None:
        return form["value"].data or None

    def parts(self, question: Question, value: Any) -> Pairs:
        return [("value", word(value))]

    def summary(self, question: Question, value: Any, language: str) -> str:
        return value if isinstance(value, str) else ""
