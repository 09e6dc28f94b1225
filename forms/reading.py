"""Reading plain data strictly: every mistake is noted with its place, and reading goes on to find the rest."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from forms.mistakes import WHOLE, shown, tell
from forms.words import clean, unstorable

Path = tuple[str | int, ...]
ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
TEXT_LIMIT = 1000
_NOT_A_LANGUAGE = "'%(given)s' is not among the questionnaire's languages; add it to languages or remove these words"
_DOUBLED = {
    "section": "another section already has the id '%(given)s'; give each its own",
    "touchpoint": "another touchpoint already has the id '%(given)s'; give each its own",
    "choice": "another choice already has the id '%(given)s'; give each its own",
    "part": "another part already has the id '%(given)s'; give each its own",
}


@dataclass(frozen=True)
class Problem:
    """One mistake: where (keys and list positions from the top) and what.

    `sentence` is English and may hold `%(name)s` for `values`; `question` is the id of the question it lies in.
    """

    path: Path
    sentence: str
    values: Mapping[str, Any] = field(default_factory=dict)
    question: str | None = None

    @property
    def message(self) -> str:
        """What is wrong and what to do, in English."""
        return self.say("en")

    @property
    def place(self) -> str:
        """The path as people write it: `sections[1].questions[3].choices (grt_t)`."""
        return self._place("en")

    def say(self, language: str) -> str:
        """What is wrong and what to do, in `language`."""
        return tell(self.sentence, self.values, language)

    def tell(self, language: str) -> str:
        """The place and the message, in `language`."""
        return f"{self._place(language)}: {self.say(language)}" if self.path else self.say(language)

    def _place(self, language: str) -> str:
        written = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path)
        written = written.lstrip(".") or WHOLE.get(language, WHOLE["en"])
        return f"{written} ({self.question})" if self.question else written

    def __str__(self) -> str:
        return self.tell("en")


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
        self._known: set[str] = set()
        if not isinstance(data, dict):
            self.note("must be a mapping of keys to values")

    def note(self, sentence: str, *steps: str | int, **values: object) -> None:
        """Note a mistake at this mapping, or further in by `steps`. The sentence is one of `forms.mistakes`; `values`
        are what it leaves open."""
        self.problems.append(Problem((*self.path, *steps), sentence, values))

    def inner(self, data: object, *steps: str | int) -> Reader:
        """A reader for a mapping further in."""
        return Reader(data, (*self.path, *steps), self.problems, self.languages)

    def has(self, key: str) -> bool:
        """Whether the key is there with something in it."""
        return self.data.get(key) is not None

    def take(self, key: str) -> Any:
        """The raw value, or None; the key counts as read."""
        self._known.add(key)
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
            self.note("'%(given)s' has another use here; choose another id", key, given=value)
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
            languages = ", ".join(self.languages)
            self.note("must hold the words in each language (%(languages)s)", *steps, languages=languages)
            return dict.fromkeys(self.languages, "")
        for extra in value.keys() - set(self.languages):
            self.note(_NOT_A_LANGUAGE, *steps, given=shown(extra))
        return {language: self._word(value.get(language), *steps, language) for language in self.languages}

    def _word(self, value: object, *steps: str | int) -> str:
        if not isinstance(value, str) or not value.strip():
            self.note("the words in this language are missing", *steps)
            return ""
        if len(value) > TEXT_LIMIT:
            sizes = {"count": len(value), "most": TEXT_LIMIT}
            self.note("is %(count)s characters long; at most %(most)s fit: shorten it", *steps, **sizes)
        if unstorable(value) or clean(value) != value:
            self.note("contains a character that cannot be stored; write it again", *steps)
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
            self.note("must be between %(low)s and %(high)s", key, low=low, high=high)
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
            self.note("must be one of %(options)s", key, options=", ".join(options))
            return default
        return str(value)

    def items(self, key: str, least: int, most: int) -> list[Reader]:
        """A reader for each mapping of a list."""
        value = self.take(key)
        if not isinstance(value, list):
            self.note("must be a list", key)
            return []
        if not least <= len(value) <= most:
            sizes = {"least": least, "most": most, "count": len(value)}
            self.note("must hold from %(least)s to %(most)s items, has %(count)s", key, **sizes)
        return [self.inner(item, key, place) for place, item in enumerate(value[:most])]

    def finish(self) -> None:
        """Note the keys that nothing has read."""
        for key in self._unread:
            place = key if isinstance(key, int) and not isinstance(key, bool) else shown(key)
            nearest = get_close_matches(str(place), self._known - self.data.keys(), 1)
            if nearest:
                self.note("is not a key that is known here; the nearest is '%(nearest)s'", place, nearest=nearest[0])
            else:
                self.note("is not a key that is known here; correct its spelling or remove it", place)


def note_doubles(readers: Sequence[Reader], ids: Sequence[str], what: str) -> None:
    """Note each id that an earlier one of its siblings already has. `what`: section, touchpoint, choice or part."""
    for place, (reader, given) in enumerate(zip(readers, ids, strict=True)):
        if given and given in ids[:place]:
            reader.note(_DOUBLED[what], "id", given=given)
