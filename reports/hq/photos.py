"""The clean copies of photos, for those who may read a report that shows them."""

from __future__ import annotations

from uuid import UUID

from flask import Response, abort
from sqlalchemy import select

from extensions import db
from reports.editions import photos_in
from reports.hq.scope import READERS
from reports.models import Report
from reports.reading import audiences_for, newest, reports_for
from shopper.access import policy
from shopper.files import FileDamaged
from shopper.models import Person, Photo
from shopper.photos import file_store

# A picture opened by itself is a document: it may do nothing at all.
_LOCKED = "sandbox; default-src 'none'"


@policy(*READERS)
def photo(person: Person, photo_id: UUID) -> Response:
    """The copy without metadata. The photo of a receipt is for headquarters alone: it tells the minute of the sale."""
    found = db.session.scalar(select(Photo).where(Photo.id == photo_id)) or abort(404)
    report = db.session.scalars(reports_for(person).where(Report.visit_id == found.visit_id, newest())).one_or_none()
    if report is None or not found.shown_sha256 or not _is_shown(person, report, photo_id):
        abort(404)
    try:
        content = file_store().read(found.shown_sha256)
    except FileDamaged:
        abort(410)
    answer = Response(content, mimetype="image/png" if content.startswith(b"\x89PNG") else "image/jpeg")
    answer.headers["Content-Security-Policy"] = _LOCKED
    return answer


def _is_shown(person: Person, report: Report, photo_id: UUID) -> bool:
    audience = audiences_for(person, report)[0]
    return any(photo["key"] == f"photo:{photo_id}" for photo in photos_in(report.snapshot, audience, "en"))
