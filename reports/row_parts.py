"""What of an answer a report draws beside its words: ratings as bars, a rank as a list, sittings as a curve. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from forms.definition import Questionnaire
from forms.kinds import KINDS
from forms.kinds.promise import spoken_day
from forms.phrases import EMOTIONS, STRENGTHS
from reports.observed import Observed, Texts, in_all, in_every
from reports.sentences import sentence

_TOP = 10


def drawn(questionnaire: Questionnaire, one: Observed) -> dict[str, Any]:
    """Further keys of the question's row, by its kind; none where the value does not fit."""
    if one.skipped or one.value is None:
        return {}
    match one.question.kind:
        case "ratings":
            return _ratings(questionnaire, one)
        case "rank":
            return {"ranked": [in_every(questionnaire, choice.text) for choice in _ranked(one)]}
        case "sittings":
            return {"sittings": sittings(questionnaire, one)}
    return {}


def rated(questionnaire: Questionnaire, one: Observed, *, turned: bool = False) -> list[dict[str, Any]]:
    """The parts of a `ratings` question that were given, as {label, value 0–10}; `turned`: as what lacks to ten."""
    value = one.value if isinstance(one.value, dict) else {}
    given = [(part, value.get(part["id"])) for part in one.question.settings["parts"]]
    return [
        {"label": in_every(questionnaire, part["text"]), "value": _TOP - step if turned else step}
        for part, step in given
        if type(step) is int and 0 <= step <= _TOP
    ]


def sittings(questionnaire: Questionnaire, one: Observed) -> list[dict[str, Any]]:
    """Each sitting as report data: the day of the stay (from 1), its date, place, feeling and words."""
    whole = [value for value in one.value if _is_sitting(one, value)] if isinstance(one.value, list) else []
    first = min((date.fromisoformat(value["on"]) for value in whole), default=None)
    return [_sitting(questionnaire, one, value, first) for value in whole if first]


def day_by_day(questionnaire: Questionnaire, one: Observed) -> Texts:
    """The sittings in words, with the days of the stay counted and no dates."""

    def tell(language: str) -> str:
        return "; ".join(_told(sitting, language) for sitting in sittings(questionnaire, one))

    return in_all(questionnaire, tell)


def _ratings(questionnaire: Questionnaire, one: Observed) -> dict[str, Any]:
    ends = [in_every(questionnaire, one.question.settings[end]) for end in ("low", "high")]
    return {"ratings": rated(questionnaire, one), "ends": ends}


def _ranked(one: Observed) -> list[Any]:
    ranked = one.value if isinstance(one.value, list) else []
    return [choice for id_ in ranked if (choice := one.question.choice(id_))]


def _is_sitting(one: Observed, value: Any) -> bool:
    """Whether it is whole and names a day that there is."""
    if not KINDS["sittings"].valences([value]) or one.question.choice(value.get("touchpoint")) is None:
        return False
    try:
        return bool(date.fromisoformat(value["on"]))
    except ValueError:
        return False


def _sitting(questionnaire: Questionnaire, one: Observed, value: Any, first: date) -> dict[str, Any]:
    place = one.question.choice(value["touchpoint"])
    on, words = value["on"], value.get("words")
    return {
        "day": (date.fromisoformat(on) - first).days + 1,
        "when": in_all(questionnaire, lambda language: spoken_day(on, language)),
        "place": in_every(questionnaire, place.text) if place else "",
        "emotion": value["emotion"],
        "strength": value["strength"],
        "valence": float(KINDS["sittings"].valences([value])[0][2]),
        "words": words if isinstance(words, str) else "",
    }


def _told(sitting: dict[str, Any], language: str) -> str:
    felt = f"{EMOTIONS[sitting['emotion']][language]} ({STRENGTHS[sitting['strength']][language]})"
    day = sentence("day_of_stay", language, day=sitting["day"])
    return f"{day}, {sitting['place'][language]}: {felt}" + (f", {sitting['words']}" if sitting["words"] else "")
