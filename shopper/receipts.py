"""What a store's till receipts should say on a day, and how the text of one compares."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from forms.receipts import compare
from shopper.models import ReceiptGreeting


def expected_greetings(greetings: Sequence[ReceiptGreeting], on: date, language: str) -> list[ReceiptGreeting]:
    """The greetings that a receipt of that day should carry, those in the store's `language` first."""
    valid = [
        one for one in greetings
        if one.valid_from_on <= on and (one.valid_until_on is None or on <= one.valid_until_on)
    ]  # fmt: skip
    return sorted(valid, key=lambda greeting: greeting.language != language)


def propose_match(text: str, greetings: Sequence[ReceiptGreeting], on: date, language: str) -> str | None:
    """How `text` fits: same, near, generic, outdated or wrong_language; None where nothing can be compared."""
    expected = [
        {"text": one.text, "language": one.language, "valid_from": one.valid_from_on, "valid_until": one.valid_until_on}
        for one in greetings
    ]
    return compare(text, expected, on, language)
