"""The moment that stands out: where, good or bad, how strongly, and the detail that made it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.kinds import fields
from forms.kinds.base import Kind, Pairs, QuestionForm, lacking, number, spread, word
from forms.kinds.choosing import options, words_of
from forms.phrases import SIGNS, STRENGTHS, in_language, say
from forms.shapes import Question

TEXT_LIMIT = 2000
NEEDED = ("touchpoint", "sign", "strength")


class Moment(Kind):
    """Value: {"touchpoint", "sign": "plus" or "minus", "strength": 1–3, "words"}; the words may be absent.

    The question's `choices` are the questionnaire's touchpoints, put there when it is read.
    """

    name = "moment"

    def choices_from(self, settings: Mapping[str, Any]) -> str:
        return "touchpoints"

    def main(self, question: Question) -> str:
        return "touchpoint"

    def fields(self, question: Question, language: str) -> dict[str, Any]:
        signs = [(sign, in_language(words, language).capitalize()) for sign, words in SIGNS.items()]
        steps = [(str(strength), in_language(words, language).capitalize()) for strength, words in STRENGTHS.items()]
        places = options(question.choices, language)
        return {
            "touchpoint": fields.one_of(say("touchpoint", language), places, language),
            "sign": fields.one_of(say("sign", language), signs, language),
            "strength": fields.one_of(say("strength", language), steps, language),
            "words": fields.words(say("words", language), TEXT_LIMIT, 3),
        }

    def value(self, form: QuestionForm) -> dict[str, Any] | None:
        given = {part: form[part].data for part in (*NEEDED, "words") if form[part].data}
        return {**given, "strength": int(given["strength"])} if "strength" in given else given or None

    def faults(self, form: QuestionForm) -> list[str]:
        return lacking(form, NEEDED, self.value(form))

    def parts(self, question: Question, value: Any) -> Pairs:
        return spread(value, {"touchpoint": word, "sign": word, "strength": number, "words": word}, "touchpoint")

    def valence(self, value: Any) -> float | None:
        if not isinstance(value, dict) or value.get("sign") not in tuple(SIGNS):
            return None
        strength = value.get("strength")
        if isinstance(strength, bool) or not isinstance(strength, int) or strength not in STRENGTHS:
            return None
        return strength if value["sign"] == "plus" else -strength

    def summary(self, question: Question, value: Any, language: str) -> str:
        """`Tervehdys (myönteinen, vahva): hän muisti nimeni`."""
        if self.valence(value) is None:
            return ""
        place = words_of(question.choices, value.get("touchpoint"), language)
        tone = f"{in_language(SIGNS[value['sign']], language)}, {in_language(STRENGTHS[value['strength']], language)}"
        return f"{place} ({tone})" + (f": {value['words']}" if value.get("words") else "")
