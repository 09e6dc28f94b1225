"""An assignment as the phone keeps it: everything that the list and the briefing show, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import quote
from uuid import UUID

from flask import request, url_for
from flask_babel import gettext as _

from extensions import db
from forms.kinds.money import amount
from shopper.access import assignments_for
from shopper.begun import open_drafts
from shopper.field.calendar import calendar_text
from shopper.field.standing import newest_of, say_day, standing
from shopper.models import Assignment, Person, Visit

_ALIVE = ("offered", "accepted", "done")


def assignments_of(person: Person, language: str, visits: dict[UUID, Visit]) -> list[dict[str, Any]]:
    """The person's own living assignments, nearest due day first. `visits`: those of the person, by id.

    `draft`: the visit of it that was begun on one of the person's devices, and is not finished.
    """
    own = assignments_for(person).where(Assignment.shopper_id == person.id, Assignment.state.in_(_ALIVE))
    found = list(db.session.scalars(own.order_by(Assignment.due_on)))
    drafts = open_drafts(person, [one.id for one in found])
    return [{**as_plain(one, language, visits), "draft": drafts.get(one.id)} for one in found]


def as_plain(assignment: Assignment, language: str, visits: dict[UUID, Visit]) -> dict[str, Any]:
    """Plain data of one assignment, in `language`, which is that of the request.

    `told` is what pages show, word for word; `links` where it leads: a map, the calendar (as a data: address that needs
    no network). `certify`: where the questions on the briefing are answered, until they are. `reply`: where what the
    office asks is answered without the phone's own copy of the visit, while it asks. `page` is where its questionnaire
    opens, `office` how its visit stands, if any.
    """
    scenario, visit = assignment.scenario, newest_of(visits, assignment.id)
    return {
        "id": str(assignment.id),
        "state": assignment.state,
        "due_on": last_day(assignment).isoformat(),
        "told": _told(assignment, language),
        "links": {"map": _map_link(place_of(assignment)), "calendar": _calendar_link(assignment)},
        "references": [
            {"sha256": one.sha256, "caption": in_words(one.caption, language),
             "address": url_for("field.reference", reference_id=one.id)}
            for one in scenario.references
        ],
        "certify": url_for("field.certify", assignment_id=assignment.id) if must_certify(assignment) else None,
        "reply": url_for("field.reply", visit_id=visit.id) if visit and visit.state == "returned" else None,
        "version": assignment.version.digest,
        "facts": assignment.facts,
        "office": standing(visit) if visit else None,
        "page": url_for("field.visit", digest=assignment.version.digest, language=language),
    }  # fmt: skip


def must_certify(assignment: Assignment) -> bool:
    """Whether the questions on the briefing are still to be answered before the visit."""
    return bool(assignment.scenario.certification) and assignment.certified_at is None


def last_day(assignment: Assignment) -> date:
    return min(assignment.due_on, assignment.wave.last_on)


def in_words(texts: Mapping[str, str], language: str) -> str:
    """The text in `language`, else in Finnish, else in the one there is."""
    return texts.get(language) or texts.get("fi") or next(iter(texts.values()), "")


def place_of(assignment: Assignment) -> str:
    """Street, postcode and town on one line."""
    store = assignment.store
    return ", ".join(part for part in (store.street, f"{store.postcode} {store.city}".strip()) if part)


def calendar_of(assignment: Assignment) -> str:
    """The assignment as an event for the shopper's calendar; a glance at it tells nothing."""
    days = (assignment.wave.first_on, last_day(assignment))
    return calendar_text(
        assignment.id, _("Notebook"), place_of(assignment), days, assignment.store.opening_hours, assignment.offered_at
    )


def _told(assignment: Assignment, language: str) -> dict[str, str]:
    store, scenario = assignment.store, assignment.scenario
    due, first = say_day(last_day(assignment)), say_day(assignment.wave.first_on)
    return {
        "store": store.name,
        "place": place_of(assignment),
        "city": store.city,
        "hours": store.opening_hours,
        "due": _("by %(day)s", day=due),
        "window": f"{first} – {due}",
        "scenario": scenario.title,
        "briefing": in_words(scenario.briefing, language),
        "purchase": in_words(scenario.purchase, language),
        "forbidden": in_words(scenario.forbidden, language),
        "fee": amount(f"{assignment.fee:.2f}", language),
        "cap": amount(f"{assignment.reimbursement_cap:.2f}", language),
    }


def _map_link(place: str) -> str:
    """What opens the phone's own map: Android knows geo:, iPhones follow Apple's address; others get an open map."""
    agent, wanted = request.user_agent.string, quote(place)
    if "Android" in agent:
        return f"geo:0,0?q={wanted}"
    if "iPhone" in agent or "iPad" in agent:
        return f"https://maps.apple.com/?q={wanted}"
    return f"https://www.openstreetmap.org/search?query={wanted}"


def _calendar_link(assignment: Assignment) -> str:
    return f"data:text/calendar;charset=utf-8,{quote(calendar_of(assignment))}"
