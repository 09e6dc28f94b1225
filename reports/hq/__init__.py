"""Headquarters' and store managers' door: the portfolio, each report on the screen and as PDF, and the one deed."""

from __future__ import annotations

from flask import Blueprint

from reports.actions import OWNER_ROLES
from reports.hq import actions, deliveries, home, pdf, photos, report

_GET = ("GET",)
_POST = ("POST",)

# Address under /hq, name, view, methods. Each view declares its own policy.
_ROUTES = (
    ("/", "home", home.home, _GET),
    ("/reports/<uuid:report_id>", "report", report.report, _GET),
    ("/reports/<uuid:report_id>/pdf", "pdf", pdf.pdf, _GET),
    ("/reports/<uuid:report_id>/action", "choose_action", actions.choose, _POST),
    ("/reports/<uuid:report_id>/action/done", "finish_action", actions.finish, _POST),
    ("/reports/<uuid:report_id>/reply", "reply", actions.reply, _POST),
    ("/deliveries/<uuid:delivery_id>/again", "send_again", deliveries.again, _POST),
    ("/photos/<uuid:photo_id>", "photo", photos.photo, _GET),
)


def make_blueprint() -> Blueprint:
    """Everything under /hq/."""
    door = Blueprint("hq", __name__, url_prefix="/hq", template_folder="templates")
    for rule, name, view, methods in _ROUTES:
        door.add_url_rule(rule, name, view, methods=methods)
    door.context_processor(lambda: {"owner_roles": OWNER_ROLES})
    return door
