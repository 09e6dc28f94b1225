"""What the stores decided to do about their reports, and whether they did it before the next visit."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from extensions import db
from reports.actions import choose_action, details_to_mend, finish_action
from reports.demo.cast import CAST
from reports.demo.founding import Founded
from reports.demo.shapes import VisitPlan
from reports.demo.words import choices
from reports.models import Report
from shopper.models import Person

_ROLES = {
    "warmth": "service", "speed": "shift_lead", "care": "everyone", "knowledge": "kitchen", "recovery": "shift_lead",
}  # fmt: skip

# The details that each deed is to mend; the one that cost most is named.
_MENDS = {
    "warmth": ("grt_t", "grt_first"), "speed": ("food_t", "ord_t", "seat_t"), "care": ("food_temp", "att_check"),
    "knowledge": ("need_diet", "know_new"), "recovery": ("mis_apol", "mis_t"),
}  # fmt: skip


def decide(plan: VisitPlan, visit: UUID, founded: Founded, at: datetime, now: datetime) -> None:
    """Choose the deed after the report of `visit`, two days later; where it helped afterwards, it was done."""
    chosen_at = at + timedelta(days=2)
    report = db.session.scalar(select(Report).where(Report.visit_id == visit).order_by(Report.edition.desc()).limit(1))
    if report is None or chosen_at + timedelta(days=12) > now:
        return
    store, report_id, reader = plan.store, report.id, founded.people[_reader_of(plan)]
    theme = max(store.change or {"warmth": 0.0}, key=lambda one: store.change.get(one, 0.0))
    by = db.session.get_one(Person, reader)
    due_on = (chosen_at + timedelta(days=21)).date()
    mends = (id_ for id_, _words in details_to_mend(report.snapshot, store.language) if id_ in _MENDS[theme])
    deed = choices(store.language, ("deed", theme))[0]
    choose_action(report, deed, _ROLES[theme], due_on, by, chosen_at, next(mends, None))
    if store.change.get(theme, 0) > 0:
        finish_action(
            db.session.get_one(Report, report_id), db.session.get_one(Person, reader), chosen_at + timedelta(days=9)
        )


def _reader_of(plan: VisitPlan) -> str:
    """Who decides: the store's manager where there is one to sign in as, else headquarters."""
    managers = [role.local for role in CAST if role.store == plan.store.code]
    leaders = [role.local for role in CAST if role.chain == plan.chain.code and role.store is None]
    return (managers + leaders)[0]
