"""What was read on the demo's receipts: its shoppers type what the drawn paper says, and no name of anybody is on it.

Reading hundreds of our own drawings would only cost time; a receipt that is photographed in the app is really read.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from extensions import db
from shopper import clock
from shopper.models import Answer, Job, Photo, ReceiptReading


def take_as_typed(job: Job) -> Callable[[], None]:
    """Handler of a reading: what was found is what the answer to the photo's question says."""
    sha256 = job.ref
    return lambda: _note(sha256)


def _note(sha256: str) -> None:
    reading = db.session.get_one(ReceiptReading, sha256)
    photo = db.session.scalars(select(Photo).where(Photo.sha256 == sha256).limit(1)).first()
    answer = db.session.get(Answer, (photo.visit_id, photo.question)) if photo else None
    value = answer.original.get("value") if answer else None
    said = value if isinstance(value, dict) else {}
    found = {"greeting": said.get("text"), "total": said.get("total"), "time": said.get("time")}
    reading.state, reading.read_at = "read", clock.now()
    reading.found = {part: words for part, words in found.items() if words}
