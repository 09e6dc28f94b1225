"""A condition in words: ”Oliko varaus?” on kyllä. For people who never see `{equals: [fact_booking, yes]}`.

Works on whole questionnaires and on unfinished documents alike; what cannot be understood is left as it was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.kinds.duration import spoken_length
from forms.kinds.money import amount
from forms.mistakes import shown
from forms.phrases import YES_NO, in_language
from forms.reading import is_number
from forms.shapes import Condition, Questionnaire
from forms.when import write_condition

LONGEST_QUOTE = 90
DEEPEST = 60
MOST_SAID = 10**9

_SAID: dict[str, dict[str, str]] = {
    "answered": {
        "fi": "kysymykseen %(question)s on vastattu",
        "sv": "%(question)s har besvarats",
        "en": "%(question)s has been answered",
    },
    "not answered": {
        "fi": "kysymykseen %(question)s ei ole vastattu",
        "sv": "%(question)s inte har besvarats",
        "en": "%(question)s has not been answered",
    },
    "equals": {
        "fi": "%(question)s on %(value)s",
        "sv": "%(question)s är %(value)s",
        "en": "%(question)s is %(value)s",
    },
    "not equals": {
        "fi": "%(question)s ei ole %(value)s",
        "sv": "%(question)s inte är %(value)s",
        "en": "%(question)s is not %(value)s",
    },
    "includes": {
        "fi": "kysymyksessä %(question)s on valittu %(value)s",
        "sv": "%(value)s har valts i %(question)s",
        "en": "%(value)s is chosen in %(question)s",
    },
    "not includes": {
        "fi": "kysymyksessä %(question)s ei ole valittu %(value)s",
        "sv": "%(value)s inte har valts i %(question)s",
        "en": "%(value)s is not chosen in %(question)s",
    },
    "less": {
        "fi": "%(question)s on alle %(value)s",
        "sv": "%(question)s är under %(value)s",
        "en": "%(question)s is less than %(value)s",
    },
    "not less": {
        "fi": "%(question)s ei ole alle %(value)s",
        "sv": "%(question)s inte är under %(value)s",
        "en": "%(question)s is not less than %(value)s",
    },
    "more": {
        "fi": "%(question)s on yli %(value)s",
        "sv": "%(question)s är över %(value)s",
        "en": "%(question)s is more than %(value)s",
    },
    "not more": {
        "fi": "%(question)s ei ole yli %(value)s",
        "sv": "%(question)s inte är över %(value)s",
        "en": "%(question)s is not more than %(value)s",
    },
    "not": {"fi": "ei pidä paikkaansa, että %(part)s", "sv": "det inte stämmer att %(part)s", "en": "not %(part)s"},
    "and": {"fi": "ja", "sv": "och", "en": "and"},
    "or": {"fi": "tai", "sv": "eller", "en": "or"},
    "nothing": {"fi": "ehto puuttuu", "sv": "villkoret saknas", "en": "the condition is missing"},
    "when": {"fi": "kysytään, kun %(part)s", "sv": "ställs när %(part)s", "en": "asked when %(part)s"},
    "always": {"fi": "kysytään aina", "sv": "ställs alltid", "en": "always asked"},
    "days": {
        "fi": "kysytään %(days)s päivää käynnin jälkeen",
        "sv": "ställs %(days)s dagar efter besöket",
        "en": "asked %(days)s days after the visit",
    },
    "days when": {
        "fi": "kysytään %(days)s päivää käynnin jälkeen, kun %(part)s",
        "sv": "ställs %(days)s dagar efter besöket när %(part)s",
        "en": "asked %(days)s days after the visit when %(part)s",
    },
}

Source = Questionnaire | Mapping[str, Any]


def in_words(condition: Condition | Mapping[str, Any] | None, source: Source, language: str) -> str:
    """The condition as a clause in `language`: `“Oliko varaus?” is yes`. `source` is the questionnaire or the plain,
    perhaps unfinished, document it belongs to. Never raises; "" where there is no condition."""
    if condition is None:
        return ""
    plain = write_condition(condition) if isinstance(condition, Condition) else condition
    return _clause(plain, _Names(source, language), 1)


def when_asked(
    condition: Condition | Mapping[str, Any] | None, source: Source, language: str, due_after_days: int | None = None
) -> str:
    """When such a question is asked: `asked when …`, `always asked`, `asked 7 days after the visit`."""
    part = in_words(condition, source, language)
    values = {"part": part, "days": due_after_days}
    if due_after_days is not None:
        return in_language(_SAID["days when" if part else "days"], language) % values
    return in_language(_SAID["when" if part else "always"], language) % values


def phrases(language: str) -> dict[str, str]:
    """Key → phrase in `language`: how static/js/desk/editor/saying.js says the same while a condition is being made."""
    return {key: in_language(said, language) for key, said in _SAID.items()}


def quoted(text: str, language: str) -> str:
    """`text` in the quotation marks of the language, cut where it is long."""
    text = text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1].rstrip() + "…"
    return f"“{text}”" if language == "en" else f"”{text}”"


class _Names:
    """What the questions and their choices are called, in one language, whether the source is whole or not."""

    def __init__(self, source: Source, language: str) -> None:
        self.language = language
        self._questions = _questions_of(source)

    def question(self, id_: object) -> str:
        """The question's words in quotation marks; its id where it has none."""
        text = self._questions.get(id_, {}).get("text") if isinstance(id_, str) else None
        return quoted(self._words(text) or shown(id_), self.language)

    def value(self, id_: object, value: object) -> str:
        """What the question is compared with, as people say it."""
        question = self._questions.get(id_, {}) if isinstance(id_, str) else {}
        kind = question.get("kind")
        if kind == "yes_no" and isinstance(value, str) and value in YES_NO:
            return in_language(YES_NO[value], self.language)
        sized = is_number(value) and abs(value) <= MOST_SAID  # type: ignore[arg-type]
        if kind == "duration" and sized:
            return spoken_length(int(value))  # type: ignore[call-overload]
        if kind == "money" and sized:
            return amount(f"{value:.2f}", self.language, str(question.get("currency", "EUR")))
        text = self._choice(question, value)
        if text:
            return quoted(text, self.language)
        return quoted(shown(value), self.language) if isinstance(value, str) else self._number(value)

    def _choice(self, question: Mapping[str, Any], value: object) -> str:
        choices = question.get("choices")
        found = [one for one in choices if isinstance(one, Mapping) and one.get("id") == value] if choices else []
        return self._words(found[0].get("text")) if found else ""

    def _words(self, text: object) -> str:
        if not isinstance(text, Mapping):
            return ""
        said = [text.get(self.language), *(text.get(other) for other in ("fi", "sv", "en"))]
        return next((one for one in said if isinstance(one, str) and one.strip()), "")

    def _number(self, value: object) -> str:
        text = shown(value)
        return text if self.language == "en" or not isinstance(value, float) else text.replace(".", ",")


def _questions_of(source: Source) -> dict[str, Mapping[str, Any]]:
    if isinstance(source, Questionnaire):
        return {
            one.id: {
                "kind": one.kind,
                "text": one.text,
                "choices": [{"id": choice.id, "text": choice.text} for choice in one.choices],
                "currency": one.settings.get("currency", "EUR"),
            }
            for one in source.questions
        }
    found: dict[str, Mapping[str, Any]] = {}
    for section in _list(source, "sections"):
        for question in _list(section, "questions"):
            if isinstance(question, Mapping) and isinstance(question.get("id"), str):
                found.setdefault(question["id"], {**question, "choices": _list(question, "choices")})
    return found


def _list(thing: object, key: str) -> list[Any]:
    value = thing.get(key) if isinstance(thing, Mapping) else None
    return value if isinstance(value, list) else []


def _clause(plain: object, names: _Names, depth: int, denied: bool = False) -> str:
    if not isinstance(plain, Mapping) or len(plain) != 1 or depth > DEEPEST:
        return _say("nothing", names)
    operator, operand = next(iter(plain.items()))
    if operator in ("and", "or") and isinstance(operand, list) and operand:
        return _joined(operator, operand, names, depth, denied)
    if operator == "not":
        return _clause(operand, names, depth + 1, not denied)
    if operator == "answered":
        return _say("answered", names, denied, question=names.question(operand))
    if operator in ("equals", "one_of", "includes", "less", "more") and isinstance(operand, list) and len(operand) == 2:
        return _compared(str(operator), operand, names, denied)
    return _say("nothing", names)


def _joined(operator: str, parts: list[Any], names: _Names, depth: int, denied: bool) -> str:
    """`a and b`; within another join in brackets. What is denied is turned inside out where that reads better."""
    if len(parts) == 1:
        return _clause(parts[0], names, depth + 1, denied)
    said = [_clause(part, names, depth + 1) for part in parts]
    nested = [isinstance(part, Mapping) and next(iter(part), None) in ("and", "or") for part in parts]
    link = in_language(_SAID[operator], names.language)
    whole = f" {link} ".join(f"({one})" if inner else one for one, inner in zip(said, nested, strict=True))
    return _say("not", names, part=f"({whole})") if denied else whole


def _compared(operator: str, operand: list[Any], names: _Names, denied: bool) -> str:
    question, value = operand
    values = value if operator == "one_of" and isinstance(value, list) else [value]
    said = [names.value(question, one) for one in values]
    link = f" {in_language(_SAID['or'], names.language)} "
    listed = link.join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)
    key = "equals" if operator == "one_of" else operator
    return _say(key, names, denied, question=names.question(question), value=listed)


def _say(key: str, names: _Names, denied: bool = False, **values: str) -> str:
    phrase = in_language(_SAID[f"not {key}" if denied and f"not {key}" in _SAID else key], names.language)
    return phrase % values if values else phrase
