"""An approved visit becomes a report: frozen, with its prints to be built and its readers to be told."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from extensions import db
from reports.delivery_rules import rules_of, way_for
from reports.models import Delivery, DeliveryRule, Print, Report
from reports.snapshot import take_snapshot
from shopper import clock
from shopper.jobs import enqueue
from shopper.letters import new_message_id
from shopper.models import HQ, STORE_MANAGER, Grant, Person, Store, Visit
from shopper.tokens import clear_code


def issue_report(visit: Visit, **news: Any) -> Report:
    """Write the report, its prints and its deliveries, in the transaction of the approval: all or nothing.

    A visit that has a report gets the next edition, which says which one it corrects. `news["at"]`: the instant of
    the approval. Raises ValueError where the visit's store or questionnaire is not known.
    """
    if visit.assignment is None or visit.version is None:
        raise ValueError("a report needs to know the visit's store and questionnaire")
    at: datetime = news.get("at") or clock.now()
    before = db.session.scalar(_editions(visit.id).limit(1))
    report = _write_report(visit, before, at)
    store = visit.assignment.store
    for audience, language in (("store", store.language), ("hq", store.chain.language)):
        print_for(report, audience, language, at)
    rules = rules_of(store.chain_id)
    for reader, audience in readers_of(store).items():
        _deliver_to(reader, audience, report, rules, at)
    db.session.flush()
    return report


def print_for(
    report: Report, audience: str, language: str, at: datetime, document: str = "store_report"
) -> Print:
    """The print of this document, edition and language; written, with the job that builds it, where there is none.

    To be called inside a transaction.
    """
    key = {"report_id": report.id, "document": document, "audience": audience, "language": language}
    found = db.session.scalar(select(Print).filter_by(**key))
    if found is None:
        found = Print(id=uuid4(), **key)
        db.session.add(found)
        enqueue("print", found.id, at)
        db.session.flush()
    return found


def readers_of(store: Store) -> dict[Person, str]:
    """Who gets the store's reports, and which edition: headquarters of its chain, managers of the store."""
    readers: dict[Person, str] = {}
    for role, audience, place in (
        (HQ, "hq", Grant.chain_id == store.chain_id),
        (STORE_MANAGER, "store", Grant.store_id == store.id),
    ):
        holding = select(Person).join(Grant).where(Grant.role == role, place, Person.disabled_at.is_(None))
        for person in db.session.scalars(holding.order_by(Person.email)).unique():
            readers.setdefault(person, audience)
    return readers


def _editions(visit_id: UUID) -> Any:
    return select(Report).where(Report.visit_id == visit_id).order_by(Report.edition.desc())


def _write_report(visit: Visit, before: Report | None, at: datetime) -> Report:
    assert visit.assignment
    number = before.number if before else f"{clear_code(3)}-{clear_code(4)}"
    edition = before.edition + 1 if before else 1
    snapshot, score = take_snapshot(visit, number, edition, at, before.snapshot if before else None)
    report = Report(
        id=uuid4(),
        visit_id=visit.id,
        chain_id=visit.assignment.store.chain_id,
        store_id=visit.assignment.store_id,
        wave_id=visit.assignment.wave_id,
        edition=edition,
        number=number,
        snapshot=snapshot,
        base=score.base,
        coverage=score.coverage or 0.0,
        plus=score.plus,
        emotion_index=score.emotion_index,
        issued_at=at,
    )
    db.session.add(report)
    db.session.flush()
    return report


def _deliver_to(reader: Person, audience: str, report: Report, rules: list[DeliveryRule], at: datetime) -> None:
    """Queue one report to one reader, in the reader's language and as the chain's rules say; "none" queues nothing."""
    way = way_for(rules, audience, report.store_id, reader.language, report.base)
    if way.form == "none":
        return
    delivery = Delivery(
        id=uuid4(),
        report_id=report.id,
        reader_id=reader.id,
        print_id=print_for(report, audience, reader.language, at).id,
        audience=audience,
        language=reader.language,
        form=way.form,
        email=reader.email,
        message_id=new_message_id(),
        queued_at=at,
    )
    db.session.add(delivery)
    enqueue("deliver", delivery.id, at)
