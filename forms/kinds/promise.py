"""What was promised, by whom in which role, for when, and whether the others would keep it."""

from __future__ import annotations

from datetime import date
from typing import Any

from forms.kinds import fields
from forms.kinds.base import Kind, Pairs, QuestionForm, Settings, lacking, spread, word
from forms.kinds.choosing import options, read_choices, words_of, write_choices
from forms.phrases import say
from forms.reading import Reader
from forms.shapes import Choice, Question

TEXT_LIMIT = 1000
NEEDED = ("what", "who", "others")


class Promise(Kind):
    """Value: {"what", "who", "due_on", "others"}; the day may be absent. `choices` are those of `others`."""

    name = "promise"

    def read(self, reader: Reader, weight: float) -> tuple[tuple[Choice, ...], Settings]:
        choices = read_choices(reader, points=weight > 0)
        return choices, {"roles": read_choices(reader, "roles")}

    def write(self, question: Question) -> Settings:
        return {"choices": write_choices(question.choices), "roles": write_choices(question.settings["roles"])}

    def can_score(self, question: Question) -> bool:
        return True

    def main(self, question: Question) -> str:
        return "what"

    def fields(self, question: Question, language: str) -> dict[str, Any]:
        roles, others = options(question.settings["roles"], language), options(question.choices, language)
        return {
            "what": fields.words(say("what", language), TEXT_LIMIT, 3),
            "who": fields.one_of(say("who", language), roles, language),
            "due_on": fields.day(say("due_on", language)),
            "others": fields.one_of(say("others", language), others, language),
        }

    def value(self, form: QuestionForm) -> dict[str, str] | None:
        return {part: form[part].data for part in ("what", "who", "due_on", "others") if form[part].data} or None

    def faults(self, form: QuestionForm) -> list[str]:
        return lacking(form, NEEDED, self.value(form))

    def parts(self, question: Question, value: Any) -> Pairs:
        return spread(value, dict.fromkeys(("what", "who", "due_on", "others"), word), "what")

    def points(self, question: Question, value: Any) -> float | None:
        choice = question.choice(value.get("others")) if isinstance(value, dict) else None
        return choice.points if choice else None

    def summary(self, question: Question, value: Any, language: str) -> str:
        """`pesula maksetaan – esihenkilö, viimeistään 30.11.2026. Pitäisivätkö muut sen: kyllä`."""
        if not isinstance(value, dict):
            return ""
        said = f"{value.get('what', '')} – {words_of(question.settings['roles'], value.get('who'), language)}"
        if value.get("due_on"):
            said += f", {say('by', language)} {spoken_day(value['due_on'], language)}"
        return f"{said}. {say('others', language)}: {words_of(question.choices, value.get('others'), language)}"


def spoken_day(iso: object, language: str) -> str:
    """"2026-11-30" → "30.11.2026", in English "30/11/2026"; what is no day stays as it is."""
    try:
        due = date.fromisoformat(str(iso))
    except ValueError:
        return str(iso)
    return f"{due.day}/{due.month}/{due.year}" if language == "en" else f"{due.day}.{due.month}.{due.year}"
