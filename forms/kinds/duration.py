"""How long something took: from two stamps, or estimated in minutes and seconds, or it never came."""

from __future__ import annotations

import re
from typing import Any

from forms.kinds import fields
from forms.kinds.base import Kind, Pairs, QuestionForm, Settings, number, spread, word
from forms.kinds.fields import UNFIT
from forms.kinds.moments import read_moments
from forms.phrases import in_language, say
from forms.reading import Reader
from forms.shapes import Choice, Question

DAY = 24 * 60 * 60
LONGEST_MINUTES = 7 * 24 * 60 - 1
_LENGTH = re.compile(r"([0-9]{1,5}):([0-5][0-9])")


class Duration(Kind):
    """Value: {"seconds": 95}, with "from" and "to" where it was stamped, or {"never": true}.

    `settings["target"]` and `["limit"]` are seconds; `["never"]` allows "never"; `["names"]` names the two stamps;
    `["moments"]` are the moments of the visit that they are.
    """

    name = "duration"
    operators = frozenset({"answered", "less", "more"})

    def read(self, reader: Reader, weight: float) -> tuple[tuple[Choice, ...], Settings]:
        settings: Settings = {}
        for key in ("target", "limit"):
            if reader.has(key) or weight:
                settings[key] = _read_length(reader, key)
        if settings.get("target", 0) >= settings.get("limit", 1 << 30):
            reader.note("the target must be shorter than the limit", "target")
        if reader.flag("never"):
            settings["never"] = True
        if reader.has("names"):
            names = reader.inner(reader.take("names"), "names")
            settings["names"] = {key: names.text(key) for key in ("from", "to")}
            names.finish()
        return (), {**settings, **read_moments(reader)}

    def write(self, question: Question) -> Settings:
        plain = dict(question.settings)
        for key in ("target", "limit"):
            if key in plain:
                plain[key] = clock_length(plain[key])
        return plain

    def can_score(self, question: Question) -> bool:
        return {"target", "limit"} <= question.settings.keys()

    def main(self, question: Question) -> str:
        return "minutes"

    def fields(self, question: Question, language: str) -> dict[str, Any]:
        names = question.settings.get("names", {})
        made = {
            "minutes": fields.whole(say("minutes", language), 0, LONGEST_MINUTES, told=False),
            "seconds": fields.whole(say("seconds", language), 0, 59),
            "from": fields.clock(in_language(names.get("from") or {"en": say("from", language)}, language)),
            "to": fields.clock(in_language(names.get("to") or {"en": say("to", language)}, language)),
        }
        if question.settings.get("never"):
            made["never"] = fields.tick(say("never", language))
        return made

    def value(self, form: QuestionForm) -> dict[str, Any] | None:
        if _never(form):
            return {"never": True}
        stamps, typed = _stamps(form), _typed(form)
        if len(stamps) == 2:
            return {"seconds": _between(stamps) if typed is None else typed, **stamps}
        return None if typed is None else {"seconds": typed}

    def faults(self, form: QuestionForm) -> list[str]:
        stamps, typed = _stamps(form), _typed(form)
        if _never(form):
            return [say("never_alone", form.language)] if stamps or typed is not None else []
        if len(stamps) == 1:
            return [say("time_needed", form.language)]
        # Stamps are cut to whole seconds, so the length measured on the phone may differ by one.
        if stamps and typed is not None and (_between(stamps) - typed) % DAY not in (0, 1, DAY - 1):
            return [say("stamps_differ", form.language)]
        return []

    def parts(self, question: Question, value: Any) -> Pairs:
        if isinstance(value, dict) and value.keys() == {"never"} and value["never"] is True:
            return [("never", "y")] if question.settings.get("never") else [("minutes", UNFIT)]
        pairs = spread(value, {"seconds": number, "from": word, "to": word}, "minutes")
        return [half for name, text in pairs for half in (_halves(text) if name == "seconds" else [(name, text)])]

    def points(self, question: Question, value: Any) -> float | None:
        if not isinstance(value, dict) or not self.can_score(question):
            return None
        if value.get("never") is True:
            return 0.0
        seconds, target, limit = value.get("seconds"), question.settings["target"], question.settings["limit"]
        if not isinstance(seconds, int) or isinstance(seconds, bool):
            return None
        return 1.0 if seconds <= target else 0.0 if seconds >= limit else (limit - seconds) / (limit - target)

    def summary(self, question: Question, value: Any, language: str) -> str:
        if not isinstance(value, dict):
            return ""
        if value.get("never") is True:
            return say("never_short", language)
        return spoken_length(value["seconds"]) if isinstance(value.get("seconds"), int) else ""


def clock_length(seconds: int) -> str:
    """95 → "1:35"."""
    return f"{seconds // 60}:{seconds % 60:02}"


def spoken_length(seconds: int) -> str:
    """95 → "1 min 35 s"; 3 700 → "1 h 1 min 40 s". The signs are the same in each of our languages."""
    hours, minutes, rest = seconds // 3600, seconds % 3600 // 60, seconds % 60
    parts = [f"{hours} h" if hours else "", f"{minutes} min" if minutes else "", f"{rest} s" if rest else ""]
    return " ".join(part for part in parts if part) or "0 s"


def _read_length(reader: Reader, key: str) -> int:
    given = reader.take(key)
    found = _LENGTH.fullmatch(given) if isinstance(given, str) else None
    if not found:
        reader.note("must be minutes and seconds, such as 2:00", key)
        return 0 if key == "target" else 1 << 29
    return int(found[1]) * 60 + int(found[2])


def _halves(seconds: str) -> Pairs:
    if not seconds.isdigit():
        return [("minutes", UNFIT)]
    return [("minutes", str(int(seconds) // 60)), ("seconds", str(int(seconds) % 60))]


def _never(form: QuestionForm) -> bool:
    return "never" in form and bool(form["never"].data)


def _stamps(form: QuestionForm) -> dict[str, str]:
    return {key: form[key].data for key in ("from", "to") if form[key].data}


def _typed(form: QuestionForm) -> int | None:
    minutes, seconds = form["minutes"].data, form["seconds"].data
    return None if minutes is None and seconds is None else (minutes or 0) * 60 + (seconds or 0)


def _between(stamps: dict[str, str]) -> int:
    """Seconds from the first stamp to the second, past midnight where need be."""
    return (_second_of_day(stamps["to"]) - _second_of_day(stamps["from"])) % DAY


def _second_of_day(clock: str) -> int:
    hours, minutes, seconds = map(int, clock.split(":"))
    return hours * 3600 + minutes * 60 + seconds
