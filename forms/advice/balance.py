"""Length and fairness: how long a usual visit is, which critical questions could be unfair, which points mislead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from forms.advice.paths import usual_path
from forms.advice.pieces import WARNS, Advice, Asked, Doc, asked_in
from forms.advice.possible import options
from forms.saying import quoted
from forms.shapes import Question, Questionnaire

LONGEST_PATH = 40
FEWEST_BESIDE = 3
# Where a clause of a question begins with "if": at the start, or after a comma or a bracket. Elsewhere "om" and "if"
# mean "about" and "whether".
_IF = {
    "fi": re.compile(r"\b(jos|mikäli)\b", re.IGNORECASE),
    "sv": re.compile(r"(^|[,(–:]\s*)(om|ifall)\s+\w+", re.IGNORECASE),
    "en": re.compile(r"(^|[,(–:]\s*)if\s+\w+", re.IGNORECASE),
}


def balance_advice(questionnaire: Questionnaire, doc: Doc) -> Iterator[Advice]:
    """Advice on the length of the usual path, critical questions, points and what nobody asks about."""
    named = {question.id: question for question in asked_in(doc.plain)}
    yield from _length(questionnaire, doc)
    if not any(question.weight for question in questionnaire.questions):
        yield doc.advice("nothing_scored", WARNS)
    yield from _unused(questionnaire, doc)
    for question in questionnaire.questions:
        if question.id in named:
            yield from _fairness(questionnaire, question, named[question.id], doc)
            yield from _points(question, named[question.id], doc)


def _length(questionnaire: Questionnaire, doc: Doc) -> Iterator[Advice]:
    path = [id_ for id_ in usual_path(questionnaire) if not questionnaire.by_id[id_].fact]
    if len(path) > LONGEST_PATH:
        yield doc.advice("long_path", WARNS, count=len(path), most=LONGEST_PATH, path=path)


def _unused(questionnaire: Questionnaire, doc: Doc) -> Iterator[Advice]:
    used = {question.touchpoint for question in questionnaire.questions}
    for one in questionnaire.touchpoints:
        if one.id not in used:
            name = one.name.get(doc.language) or next(iter(one.name.values()))
            yield doc.advice("touchpoint_unused", WARNS, name=quoted(name, doc.language), touchpoint=one.id)


def _fairness(questionnaire: Questionnaire, question: Question, asked: Asked, doc: Doc) -> Iterator[Advice]:
    if not question.critical or question.when is not None:
        return
    said = next((found[0] for found in _conditional(asked.text) if found), None)
    if said:
        yield doc.advice("critical_if", WARNS, asked, word=quoted(said.strip(" ,(–:"), doc.language))
        return
    beside = [
        one for one in questionnaire.questions
        if one.touchpoint == question.touchpoint and one.id != question.id and not one.fact
    ]  # fmt: skip
    hanging = sum(1 for one in beside if one.when is not None)
    if len(beside) >= FEWEST_BESIDE and hanging * 2 > len(beside):
        yield doc.advice("critical_alone", WARNS, asked, hanging=hanging, beside=len(beside))


def _conditional(text: Mapping[str, str]) -> Iterator[re.Match[str] | None]:
    return (_IF[language].search(words) for language, words in text.items())


def _points(question: Question, asked: Asked, doc: Doc) -> Iterator[Advice]:
    if question.kind == "duration" or not question.weight:
        return
    points: list[Any] = [one.points for one in options(question) if one.points is not None]
    if points and len(set(points)) == 1:
        yield doc.advice("points_equal", WARNS, asked, points=points[0])
    elif points and max(points) < 1:
        yield doc.advice("points_low", WARNS, asked, most=max(points))
