"""One whole number, such as a count; where it is scored, each number has its points."""

from __future__ import annotations

from typing import Any

from forms.kinds import base, fields
from forms.kinds.base import Kind, Pairs, QuestionForm, Settings, must
from forms.phrases import say
from forms.reading import Reader, is_number
from forms.shapes import Choice, Question

LEAST, MOST = -1_000_000, 1_000_000
MOST_POINTS = 100
MOST_COMPARED = 1000


class Number(Kind):
    """Value: a whole number from `settings["min"]` to `["max"]`, in `["unit"]` (words, optional).

    `settings["points"]` are those of 0, 1, 2 …; the last counts for all above.
    """

    name = "number"
    operators = frozenset({"answered", "equals", "one_of", "less", "more"})

    def read(self, reader: Reader, weight: float) -> tuple[tuple[Choice, ...], Settings]:
        settings: Settings = {
            "min": reader.integer("min", LEAST, MOST, 0),
            "max": reader.integer("max", LEAST, MOST, 999),
        }
        if settings["min"] >= settings["max"]:
            reader.note("must be less than max", "min")
        if reader.has("unit"):
            settings["unit"] = reader.text("unit")
        if reader.has("points"):
            settings["points"] = _read_points(reader)
            if settings["min"] != 0:
                reader.note("points are those of 0, 1, 2 …: leave min at 0", "min")
        elif weight:
            reader.note("the question is scored: give the points (0–1) of 0, 1, 2 … as a list", "points")
        return (), settings

    def write(self, question: Question) -> Settings:
        return dict(question.settings)

    def can_score(self, question: Question) -> bool:
        return "points" in question.settings

    def comparable(self, question: Question) -> range | None:
        """None where there are too many to look through."""
        possible = _range(question)
        return possible if len(possible) <= MOST_COMPARED else None

    def fields(self, question: Question, language: str) -> dict[str, Any]:
        low, high = question.settings["min"], question.settings["max"]
        unit = question.settings.get("unit")
        label = f"{say('answer', language)} ({unit[language]})" if unit else say("answer", language)
        return {"value": fields.whole(label, low, high, needed=must(question))}

    def value(self, form: QuestionForm) -> int | None:
        return form["value"].data

    def parts(self, question: Question, value: Any) -> Pairs:
        return [("value", base.number(value))]

    def points(self, question: Question, value: Any) -> float | None:
        points = question.settings.get("points")
        if not points or not _is_whole(value) or value not in _range(question):
            return None
        return points[min(value, len(points) - 1)]

    def summary(self, question: Question, value: Any, language: str) -> str:
        """`12 kpl`."""
        if not _is_whole(value) or value not in _range(question):
            return ""
        unit = question.settings.get("unit")
        return f"{value}\u00a0{unit[language]}" if unit else str(value)


def _range(question: Question) -> range:
    return range(question.settings["min"], question.settings["max"] + 1)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _read_points(reader: Reader) -> list[float]:
    points = reader.take("points")
    fits = isinstance(points, list) and 1 <= len(points) <= MOST_POINTS
    if not fits or not all(is_number(share) and 0 <= share <= 1 for share in points):
        sentence = "must be a list of 1 to %(most)s numbers from 0 to 1: the points of 0, 1, 2 …"
        reader.note(sentence, "points", most=MOST_POINTS)
        return [0, 1]
    return [int(share) if share == int(share) else share for share in points]
