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
DOCUMENTS = ("store_report", "huddle", "wave_report", "store_year")


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


class ChainReport(Base):
    """The frozen account of many visits: of a wave for its chain, or of a store's year. Each issue is the next
    edition.

    `snapshot` holds all that is printed, in every language. `until` is the last day that it tells of.
    """

    __tablename__ = "chain_report"
    __table_args__ = (
        UniqueConstraint("wave_id", "edition"),
        CheckConstraint("kind IN ('wave_report', 'store_year')", name="known_kind"),
        CheckConstraint("(kind = 'wave_report') = (wave_id IS NOT NULL)", name="wave_of_a_wave_report"),
        CheckConstraint("(kind = 'store_year') = (store_id IS NOT NULL)", name="store_of_a_year"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kind: Mapped[str]
    chain_id: Mapped[UUID] = mapped_column(ForeignKey("chain.id"), index=True)
    wave_id: Mapped[UUID | None] = mapped_column(ForeignKey("wave.id"), index=True)
    store_id: Mapped[UUID | None] = mapped_column(ForeignKey("store.id"), index=True)
    edition: Mapped[int] = mapped_column(default=1)
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    until: Mapped[date]
    issued_at: Mapped[datetime] = mapped_column(Instant)
    issued_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))

    chain: Mapped[Chain] = relationship()
    wave: Mapped[Wave | None] = relationship()
    store: Mapped[Store | None] = relationship()
    prints: Mapped[list[Print]] = relationship(back_populates="chain_report")


class Print(Base):
    """One PDF: a document made of a report or of a chain's report, for an audience, in a language. Empty digest until
    it is built."""

    __tablename__ = "print"
    __table_args__ = (
        UniqueConstraint("report_id", "document", "audience", "language"),
        UniqueConstraint("chain_report_id", "document", "audience", "language"),
        CheckConstraint("document IN ('store_report', 'huddle', 'wave_report', 'store_year')", name="known_document"),
        CheckConstraint("(report_id IS NULL) <> (chain_report_id IS NULL)", name="of_one_report"),
        CheckConstraint("audience IN ('store', 'hq')", name="known_audience"),
        CheckConstraint("language IN ('fi', 'sv', 'en')", name="known_language"),
        CheckConstraint("state IN ('waiting', 'ready', 'failed')", name="known_state"),
        CheckConstraint("(state = 'ready') = (sha256 IS NOT NULL)", name="ready_has_digest"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    report_id: Mapped[UUID | None] = mapped_column(ForeignKey("report.id"), index=True)
    chain_report_id: Mapped[UUID | None] = mapped_column(ForeignKey("chain_report.id"), index=True)
    document: Mapped[str] = mapped_column(default="store_report")
    audience: Mapped[str]
    language: Mapped[str]
    state: Mapped[str] = mapped_column(default="waiting")
    sha256: Mapped[str | None]
    bytes: Mapped[int | None]
    printed_at: Mapped[datetime | None] = mapped_column(Instant)
    failure: Mapped[str | None]

    report: Mapped[Report | None] = relationship(back_populates="prints")
    chain_report: Mapped[ChainReport | None] = relationship(back_populates="prints")


class Delivery(Base):
    """One report to one reader, with its fate. One Message-ID for ever: mail may arrive twice, never as two.

    `form`: "pdf" attached, or a "link" alone. "bounced": it was handed over, and came back; `failure` says why.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("report_id", "reader_id"),
        CheckConstraint("audience IN ('store', 'hq')", name="known_audience"),
        CheckConstraint("form IN ('pdf', 'link')", name="known_form"),
        CheckConstraint("state IN ('queued', 'sent', 'failed', 'bounced')", name="known_state"),
        CheckConstraint("(state IN ('sent', 'bounced')) = (sent_at IS NOT NULL)", name="sent_has_time"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"), index=True)
    reader_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    print_id: Mapped[UUID] = mapped_column(ForeignKey("print.id"))
    audience: Mapped[str]
    language: Mapped[str]
    form: Mapped[str] = mapped_column(default="pdf")
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


class DeliveryRule(Base):
    """Who gets a chain's reports, and how. The first rule that fits a reader and a report counts; none: a PDF to all.

    Empty `store_id` and `language` fit all; `score_below` (0–100) fits reports with a lower score alone. `form`: "pdf",
    "link" or "none". `wants_huddle`: the huddle sheet's words stand in the mail.
    """

    __tablename__ = "delivery_rule"
    __table_args__ = (
        CheckConstraint("role IN ('hq', 'store_manager')", name="known_role"),
        CheckConstraint("form IN ('pdf', 'link', 'none')", name="known_form"),
        CheckConstraint("language IN ('fi', 'sv', 'en')", name="known_language"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    chain_id: Mapped[UUID] = mapped_column(ForeignKey("chain.id"), index=True)
    position: Mapped[int]
    role: Mapped[str]
    store_id: Mapped[UUID | None] = mapped_column(ForeignKey("store.id"))
    language: Mapped[str | None]
    score_below: Mapped[int | None]
    form: Mapped[str]
    wants_huddle: Mapped[bool] = mapped_column(default=True)

    store: Mapped[Store | None] = relationship()


class DeliveryHours(Base):
    """When a chain's mail goes out, in the chain's time: minutes from midnight, and the days of the week (0 Monday)."""

    __tablename__ = "delivery_hours"
    __table_args__ = (
        CheckConstraint("0 <= opens AND opens < closes AND closes <= 1440", name="opens_before_it_closes"),
    )

    chain_id: Mapped[UUID] = mapped_column(ForeignKey("chain.id"), primary_key=True)
    opens: Mapped[int]
    closes: Mapped[int]
    weekdays: Mapped[list[int]] = mapped_column(JSON)


class ReportLink(Base):
    """A way to one print for who has no account: it ends by itself, and can be withdrawn. Only its digest is kept."""

    __tablename__ = "report_link"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    print_id: Mapped[UUID] = mapped_column(ForeignKey("print.id"), index=True)
    delivery_id: Mapped[UUID | None] = mapped_column(ForeignKey("delivery.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    opened_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))

    printed: Mapped[Print] = relationship()


class StoreReply(Base):
    """The store's own words about its report, where it chooses no deed or has more to say."""

    __tablename__ = "store_reply"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"), unique=True)
    words: Mapped[str]
    said_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    said_at: Mapped[datetime] = mapped_column(Instant)


class ActionPoint(Base):
    """What the store will do about the report: one deed, a role (never a name), a day. `question`: the detail that
    it is to mend, so that the next visit tells what was seen of it."""

    __tablename__ = "action_point"
    __table_args__ = (CheckConstraint("(done_at IS NULL) = (done_by IS NULL)", name="done_has_who"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"), unique=True)
    question: Mapped[str | None]
    deed: Mapped[str]
    owner_role: Mapped[str]
    due_on: Mapped[date]
    chosen_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    chosen_at: Mapped[datetime] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    done_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
