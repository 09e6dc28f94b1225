"""Reading plain data strictly: every mistake is noted with its place, and reading goes on to find the rest."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from forms.words import clean, unstorable

Path = tuple[str | int, ...]
ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
TEXT_LIMIT = 1000


@dataclass(frozen=True)
class Problem:
    """One mistake: where (keys and list positions from the top) and what."""

    path: Path
    message: str

    @property
    def place(self) -> str:
        """The path as people write it: `sections[1].questions[3].choices`."""
        written = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path)
        return written.lstrip(".") or "the questionnaire"

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.path else self.message


class DefinitionError(ValueError):
    """The plain data is no questionnaire. `problems` holds all that is wrong, in reading order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def is_number(value: object) -> bool:
    """Whether it is a number: no truth value, no NaN, nothing endless."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isinstance(value, int) or math.isfinite(value)


class Reader:
    """One mapping under reading. Each method takes a key and gives a value that can be used even after a mistake."""

    def __init__(self, data: object, path: Path, problems: list[Problem], languages: Sequence[str]) -> None:
        self.path, self.problems, self.languages = path, problems, languages
        self.data: dict[Any, Any] = data if isinstance(data, dict) else {}
        self._unread = list(self.data)
        if not isinstance(data, dict):
            self.note("must be a mapping of keys to values")

    def note(self, message: str, *steps: str | int) -> None:
        """Note a mistake at this mapping, or further in by `steps`."""
        self.problems.append(Problem((*self.path, *steps), message))

    def inner(self, data: object, *steps: str | int) -> Reader:
        """A reader for a mapping further in."""
        return Reader(data, (*self.path, *steps), self.problems, self.languages)

    def has(self, key: str) -> bool:
        """Whether the key is there with something in it."""
        return self.data.get(key) is not None

    def take(self, key: str) -> Any:
        """The raw value, or None; the key counts as read."""
        if key in self._unread:
            self._unread.remove(key)
        return self.data.get(key)

    def id(self, key: str = "id", reserved: Iterable[str] = ()) -> str:
        """An id: small letters, digits and underscores."""
        value = self.take(key)
        if not isinstance(value, str) or not ID.fullmatch(value):
            self.note("must be an id of small letters, digits and underscores, beginning with a letter", key)
            return ""
        if value in reserved or value.startswith(("validate_", "filter_")):
            self.note(f"'{value}' has another use here; choose another id", key)
        return value

    def text(self, key: str, *, optional: bool = False) -> dict[str, str] | None:
        """Words in each language of the questionnaire."""
        value = self.take(key)
        if value is None and optional:
            return None
        return self.words(value, key)

    def words(self, value: object, *steps: str | int) -> dict[str, str]:
        """`value` as words in each language, in the order of the questionnaire's languages."""
        if not isinstance(value, dict):
            self.note(f"must hold the words in each language ({', '.join(self.languages)})", *steps)
            return dict.fromkeys(self.languages, "")
        for extra in value.keys() - set(self.languages):
            self.note(f"'{extra}' is not among the questionnaire's languages", *steps)
        return {language: self._word(value.get(language), *steps, language) for language in self.languages}

    def _word(self, value: object, *steps: str | int) -> str:
        if not isinstance(value, str) or not value.strip():
            self.note("the words in this language are missing", *steps)
            return ""
        if len(value) > TEXT_LIMIT:
            self.note(f"is {len(value)} characters long; at most {TEXT_LIMIT} fit", *steps)
        if unstorable(value) or clean(value) != value:
            self.note("contains a character that cannot be stored", *steps)
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        """true or false."""
        value = self.take(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.note("must be true or false", key)
            return default
        return value

    def number(self, key: str, low: float, high: float, default: float | None = None) -> float | None:
        """A number from `low` to `high`; whole ones come back as int, so that 4 and 4.0 are the same."""
        value = self.take(key)
        if value is None:
            return default
        if not is_number(value):
            self.note("must be a number", key)
            return default
        if not low <= value <= high:
            self.note(f"must be between {low} and {high}", key)
            return default
        return int(value) if value == int(value) else value

    def integer(self, key: str, low: int, high: int, default: int | None = None) -> int | None:
        """A whole number from `low` to `high`."""
        value = self.number(key, low, high, default)
        if value is not None and value != int(value):
            self.note("must be a whole number", key)
            return default
        return None if value is None else int(value)

    def one_of(self, key: str, options: Iterable[str], default: str | None = None) -> str | None:
        """One of `options`."""
        value, options = self.take(key), tuple(options)
        if value is None:
            return default
        if value not in options:
            self.note(f"must be one of {', '.join(options)}", key)
            return default
        return str(value)

    def items(self, key: str, least: int, most: int) -> list[Reader]:
        """A reader for each mapping of a list."""
        value = self.take(key)
        if not isinstance(value, list):
            self.note("must be a list", key)
            return []
        if not least <= len(value) <= most:
            self.note(f"must hold from {least} to {most} items, has {len(value)}", key)
        return [self.inner(item, key, place) for place, item in enumerate(value[:most])]

    def finish(self) -> None:
        """Note the keys that nothing has read."""
        for key in self._unread:
            self.note("is not a key that is known here", key if isinstance(key, str | int) else str(key))


def note_doubles(readers: Sequence[Reader], ids: Sequence[str], what: str) -> None:
    """Note each id that an earlier one of its siblings already has."""
    for place, (reader, given) in enumerate(zip(readers, ids, strict=True)):
        if given and given in ids[:place]:
            reader.note(f"another {what} already has the id '{given}'", "id")
