"""Five steps, of which the first, the middle and the last are put into words."""

from __future__ import annotations

from typing import Any

from forms.kinds import fields
from forms.kinds.base import Kind, Pairs, QuestionForm, Settings, must, number
from forms.phrases import say
from forms.reading import Reader
from forms.shapes import Choice, Question

STEPS = (1, 2, 3, 4, 5)
WORDED = (1, 3, 5)


class Scale(Kind):
    """Value: 1–5. `settings["steps"]` maps the worded steps (integers) to their words."""

    name = "scale"
    operators = frozenset({"answered", "equals", "one_of", "less", "more"})

    def read(self, reader: Reader, weight: float) -> tuple[tuple[Choice, ...], Settings]:
        steps = reader.take("steps")
        given = {str(key): words for key, words in steps.items()} if isinstance(steps, dict) else {}
        if given.keys() - {str(step) for step in STEPS}:
            reader.note("only the steps 1 to 5 can be worded", "steps")
        wanted = [step for step in STEPS if step in WORDED or str(step) in given]
        return (), {"steps": {step: reader.words(given.get(str(step)), "steps", step) for step in wanted}}

    def write(self, question: Question) -> Settings:
        return {"steps": {str(step): dict(words) for step, words in question.settings["steps"].items()}}

    def can_score(self, question: Question) -> bool:
        return True

    def comparable(self, question: Question) -> tuple[int, ...]:
        return STEPS

    def fields(self, question: Question, language: str) -> dict[str, Any]:
        steps = question.settings["steps"]
        options = [(str(step), f"{step} {steps[step][language]}" if step in steps else str(step)) for step in STEPS]
        return {"value": fields.one_of(say("answer", language), options, language, needed=must(question))}

    def value(self, form: QuestionForm) -> int | None:
        return int(form["value"].data) if form["value"].data else None

    def parts(self, question: Question, value: Any) -> Pairs:
        return [("value", number(value))]

    def points(self, question: Question, value: Any) -> float | None:
        return (value - 1) / 4 if _is_step(value) else None

    def summary(self, question: Question, value: Any, language: str) -> str:
        """`3/5: divided`; a step without words is told by its neighbours: `4/5: divided – undivided`."""
        if not _is_step(value):
            return ""
        steps = question.settings["steps"]
        around = [value] if value in steps else [step for step in (value - 1, value + 1) if step in steps]
        return f"{value}/5: " + " – ".join(steps[step][language] for step in around)


def _is_step(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value in STEPS
