"""A stay seen in several sittings: when, where, what was felt, in a few words each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.kinds import fields
from forms.kinds.base import Kind, Pairs, QuestionForm, Settings, number, spread, word
from forms.kinds.choosing import options, words_of
from forms.kinds.emotion import POSITIVE, name
from forms.kinds.fields import UNFIT
from forms.kinds.promise import spoken_day
from forms.phrases import EMOTIONS, STRENGTHS, in_language, say
from forms.reading import Reader
from forms.shapes import Choice, Question

TEXT_LIMIT = 1000
NEEDED = ("on", "touchpoint", "emotion", "strength")
PARTS = ("on", "time", "touchpoint", "emotion", "strength", "words")
_TYPES = {**dict.fromkeys(PARTS, word), "strength": number}


class Sittings(Kind):
    """Value: [{"on", "time", "touchpoint", "emotion", "strength": 1–3, "words"}, …] by day and time; time and words may
    be absent. Posted as `<n>_<part>`, n from 1; a sitting in which nothing stands is none. The question's `choices` are
    the questionnaire's touchpoints."""

    name = "sittings"
    most = 3

    def read(self, reader: Reader, weight: float) -> tuple[tuple[Choice, ...], Settings]:
        return (), {"max": reader.integer("max", 2, 20, 8)}

    def write(self, question: Question) -> Settings:
        return dict(question.settings)

    def choices_from(self, settings: Mapping[str, Any]) -> str:
        return "touchpoints"

    def main(self, question: Question) -> str:
        return "1_on"

    def fields(self, question: Question, language: str) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for n in _numbers(question):
            made |= {f"{n}_{part}": field for part, field in _fields(question, language).items()}
        return made

    def value(self, form: QuestionForm) -> list[dict[str, Any]] | None:
        given = [_sitting(form, n) for n in _numbers(form.question)]
        return sorted(filter(None, given), key=lambda one: (one.get("on", ""), one.get("time", ""))) or None

    def faults(self, form: QuestionForm) -> list[str]:
        return [fault for n in _numbers(form.question) for fault in _faults(form, n)]

    def parts(self, question: Question, value: Any) -> Pairs:
        if not isinstance(value, list) or len(value) > question.settings["max"]:
            return [("1_on", UNFIT)]
        spreads = [spread(one, _TYPES, "on") for one in value]
        return [(f"{n}_{part}", text) for n, pairs in enumerate(spreads, 1) for part, text in pairs]

    def valences(self, value: Any) -> list[tuple[str, str | None, float]]:
        signed = [(one, _signed(one)) for one in value] if isinstance(value, list) else []
        return [(one["on"], one.get("time"), strength) for one, strength in signed if strength is not None]

    def summary(self, question: Question, value: Any, language: str) -> str:
        """`30.11.2026 18:30 Aamiainen: ilo (selvä), leipä oli lämmintä; …`."""
        felt = [one for one in value if _signed(one) is not None] if isinstance(value, list) else []
        return "; ".join(_said(question, one, language) for one in felt)


def _numbers(question: Question) -> range:
    return range(1, question.settings["max"] + 1)


def _fields(question: Question, language: str) -> dict[str, Any]:
    emotions = [(emotion, in_language(words, language).capitalize()) for emotion, words in EMOTIONS.items()]
    steps = [(str(strength), in_language(words, language).capitalize()) for strength, words in STRENGTHS.items()]
    return {
        "on": fields.day(say("on", language)),
        "time": fields.clock(say("time", language)),
        "touchpoint": fields.one_of_list(say("where", language), options(question.choices, language), language),
        "emotion": fields.one_of(say("felt", language), emotions, language),
        "strength": fields.one_of(say("strength", language), steps, language),
        "words": fields.words(say("words", language), TEXT_LIMIT, 2),
    }


def _sitting(form: QuestionForm, n: int) -> dict[str, Any]:
    given = {part: form[f"{n}_{part}"].data for part in PARTS}
    sitting = {part: text for part, text in given.items() if text}
    if "time" in sitting:
        sitting["time"] = sitting["time"][:5]
    if "strength" in sitting:
        sitting["strength"] = int(sitting["strength"])
    return sitting


def _faults(form: QuestionForm, n: int) -> list[str]:
    sitting = _sitting(form, n)
    missing = [form[f"{n}_{part}"].label.text for part in NEEDED if part not in sitting]
    if not sitting or not missing:
        return []
    return [say("each_part_of_sitting", form.language, n=n, parts=", ".join(missing))]


def _signed(one: object) -> float | None:
    """The signed strength of a sitting that is whole; None for anything else."""
    if not isinstance(one, Mapping) or not isinstance(one.get("on"), str) or one.get("emotion") not in tuple(EMOTIONS):
        return None
    strength = one.get("strength")
    if not isinstance(strength, int) or isinstance(strength, bool) or strength not in STRENGTHS:
        return None
    return strength if one["emotion"] in POSITIVE else -strength


def _said(question: Question, one: Mapping[str, Any], language: str) -> str:
    when = " ".join(filter(None, [spoken_day(one["on"], language), str(one.get("time") or "")]))
    place = words_of(question.choices, one.get("touchpoint"), language)
    felt = f"{name(one['emotion'], language)} ({in_language(STRENGTHS[one['strength']], language)})"
    return f"{when} {place}: {felt}" + (f", {one['words']}" if one.get("words") else "")
