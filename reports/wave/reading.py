"""Who may read what tells of many visits: waves are read by who reads the whole chain, a store's year by who reads the
store's reports. Whatever is not theirs does not exist (404).
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from reports.models import ChainReport
from shopper.models import ADMINISTRATOR, HQ, REVIEWER, STORE_MANAGER, Person, Programme, Store, Wave

WHOLE_CHAIN = (HQ, REVIEWER, ADMINISTRATOR)


def waves_for(person: Person) -> Select[Wave]:
    """The waves of the chains that this person reads as a whole."""
    return select(Wave).join(Programme, Wave.programme_id == Programme.id).where(_of_chains(person, Programme.chain_id))


def stores_for(person: Person) -> Select[Store]:
    """The stores whose year this person may read."""
    return select(Store).where(or_(_of_chains(person, Store.chain_id), Store.id.in_(_managed(person))))


def issued_for(person: Person) -> Select[ChainReport]:
    """Every edition of a wave's report or a store's year that this person may read."""
    # A wave's report has no store, and so is none that anybody manages.
    mine = ChainReport.store_id.in_(_managed(person))
    return select(ChainReport).where(or_(_of_chains(person, ChainReport.chain_id), mine))


def _of_chains(person: Person, chain_id: InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
    held = [role for role in WHOLE_CHAIN if role in person.roles]
    chains = person.chain_ids(*held) if held else frozenset()
    if chains is None:
        return true()
    return chain_id.in_(chains) if chains else false()


def _managed(person: Person) -> frozenset[UUID]:
    return person.store_ids() if STORE_MANAGER in person.roles else frozenset()
