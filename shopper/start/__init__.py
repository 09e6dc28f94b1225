"""The first page: useful to somebody who knows nothing, and the way in for everybody."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from extensions import db
from shopper.access import OFFICE, current_person, public
from shopper.letters import settings
from shopper.models import HQ, SHOPPER, STORE_MANAGER, Chain, Person, Store
from shopper.start.roles import role_name, what_to_try


def home_of(person: Person) -> str:
    """Address of the door that fits a person's roles."""
    if person.roles & {SHOPPER}:
        return url_for("field.assignments")
    if person.roles & set(OFFICE):
        return url_for("desk.home")
    if person.roles & {HQ, STORE_MANAGER}:
        return url_for("hq.home")
    return url_for("signin.account")


@public
def start() -> str | Response:
    """Signed in: to one's own door. Else what this is, and in a demo its people, a tap each."""
    person = current_person()
    if person and person.roles:
        return redirect(home_of(person))
    is_empty = db.session.scalar(select(Person.id).limit(1)) is None
    people = _demo_people()
    return render_template(
        "start.html", demo_people=people, places=_places(people), is_empty=is_empty, without_role=person is not None
    )


def _demo_people() -> list[Person]:
    """Who can be entered by one tap: never anybody in production, whatever the database holds."""
    if settings().is_production:
        return []
    people = select(Person).where(Person.is_demo, Person.disabled_at.is_(None)).order_by(Person.created_at, Person.code)
    return list(db.session.scalars(people))


def _places(people: list[Person]) -> dict[UUID, str]:
    """Person id → the store or chain that the person is there for."""
    if not people:
        return {}
    names: dict[UUID | None, str] = {chain.id: chain.name for chain in db.session.scalars(select(Chain))}
    names |= {store.id: store.name for store in db.session.scalars(select(Store))}
    grants = [grant for person in people for grant in person.grants if grant.chain_id]
    return {grant.person_id: names.get(grant.store_id) or names.get(grant.chain_id) or "" for grant in grants}


def make_blueprint() -> Blueprint:
    """Also lends `shopper/templates`, the base of all pages, to the other doors, and the names of the roles."""
    start_door = Blueprint("start", __name__, template_folder="../templates")
    start_door.add_url_rule("/", "start", start)
    start_door.add_app_template_global(role_name)
    start_door.add_app_template_global(what_to_try)
    return start_door
