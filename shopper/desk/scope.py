"""Which of the things at the desk are whose to change. Seeing is `shopper.access`'s; these are the next question."""

from __future__ import annotations

from uuid import UUID

from flask import abort
from sqlalchemy import Select, select

from shopper.access import OFFICE, chain_of, one_or_404, visits_for
from shopper.models import ADMINISTRATOR, REVIEWER, Person, Programme, Store, Visit


def holds(person: Person, chain_id: UUID | None, *roles: str) -> bool:
    """Whether `person` has one of `roles` for this chain (None: for all chains at once)."""
    chains = person.chain_ids(*roles)
    return chains is None or (chain_id is not None and chain_id in chains)


def require(person: Person, chain_id: UUID | None, *roles: str) -> None:
    """403 where the person sees the chain but has none of `roles` for it."""
    if not holds(person, chain_id, *roles):
        abort(403)


def reviewed_visit(person: Person, visit_id: UUID) -> Visit:
    """A visit that this person reviews; 404 for all else, one's own visit to another chain too."""
    visit = one_or_404(visits_for(person).where(Visit.state != "receiving"), id=visit_id)
    if not holds(person, chain_of(visit), REVIEWER, ADMINISTRATOR):
        abort(404)
    return visit


def reviewed_visits(person: Person) -> Select[Visit]:
    """All that arrived whole and that this person reviews."""
    mine = visits_for(person).where(Visit.state != "receiving")
    chains = person.chain_ids(REVIEWER, ADMINISTRATOR)
    return mine if chains is None else mine.where(Store.chain_id.in_(chains))


def programmes_for(person: Person) -> Select[Programme]:
    """Programmes of the chains that this person works with."""
    chains = person.chain_ids(*OFFICE)
    found = select(Programme).order_by(Programme.name)
    return found if chains is None else found.where(Programme.chain_id.in_(chains))
