"""The phone's door: pages under /field/ and the API that its outbox speaks to."""

from __future__ import annotations

from flask import Blueprint

from shopper.access import SHOPPER, policy
from shopper.field.api import make_api
from shopper.models import Person

__all__ = ["make_api", "make_blueprint"]


@policy(SHOPPER)
def assignments(person: Person) -> str:
    return ""


def make_blueprint() -> Blueprint:
    door = Blueprint("field", __name__, url_prefix="/field", template_folder="templates")
    door.add_url_rule("/", "assignments", assignments)
    return door

