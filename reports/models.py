"""Reports as they were issued, the files printed from them, and their way to each reader."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import Base, Instant
from shopper.models import Chain, Person, Store, Visit, Wave

AUDIENCES = ("store", "hq")


class Report(Base):
    """The frozen account of an approved visit; a correction is the next edition. The id tells nothing.

    `snapshot` holds all that is printed, for both audiences and in every language, so that later changes of the
    questionnaire, the brand or the store never change an issued report. `base`, `plus` and `emotion_index` repeat
    its figures for lists.
    """

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("visit_id", "edition"),
        CheckConstraint("edition >= 1", name="edition_from_one"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"), index=True)
    chain_id: Mapped[UUID] = mapped_column(ForeignKey("chain.id"), index=True)
    store_id: Mapped[UUID] = mapped_column(ForeignKey("store.id"), index=True)
    wave_id: Mapped[UUID] = mapped_column(ForeignKey("wave.id"), index=True)
    edition: Mapped[int] = mapped_column(default=1)
    number: Mapped[str] = mapped_column(index=True)
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    base: Mapped[float | None]
    coverage: Mapped[float]
    plus: Mapped[float]
    emotion_index: Mapped[float | None]
    issued_at: Mapped[datetime] = mapped_column(Instant)

    visit: Mapped[Visit] = relationship()
    chain: Mapped[Chain] = relationship()
    store: Mapped[Store] = relationship()
    wave: Mapped[Wave] = relationship()
    prints: Mapped[list[Print]] = relationship(back_populates="report")


class Print(Base):
    """One PDF of a report: for an audience, in a language. Empty digest until it is built."""

    __tablename__ = "print"
    __table_args__ = (
        UniqueConstraint("report_id", "audience", "language"),
        CheckConstraint("audience IN ('store', 'hq')", name="known_audience"),
        CheckConstraint("language IN ('fi', 'sv', 'en')", name="known_language"),
        CheckConstraint("state IN ('waiting', 'ready', 'failed')", name="known_state"),
        CheckConstraint("(state = 'ready') = (sha256 IS NOT NULL)", name="ready_has_digest"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"), index=True)
    audience: Mapped[str]
    language: Mapped[str]
    state: Mapped[str] = mapped_column(default="waiting")
    sha256: Mapped[str | None]
    bytes: Mapped[int | None]
    printed_at: Mapped[datetime | None] = mapped_column(Instant)
    failure: Mapped[str | None]

    report: Mapped[Report] = relationship(back_populates="prints")


class Delivery(Base):
    """One report to one reader, with its fate. One Message-ID for ever: mail may arrive twice, never as two."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("report_id", "reader_id"),
        CheckConstraint("audience IN ('store', 'hq')", name="known_audience"),
        CheckConstraint("state IN ('queued', 'sent', 'failed')", name="known_state"),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_has_time"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"), index=True)
    reader_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    print_id: Mapped[UUID] = mapped_column(ForeignKey("print.id"))
    audience: Mapped[str]
    language: Mapped[str]
    email: Mapped[str]
    message_id: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(default="queued")
    queued_at: Mapped[datetime] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    opened_at: Mapped[datetime | None] = mapped_column(Instant)
    failure: Mapped[str | None]

    report: Mapped[Report] = relationship()
    reader: Mapped[Person] = relationship()
    printed: Mapped[Print] = relationship()


class ActionPoint(Base):
    """What the store will do about the report: one deed, a role (never a name), a day."""

    __tablename__ = "action_point"
    __table_args__ = (CheckConstraint("(done_at IS NULL) = (done_by IS NULL)", name="done_has_who"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"), unique=True)
    deed: Mapped[str]
    owner_role: Mapped[str]
    due_on: Mapped[date]
    chosen_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    chosen_at: Mapped[datetime] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    done_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
