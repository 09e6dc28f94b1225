"""What the rules of advice share: the advice itself, and a way to look at a document that may be unfinished."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from forms.advice.words import ADVICE
from forms.phrases import in_language
from forms.saying import quoted
from forms.shapes import LANGUAGES

STOPS, WARNS = "stops", "warns"


@dataclass(frozen=True)
class Advice:
    """One piece. `code` says of which sort, `severity` is `stops` (it cannot be published so) or `warns`, `question` is
    the id of the question it is about (None: the whole), `sentence` what is wrong, why, and what to do."""

    code: str
    severity: str
    question: str | None
    sentence: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """A question of a document, as far as it can be made out."""

    id: str
    kind: str
    text: Mapping[str, str]
    choices: tuple[Mapping[str, str], ...]
    plain: Mapping[str, Any]


@dataclass(frozen=True)
class Doc:
    """A plain document and the reader's language."""

    plain: Mapping[str, Any]
    language: str

    @property
    def languages(self) -> list[str]:
        """The document's languages that are known; all where none is."""
        given = self.plain.get("languages")
        known = [one for one in LANGUAGES if one in given] if isinstance(given, list) else []
        return known or list(LANGUAGES)

    def name(self, question: Asked) -> str:
        """The question's words in the reader's language (else any) and its id."""
        said = words(question.text, self.language)
        return f"{quoted(said, self.language)} ({question.id})" if said else quoted(question.id, self.language)

    def advice(self, code: str, severity: str, question: Asked | None = None, **details: Any) -> Advice:
        """A piece of advice whose sentence is `ADVICE[code]`, with the details put in."""
        named = {"question": self.name(question)} if question else {}
        sentence = in_language(ADVICE[code], self.language) % {**named, **details}
        return Advice(code, severity, question.id if question else None, sentence, details)


def asked_in(document: object) -> Iterator[Asked]:
    """The questions of a document that have an id, in order."""
    for section in mappings(document, "sections"):
        for question in mappings(section, "questions"):
            id_, kind, text = question.get("id"), question.get("kind"), text_of(question.get("text"))
            if isinstance(id_, str) and id_:
                choices = tuple(text_of(one.get("text")) for one in mappings(question, "choices"))
                yield Asked(id_, kind if isinstance(kind, str) else "", text, choices, question)


def mappings(thing: object, key: str) -> list[Mapping[str, Any]]:
    """The mappings in the list at `key`; none where there is no such list."""
    listed = thing.get(key) if isinstance(thing, Mapping) else None
    return [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []


def text_of(value: object) -> dict[str, str]:
    """The words that are there, by language."""
    if not isinstance(value, Mapping):
        return {}
    return {one: value[one] for one in LANGUAGES if isinstance(value.get(one), str) and value[one].strip()}


def words(text: Mapping[str, str], language: str) -> str:
    """The words in `language`, else in any; "" where there are none."""
    return text.get(language) or next(iter(text.values()), "")
