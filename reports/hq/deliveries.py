"""Sending a report again whose mail was given up or came back."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from extensions import db, transaction
from reports.delivery import send_again
from reports.hq.fates import fate_of
from reports.hq.scope import report_or_404
from reports.models import Delivery
from reports.reading import audiences_for
from shopper.access import policy
from shopper.models import ADMINISTRATOR, HQ, REVIEWER, Person


@policy(HQ, REVIEWER, ADMINISTRATOR)
def again(person: Person, delivery_id: UUID) -> Response:
    """Another round for a delivery that failed or came back."""
    delivery = db.session.scalar(select(Delivery).where(Delivery.id == delivery_id)) or abort(404)
    report = report_or_404(person, delivery.report_id)
    if "hq" not in audiences_for(person, report):
        abort(404)
    report_id = report.id
    if not fate_of(delivery).can_send_again:
        abort(409)
    with transaction():
        send_again(db.session.get_one(Delivery, delivery_id))
    flash(_("It is sent again now."), "good")
    return redirect(url_for("hq.report", report_id=report_id, _anchor="readers"), 303)
