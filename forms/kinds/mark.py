"""Where on the visit's timeline the mood turned, for good or bad; or that it did not turn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.kinds import fields
from forms.kinds.base import Kind, Pairs, QuestionForm, lacking, spread, word
from forms.kinds.choosing import options, words_of
from forms.phrases import SIGNS, in_language, say
from forms.shapes import Question

TEXT_LIMIT = 2000
NEEDED = ("touchpoint", "sign")
PARTS = (*NEEDED, "time", "words")


class Mark(Kind):
    """Value: {"none": true}, or {"touchpoint", "sign": "plus" or "minus", "time": "13:45", "words"}; time and words may
    be absent. The question's `choices` are the questionnaire's touchpoints."""

    name = "mark"

    def choices_from(self, settings: Mapping[str, Any]) -> str:
        return "touchpoints"

    def main(self, question: Question) -> str:
        return "touchpoint"

    def fields(self, question: Question, language: str) -> dict[str, Any]:
        signs = [(sign, in_language(words, language).capitalize()) for sign, words in SIGNS.items()]
        return {
            "none": fields.tick(say("no_turn", language)),
            "touchpoint": fields.one_of(say("where", language), options(question.choices, language), language),
            "sign": fields.one_of(say("turned_to", language), signs, language),
            "time": fields.clock(say("time", language)),
            "words": fields.words(say("words", language), TEXT_LIMIT, 2),
        }

    def value(self, form: QuestionForm) -> dict[str, Any] | None:
        if form["none"].data:
            return {"none": True}
        given = {part: form[part].data for part in PARTS if form[part].data}
        return {**given, "time": given["time"][:5]} if "time" in given else given or None

    def faults(self, form: QuestionForm) -> list[str]:
        if form["none"].data:
            return [say("no_turn_alone", form.language)] if any(form[part].data for part in PARTS) else []
        return lacking(form, NEEDED, self.value(form))

    def parts(self, question: Question, value: Any) -> Pairs:
        if isinstance(value, dict) and value.keys() == {"none"} and value["none"] is True:
            return [("none", "y")]
        return spread(value, dict.fromkeys(PARTS, word), "touchpoint")

    def summary(self, question: Question, value: Any, language: str) -> str:
        """`Kassa, kello 13:45 (kielteinen): myyjä kääntyi pois`."""
        if not isinstance(value, dict):
            return ""
        if value.get("none") is True:
            return say("no_turn_short", language)
        if value.get("sign") not in tuple(SIGNS):
            return ""
        place = words_of(question.choices, value.get("touchpoint"), language)
        at = f", {say('at', language)} {value['time']}" if value.get("time") else ""
        detail = f": {value['words']}" if value.get("words") else ""
        return f"{place}{at} ({in_language(SIGNS[value['sign']], language)}){detail}"
