"""Questions that nobody will ever be asked, and conditions that never hide anything."""

from __future__ import annotations

from collections.abc import Iterator

from forms.advice.pieces import STOPS, WARNS, Advice, Doc, asked_in
from forms.advice.reach import Budget, can_hold, reach
from forms.saying import in_words
from forms.shapes import Condition, Question, Questionnaire


def logic_advice(questionnaire: Questionnaire, doc: Doc) -> Iterator[Advice]:
    """Contradictions, unreachable questions, conditions that always hold. Where the search met its limit: nothing."""
    budget = Budget()
    named = {question.id: question for question in asked_in(doc.plain)}
    for question in questionnaire.questions:
        if question.when is None or question.id not in named:
            continue
        code = _fault(questionnaire, question, budget)
        if code:
            severity = WARNS if code == "always_true" else STOPS
            condition = in_words(question.when, questionnaire, doc.language)
            yield doc.advice(code, severity, named[question.id], condition=condition)


def _fault(questionnaire: Questionnaire, question: Question, budget: Budget) -> str | None:
    """The code of what is wrong with the question's condition; None where nothing is, or where it cannot be told."""
    if question.when is None:
        return None
    if can_hold(questionnaire, question.when, budget) is False:
        return "contradiction"
    found = reach(questionnaire, question, budget)
    if found.is_never:
        return "unreachable"
    return "always_true" if found.is_always and not _waits_only(question.when) else None


def _waits_only(condition: Condition) -> bool:
    """Whether the condition only keeps the question back until others are answered: that is its purpose."""
    return all(map(_waits_only, condition.parts)) if condition.parts else condition.operator == "answered"
