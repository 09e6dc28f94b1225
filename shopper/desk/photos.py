"""Photos for the office's eyes: the clean copy, and the original where it is asked for."""

from __future__ import annotations

from uuid import UUID

from flask import Response, abort, request
from sqlalchemy import select

from extensions import db, transaction
from shopper import clock
from shopper.access import policy
from shopper.desk.scope import reviewed_visit
from shopper.files import FileDamaged
from shopper.logbook import log
from shopper.models import ADMINISTRATOR, REVIEWER, Person, Photo
from shopper.photos import file_store

# A photo opened by itself is a document: it may do nothing at all.
LOCKED = "sandbox; default-src 'none'"
_KINDS = ((b"\xff\xd8\xff", "image/jpeg", "jpg"), (b"\x89PNG\r\n\x1a\n", "image/png", "png"))


@policy(REVIEWER, ADMINISTRATOR)
def photo(person: Person, photo_id: UUID) -> Response:
    """The clean copy; with `?original=1` the bytes as they came, which is written down."""
    found = db.session.scalar(select(Photo).where(Photo.id == photo_id)) or abort(404)
    reviewed_visit(person, found.visit_id)
    if request.args.get("original") == "1":
        return _original(person, found)
    return _bytes(found.shown_sha256, "image/jpeg", "jpg") if found.shown_sha256 else abort(404)


def _original(person: Person, photo: Photo) -> Response:
    sha256, photo_id, person_id = photo.sha256, photo.id, person.id
    with transaction():
        log(person_id, "original_seen", "photo", photo_id, clock.now())
    head = _read(sha256)[:16]
    mime, ending = next(((mime, end) for magic, mime, end in _KINDS if head.startswith(magic)), (None, "photo"))
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        mime, ending = "image/webp", "webp"
    if head[4:8] == b"ftyp":
        mime, ending = "image/heic", "heic"
    return _bytes(sha256, mime or "application/octet-stream", ending, keep=mime in (None, "image/heic"))


def _bytes(sha256: str, mime: str, ending: str, *, keep: bool = False) -> Response:
    answer = Response(_read(sha256), mimetype=mime)
    answer.headers["Content-Security-Policy"] = LOCKED
    way = "attachment" if keep else "inline"
    answer.headers["Content-Disposition"] = f'{way}; filename="photo.{ending}"'
    return answer


def _read(sha256: str) -> bytes:
    try:
        return file_store().read(sha256)
    except FileDamaged:
        abort(404)
