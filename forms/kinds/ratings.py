"""A few things on the same line from 0 to 10, whose ends are put into words."""

from __future__ import annotations

from typing import Any

from forms.kinds import fields
from forms.kinds.base import RESERVED, Kind, Pairs, QuestionForm, Settings, lacking, must, number, spread
from forms.reading import Reader, note_doubles
from forms.shapes import Choice, Question

MOST_PARTS = 6
TOP = 10


class Ratings(Kind):
    """Value: {part id: 0–10} with every part. `settings["parts"]`: [{id, text}]; `low` and `high`: the ends' words;
    `reverse` where a high number is bad."""

    name = "ratings"

    def read(self, reader: Reader, weight: float) -> tuple[tuple[Choice, ...], Settings]:
        readers = reader.items("parts", 1, MOST_PARTS)
        parts: list[dict[str, Any]] = [{"id": one.id(reserved=RESERVED), "text": one.text("text")} for one in readers]
        note_doubles(readers, [part["id"] for part in parts], "part")
        for one in readers:
            one.finish()
        settings: Settings = {"parts": parts, "low": reader.text("low"), "high": reader.text("high")}
        if reader.flag("reverse"):
            settings["reverse"] = True
        return (), settings

    def write(self, question: Question) -> Settings:
        return {**question.settings, "parts": [dict(part) for part in question.settings["parts"]]}

    def main(self, question: Question) -> str:
        return _ids(question)[0]

    def fields(self, question: Question, language: str) -> dict[str, Any]:
        steps = [(str(step), str(step)) for step in range(TOP + 1)]
        return {
            part["id"]: fields.one_of(part["text"][language], steps, language, needed=must(question))
            for part in question.settings["parts"]
        }

    def value(self, form: QuestionForm) -> dict[str, int] | None:
        given = {id_: form[id_].data for id_ in _ids(form.question)}
        return {id_: int(step) for id_, step in given.items() if step} or None

    def faults(self, form: QuestionForm) -> list[str]:
        return lacking(form, _ids(form.question), self.value(form))

    def parts(self, question: Question, value: Any) -> Pairs:
        return spread(value, dict.fromkeys(_ids(question), number), self.main(question))

    def index(self, question: Question, value: Any) -> float | None:
        """0–100: ten times the mean of the parts, turned round with `reverse`; None where a part lacks."""
        given = value if isinstance(value, dict) else {}
        steps: list[int] = [given[id_] for id_ in _ids(question) if _is_step(given.get(id_))]
        if len(steps) < len(_ids(question)):
            return None
        mean = round(sum(steps) / len(steps) * 10, 6)
        return 100 - mean if question.settings.get("reverse") else mean

    def summary(self, question: Question, value: Any, language: str) -> str:
        """`Valikoima: 7/10, palvelu: 3/10`."""
        given = value if isinstance(value, dict) else {}
        parts = [part for part in question.settings["parts"] if _is_step(given.get(part["id"]))]
        return ", ".join(f"{part['text'][language]}: {given[part['id']]}/{TOP}" for part in parts)


def _ids(question: Question) -> list[str]:
    return [part["id"] for part in question.settings["parts"]]


def _is_step(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= TOP
