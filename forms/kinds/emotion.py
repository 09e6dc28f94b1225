"""One or two of eight emotions, each with its strength."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.kinds import fields
from forms.kinds.base import Kind, Pairs, QuestionForm, number, word
from forms.kinds.fields import UNFIT
from forms.phrases import EMOTIONS, STRENGTHS, in_language, say
from forms.shapes import Question

POSITIVE = ("joy", "trust", "anticipation", "surprise")


class Emotion(Kind):
    """Value: [{"emotion": "joy", "strength": 2}], one or two, in the order of `EMOTIONS`.

    Posted as `emotion` (once or twice) and `strength_<emotion>` (1–3) for each; the strength of an emotion that is
    not chosen is left aside.
    """

    name = "emotion"

    def main(self, question: Question) -> str:
        return "emotion"

    def fields(self, question: Question, language: str) -> dict[str, Any]:
        chosen = [(emotion, in_language(words, language).capitalize()) for emotion, words in EMOTIONS.items()]
        steps = [(str(strength), in_language(words, language).capitalize()) for strength, words in STRENGTHS.items()]
        made = {"emotion": fields.some_of(say("emotion", language), chosen, language)}
        for emotion, words in chosen:
            made[f"strength_{emotion}"] = fields.one_of(say("strength_of", language, of=words.lower()), steps, language)
        return made

    def value(self, form: QuestionForm) -> list[dict[str, Any]] | None:
        chosen = form["emotion"].data or []
        return [
            {"emotion": emotion, "strength": int(form[f"strength_{emotion}"].data or 0)}
            for emotion in EMOTIONS
            if emotion in chosen
        ] or None

    def faults(self, form: QuestionForm) -> list[str]:
        chosen = form["emotion"].data or []
        if len(chosen) > 2 or len(set(chosen)) < len(chosen):
            return [say("two_emotions", form.language)]
        lacking = [emotion for emotion in chosen if not form[f"strength_{emotion}"].data]
        return [say("strength_missing", form.language, of=name(emotion, form.language)) for emotion in lacking]

    def parts(self, question: Question, value: Any) -> Pairs:
        return [pair for one in value for pair in _feeling(one)] if isinstance(value, list) else [("emotion", UNFIT)]

    def valence(self, value: Any) -> float | None:
        """The mean signed strength of the emotions."""
        if not isinstance(value, list) or not value:
            return None
        signed = [_signed(one) for one in value]
        return None if None in signed else sum(signed) / len(signed)  # type: ignore[arg-type]

    def summary(self, question: Question, value: Any, language: str) -> str:
        """`ilo (vahva), yllätys (lievä)`."""
        feelings = [one for one in value if _signed(one) is not None] if isinstance(value, list) else []
        strengths = [in_language(STRENGTHS[one["strength"]], language) for one in feelings]
        names = [name(one["emotion"], language) for one in feelings]
        return ", ".join(f"{felt} ({strength})" for felt, strength in zip(names, strengths, strict=True))


def name(emotion: str, language: str) -> str:
    """The emotion's name."""
    return in_language(EMOTIONS[emotion], language)


def _feeling(one: object) -> Pairs:
    if not isinstance(one, Mapping) or one.keys() != {"emotion", "strength"} or one["emotion"] not in tuple(EMOTIONS):
        return [("emotion", UNFIT)]
    return [("emotion", word(one["emotion"])), (f"strength_{one['emotion']}", number(one["strength"]))]


def _signed(one: object) -> float | None:
    if not isinstance(one, Mapping) or one.get("emotion") not in tuple(EMOTIONS):
        return None
    strength = one.get("strength")
    if isinstance(strength, bool) or strength not in tuple(STRENGTHS) or not isinstance(strength, int):
        return None
    return strength if one["emotion"] in POSITIVE else -strength
