"""Who may read which report, and in which edition.

Headquarters read their chain's reports, a store manager those of the own store – in the edition that helps nobody to
find out who came. Reviewers and administrators read what they approved. Whatever is not theirs does not exist (404).
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, false, or_, select, true
from sqlalchemy.orm import aliased

from extensions import db
from reports.models import Report
from shopper.models import ADMINISTRATOR, HQ, REVIEWER, STORE_MANAGER, Person

_WHOLE_CHAIN = (HQ, REVIEWER, ADMINISTRATOR)


def reports_for(person: Person) -> Select[Report]:
    """Every edition that this person may read, in some audience."""
    return select(Report).where(or_(_of_chains(person), Report.store_id.in_(_managed(person))))


def newest() -> ColumnElement[bool]:
    """True of the newest edition of each visit."""
    later = aliased(Report)
    return ~exists().where(later.visit_id == Report.visit_id, later.edition > Report.edition)


def newest_of(report: Report) -> Report:
    """The newest edition of the visit that this report tells of."""
    return db.session.scalars(select(Report).where(Report.visit_id == report.visit_id, newest())).one()


def is_replaced(report: Report) -> bool:
    """Whether a later edition corrects this one."""
    later = exists().where(Report.visit_id == report.visit_id, Report.edition > report.edition)
    return bool(db.session.scalar(select(later)))


def audiences_for(person: Person, report: Report) -> tuple[str, ...]:
    """The editions of `report` that this person may open, the own one first; empty: not theirs at all."""
    chains = person.chain_ids(*_WHOLE_CHAIN) if person.roles & set(_WHOLE_CHAIN) else frozenset()
    if chains is None or report.chain_id in chains:
        return ("hq", "store")
    return ("store",) if report.store_id in _managed(person) else ()


def may_act(person: Person, report: Report) -> bool:
    """Whether this person chooses what is done about the report: headquarters of the chain, managers of the store."""
    at_headquarters = HQ in person.roles and report.chain_id in (person.chain_ids(HQ) or ())
    return at_headquarters or report.store_id in _managed(person)


def may_reply(person: Person, report: Report) -> bool:
    """Whether this person speaks for the store: its managers."""
    return report.store_id in _managed(person)


def _of_chains(person: Person) -> ColumnElement[bool]:
    held = [role for role in _WHOLE_CHAIN if role in person.roles]
    chains = person.chain_ids(*held) if held else frozenset()
    if chains is None:
        return true()
    return Report.chain_id.in_(chains) if chains else false()


def _managed(person: Person) -> frozenset[UUID]:
    return person.store_ids() if STORE_MANAGER in person.roles else frozenset()
