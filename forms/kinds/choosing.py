"""What the kinds with choices share: reading, writing and saying them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from forms.reading import Reader, note_doubles
from forms.shapes import Choice

MOST_CHOICES = 30


def read_choices(
    reader: Reader, key: str = "choices", *, points: bool = False, extras: bool = False
) -> tuple[Choice, ...]:
    """The choices at `key`; with `points` each needs its points, with `extras` each may have plus and exclusive."""
    readers = reader.items(key, 2, MOST_CHOICES)
    choices = tuple(_choice(one, points, extras) for one in readers)
    note_doubles(readers, [choice.id for choice in choices], "choice")
    return choices


def write_choices(choices: Iterable[Choice]) -> list[dict[str, Any]]:
    """The choices as plain data, without what is at its default."""
    return [_plain(choice) for choice in choices]


def options(choices: Iterable[Choice], language: str) -> list[tuple[str, str]]:
    """The choices as (value, words)."""
    return [(choice.id, choice.text[language]) for choice in choices]


def words_of(choices: Iterable[Choice], choice_id: object, language: str) -> str:
    """The words of the choice with this id; the id itself where there is no such choice."""
    return next((choice.text[language] for choice in choices if choice.id == choice_id), str(choice_id))


def _choice(reader: Reader, points: bool, extras: bool) -> Choice:
    choice = Choice(
        id=reader.id(),
        text=reader.text("text") or {},
        points=reader.number("points", 0, 1),
        plus=(reader.number("plus", 0, 10, 0) if extras else 0) or 0,
        exclusive=reader.flag("exclusive") if extras else False,
    )
    if points and choice.points is None:
        reader.note("the question is scored, so each choice needs its points (0–1)", "points")
    reader.finish()
    return choice


def _plain(choice: Choice) -> dict[str, Any]:
    plain: dict[str, Any] = {"id": choice.id, "text": dict(choice.text)}
    if choice.points is not None:
        plain["points"] = choice.points
    if choice.plus:
        plain["plus"] = choice.plus
    if choice.exclusive:
        plain["exclusive"] = True
    return plain
