"""One thing picked from the questionnaire itself: a detail that was asked about, or a touchpoint."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.kinds import fields
from forms.kinds.base import Kind, Pairs, QuestionForm, Settings, must, word
from forms.kinds.choosing import options, words_of
from forms.phrases import say
from forms.reading import Reader
from forms.shapes import Choice, Question

SOURCES = ("details", "touchpoints")


class Pick(Kind):
    """Value: the id of a question (`of: details`) or of a touchpoint (`of: touchpoints`).

    The question's `choices` are put there when the questionnaire is read; those of `details` name their section as
    `group`.
    """

    name = "pick"
    operators = frozenset({"answered", "equals", "one_of"})
    most = 20

    def read(self, reader: Reader, weight: float) -> tuple[tuple[Choice, ...], Settings]:
        if not reader.has("of"):
            reader.note("must be one of %(options)s", "of", options=", ".join(SOURCES))
        return (), {"of": reader.one_of("of", SOURCES) or "touchpoints"}

    def write(self, question: Question) -> Settings:
        return dict(question.settings)

    def choices_from(self, settings: Mapping[str, Any]) -> str:
        return str(settings["of"])

    def comparable(self, question: Question) -> list[str]:
        return [choice.id for choice in question.choices]

    def fields(self, question: Question, language: str) -> dict[str, Any]:
        label, needed = say("answer", language), must(question)
        if question.settings["of"] == "touchpoints":
            return {"value": fields.one_of(label, options(question.choices, language), language, needed=needed)}
        groups = [(one.id, one.text[language], one.group[language]) for one in question.choices if one.group]
        return {"value": fields.one_of_groups(label, groups, language, needed=needed)}

    def value(self, form: QuestionForm) -> str | None:
        return form["value"].data or None

    def parts(self, question: Question, value: Any) -> Pairs:
        return [("value", word(value))]

    def summary(self, question: Question, value: Any, language: str) -> str:
        return words_of(question.choices, value, language) if isinstance(value, str) else ""
