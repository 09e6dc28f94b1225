"""How likely to recommend, 0–10."""

from __future__ import annotations

from typing import Any

from forms.kinds import fields
from forms.kinds.base import Kind, Pairs, QuestionForm, must, number
from forms.phrases import say
from forms.shapes import Question


class Nps(Kind):
    """Value: 0–10."""

    name = "nps"
    operators = frozenset({"answered", "equals", "one_of", "less", "more"})

    def comparable(self, question: Question) -> range:
        return range(11)

    def fields(self, question: Question, language: str) -> dict[str, Any]:
        options = [(str(step), str(step)) for step in range(11)]
        return {"value": fields.one_of(say("answer", language), options, language, needed=must(question))}

    def value(self, form: QuestionForm) -> int | None:
        return int(form["value"].data) if form["value"].data else None

    def parts(self, question: Question, value: Any) -> Pairs:
        return [("value", number(value))]

    def summary(self, question: Question, value: Any, language: str) -> str:
        return f"{value}/10"
