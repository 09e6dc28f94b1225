"""What the store will do about its report: one deed, a role – never a name –, a day. And that it was done."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from extensions import db, transaction
from reports import typography
from reports.comparison import action_of
from reports.editions import report_data
from reports.models import ActionPoint, Report
from shopper.models import Person

OWNER_ROLES = {
    "store_manager": _l("Store manager"),
    "shift_lead": _l("Shift lead"),
    "service": _l("Service"),
    "kitchen": _l("Kitchen"),
    "till": _l("Till"),
    "everyone": _l("Everyone at work"),
    "headquarters": _l("Headquarters"),
}
MOST_DETAILS = 30
_LONGEST_LABEL = 140


class ActionRefused(Exception):
    """The deed was done already; the next visit's report takes the next one."""


def choose_action(
    report: Report, deed: str, owner_role: str, due_on: date, by: Person, at: datetime, question: str | None = None
) -> None:
    """Choose the one deed for the report's visit, or choose anew while it is not done. Raises ActionRefused.

    `question`: the detail that it is to mend, as the next visit will tell of it.
    """
    report_id, by_id = report.id, by.id
    with transaction():
        chosen = action_of(db.session.get_one(Report, report_id))
        if chosen is None:
            chosen = ActionPoint(report_id=report_id)
            db.session.add(chosen)
        if chosen.done_at:
            raise ActionRefused
        chosen.question, chosen.deed, chosen.owner_role, chosen.due_on = question, deed, owner_role, due_on
        chosen.chosen_by, chosen.chosen_at = by_id, at


def finish_action(report: Report, by: Person, at: datetime) -> bool:
    """Mark the chosen deed as done, once; False when none is chosen."""
    report_id, by_id = report.id, by.id
    with transaction():
        chosen = action_of(db.session.get_one(Report, report_id))
        if chosen is not None and chosen.done_at is None:
            chosen.done_at, chosen.done_by = at, by_id
        return chosen is not None


def details_to_mend(snapshot: dict[str, Any], language: str) -> list[tuple[str, str]]:
    """What fell short, as the store may read it: question id and words; the one the report suggests first, then the
    critical and the costliest."""
    sections = report_data(snapshot, "store", language)["sections"]
    found = [(section["title"], row) for section in sections for row in section["rows"] if _lost(row) > 0]
    first = snapshot.get("suggested")
    found.sort(key=lambda one: (one[1]["id"] != first, not one[1]["critical_failed"], -_lost(one[1])))
    return [
        (row["id"], typography.trimmed(f"{title}: {row['text']}", _LONGEST_LABEL, ""))
        for title, row in found[:MOST_DETAILS]
    ]


def _lost(row: dict[str, Any]) -> float:
    return 0.0 if row["points"] is None else float(row["weight"]) * (1 - row["points"])
