"""What the store promised after its last visit, and what this visit saw of it. Frozen with the report of this visit.

Seen is the detail that the deed was to mend: its answer now against then. *Mended* is full points where some were
missing; *better*, *as before* and *worse* compare the points; *not asked* is a detail that this visit could not see. A
deed that was chosen only after this visit is told without what was seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from forms.definition import Questionnaire
from forms.scoring import Score
from reports.comparison import action_of, last_report
from reports.models import ActionPoint, Report
from reports.observed import Observed
from reports.replies import reply_of
from reports.rows import hidden_from_store, section_rows, store_answers
from reports.sentences import sentences
from shopper.models import Visit

_UNSEEN: dict[str, Any] = {"question": "", "seen": None, "then": None, "now": None}


def last_promise(
    visit: Visit, questionnaire: Questionnaire, seen: tuple[Observed, ...], result: Score, today: date
) -> dict[str, Any] | None:
    """The part `action.last_step` of report data (LastStep), each text in every language; None without any promise."""
    before = last_report(visit)
    if before is None:
        return None
    chosen, reply = action_of(before), reply_of(before)
    if chosen is None and reply is None:
        return None
    return {
        "text": chosen.deed if chosen else "",
        "done": _is_done(chosen, today),
        "effect": _effect(before, result),
        "reply": reply.words if reply else "",
        **_UNSEEN,
        **(_what_was_seen(visit, before, chosen, questionnaire, seen) if chosen else {}),
    }


def how_it_went(then: float | None, now: float | None) -> str | None:
    """Shares of the points (0–1, None: not scored) as one of `report_parts.Seen`; None where then says nothing."""
    if then is None:
        return None
    if now is None:
        return "not_asked"
    if now == then:
        return "as_before"
    if now < then:
        return "worse"
    return "mended" if now == 1 else "better"


def _is_done(chosen: ActionPoint | None, today: date) -> bool | None:
    """What the store said: done, not done by its day, or None while the day is still to come."""
    if chosen is None:
        return None
    return True if chosen.done_at else False if chosen.due_on < today else None


def _effect(before: Report, result: Score) -> Any:
    if before.base is None or result.base is None:
        return ""
    return sentences("score_moved", before=round(before.base), now=round(result.base))


def _what_was_seen(
    visit: Visit, before: Report, chosen: ActionPoint, questionnaire: Questionnaire, seen: tuple[Observed, ...]
) -> dict[str, Any]:
    hidden, in_place = before.snapshot["store"]["hidden_rows"], before.snapshot["store"]["answers"]
    then = _row_of(before.snapshot["report"]["sections"], chosen.question)
    if then is None or then["id"] in hidden:
        return {}
    if chosen.chosen_at > (visit.finished_at or visit.received_at):
        return {"question": then["text"]}
    there = tuple(one for one in seen if one.question.id == then["id"] and not hidden_from_store((one,)))
    now = _row_of(section_rows(questionnaire, there), then["id"])
    return {
        "question": then["text"],
        "seen": how_it_went(then["points"], now["points"] if now else None),
        "then": _told(then, in_place),
        "now": _told(now, store_answers(questionnaire, there)) if now else None,
    }


def _row_of(sections: list[dict[str, Any]], question: str | None) -> dict[str, Any] | None:
    rows = (row for section in sections for row in section["rows"])
    return next((row for row in rows if row["id"] == question), None)


def _told(row: dict[str, Any], in_place: Mapping[str, Any]) -> dict[str, Any]:
    """What was answered, as the store may read it, and what it earned."""
    return {"answer": in_place.get(row["id"], row["answer"]), "points": row["points"], "weight": row["weight"]}
