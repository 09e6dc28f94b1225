"""What is measured, where and when: programmes, their scenarios and their waves."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import Base
from shopper.models.chains import Chain


class Programme(Base):
    """The standing plan for a chain. `questionnaire` is the code whose newest published edition is assigned."""

    __tablename__ = "programme"
    __table_args__ = (UniqueConstraint("chain_id", "name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    chain_id: Mapped[UUID] = mapped_column(ForeignKey("chain.id"), index=True)
    name: Mapped[str]
    questionnaire: Mapped[str]

    chain: Mapped[Chain] = relationship()
    waves: Mapped[list[Wave]] = relationship(back_populates="programme", order_by="Wave.first_on")
    scenarios: Mapped[list[Scenario]] = relationship(back_populates="programme", order_by="Scenario.title")


class Scenario(Base):
    """The part the shopper plays, with the briefing to read before going, in one language or more.

    `briefing`, `purchase` (what must be bought) and `forbidden` (what must not be done or bought) are
    {"fi": …, "sv": …, "en": …}; `facts` fixes circumstances, e.g. {"fact_booking": "yes"}. `certification` is asked
    before the visit can be opened: [{"text": {"fi": …}, "choices": [{"text": {"fi": …}, "right": true}, …]}, …].
    """

    __tablename__ = "scenario"
    __table_args__ = (UniqueConstraint("programme_id", "title"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"), index=True)
    title: Mapped[str]
    briefing: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    purchase: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    forbidden: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    certification: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    programme: Mapped[Programme] = relationship(back_populates="scenarios")
    references: Mapped[list[ReferencePhoto]] = relationship(
        back_populates="scenario", cascade="all, delete-orphan", order_by="ReferencePhoto.position"
    )


class ReferencePhoto(Base):
    """How something should look (the bag, the counter, the product), for the shopper to compare with. The bytes are a
    copy that we re-encoded ourselves. `question`: the detail that it is the standard of; the report prints it beside
    the photos of that detail."""

    __tablename__ = "reference_photo"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    scenario_id: Mapped[UUID] = mapped_column(ForeignKey("scenario.id"), index=True)
    position: Mapped[int]
    caption: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    sha256: Mapped[str]
    question: Mapped[str | None]

    scenario: Mapped[Scenario] = relationship(back_populates="references")


class Wave(Base):
    """One round of fieldwork, with its first and last day."""

    __tablename__ = "wave"
    __table_args__ = (
        UniqueConstraint("programme_id", "name"),
        CheckConstraint("last_on >= first_on", name="ends_after_start"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"), index=True)
    name: Mapped[str]
    first_on: Mapped[date]
    last_on: Mapped[date]

    programme: Mapped[Programme] = relationship(back_populates="waves")
