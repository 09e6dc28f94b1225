"""Covering what is nobody's business on a photo: the picture as it came, with the boxes over it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, abort, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from extensions import db, transaction
from shopper import clock
from shopper.access import policy
from shopper.desk.answers import seen_mark
from shopper.desk.pages import Page, done
from shopper.desk.photos import LOCKED
from shopper.desk.verdicts import judged_visit
from shopper.desk.words import REVIEW_REFUSED
from shopper.files import FileDamaged
from shopper.logbook import log
from shopper.masking import MOST, Box, mask_photo
from shopper.models import ADMINISTRATOR, REVIEWER, Person, Photo, ReceiptReading
from shopper.photos import file_store, uncovered
from shopper.review import ReviewRefused, is_open

_SIDES = ("x", "y", "w", "h")


@policy(REVIEWER, sees=(ADMINISTRATOR,))
def masks(person: Person, photo_id: UUID) -> Page:
    """The boxes of one photo; saving has its shown copy made again."""
    photo = _judged_photo(person, photo_id)
    if request.method == "GET":
        return _page(photo, rows_of(photo), photo.masked_at)
    rows = _posted_rows()
    boxes = [box for row in rows if (box := _box(row)) is not None]
    meant = [row for row in rows if row["is_on"] and any(row[side] for side in _SIDES)]
    if len(boxes) != len(meant) or len(boxes) > MOST:
        page = _page(photo, rows, seen_mark(request.form.get("seen")), refused=_unfit())
        return page, 422
    return _save(person, photo, boxes, rows)


@policy(REVIEWER, sees=(ADMINISTRATOR,))
def uncovered_photo(person: Person, photo_id: UUID) -> Response:
    """The upright picture without any box, for the page above; that it was looked at is written down."""
    photo = _judged_photo(person, photo_id)
    sha256, person_id = photo.sha256, person.id
    with transaction():
        log(person_id, "original_seen", "photo", photo_id, clock.now())
    try:
        copy = uncovered(file_store().read(sha256))
    except FileDamaged:
        abort(404)
    answer = Response(copy if copy is not None else abort(404), mimetype="image/jpeg")
    answer.headers["Content-Security-Policy"] = LOCKED
    return answer


def _judged_photo(person: Person, photo_id: UUID) -> Photo:
    found = db.session.scalar(select(Photo).where(Photo.id == photo_id)) or abort(404)
    visit = judged_visit(person, found.visit_id)
    if visit.shopper_id == person.id:
        abort(403)
    if not is_open(visit):
        abort(409)
    return found


def _save(person: Person, photo: Photo, boxes: list[Box], rows: list[dict[str, Any]]) -> Page:
    visit_id, question = photo.visit_id, photo.question
    try:
        mask_photo(photo, boxes, person, clock.now(), seen=seen_mark(request.form.get("seen")))
    except ReviewRefused as refused:
        said = _stale() if refused.code == "stale" else REVIEW_REFUSED[refused.code]
        return _page(photo, rows, photo.masked_at, refused=said), 409
    said = _("Saved. The picture that others see is being made anew.")
    return done(said, url_for("desk.visit", visit_id=visit_id, _anchor=f"q-{question}"))


def _stale() -> str:
    return _("Somebody else set the boxes of this photo meanwhile. Yours are shown below and not saved yet. "
             "Save again to put them in place of theirs.")  # fmt: skip


def _unfit() -> str:
    return _("A box does not lie within the picture, or there are more than %(most)s. Nothing was saved.", most=MOST)


def rows_of(photo: Photo) -> list[dict[str, Any]]:
    """The boxes as the page shows them, in percent. What was read and nobody has looked at yet is a proposal."""
    is_new = photo.masked_at is None
    return [
        {**{side: f"{mask[side] * 100:.2f}" for side in _SIDES}, "by": mask["by"], "is_on": True,
         "is_proposed": is_new and mask["by"] == "reading"}
        for mask in photo.masks
    ]  # fmt: skip


def _posted_rows() -> list[dict[str, Any]]:
    columns = {name: request.form.getlist(name)[: 2 * MOST] for name in (*_SIDES, "by")}
    ticked = set(request.form.getlist("on"))
    count = min(len(column) for column in columns.values())
    return [
        {**{name: column[row] for name, column in columns.items()}, "is_on": str(row) in ticked, "is_proposed": False}
        for row in range(count)
    ]


def _box(row: dict[str, Any]) -> Box | None:
    """The ticked row's box as shares, or None where it is none."""
    try:
        x, y, w, h = (float(row[side].replace(",", ".")) / 100 for side in _SIDES)
    except ValueError:
        return None
    fits = 0 <= x < 1 and 0 <= y < 1 and w > 0 and h > 0 and x + w <= 1.0005 and y + h <= 1.0005
    return (round(x, 4), round(y, 4), round(w, 4), round(h, 4)) if row["is_on"] and fits else None


def _page(photo: Photo, rows: list[dict[str, Any]], seen: Any, refused: Any = None) -> str:
    reading = db.session.get(ReceiptReading, photo.sha256)
    return render_template(
        "desk/masks.html", photo=photo, visit=photo.visit, rows=rows, refused=refused, most=MOST,
        seen=seen.isoformat() if seen else "", is_read=reading is not None and reading.state == "read",
        who=db.session.get(Person, photo.masked_by) if photo.masked_by else None,
    )  # fmt: skip
