"""Photos: what is let in, and the clean copy that is shown.

A clean copy is made in a child process with limits: decoders are the part of the house that meets the strangest bytes.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from flask import current_app
from PIL import Image, UnidentifiedImageError
from sqlalchemy import func, select

from extensions import db
from shopper.files import FileDamaged, FileStore
from shopper.jobs import GiveUp, enqueue
from shopper.judging import flag
from shopper.manifest import BadDeposit
from shopper.models import Job, Photo

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
MOST_PIXELS = 60_000_000
_CHILD_SECONDS = 60
Boxes = Sequence[Sequence[float]]
Cleaner = Callable[[bytes, Boxes], tuple[dict[str, str | int], bytes] | None]


def file_store() -> FileStore:
    """The files of this installation."""
    return FileStore(current_app.extensions["settings"].files_folder)


def looks_like_photo(head: bytes) -> bool:
    """By its first bytes: JPEG, PNG, WebP or HEIC."""
    return (
        head.startswith(b"\xff\xd8\xff")
        or head.startswith(b"\x89PNG\r\n\x1a\n")
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
        or (head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc"))
    )


def check_photo(content: bytes) -> None:
    """Refuse at the door what cannot be a photo or would burst the decoder; the pixels are read later, elsewhere.

    Raises BadDeposit 422 (`not_a_photo`, `too_many_pixels`).
    """
    if not looks_like_photo(content[:16]):
        raise BadDeposit(422, "not_a_photo", "This is not a JPEG, PNG, WebP or HEIC photo.")
    if content[4:8] == b"ftyp":
        return
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS[:3]) as image:
            width, height = image.size
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise BadDeposit(422, "too_many_pixels", "The photo has too many pixels.") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise BadDeposit(422, "not_a_photo", "This is not a whole photo.") from None
    if width * height > MOST_PIXELS or min(width, height) == 0:
        raise BadDeposit(422, "too_many_pixels", "The photo has too many pixels.")


def prepare_photo(job: Job, copied: Cleaner | None = None) -> Callable[[], None]:
    """Handler of the job: make the clean copy with the photo's masks painted in; what cannot be opened is flagged for
    the reviewer, and kept. Where the masks change meanwhile, whoever changed them has asked for another copy.

    `copied` makes it; other than a child process only for pictures that we drew ourselves.
    """
    photo_id = UUID(job.ref)
    photo = db.session.get_one(Photo, photo_id)
    files, masks = file_store(), boxes_of(photo)
    try:
        original = files.read(photo.sha256)
    except FileDamaged as damaged:
        raise GiveUp(str(damaged)) from damaged
    db.session.rollback()
    made = (copied or _in_child)(original, masks)
    if made is None:
        return lambda: _unreadable(photo_id)
    facts, copy = made
    shown = files.put(copy)
    return lambda: _ready(photo_id, shown, facts, masks)


def boxes_of(photo: Photo) -> list[list[float]]:
    """The masks of a photo as [[x, y, width, height], …]."""
    return [[mask["x"], mask["y"], mask["w"], mask["h"]] for mask in photo.masks]


def copy_again(photo: Photo, at: datetime) -> None:
    """Have the shown copy made once more, as the masks have changed. Until it is there no copy is shown, and the visit
    cannot be approved. To be called inside a transaction."""
    if photo.state not in ("ready", "received"):
        return
    made = db.session.scalar(select(func.max(Job.revision)).where(Job.kind == "photo", Job.ref == str(photo.id)))
    if made is None:
        return
    photo.state, photo.shown_sha256 = "received", None
    enqueue("photo", photo.id, at, revision=made + 1)


def uncovered(original: bytes) -> bytes | None:
    """The clean copy without any mask, for a reviewer's eyes; it is not kept. None where it cannot be opened."""
    made = _in_child(original)
    return made[1] if made else None


def _in_child(original: bytes, masks: Boxes = ()) -> tuple[dict[str, str | int], bytes] | None:
    """Facts and clean copy, or None where the child could not open it, ran too long or burst its limits."""
    try:
        child = subprocess.run(
            [sys.executable, "-m", "shopper.clean_copy"],
            input=json.dumps(masks).encode() + b"\n" + original,
            capture_output=True,
            timeout=_CHILD_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return None
    if child.returncode != 0:
        return None
    head, _, copy = child.stdout.partition(b"\n")
    return json.loads(head), copy


def _unreadable(photo_id: UUID) -> None:
    photo = db.session.get_one(Photo, photo_id)
    if photo.state == "unreadable":
        return
    photo.state = "unreadable"
    photo.visit.flags = [*photo.visit.flags, flag("photo_unreadable", photo.question)]


def _ready(photo_id: UUID, shown: str, facts: dict[str, str | int], masks: Boxes) -> None:
    photo = db.session.get_one(Photo, photo_id)
    if boxes_of(photo) != masks:
        return
    photo.state, photo.shown_sha256 = "ready", shown
    photo.width, photo.height = int(facts["width"]), int(facts["height"])
    if photo.fingerprint is not None:
        return
    photo.fingerprint = str(facts["fingerprint"])
    if _seen_before(photo):
        photo.visit.flags = [*photo.visit.flags, flag("photo_seen_before", photo.question)]


def _seen_before(photo: Photo) -> bool:
    """The same fingerprint in another visit: told to the reviewer, never a verdict."""
    return db.session.scalar(
        select(Photo.id).where(Photo.fingerprint == photo.fingerprint, Photo.visit_id != photo.visit_id).limit(1)
    ) is not None  # fmt: skip
