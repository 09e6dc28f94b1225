"""Headquarters' and store managers' door."""

from __future__ import annotations

from flask import Blueprint

from shopper.access import policy
from shopper.models import HQ, STORE_MANAGER, Person


@policy(HQ, STORE_MANAGER)
def home(person: Person) -> str:
    return ""


def make_blueprint() -> Blueprint:
    door = Blueprint("hq", __name__, url_prefix="/hq", template_folder="templates")
    door.add_url_rule("/", "home", home)
    return door
