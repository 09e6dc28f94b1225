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

    `briefing` is {"fi": …, "sv": …, "en": …}; `facts` fixes circumstances, e.g. {"fact_booking": "yes"}.
    """

    __tablename__ = "scenario"
    __table_args__ = (UniqueConstraint("programme_id", "title"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"), index=True)
    title: Mapped[str]
    briefing: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    programme: Mapped[Programme] = relationship(back_populates="scenarios")


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
