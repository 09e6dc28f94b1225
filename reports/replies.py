"""The store's own words about its report, and whether the report still waits for an answer: a deed, or words."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import aliased

from extensions import db, transaction
from reports.comparison import action_of
from reports.models import ActionPoint, Report, StoreReply
from shopper.logbook import log
from shopper.models import Person, Visit


class ReplyRefused(Exception):
    """The store has a newer report: what was said about this one stays."""


def reply_of(report: Report) -> StoreReply | None:
    """What the store said about the report's visit, whichever edition it was said to."""
    said = select(StoreReply).join(Report, StoreReply.report_id == Report.id)
    of_visit = said.where(Report.visit_id == report.visit_id).order_by(Report.edition.desc())
    return db.session.scalar(of_visit.limit(1))


def replies_to(visit_ids: list[UUID]) -> dict[UUID, StoreReply]:
    """Visit → the store's words about it."""
    found = select(Report.visit_id, StoreReply).join(Report, StoreReply.report_id == Report.id)
    return dict(db.session.execute(found.where(Report.visit_id.in_(visit_ids)).order_by(Report.edition)).all())


def may_say(report: Report) -> bool:
    """Whether the store may still write or change its words: the first ones always, others until its next report."""
    return reply_of(report) is None or not _has_newer(report)


def say(report: Report, words: str, by: Person, at: datetime) -> None:
    """Keep the store's words about the report's visit in place of earlier ones. Raises ReplyRefused.

    The logbook keeps who wrote and who changed them, and when.
    """
    report_id, by_id = report.id, by.id
    with transaction():
        there = db.session.get_one(Report, report_id)
        reply = reply_of(there)
        if reply is not None and _has_newer(there):
            raise ReplyRefused
        log(by_id, "replied" if reply is None else "changed_reply", "report", report_id, at)
        if reply is None:
            reply = StoreReply(id=uuid4(), report_id=report_id)
            db.session.add(reply)
        reply.words, reply.said_by, reply.said_at = words, by_id, at


def is_open(report: Report) -> bool:
    """Whether the report has neither a deed nor a reply yet."""
    return action_of(report) is None and reply_of(report) is None


def still_open() -> ColumnElement[bool]:
    """True of reports that have neither a deed nor a reply yet, in any edition."""
    edition = aliased(Report)
    answered = or_(
        exists().where(ActionPoint.report_id == edition.id), exists().where(StoreReply.report_id == edition.id)
    )
    return ~exists(select(edition.id).where(edition.visit_id == Report.visit_id, answered))


def _has_newer(report: Report) -> bool:
    """Whether the store has a report of a later visit."""
    visited = func.coalesce(Visit.finished_at, Visit.received_at)
    this = select(visited).where(Visit.id == report.visit_id).scalar_subquery()
    later = select(Report.id).join(Visit, Report.visit_id == Visit.id)
    later = later.where(Report.store_id == report.store_id, Report.visit_id != report.visit_id, visited > this)
    return db.session.scalar(later.limit(1)) is not None
