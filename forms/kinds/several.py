"""Any number of choices; the share that is ticked is the points."""

from __future__ import annotations

from typing import Any

from forms.kinds import fields
from forms.kinds.base import Kind, Pairs, QuestionForm, Settings, word
from forms.kinds.choosing import options, read_choices, words_of, write_choices
from forms.kinds.fields import UNFIT
from forms.phrases import say
from forms.reading import Reader
from forms.shapes import Choice, Question


class Several(Kind):
    """Value: the ids of the ticked choices, in the order of the definition, never empty."""

    name = "several"
    operators = frozenset({"answered", "includes"})

    def read(self, reader: Reader, weight: float) -> tuple[tuple[Choice, ...], Settings]:
        choices = read_choices(reader, extras=True)
        counted = [choice for choice in choices if not choice.exclusive]
        for place, choice in enumerate(choices):
            if choice.points is not None or choice.plus:
                reader.note("the share that is ticked makes the points: choices have none", "choices", place)
        if choices and not counted:
            reader.note("at least one choice must not be exclusive", "choices")
        settings: Settings = {}
        enough = reader.integer("enough", 1, max(1, len(counted)))
        if enough is not None:
            settings["enough"] = enough
        if reader.flag("reverse"):
            settings["reverse"] = True
        return choices, settings

    def write(self, question: Question) -> Settings:
        return {**question.settings, "choices": write_choices(question.choices)}

    def can_score(self, question: Question) -> bool:
        return True

    def comparable(self, question: Question) -> list[str]:
        return [choice.id for choice in question.choices]

    def fields(self, question: Question, language: str) -> dict[str, Any]:
        return {"value": fields.some_of(say("answer", language), options(question.choices, language), language)}

    def value(self, form: QuestionForm) -> list[str] | None:
        ticked = form["value"].data or []
        return [choice.id for choice in form.question.choices if choice.id in ticked] or None

    def faults(self, form: QuestionForm) -> list[str]:
        ticked, question, language = form["value"].data or [], form.question, form.language
        if len(set(ticked)) < len(ticked):
            return [say("pick_some", language)]
        alone = next((choice for choice in question.choices if choice.exclusive and choice.id in ticked), None)
        return [say("alone", language, choice=alone.text[language])] if alone and len(ticked) > 1 else []

    def parts(self, question: Question, value: Any) -> Pairs:
        return [("value", word(one)) for one in value] if isinstance(value, list) else [("value", UNFIT)]

    def points(self, question: Question, value: Any) -> float | None:
        counted = [choice.id for choice in question.choices if not choice.exclusive]
        if not isinstance(value, list) or not value or not counted:
            return None
        ticked = sum(1 for choice_id in counted if choice_id in value)
        share = min(1.0, ticked / int(question.settings.get("enough", len(counted))))
        return 1 - share if question.settings.get("reverse") else share

    def summary(self, question: Question, value: Any, language: str) -> str:
        given = value if isinstance(value, list) else []
        return ", ".join(words_of(question.choices, choice_id, language) for choice_id in given)
