"""What was read from the photo of a till receipt."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from extensions import Base, Instant


class ReceiptReading(Base):
    """Of one photo's original, by its digest, so that a photo sent ahead and the same in the visit share it.

    `found`: {"total": "23.40", "time": "13:05", "day": "2026-11-20", "greeting": "…", "language": "fi"}, what could be
    read; a proposal, never an answer. `masks`: what should be covered, [{"x", "y", "w", "h" (shares of the upright
    picture), "why": "name" | "card" | "loyalty" | "phone"}].
    """

    __tablename__ = "receipt_reading"
    __table_args__ = (CheckConstraint("state IN ('waiting', 'read', 'unreadable')", name="known_state"),)

    sha256: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(default="waiting")
    text: Mapped[str] = mapped_column(default="")
    found: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    masks: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    read_at: Mapped[datetime | None] = mapped_column(Instant)
