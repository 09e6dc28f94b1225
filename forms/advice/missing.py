"""Words that are missing in one of the questionnaire's languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from forms.advice.pieces import STOPS, Advice, Doc, asked_in, mappings, text_of, words
from forms.editing.change_words import LANGUAGE_NAMES
from forms.phrases import in_language

_TEXTS = ("help", "low", "high", "unit")
MOST_STEPS = 5


def missing_advice(doc: Doc) -> Iterator[Advice]:
    """One piece for each thing (the whole, a touchpoint, a section, a question) and language that lacks words."""
    yield from _lacking(doc, "whole_words_missing", "", [("title", doc.plain.get("title"))])
    for one in mappings(doc.plain, "touchpoints"):
        yield from _lacking(doc, "touchpoint_words_missing", _name(doc, one, "name"), [("name", one.get("name"))])
    for one in mappings(doc.plain, "sections"):
        yield from _lacking(doc, "section_words_missing", _name(doc, one, "title"), [("title", one.get("title"))])
    for question in asked_in(doc.plain):
        texts = list(_texts(question.plain))
        for language in doc.languages:
            places = [place for place, text in texts if language not in text_of(text)]
            if places:
                named, details = _language(language, doc), {"language": language, "places": places}
                yield doc.advice(
                    "words_missing", STOPS, question, **details, named=named, count=len(places), where=", ".join(places)
                )


def _lacking(doc: Doc, code: str, name: str, texts: list[tuple[str, Any]]) -> Iterator[Advice]:
    for language in doc.languages:
        if any(language not in text_of(text) for _, text in texts):
            yield doc.advice(code, STOPS, language=language, named=_language(language, doc), name=name)


def _texts(question: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every text of a question with its place, as `choices.big.text`."""
    yield "text", question.get("text")
    yield from ((key, question[key]) for key in _TEXTS if question.get(key) is not None)
    for key in ("choices", "roles", "parts"):
        for one in mappings(question, key):
            yield f"{key}.{one.get('id', '?')}", one.get("text")
    for key in ("steps", "names"):
        inner = question.get(key)
        if isinstance(inner, Mapping):
            yield from ((f"{key}.{step}", text) for step, text in list(inner.items())[:MOST_STEPS])
    pattern = question.get("pattern")
    if isinstance(pattern, Mapping):
        yield "pattern.message", pattern.get("message")


def _name(doc: Doc, one: Mapping[str, Any], key: str) -> str:
    return words(text_of(one.get(key)), doc.language) or str(one.get("id") or "?")[:64]


def _language(language: str, doc: Doc) -> str:
    return in_language(LANGUAGE_NAMES[language], doc.language)
