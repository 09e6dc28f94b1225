"""An assignment as the phone keeps it: everything that the list and the briefing show, in one language."""

from __future__ import annotations

from typing import Any

from flask import url_for

from extensions import db
from shopper.access import assignments_for
from shopper.models import Assignment, Person

_ALIVE = ("offered", "accepted", "done")


def assignments_of(person: Person, language: str) -> list[dict[str, Any]]:
    """The person's own living assignments, nearest due day first."""
    own = assignments_for(person).where(Assignment.shopper_id == person.id, Assignment.state.in_(_ALIVE))
    return [as_plain(found, language) for found in db.session.scalars(own.order_by(Assignment.due_on))]


def as_plain(assignment: Assignment, language: str) -> dict[str, Any]:
    """Plain data of one assignment; `page` is where its questionnaire opens."""
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
        "page": url_for("field.visit", digest=assignment.version.digest, language=language),
    }  # fmt: skip
