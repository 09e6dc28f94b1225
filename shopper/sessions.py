"""Signed-in devices, kept on the server: what is ended here is over at the next request."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update

from extensions import db, transaction
from shopper.models import DepositToken, Person, Session
from shopper.tokens import new_token, token_hash

COOKIE = "detalji"
LIFETIME = timedelta(days=30)
IDLE = timedelta(days=14)
DEPOSIT_LIFETIME = timedelta(days=60)
_SEEN_EVERY = timedelta(minutes=5)


def open_session(person: Person, device: str, at: datetime) -> str:
    """Sign `person` in on a device (its description, at most 200 characters); gives the new cookie's token.

    To be called inside a transaction.
    """
    token = new_token()
    db.session.add(
        Session(
            token_hash=token_hash(token), person_id=person.id, device=device[:200],
            created_at=at, seen_at=at, expires_at=at + LIFETIME,
        )
    )  # fmt: skip
    return token


def find_session(token: str | None, at: datetime) -> Session | None:
    """The living session of a cookie's token, or None (unknown, ended, too old, person disabled)."""
    if not token:
        return None
    found = db.session.scalar(select(Session).where(Session.token_hash == token_hash(token)))
    if found is None or found.ended_at or found.expires_at <= at or found.seen_at + IDLE <= at:
        return None
    return None if found.person.disabled_at else found


def mark_seen(session: Session, at: datetime) -> None:
    """Remember that the device is in use; written at most every five minutes."""
    if at - session.seen_at < _SEEN_EVERY:
        return
    session_id = session.id
    with transaction():
        db.session.execute(update(Session).where(Session.id == session_id).values(seen_at=at))


def end_sessions(person_id: UUID, at: datetime, *, only: UUID | None = None, spare: UUID | None = None) -> None:
    """End one session (`only`), or all of a person but `spare`. To be called inside a transaction."""
    ending = update(Session).where(Session.person_id == person_id, Session.ended_at.is_(None))
    if only:
        ending = ending.where(Session.id == only)
    if spare:
        ending = ending.where(Session.id != spare)
    db.session.execute(ending.values(ended_at=at))


def mint_deposit_token(person_id: UUID, device: UUID, at: datetime) -> str:
    """A token with which this device delivers this person's visits for 60 days, whoever is signed in by then.

    To be called inside a transaction. Earlier tokens stay valid: a lost answer must not lock out what waits.
    """
    token = new_token()
    db.session.add(
        DepositToken(
            token_hash=token_hash(token), person_id=person_id, device=device,
            created_at=at, expires_at=at + DEPOSIT_LIFETIME,
        )
    )  # fmt: skip
    return token


def find_depositor(token: str, at: datetime) -> Person | None:
    """Whose visits a deposit token may deliver, or None (unknown, taken back, too old, person disabled)."""
    found = db.session.scalar(select(DepositToken).where(DepositToken.token_hash == token_hash(token)))
    if found is None or found.revoked_at or found.expires_at <= at or found.person.disabled_at:
        return None
    return found.person
