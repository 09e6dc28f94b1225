"""The office's copy of a draft: what a phone or laptop has answered so far, until the visit is finished.

Rows are added and never changed but for the mark that something newer stands in their place: every older value stays.
A draft belongs to one shopper; nobody at the office reads answers from here, only that something was begun.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import Base, Instant
from shopper.models.assignments import Assignment
from shopper.models.people import Person


class KeptDraft(Base):
    """`id` is the visit's, minted on the device that began. `revision` counts what was taken in; each row below bears
    the one in which it came. `closed_at`: the visit was finished on one of the devices."""

    __tablename__ = "kept_draft"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    shopper_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    assignment_id: Mapped[UUID | None] = mapped_column(ForeignKey("assignment.id"), index=True)
    version: Mapped[str]
    language: Mapped[str]
    supersedes_id: Mapped[UUID | None]
    begun_at: Mapped[datetime] = mapped_column(Instant)
    heard_at: Mapped[datetime] = mapped_column(Instant, index=True)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    reminded_at: Mapped[datetime | None] = mapped_column(Instant)
    revision: Mapped[int] = mapped_column(default=0)

    shopper: Mapped[Person] = relationship()
    assignment: Mapped[Assignment | None] = relationship()


class KeptAnswer(Base):
    """What one device said to one question at one time. The newest by `at` (the device's clock moved to ours) counts;
    `replaced_in` is the revision that put another in its place. `content`: {pairs, value, skipped, source, …}."""

    __tablename__ = "kept_answer"
    __table_args__ = (UniqueConstraint("draft_id", "question", "device", "seq"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("kept_draft.id"), index=True)
    question: Mapped[str]
    device: Mapped[UUID]
    seq: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    revision: Mapped[int]
    replaced_in: Mapped[int | None]


class KeptPhoto(Base):
    """A photo of a draft; its bytes are held like those of any photo sent ahead. `removed_in`: taken away again."""

    __tablename__ = "kept_photo"
    __table_args__ = (
        UniqueConstraint("draft_id", "pid"),
        CheckConstraint("removed_in IS NULL OR removed_in >= revision", name="removed_after"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("kept_draft.id"), index=True)
    pid: Mapped[UUID]
    device: Mapped[UUID]
    question: Mapped[str]
    sha256: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    revision: Mapped[int]
    removed_in: Mapped[int | None]


class KeptStamp(Base):
    """A stamp of the pocket screen, from one device; `content` as the phone keeps it, taken back or not."""

    __tablename__ = "kept_stamp"
    __table_args__ = (UniqueConstraint("draft_id", "device", "n"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("kept_draft.id"), index=True)
    device: Mapped[UUID]
    n: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    revision: Mapped[int]
