"""The pictures of a report, for those who may read it: clean copies of its photos, and the brand's own."""

from __future__ import annotations

import hashlib
from uuid import UUID

from flask import Response, abort, url_for
from sqlalchemy import select

from extensions import db
from reports.hq.said import shows_photo, shows_picture
from reports.hq.scope import READERS, report_or_404
from reports.models import Report
from reports.reading import audiences_for, newest, reports_for
from reports.wave.reading import stores_for
from shopper.access import policy
from shopper.files import FileDamaged
from shopper.models import Brand, Person, Photo, Store
from shopper.photos import file_store

# A picture opened by itself is a document: it may do nothing at all.
_LOCKED = "sandbox; default-src 'none'"


def address_of(found: Report, key: str) -> str:
    """Where the picture with this key ("photo:…", "brand:…") of the report is, for who is signed in."""
    kind, name = key.split(":", 1)
    if kind == "photo":
        return url_for("hq.photo", photo_id=name)
    return url_for("hq.picture", report_id=found.id, sha256=name)


@policy(*READERS)
def photo(person: Person, photo_id: UUID) -> Response:
    """The copy without metadata. The photo of a receipt is for headquarters alone: it tells the minute of the sale."""
    found = db.session.scalar(select(Photo).where(Photo.id == photo_id)) or abort(404)
    report = db.session.scalars(reports_for(person).where(Report.visit_id == found.visit_id, newest())).one_or_none()
    if report is None or not shows_photo(report, audiences_for(person, report)[0], photo_id):
        abort(404)
    return clean_copy(found)


@policy(*READERS)
def picture(person: Person, report_id: UUID, sha256: str) -> Response:
    """A picture of the brand's own that stands in the report."""
    found = report_or_404(person, report_id)
    return kept_picture(sha256) if shows_picture(found, sha256) else abort(404)


@policy(*READERS)
def chain_picture(person: Person, chain_id: UUID, sha256: str) -> Response:
    """The logo or cover of a brand of the chain, as they are now, where the person reads a store of that brand."""
    brands = stores_for(person).with_only_columns(Store.brand_id).where(Store.chain_id == chain_id)
    for brand in db.session.scalars(select(Brand).where(Brand.id.in_(brands))):
        for content in (brand.logo, brand.cover):
            if content and hashlib.sha256(content).hexdigest() == sha256:
                return _locked(content)
    abort(404)


def clean_copy(found: Photo) -> Response:
    """The photo as readers may see it: without metadata, its boxes black."""
    return kept_picture(found.shown_sha256) if found.shown_sha256 else abort(404)


def kept_picture(sha256: str) -> Response:
    """A picture out of the file store; 410 where it was damaged."""
    try:
        content = file_store().read(sha256)
    except FileDamaged:
        abort(410)
    return _locked(content)


def _locked(content: bytes) -> Response:
    answer = Response(content, mimetype="image/png" if content.startswith(b"\x89PNG") else "image/jpeg")
    answer.headers["Content-Security-Policy"] = _LOCKED
    return answer
