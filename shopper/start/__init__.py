"""The first page: useful to somebody who knows nothing, and the way in for everybody."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from extensions import db
from shopper.access import OFFICE, current_person, public
from shopper.models import HQ, SHOPPER, STORE_MANAGER, Person


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
    if person:
        return redirect(home_of(person))
    people = db.session.scalars(select(Person).where(Person.is_demo).order_by(Person.created_at)).all()
    return render_template("start.html", demo_people=people)


def make_blueprint() -> Blueprint:
    """Also lends `shopper/templates`, the base of all pages, to the other doors."""
    start_door = Blueprint("start", __name__, template_folder="../templates")
    start_door.add_url_rule("/", "start", start)
    return start_door
