"""One of several choices, each with its points and perhaps a plus."""

from __future__ import annotations

from typing import Any

from forms.kinds import fields
from forms.kinds.base import Kind, Pairs, QuestionForm, Settings, must, word
from forms.kinds.choosing import options, read_choices, words_of, write_choices
from forms.kinds.moments import read_moments
from forms.phrases import say
from forms.reading import Reader
from forms.shapes import Choice, Question


class One(Kind):
    """Value: the id of the choice. With `plus_only` the choices have pluses alone and nothing is in the base.

    `settings["moments"]`: which choice the time between two moments of the visit answers.
    """

    name = "one"
    operators = frozenset({"answered", "equals", "one_of"})

    def read(self, reader: Reader, weight: float) -> tuple[tuple[Choice, ...], Settings]:
        choices = read_choices(reader, points=weight > 0, extras=True)
        plus_only = reader.flag("plus_only")
        if plus_only and weight:
            reader.note("a plus question is never in the base: leave out its weight", "plus_only")
        if plus_only and not any(choice.plus for choice in choices):
            reader.note("at least one choice needs a plus", "choices")
        return choices, {**({"plus_only": True} if plus_only else {}), **read_moments(reader, choices)}

    def write(self, question: Question) -> Settings:
        return {**question.settings, "choices": write_choices(question.choices)}

    def can_score(self, question: Question) -> bool:
        return True

    def comparable(self, question: Question) -> list[str]:
        return [choice.id for choice in question.choices]

    def fields(self, question: Question, language: str) -> dict[str, Any]:
        given = options(question.choices, language)
        return {"value": fields.one_of(say("answer", language), given, language, needed=must(question))}

    def value(self, form: QuestionForm) -> str | None:
        return form["value"].data or None

    def parts(self, question: Question, value: Any) -> Pairs:
        return [("value", word(value))]

    def points(self, question: Question, value: Any) -> float | None:
        choice = question.choice(value)
        return choice.points if choice and not question.settings.get("plus_only") else None

    def plus(self, question: Question, value: Any) -> float:
        choice = question.choice(value)
        return choice.plus if choice else 0

    def summary(self, question: Question, value: Any, language: str) -> str:
        return words_of(question.choices, value, language)
