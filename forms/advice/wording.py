"""Questions whose words lead the answer, ask two things at once, or stand there twice.

The rules look for few, certain signs: a wrong alarm costs more trust than a missed one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from forms.advice.pieces import WARNS, Advice, Asked, Doc, asked_in
from forms.advice.signs import BOTH, DOUBLE, EITHER_OR, LEADING, LOADED
from forms.saying import quoted

# Kinds in which one answer stands for the whole question. The others have a field for each of the things.
ONE_ANSWER = ("yes_no", "one", "scale")
_ASIDES = re.compile(r"\([^()]*\)")
_SIGNS = re.compile(r"[\W_]+")


def wording_advice(doc: Doc) -> Iterator[Advice]:
    """Advice on each question's words, in whichever of the document's languages they mislead."""
    asked = list(asked_in(doc.plain))
    for question in asked:
        yield from _leading(question, doc)
        yield from _double(question, doc)
        yield from _choices_alike(question, doc)
    yield from _alike(asked, doc)


def _leading(question: Asked, doc: Doc) -> Iterator[Advice]:
    for code, table in (("leading", LEADING), ("loaded", LOADED)):
        found = {
            language: match[0].strip(" ,")
            for language, words in _said(question, doc).items()
            if (match := table[language].search(words))
        }
        if found and (code == "leading" or question.kind in ONE_ANSWER):
            yield doc.advice(code, WARNS, question, word=_listed(found, doc), languages=list(found))


def _double(question: Asked, doc: Doc) -> Iterator[Advice]:
    if question.kind not in ONE_ANSWER or (question.kind == "one" and _names_both(question)):
        return
    if question.kind == "yes_no":
        said = _said(question, doc)
        found = {one: match[0] for one, words in said.items() if (match := EITHER_OR[one].search(words))}
        if found:
            yield doc.advice("either_or", WARNS, question, word=_listed(found, doc), languages=list(found))
            return
    pairs = {one: pair for one, words in _said(question, doc).items() if (pair := _two_things(words, one))}
    if pairs:
        language = doc.language if doc.language in pairs else next(iter(pairs))
        first, second = (quoted(part, doc.language) for part in pairs[language])
        yield doc.advice("double", WARNS, question, first=first, second=second, languages=list(pairs))


def _two_things(words: str, language: str) -> tuple[str, str] | None:
    """The two that are asked at once, as they stand there; None where there is one."""
    if words.count("?") > 1:
        first, second, *_rest = (part.strip() for part in words.split("?"))
        if first and second:
            return first + "?", second + "?"
    for pattern in DOUBLE[language]:
        match = pattern.search(words)
        if match:
            return match["first"], match["second"]
    return None


def _names_both(question: Asked) -> bool:
    """Whether a choice tells the two apart: both, one of them, neither."""
    return any(BOTH[language].search(words) for choice in question.choices for language, words in choice.items())


def _choices_alike(question: Asked, doc: Doc) -> Iterator[Advice]:
    for language in doc.languages:
        seen: set[str] = set()
        for choice in question.choices:
            plain = _plain(choice.get(language, ""))
            if plain and plain in seen:
                name = quoted(choice[language], doc.language)
                yield doc.advice("choices_alike", WARNS, question, choice=name, language=language)
                return
            seen.add(plain)


def _alike(asked: list[Asked], doc: Doc) -> Iterator[Advice]:
    told: set[str] = set()
    for language in doc.languages:
        first: dict[str, Asked] = {}
        for question in asked:
            plain = _plain(question.text.get(language, ""))
            other = first.setdefault(plain, question) if plain else question
            if other is not question and question.id not in told:
                told.add(question.id)
                yield doc.advice("alike", WARNS, question, other=other.id, language=language)


def _said(question: Asked, doc: Doc) -> Mapping[str, str]:
    """The question's words in the document's languages, without what stands in brackets."""
    return {one: _ASIDES.sub(" ", question.text[one]) for one in doc.languages if one in question.text}


def _listed(found: Mapping[str, str], doc: Doc) -> str:
    return ", ".join(dict.fromkeys(quoted(words, doc.language) for words in found.values()))


def _plain(words: str) -> str:
    return _SIGNS.sub(" ", words.casefold()).strip()
