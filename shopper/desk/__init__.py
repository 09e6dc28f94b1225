"""The office's door."""

from __future__ import annotations

from flask import Blueprint

from shopper.access import OFFICE, policy
from shopper.models import Person


@policy(*OFFICE)
def home(person: Person) -> str:
    return ""


def make_blueprint() -> Blueprint:
    door = Blueprint("desk", __name__, url_prefix="/desk", template_folder="templates")
    door.add_url_rule("/", "home", home)
    return door
