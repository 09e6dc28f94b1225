"""The book of deeds: who did what to what, when. Ids only, never names or values."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from extensions import db
from shopper.models import Logged


def log(person_id: UUID | None, deed: str, kind: str, object_id: UUID | str, at: datetime) -> None:
    """Write one line. To be called inside the transaction of the deed."""
    db.session.add(Logged(at=at, person_id=person_id, deed=deed, kind=kind, object_id=str(object_id)))
