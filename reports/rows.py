"""Questions and answers as a report tells them, section by section, in every language; and what a store is not told.

A store's edition leaves out what would help to find the one visit among the day's: circumstances that the scenario
fixed, amounts of money, the receipt's time and total, the dates of a stay. And it leaves out what is asked for
headquarters alone. No edition tells the minute of anything.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from forms.definition import Questionnaire
from forms.kinds import KINDS
from forms.phrases import say
from reports.evidence_grade import grade_of
from reports.observed import Observed, Texts, in_all, in_every, question_text
from reports.row_parts import day_by_day, drawn

# Ids of the library's shelf. Why the customer came, whether and how much was bought, where the next purchase is made,
# what is preferred and whether anybody would have been told: matters of the chain, on which no store can act.
HQ_ONLY = frozenset(
    {"silent", "buy_out", "buy_why", "echo", "next", "reason", "hear", "why3", "wtp", "pick", "items", "want"}
)


def section_rows(questionnaire: Questionnaire, seen: tuple[Observed, ...]) -> list[dict[str, Any]]:
    """The sections in which something was asked, with a row for each question; photos alone make no row."""
    sections = []
    for section in questionnaire.sections:
        here = [one for one in seen if one.question.section == section.id and one.question.kind != "photo"]
        if here:
            rows = [_row(questionnaire, one) for one in here]
            sections.append({"id": section.id, "title": in_every(questionnaire, section.title), "rows": rows})
    return sections


def hidden_from_store(seen: tuple[Observed, ...]) -> list[str]:
    """Ids of the questions that the store's edition leaves out."""
    return [one.question.id for one in seen if _is_hidden(one)]


def _is_hidden(one: Observed) -> bool:
    question = one.question
    if question.kind == "receipt":
        return "text" not in question.settings["parts"]
    return question.fact or question.kind == "money" or question.id in HQ_ONLY


def store_answers(questionnaire: Questionnaire, seen: tuple[Observed, ...]) -> dict[str, Texts]:
    """What the store's edition says in place of an answer: a receipt without its total, a stay without its dates."""
    receipts = [one for one in seen if one.question.kind == "receipt"]
    stays = [one for one in seen if one.question.kind == "sittings" and one.said("fi")]
    return {
        **{one.question.id: _receipt(questionnaire, one, ("time", "total")) for one in receipts},
        **{one.question.id: day_by_day(questionnaire, one) for one in stays},
    }


def _receipt(questionnaire: Questionnaire, one: Observed, without: tuple[str, ...]) -> Texts:
    if not isinstance(one.value, dict) or one.skipped:
        return in_all(questionnaire, one.said)
    value = {part: words for part, words in one.value.items() if part not in without}
    return in_all(questionnaire, lambda language: KINDS["receipt"].summary(one.question, value, language))


def _row(questionnaire: Questionnaire, one: Observed) -> dict[str, Any]:
    question = one.question
    return {
        "id": question.id,
        "text": question_text(questionnaire, one),
        "answer": _answer(questionnaire, one),
        "points": one.points,
        "weight": float(question.weight),
        "critical_failed": one.failed_critically,
        "plus": float(one.plus),
        "skipped": one.skipped,
        "level": question.level if question.weight else None,
        "component": question.component if question.weight else None,
        **({"own_words": True} if question.kind == "text" and one.said("fi") else {}),
        "grade": grade_of(one),
        **drawn(questionnaire, one),
    }


def _answer(questionnaire: Questionnaire, one: Observed) -> Texts | str:
    """Words as they were written are the same in every language, and are kept once."""
    if one.question.kind == "text":
        return one.said("fi")
    photos = one.answer.get("photos")
    if one.value is None and not one.skipped and isinstance(photos, list) and photos:
        return in_all(questionnaire, lambda language: say("photos_taken", language, count=len(photos)))
    if one.question.kind == "receipt":
        # The minute of the sale stays with the office; no report tells it.
        return _receipt(questionnaire, one, ("time",))
    if one.question.kind in ("mark", "sittings"):
        return in_all(questionnaire, replace(one, answer={**one.answer, "value": _timeless(one.value)}).said)
    return in_all(questionnaire, one.said)


def _timeless(value: Any) -> Any:
    """The value of a mark, or each of a stay's sittings, without the time of day."""
    if isinstance(value, list):
        return [_timeless(one) for one in value]
    return {part: words for part, words in value.items() if part != "time"} if isinstance(value, dict) else value
