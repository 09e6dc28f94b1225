"""Photos alone."""

from __future__ import annotations

from typing import Any

from forms.kinds.base import Kind, Pairs, QuestionForm, Settings
from forms.kinds.fields import UNFIT
from forms.reading import Reader
from forms.shapes import Choice, Question


class Photo(Kind):
    """No value: the answer's photos are all of it."""

    name = "photo"

    def read(self, reader: Reader, weight: float) -> tuple[tuple[Choice, ...], Settings]:
        return (), {"max": reader.integer("max", 1, 10, 3)}

    def write(self, question: Question) -> Settings:
        return dict(question.settings)

    def photo_limit(self, question: Question) -> int:
        return int(question.settings["max"])

    def main(self, question: Question) -> str:
        return "photos"

    def value(self, form: QuestionForm) -> None:
        return None

    def missing(self, question: Question) -> str:
        return "photo_missing"

    def parts(self, question: Question, value: Any) -> Pairs:
        return [("photos", UNFIT)]

    def summary(self, question: Question, value: Any, language: str) -> str:
        return ""
