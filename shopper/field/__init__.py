"""The phone's door: pages under /field/ and the API that its outbox speaks to."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint
from jinja2 import ChoiceLoader, FileSystemLoader

from shopper.field.api import make_api
from shopper.field.certify_page import certify, send_certify
from shopper.field.later_page import later, send_later
from shopper.field.pages import answer, assignments, briefing, calendar, reference, shell, this_phone
from shopper.field.plain_page import plain, send_plain
from shopper.field.pocket_page import pocket
from shopper.field.reply_page import reply, send_reply
from shopper.field.telling_page import words
from shopper.field.visit_page import visit

__all__ = ["make_api", "make_blueprint"]

_HERE = Path(__file__).parent
# The partials of the kinds stand beside the kinds.
_TEMPLATES = (_HERE / "templates", _HERE.parent.parent / "forms" / "templates")


def make_blueprint() -> Blueprint:
    """Everything under /field/."""
    door = Blueprint("field", __name__, url_prefix="/field", template_folder="templates")
    door.jinja_loader = ChoiceLoader([FileSystemLoader(folder) for folder in _TEMPLATES])
    door.add_url_rule("/", "assignments", assignments)
    door.add_url_rule("/shell/<language>", "shell", shell)
    door.add_url_rule("/visit/<digest>/<language>", "visit", visit)
    door.add_url_rule("/visit/<digest>/<language>/pocket", "pocket", pocket)
    door.add_url_rule("/visit/<digest>/<language>/words.json", "words", words)
    door.add_url_rule("/assignments/<uuid:assignment_id>", "briefing", briefing)
    door.add_url_rule("/assignments/<uuid:assignment_id>/answer", "answer", answer, methods=["POST"])
    door.add_url_rule("/assignments/<uuid:assignment_id>/calendar.ics", "calendar", calendar)
    door.add_url_rule("/assignments/<uuid:assignment_id>/certify", "certify", certify)
    door.add_url_rule("/assignments/<uuid:assignment_id>/certify", "send_certify", send_certify, methods=["POST"])
    door.add_url_rule("/phone", "this_phone", this_phone)
    door.add_url_rule("/references/<uuid:reference_id>", "reference", reference)
    door.add_url_rule("/assignments/<uuid:assignment_id>/plain", "plain", plain)
    door.add_url_rule("/assignments/<uuid:assignment_id>/plain", "send_plain", send_plain, methods=["POST"])
    door.add_url_rule("/visits/<uuid:visit_id>/later", "later", later)
    door.add_url_rule("/visits/<uuid:visit_id>/later", "send_later", send_later, methods=["POST"])
    door.add_url_rule("/visits/<uuid:visit_id>/reply", "reply", reply)
    door.add_url_rule("/visits/<uuid:visit_id>/reply", "send_reply", send_reply, methods=["POST"])
    return door
