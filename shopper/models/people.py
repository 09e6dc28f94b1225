"""People, what they may do and where, and how they are known again: passwords, passkeys, sessions, tokens."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import Base, Instant

SHOPPER, REVIEWER, SCHEDULER, HQ, STORE_MANAGER, ADMINISTRATOR = ROLES = (
    "shopper",
    "reviewer",
    "scheduler",
    "hq",
    "store_manager",
    "administrator",
)
_KNOWN_ROLE = "role IN ('shopper', 'reviewer', 'scheduler', 'hq', 'store_manager', 'administrator')"
# HQ and store managers belong to one chain, store managers to one store of it; the office may serve all chains.
_PLACE_FITS_ROLE = (
    "(role IN ('shopper', 'administrator') AND chain_id IS NULL AND store_id IS NULL)"
    " OR (role IN ('reviewer', 'scheduler') AND store_id IS NULL)"
    " OR (role = 'hq' AND chain_id IS NOT NULL AND store_id IS NULL)"
    " OR (role = 'store_manager' AND chain_id IS NOT NULL AND store_id IS NOT NULL)"
)


class Person(Base):
    """Somebody who signs in. `code` is what the office calls a shopper by; nobody else learns even that."""

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("language IN ('fi', 'sv', 'en')", name="known_language"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    code: Mapped[str] = mapped_column(unique=True)
    phone: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="fi")
    password_hash: Mapped[str | None]
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Instant)
    disabled_at: Mapped[datetime | None] = mapped_column(Instant)

    grants: Mapped[list[Grant]] = relationship(back_populates="person", cascade="all, delete-orphan", lazy="selectin")

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(grant.role for grant in self.grants)

    def chain_ids(self, *roles: str) -> frozenset[UUID] | None:
        """Chains where this person has one of `roles`; None means every chain."""
        grants = [grant for grant in self.grants if grant.role in roles]
        if any(grant.chain_id is None for grant in grants):
            return None
        return frozenset(grant.chain_id for grant in grants if grant.chain_id)

    def store_ids(self) -> frozenset[UUID]:
        """Stores that this person manages."""
        return frozenset(grant.store_id for grant in self.grants if grant.store_id)


class Grant(Base):
    """One role of one person; for a chain, a store, or (both empty) everywhere."""

    __tablename__ = "grant"
    __table_args__ = (
        UniqueConstraint("person_id", "role", "chain_id", "store_id"),
        CheckConstraint(_KNOWN_ROLE, name="known_role"),
        CheckConstraint(_PLACE_FITS_ROLE, name="place_fits_role"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str]
    chain_id: Mapped[UUID | None] = mapped_column(ForeignKey("chain.id"), index=True)
    store_id: Mapped[UUID | None] = mapped_column(ForeignKey("store.id"), index=True)

    person: Mapped[Person] = relationship(back_populates="grants")


class Invitation(Base):
    """A door that opens once: an address, a role, a place. Only the hash of the token is kept."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint(_KNOWN_ROLE, name="known_role"),
        CheckConstraint(_PLACE_FITS_ROLE, name="place_fits_role"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    token_hash: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str]
    language: Mapped[str] = mapped_column(default="fi")
    role: Mapped[str]
    chain_id: Mapped[UUID | None] = mapped_column(ForeignKey("chain.id"))
    store_id: Mapped[UUID | None] = mapped_column(ForeignKey("store.id"))
    invited_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    invited_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    accepted_at: Mapped[datetime | None] = mapped_column(Instant)
    accepted_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class PasswordReset(Base):
    """A link to choose a new password: once, for an hour."""

    __tablename__ = "password_reset"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class Passkey(Base):
    """A WebAuthn credential of a person."""

    __tablename__ = "passkey"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class Session(Base):
    """One signed-in device. Ends for good at sign-out, here, on the server."""

    __tablename__ = "session"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    device: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)

    person: Mapped[Person] = relationship()


class DepositToken(Base):
    """Lets one device deliver one person's visits after the session has ended. Can write, never read others'."""

    __tablename__ = "deposit_token"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    device: Mapped[UUID]
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)

    person: Mapped[Person] = relationship()


class SignInAttempt(Base):
    """A failed try, counted per account and per address so that guessing is slowed without locking anybody out."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index("ix_sign_in_attempt_key_tried_at", "key", "tried_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    key: Mapped[str]
    tried_at: Mapped[datetime] = mapped_column(Instant)
