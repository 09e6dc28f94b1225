"""Yes or no; reversed where no is the good answer; or a plus that never enters the base."""

from __future__ import annotations

from typing import Any

from forms.kinds import fields
from forms.kinds.base import Kind, Pairs, QuestionForm, Settings, must, word
from forms.phrases import YES_NO, in_language, say
from forms.reading import Reader
from forms.shapes import Choice, Question


class YesNo(Kind):
    """Value: "yes" or "no"."""

    name = "yes_no"
    operators = frozenset({"answered", "equals", "one_of"})

    def read(self, reader: Reader, weight: float) -> tuple[tuple[Choice, ...], Settings]:
        settings: Settings = {}
        if reader.flag("reverse"):
            settings["reverse"] = True
        plus = reader.number("plus", 0, 10)
        if plus:
            settings["plus"] = plus
        if plus and weight:
            reader.note("a plus question is never in the base: leave out its weight", "plus")
        return (), settings

    def write(self, question: Question) -> Settings:
        return dict(question.settings)

    def can_score(self, question: Question) -> bool:
        return True

    def comparable(self, question: Question) -> list[str]:
        return list(YES_NO)

    def fields(self, question: Question, language: str) -> dict[str, Any]:
        options = [(value, in_language(words, language).capitalize()) for value, words in YES_NO.items()]
        return {"value": fields.one_of(say("answer", language), options, language, needed=must(question))}

    def value(self, form: QuestionForm) -> str | None:
        return form["value"].data or None

    def parts(self, question: Question, value: Any) -> Pairs:
        return [("value", word(value))]

    def points(self, question: Question, value: Any) -> float | None:
        if value not in ("yes", "no") or question.settings.get("plus"):
            return None
        return 1.0 if (value == "yes") != bool(question.settings.get("reverse")) else 0.0

    def plus(self, question: Question, value: Any) -> float:
        good = "no" if question.settings.get("reverse") else "yes"
        return question.settings.get("plus", 0) if value == good else 0

    def summary(self, question: Question, value: Any, language: str) -> str:
        return in_language(YES_NO[value], language) if value in ("yes", "no") else ""
