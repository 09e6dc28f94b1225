"""An assignment as the phone keeps it: everything that the list and the briefing show, in one language."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import url_for

from extensions import db
from shopper.access import assignments_for
from shopper.begun import open_drafts
from shopper.field.standing import newest_of, standing
from shopper.models import Assignment, Person, Visit

_ALIVE = ("offered", "accepted", "done")


def assignments_of(person: Person, language: str, visits: dict[UUID, Visit]) -> list[dict[str, Any]]:
    """The person's own living assignments, nearest due day first, each with the visit that was begun on another
    device, if any. `visits`: those of the person, by id."""
    own = assignments_for(person).where(Assignment.shopper_id == person.id, Assignment.state.in_(_ALIVE))
    found = list(db.session.scalars(own.order_by(Assignment.due_on)))
    drafts = open_drafts(person, [one.id for one in found])
    return [{**as_plain(one, language, visits), "draft": drafts.get(one.id)} for one in found]


def as_plain(assignment: Assignment, language: str, visits: dict[UUID, Visit]) -> dict[str, Any]:
    """Plain data of one assignment; `page` is where its questionnaire opens, `office` how its visit stands, if any."""
    visit = newest_of(visits, assignment.id)
    store, wave, scenario = assignment.store, assignment.wave, assignment.scenario
    briefing = scenario.briefing
    return {
        "id": str(assignment.id),
        "state": assignment.state,
        "store": {
            "name": store.name, "street": store.street, "postcode": store.postcode, "city": store.city,
            "opening_hours": store.opening_hours,
        },
        "chain": store.chain.name,
        "first_on": wave.first_on.isoformat(),
        "due_on": min(assignment.due_on, wave.last_on).isoformat(),
        "scenario": scenario.title,
        "briefing": briefing.get(language) or briefing.get("fi") or next(iter(briefing.values()), ""),
        "fee": str(assignment.fee),
        "reimbursement_cap": str(assignment.reimbursement_cap),
        "version": assignment.version.digest,
        "facts": assignment.facts,
        "office": standing(visit) if visit else None,
        "page": url_for("field.visit", digest=assignment.version.digest, language=language),
    }  # fmt: skip
