"""Mail to one person that is not a report: invitations, new passwords, a reviewer's question."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from extensions import Base, Instant


class Letter(Base):
    """Written in the transaction of its cause and sent by a job. One Message-ID for ever."""

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint("state IN ('queued', 'sent', 'failed')", name="known_state"),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_has_time"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    email: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    message_id: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(default="queued")
    queued_at: Mapped[datetime] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    failure: Mapped[str | None]
