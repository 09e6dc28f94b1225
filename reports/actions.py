"""What the store will do about its report: one deed, a role – never a name –, a day. And that it was done."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from extensions import db, transaction
from reports.comparison import action_of
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


class ActionRefused(Exception):
    """The deed was done already; the next visit's report takes the next one."""


def choose_action(report: Report, deed: str, owner_role: str, due_on: date, by: Person, at: datetime) -> None:
    """Choose the one deed for the report's visit, or choose anew while it is not done. Raises ActionRefused."""
    report_id, by_id = report.id, by.id
    with transaction():
        chosen = action_of(db.session.get_one(Report, report_id))
        if chosen is None:
            chosen = ActionPoint(report_id=report_id)
            db.session.add(chosen)
        if chosen.done_at:
            raise ActionRefused
        chosen.deed, chosen.owner_role, chosen.due_on = deed, owner_role, due_on
        chosen.chosen_by, chosen.chosen_at = by_id, at


def finish_action(report: Report, by: Person, at: datetime) -> bool:
    """Mark the chosen deed as done, once; False when none is chosen."""
    report_id, by_id = report.id, by.id
    with transaction():
        chosen = action_of(db.session.get_one(Report, report_id))
        if chosen is not None and chosen.done_at is None:
            chosen.done_at, chosen.done_by = at, by_id
        return chosen is not None
