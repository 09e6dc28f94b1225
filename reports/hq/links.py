"""The links to a report that were mailed: when each was made and opened, when it ends, and ending it now."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from extensions import db
from reports.hq.scope import report_or_404
from reports.links import links_of, withdraw
from reports.models import Print, Report, ReportLink
from reports.reading import audiences_for
from shopper import clock
from shopper.access import policy
from shopper.models import ADMINISTRATOR, HQ, REVIEWER, Person

_SEES = (HQ, REVIEWER, ADMINISTRATOR)


@policy(*_SEES)
def links(person: Person, report_id: UUID) -> str:
    """Every link to the report, newest first."""
    found = _theirs(person, report_id)
    return render_template("hq/links.html", found=found, links=links_of(found), now=clock.now())


@policy(*_SEES)
def withdraw_link(person: Person, link_id: UUID) -> Response:
    """End it now: who opens it is told whom to ask."""
    of_link = select(Print.report_id).join(ReportLink, ReportLink.print_id == Print.id).where(ReportLink.id == link_id)
    report_id = db.session.scalar(of_link) or abort(404)
    _theirs(person, report_id)
    if not withdraw(link_id, person.id, clock.now()):
        abort(409)
    flash(_("The link is withdrawn. It opens nothing any more."), "good")
    return redirect(url_for("hq.links", report_id=report_id), 303)


def _theirs(person: Person, report_id: UUID) -> Report:
    found = report_or_404(person, report_id)
    return found if "hq" in audiences_for(person, found) else abort(404)
