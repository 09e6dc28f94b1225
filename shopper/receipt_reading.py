"""Reading the photos of till receipts: asked for once a photo, done by a child process, a proposal and never an answer.

What was read is kept by the photo's digest, so that a photo sent ahead and the same photo in the visit share it. What
is to be covered goes onto the photos at once, and their shown copies are made again: nobody has to look for that.
Where no reader is installed (docs/decisions/0014-ocr.md) readings wait, and nobody waits for them.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError

from extensions import db
from forms.shapes import Question
from forms.till import Till, read_till
from shopper import clock
from shopper.files import FileDamaged
from shopper.jobs import GiveUp, NotYet, enqueue, retry
from shopper.models import Job, Photo, ReceiptReading, Visit
from shopper.photos import copy_again, file_store

_CHILD_SECONDS = 60
_LOOK_AGAIN_S = 600.0


def can_read() -> bool:
    """Whether the reader is installed on this machine."""
    return shutil.which("tesseract") is not None


def ask_reading(sha256: str, at: datetime) -> None:
    """Have the photo with this digest read, if nobody asked before; asked too early (its bytes had not come), it is
    tried again. To be called inside a transaction."""
    known = db.session.get(ReceiptReading, sha256)
    if known is not None:
        if known.state == "waiting":
            failed = select(Job.id).where(Job.kind == "reading", Job.ref == sha256, Job.state == "failed")
            for job_id in db.session.scalars(failed).all():
                retry(job_id, at)
        return
    # Two at once: the first one's row and job are as good as ours.
    with suppress(IntegrityError), db.session.begin_nested():
        db.session.add(ReceiptReading(sha256=sha256, asked_at=at))
        enqueue("reading", sha256, at)
        db.session.flush()


def ask_readings(visit: Visit, at: datetime) -> None:
    """Have every receipt photo of a visit read; what was read already is covered at once. Inside a transaction."""
    for photo in receipt_photos(visit):
        ask_reading(photo.sha256, at)
        reading = db.session.get(ReceiptReading, photo.sha256)
        if reading is not None and reading.state == "read":
            _cover(photo, reading.masks, at)


def receipt_photos(visit: Visit) -> list[Photo]:
    """The photos that stand at questions about a receipt."""
    by_id = visit.version.questionnaire.by_id if visit.version else {}
    return [photo for photo in visit.photos if photo.question in by_id and by_id[photo.question].kind == "receipt"]


def readings_of(digests: Collection[str]) -> dict[str, dict[str, Any]]:
    """Digest → what was found in the photo, for those that were read."""
    rows = select(ReceiptReading).where(ReceiptReading.sha256.in_(digests), ReceiptReading.state == "read")
    return {row.sha256: row.found for row in db.session.scalars(rows)}


def proposed_parts(question: Question, found: dict[str, Any]) -> dict[str, str]:
    """What was found, by the parts of the answer to `question`: the greeting is its text."""
    said = {"text": found.get("greeting"), "total": found.get("total"), "time": found.get("time")}
    return {part: words for part in question.settings["parts"] if (words := said[part])}


def is_being_read(visit: Visit) -> bool:
    """Whether a receipt photo of the visit is still to be read, by a reader that is there."""
    digests = [photo.sha256 for photo in receipt_photos(visit)]
    at_work = exists().where(Job.kind == "reading", Job.ref.in_(digests), Job.state.in_(("ready", "running")))
    return bool(digests) and can_read() and bool(db.session.scalar(select(at_work)))


def read_receipt(job: Job) -> Callable[[], None]:
    """Handler of the job: read the photo, note what was found, cover what is nobody's business."""
    sha256 = job.ref
    if not can_read():
        raise NotYet("the program tesseract is not installed", _LOOK_AGAIN_S)
    try:
        original = file_store().read(sha256)
    except FileDamaged as damaged:
        raise GiveUp(str(damaged)) from damaged
    db.session.rollback()
    till = _in_child(original)
    return lambda: _note(sha256, till, clock.now())


def _in_child(original: bytes) -> Till | None:
    """What the receipt says, or None where it could not be opened or read within the limits."""
    child = subprocess.Popen(
        [sys.executable, "-m", "shopper.ocr_child"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        said, _nothing = child.communicate(original, timeout=_CHILD_SECONDS)
    except subprocess.TimeoutExpired:
        # The reader is the child's child: both go.
        _end(child)
        return None
    return read_till(json.loads(said)) if child.returncode == 0 else None


def _end(child: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        # The child leads a group of its own.
        os.killpg(child.pid, signal.SIGKILL)
    child.communicate()


def _note(sha256: str, till: Till | None, at: datetime) -> None:
    reading = db.session.get_one(ReceiptReading, sha256)
    reading.read_at = at
    if till is None:
        reading.state = "unreadable"
        return
    reading.state, reading.text, reading.found, reading.masks = "read", till.text, till.found, till.masks
    for photo in db.session.scalars(select(Photo).where(Photo.sha256 == sha256)):
        if photo.visit.state in ("receiving", "submitted", "returned"):
            _cover(photo, till.masks, at)


def _cover(photo: Photo, masks: list[dict[str, Any]], at: datetime) -> None:
    """Put the masks onto the photo that are not there yet, and have its shown copy made again."""
    there = {(mask["x"], mask["y"], mask["w"], mask["h"]) for mask in photo.masks}
    new = [mask for mask in masks if (mask["x"], mask["y"], mask["w"], mask["h"]) not in there]
    if new:
        photo.masks = [*photo.masks, *({**mask, "by": "reading"} for mask in new)]
        copy_again(photo, at)
