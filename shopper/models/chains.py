"""Chains, the brands they trade under, and their stores."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import Base

LANGUAGES = ("fi", "sv", "en")
_KNOWN_LANGUAGE = "language IN ('fi', 'sv', 'en')"


class Chain(Base):
    """The company whose stores are visited."""

    __tablename__ = "chain"
    __table_args__ = (CheckConstraint(_KNOWN_LANGUAGE, name="known_language"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    language: Mapped[str] = mapped_column(default="fi")

    brands: Mapped[list[Brand]] = relationship(back_populates="chain", order_by="Brand.name")
    stores: Mapped[list[Store]] = relationship(back_populates="chain", order_by="Store.name")


class Brand(Base):
    """The banner a store trades under: name, colours as #rrggbb, a logo (PNG) and a cover picture (JPEG) that we
    painted ourselves, the `typeface` and the `tone` of its reports (shopper/branding.py)."""

    __tablename__ = "brand"
    __table_args__ = (
        UniqueConstraint("chain_id", "name"),
        CheckConstraint("tone IN ('plain', 'warm', 'formal')", name="known_tone"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    chain_id: Mapped[UUID] = mapped_column(ForeignKey("chain.id"), index=True)
    name: Mapped[str]
    main_colour: Mapped[str] = mapped_column(default="#0c5d4b")
    accent_colour: Mapped[str] = mapped_column(default="#f2b32b")
    logo: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    cover: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    typeface: Mapped[str] = mapped_column(default="inter")
    tone: Mapped[str] = mapped_column(default="plain")

    chain: Mapped[Chain] = relationship(back_populates="brands")
    greetings: Mapped[list[ReceiptGreeting]] = relationship(
        back_populates="brand", cascade="all, delete-orphan", order_by="ReceiptGreeting.valid_from_on"
    )


class ReceiptGreeting(Base):
    """What the foot of the till receipt should say, in one language, for a time; in one store or in all."""

    __tablename__ = "receipt_greeting"
    __table_args__ = (
        CheckConstraint(_KNOWN_LANGUAGE, name="known_language"),
        CheckConstraint("valid_until_on IS NULL OR valid_until_on >= valid_from_on", name="ends_after_start"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    brand_id: Mapped[UUID] = mapped_column(ForeignKey("brand.id"), index=True)
    language: Mapped[str]
    store_id: Mapped[UUID | None] = mapped_column(ForeignKey("store.id"), index=True)
    text: Mapped[str]
    valid_from_on: Mapped[date]
    valid_until_on: Mapped[date | None]

    brand: Mapped[Brand] = relationship(back_populates="greetings")
    store: Mapped[Store | None] = relationship()


class Store(Base):
    """One place of sale. `facts` fixes circumstances of its questionnaires, e.g. {"fact_table_service": "no"}."""

    __tablename__ = "store"
    __table_args__ = (
        UniqueConstraint("chain_id", "code"),
        CheckConstraint(_KNOWN_LANGUAGE, name="known_language"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    chain_id: Mapped[UUID] = mapped_column(ForeignKey("chain.id"), index=True)
    brand_id: Mapped[UUID] = mapped_column(ForeignKey("brand.id"), index=True)
    code: Mapped[str]
    name: Mapped[str]
    street: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    city: Mapped[str]
    region: Mapped[str] = mapped_column(default="")
    opening_hours: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="fi")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    chain: Mapped[Chain] = relationship(back_populates="stores")
    brand: Mapped[Brand] = relationship()
