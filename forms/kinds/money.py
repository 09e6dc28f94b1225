"""An amount of money."""

from __future__ import annotations

from typing import Any

from forms.kinds import fields
from forms.kinds.base import Kind, Pairs, QuestionForm, Settings, must, word
from forms.phrases import say
from forms.reading import Reader
from forms.shapes import Choice, Question

MOST = 999_999.99
CURRENCIES = ("EUR", "SEK", "NOK", "DKK", "GBP", "USD", "CHF")
_SIGNS = {"EUR": "€", "GBP": "£", "USD": "$", "SEK": "kr", "NOK": "kr", "DKK": "kr"}


class Money(Kind):
    """Value: a decimal text with two places, "12.50"."""

    name = "money"
    operators = frozenset({"answered", "less", "more"})

    def read(self, reader: Reader, weight: float) -> tuple[tuple[Choice, ...], Settings]:
        return (), {
            "currency": reader.one_of("currency", CURRENCIES, "EUR"),
            "max": reader.number("max", 0.01, MOST, MOST),
        }

    def write(self, question: Question) -> Settings:
        return dict(question.settings)

    def fields(self, question: Question, language: str) -> dict[str, Any]:
        label = f"{say('answer', language)} ({question.settings['currency']})"
        most = f"{question.settings['max']:.2f}"
        limit = amount(most, language, question.settings["currency"]) if question.settings["max"] < MOST else ""
        told = say("at_most", language, most=limit) if limit else ""
        return {"value": fields.money(label, most, needed=must(question), told=told)}

    def value(self, form: QuestionForm) -> str | None:
        return form["value"].data or None

    def parts(self, question: Question, value: Any) -> Pairs:
        return [("value", word(value))]

    def summary(self, question: Question, value: Any, language: str) -> str:
        return amount(value, language, question.settings["currency"])


def amount(value: Any, language: str, currency: str = "EUR") -> str:
    """"12.50" → "12,50 €" in Finnish and Swedish, "€12.50" in English."""
    if not isinstance(value, str):
        return ""
    sign = _SIGNS.get(currency, currency)
    if language in ("fi", "sv"):
        return f"{value.replace('.', ',')}\u00a0{sign}"
    return f"{sign}{value}" if len(sign) == 1 else f"{value}\u00a0{sign}"
