"""What a store's till receipts should say on a day, and how the text of one compares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from forms.receipts import compare
from shopper.models import ReceiptGreeting, Store


def greetings_of(store: Store, on: date) -> list[ReceiptGreeting]:
    """The greetings that concern a store, whatever their days. Where the store has a text of its own in force in a
    language, the brand's in that language do not count; another store's own never do."""
    own = [one for one in store.brand.greetings if one.store_id == store.id]
    spoken = {one.language for one in own if _is_in_force(one, on)}
    shared = [one for one in store.brand.greetings if one.store_id is None]
    return [*own, *(one for one in shared if one.language not in spoken or not _is_in_force(one, on))]


def expected_greetings(store: Store, on: date) -> list[ReceiptGreeting]:
    """The greetings that a receipt of that day should carry, those in the store's language first."""
    valid = [one for one in greetings_of(store, on) if _is_in_force(one, on)]
    return sorted(valid, key=lambda greeting: greeting.language != store.language)


def propose_match(text: str, store: Store, on: date, readings: Iterable[str] = ()) -> str | None:
    """How `text` fits: same, near, generic, outdated or wrong_language; None where nothing can be compared.

    `readings`: what was read from the photos of this receipt; a text that is one of them was not typed by a person.
    """
    return compare(text, _plain(greetings_of(store, on)), on, store.language, is_read=text in readings)


def _plain(greetings: Sequence[ReceiptGreeting]) -> list[dict[str, object]]:
    return [
        {"text": one.text, "language": one.language, "valid_from": one.valid_from_on, "valid_until": one.valid_until_on}
        for one in greetings
    ]


def _is_in_force(greeting: ReceiptGreeting, on: date) -> bool:
    return greeting.valid_from_on <= on and (greeting.valid_until_on is None or on <= greeting.valid_until_on)
