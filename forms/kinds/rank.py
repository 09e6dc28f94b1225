"""The weightiest few of several choices, in order."""

from __future__ import annotations

from typing import Any

from forms.kinds import fields
from forms.kinds.base import Kind, Pairs, QuestionForm, Settings, word
from forms.kinds.choosing import options, read_choices, words_of, write_choices
from forms.kinds.fields import UNFIT
from forms.phrases import say
from forms.reading import Reader
from forms.shapes import Choice, Question

MOST_PLACES = 10


class Rank(Kind):
    """Value: the ids of one to `settings["count"]` choices, the weightiest first, each once.

    Posted as `place_1`, `place_2` …; a place that was left free is closed up.
    """

    name = "rank"
    operators = frozenset({"answered", "includes"})

    def read(self, reader: Reader, weight: float) -> tuple[tuple[Choice, ...], Settings]:
        choices = read_choices(reader)
        most = max(2, min(MOST_PLACES, len(choices)))
        return choices, {"count": reader.integer("count", 2, most, min(3, most))}

    def write(self, question: Question) -> Settings:
        return {**question.settings, "choices": write_choices(question.choices)}

    def comparable(self, question: Question) -> list[str]:
        return [choice.id for choice in question.choices]

    def main(self, question: Question) -> str:
        return "place_1"

    def fields(self, question: Question, language: str) -> dict[str, Any]:
        given = options(question.choices, language)
        return {name: fields.one_of(say("place", language, n=n), given, language) for n, name in _places(question)}

    def value(self, form: QuestionForm) -> list[str] | None:
        return [form[name].data for _, name in _places(form.question) if form[name].data] or None

    def faults(self, form: QuestionForm) -> list[str]:
        ranked = self.value(form) or []
        return [say("one_place_each", form.language)] if len(set(ranked)) < len(ranked) else []

    def parts(self, question: Question, value: Any) -> Pairs:
        if not isinstance(value, list) or len(value) > question.settings["count"]:
            return [("place_1", UNFIT)]
        return [(f"place_{n}", word(one)) for n, one in enumerate(value, 1)]

    def summary(self, question: Question, value: Any, language: str) -> str:
        """`1. Sijainti, 2. Hinta`."""
        given = value if isinstance(value, list) else []
        return ", ".join(f"{n}. {words_of(question.choices, one, language)}" for n, one in enumerate(given, 1))


def _places(question: Question) -> list[tuple[int, str]]:
    return [(n, f"place_{n}") for n in range(1, question.settings["count"] + 1)]
