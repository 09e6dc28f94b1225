"""The phone's door: pages under /field/ and the API that its outbox speaks to."""

from __future__ import annotations

from flask import Blueprint

from shopper.access import SHOPPER, policy
from shopper.models import Person


@policy(SHOPPER)
def assignments(person: Person) -> str:
    return ""


def make_blueprint() -> Blueprint:
    door = Blueprint("field", __name__, url_prefix="/field", template_folder="templates")
    door.add_url_rule("/", "assignments", assignments)
    return door


def make_api() -> Blueprint:
    return Blueprint("api", __name__, url_prefix="/api")
