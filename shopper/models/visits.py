"""Performed assignments: the visit as it was frozen on the phone, its answers and photos, and what became of it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import Base, Instant
from forms.models import QuestionnaireVersion
from shopper.models.assignments import Assignment
from shopper.models.people import Person


class Visit(Base):
    """The id is minted on the phone and is the one guard against doubles.

    receiving (photos still lack) → submitted → returned (a question to the shopper) | approved | excluded.
    `manifest` is the frozen text byte for byte, `sha256` its digest. `flags` lists what the judge found, each
    {"code": …, "question": … or null, "message": {"fi": …, "sv": …, "en": …}}. `stamps` are those of the pocket
    screen, in order: {"moment": "seated", "at": ISO time on our clock, "undone": true}. `return_about`: the question
    that the office asks about, `reply` is what the shopper answered to it (in the visit that supersedes). `fee` and
    `reimbursement` (euros) are fixed at approval.
    """

    __tablename__ = "visit"
    __table_args__ = (
        CheckConstraint("state IN ('receiving', 'submitted', 'returned', 'approved', 'excluded')", name="known_state"),
        CheckConstraint("(state = 'receiving') = (submitted_at IS NULL)", name="submitted_has_time"),
        CheckConstraint("(state = 'receiving') = (receipt_no IS NULL)", name="submitted_has_receipt"),
        CheckConstraint("(approved_at IS NULL) = (approved_by IS NULL)", name="approved_has_who"),
        CheckConstraint("state <> 'approved' OR approved_at IS NOT NULL", name="approved_has_time"),
        CheckConstraint("state <> 'returned' OR returned_at IS NOT NULL", name="returned_has_time"),
        CheckConstraint("(paid_on IS NULL) = (paid_by IS NULL)", name="paid_has_who"),
        CheckConstraint("paid_on IS NULL OR state = 'approved'", name="paid_when_approved"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    assignment_id: Mapped[UUID | None] = mapped_column(ForeignKey("assignment.id"), index=True)
    shopper_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    version_id: Mapped[UUID | None] = mapped_column(ForeignKey("questionnaire_version.id"))
    supersedes_id: Mapped[UUID | None] = mapped_column(index=True)
    device: Mapped[UUID | None]
    language: Mapped[str]
    manifest: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    sha256: Mapped[str]
    flags: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    started_at: Mapped[datetime | None] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(default="receiving", index=True)
    received_at: Mapped[datetime] = mapped_column(Instant)
    receipt_no: Mapped[str | None] = mapped_column(unique=True)
    submitted_at: Mapped[datetime | None] = mapped_column(Instant)
    returned_at: Mapped[datetime | None] = mapped_column(Instant)
    returned_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    return_question: Mapped[str | None]
    return_about: Mapped[str | None]
    reply: Mapped[str | None]
    stamps: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    approved_at: Mapped[datetime | None] = mapped_column(Instant)
    approved_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    reopened_at: Mapped[datetime | None] = mapped_column(Instant)
    reopened_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    reopened_reason: Mapped[str | None]
    excluded_at: Mapped[datetime | None] = mapped_column(Instant)
    excluded_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    excluded_reason: Mapped[str | None]
    fee: Mapped[Decimal | None] = mapped_column(Numeric(8, 2))
    reimbursement: Mapped[Decimal | None] = mapped_column(Numeric(8, 2))
    paid_on: Mapped[date | None]
    paid_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))

    assignment: Mapped[Assignment | None] = relationship()
    shopper: Mapped[Person] = relationship(foreign_keys=[shopper_id])
    version: Mapped[QuestionnaireVersion | None] = relationship()
    answers: Mapped[list[Answer]] = relationship(back_populates="visit", order_by="Answer.question")
    photos: Mapped[list[Photo]] = relationship(back_populates="visit", order_by="Photo.position")

    def current_answers(self) -> dict[str, dict[str, Any]]:
        """Question id → answer as the reviewer left it, in the shape of docs/answers.md."""
        return {answer.question: answer.current() for answer in self.answers}


class Answer(Base):
    """What was given to one question. The original stays; an edit stands beside it with who, when and why."""

    __tablename__ = "answer"
    __table_args__ = (
        CheckConstraint("(edited_at IS NULL) = (edited_by IS NULL)", name="edit_has_who"),
        CheckConstraint("(edited_at IS NULL) = (edited IS NULL)", name="edit_has_value"),
    )

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    original: Mapped[dict[str, Any]] = mapped_column(JSON)
    # none_as_null: "not edited" must be the database's NULL for the constraint above.
    edited: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    edited_at: Mapped[datetime | None] = mapped_column(Instant)
    edited_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    edit_reason: Mapped[str | None]

    visit: Mapped[Visit] = relationship(back_populates="answers")

    def current(self) -> dict[str, Any]:
        return self.original if self.edited is None else self.edited


class Photo(Base):
    """Evidence. `sha256` names the original, which only the office sees; `shown_sha256` a clean re-encoded copy.

    `id` is random and names the photo wherever it is shown, so that no address tells order, time or digest. `masks` are
    solid boxes over what nobody beyond the reviewer may see: {"x", "y", "w", "h" (shares of the upright picture), "by":
    "shopper" | "reading" | "office"}; they are painted into the shown copy.

    Where nothing as large as the photo came through, the phone sends a smaller copy: then `sha256` names that, and
    `promised_sha256` the digest by which the visit names the photo.
    """

    __tablename__ = "photo"
    __table_args__ = (
        UniqueConstraint("visit_id", "question", "sha256"),
        CheckConstraint("state IN ('waiting', 'received', 'ready', 'unreadable')", name="known_state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"), index=True)
    question: Mapped[str]
    position: Mapped[int]
    sha256: Mapped[str] = mapped_column(index=True)
    promised_sha256: Mapped[str | None]
    bytes: Mapped[int]
    mime: Mapped[str]
    taken_at: Mapped[datetime | None] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(default="waiting")
    shown_sha256: Mapped[str | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    fingerprint: Mapped[str | None] = mapped_column(index=True)
    masks: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    masked_at: Mapped[datetime | None] = mapped_column(Instant)
    masked_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))

    visit: Mapped[Visit] = relationship(back_populates="photos")

    @property
    def named(self) -> str:
        """The digest by which the visit names it."""
        return self.promised_sha256 or self.sha256


class HeldPhoto(Base):
    """Bytes that came before the visit that names them; kept for the person and visit, swept after 30 days."""

    __tablename__ = "held_photo"

    visit_id: Mapped[UUID] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    bytes: Mapped[int]
    received_at: Mapped[datetime] = mapped_column(Instant)


class Conflict(Base):
    """A deposit whose id was known with other bytes: kept aside whole, for the office to look at."""

    __tablename__ = "conflict"
    __table_args__ = (UniqueConstraint("visit_id", "sha256", "person_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    visit_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    sha256: Mapped[str]
    manifest: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    received_at: Mapped[datetime] = mapped_column(Instant)


class Logged(Base):
    """Who did what to what, when: ids only, never names or values."""

    __tablename__ = "logged"
    __table_args__ = (Index("ix_logged_kind_object_id", "kind", "object_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    at: Mapped[datetime] = mapped_column(Instant)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    deed: Mapped[str]
    kind: Mapped[str]
    object_id: Mapped[str]
