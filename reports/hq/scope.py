"""Which report a person stands before: found among those that are theirs, else it does not exist."""

from __future__ import annotations

from uuid import UUID

from flask import abort, request

from extensions import db
from reports.models import Report
from reports.reading import audiences_for, reports_for
from shopper.models import ADMINISTRATOR, HQ, LANGUAGES, REVIEWER, STORE_MANAGER, Person

READERS = (HQ, STORE_MANAGER, REVIEWER, ADMINISTRATOR)


def report_or_404(person: Person, report_id: UUID) -> Report:
    """The report with this id among those that `person` may read."""
    found = db.session.scalars(reports_for(person).where(Report.id == report_id)).one_or_none()
    return found or abort(404)


def chosen_audience(person: Person, report: Report) -> str:
    """The edition asked for by `?edition=`, by default the person's own; one that is not theirs is not there."""
    allowed = audiences_for(person, report)
    wanted = request.args.get("edition") or allowed[0]
    return wanted if wanted in allowed else abort(404)


def chosen_language(otherwise: str) -> str:
    """The language asked for by `?language=`, else `otherwise`."""
    wanted = request.args.get("language")
    return wanted if wanted in LANGUAGES else otherwise
