"""A till receipt: photos of it, and what is read from it."""

from __future__ import annotations

from typing import Any

from forms.kinds import fields
from forms.kinds.base import Kind, Pairs, QuestionForm, Settings, spread, word
from forms.kinds.money import MOST, amount
from forms.phrases import MATCHES, in_language, say
from forms.reading import Reader
from forms.shapes import Choice, Question

PARTS = ("text", "total", "time")
TEXT_LIMIT = 2000


class Receipt(Kind):
    """Value: {"text", "total", "time"}, those that are given, plus "match" once the text was compared.

    `match` is the office's: whoever compares the text sets it, over whatever came.
    """

    name = "receipt"

    def read(self, reader: Reader, weight: float) -> tuple[tuple[Choice, ...], Settings]:
        given = reader.take("parts")
        parts = [] if given is None else given
        if not isinstance(parts, list) or any(part not in PARTS for part in parts):
            reader.note("must be a list of some of %(options)s", "parts", options=", ".join(PARTS))
            parts = []
        settings: Settings = {"parts": [part for part in PARTS if part in parts]}
        settings["max"] = reader.integer("max", 1, 10, 3)
        if reader.has("points"):
            settings["points"] = _read_points(reader)
            if "text" not in parts:
                reader.note("points come from comparing the text: the parts need text", "points")
        return (), settings

    def write(self, question: Question) -> Settings:
        return dict(question.settings)

    def can_score(self, question: Question) -> bool:
        return "points" in question.settings

    def photo_limit(self, question: Question) -> int:
        return int(question.settings["max"])

    def main(self, question: Question) -> str:
        return "photos"

    def fields(self, question: Question, language: str) -> dict[str, Any]:
        made = {
            "text": fields.words(say("text", language), TEXT_LIMIT, 3),
            "total": fields.money(say("total", language), f"{MOST:.2f}"),
            "time": fields.clock(say("time", language)),
        }
        made = {part: made[part] for part in question.settings["parts"]}
        if self.can_score(question):
            made["match"] = fields.hidden_one_of(tuple(MATCHES), language)
        return made

    def value(self, form: QuestionForm) -> dict[str, str] | None:
        given = {part: form[part].data for part in (*PARTS, "match") if part in form and form[part].data}
        if "time" in given:
            given["time"] = given["time"][:5]
        return given if given.keys() - {"match"} else None

    def parts(self, question: Question, value: Any) -> Pairs:
        known = [*question.settings["parts"], *(["match"] if self.can_score(question) else [])]
        return spread(value, dict.fromkeys(known, word), self.main(question))

    def points(self, question: Question, value: Any) -> float | None:
        match = value.get("match") if isinstance(value, dict) else None
        return question.settings.get("points", {}).get(match) if isinstance(match, str) else None

    def summary(self, question: Question, value: Any, language: str) -> str:
        """The parts that are given; what the comparison found stands in brackets after the text."""
        if not isinstance(value, dict):
            return ""
        said = [_said(part, value[part], language) for part in PARTS if value.get(part)]
        if isinstance(value.get("match"), str) and value["match"] in MATCHES:
            said.append(f"({in_language(MATCHES[value['match']], language)})")
        return " ".join(said)


def _read_points(reader: Reader) -> dict[str, float]:
    inner = reader.inner(reader.take("points"), "points")
    points = {match: inner.number(match, 0, 1) for match in MATCHES}
    for match in MATCHES:
        if not inner.has(match):
            inner.note("its points (0–1) are missing", match)
    inner.finish()
    return {match: 0 if share is None else share for match, share in points.items()}


def _said(part: str, value: str, language: str) -> str:
    if part == "text":
        return f"”{value}”" if language in ("fi", "sv") else f"“{value}”"
    shown = amount(value, language) if part == "total" else value
    return f"{say(part, language)}: {shown}."
