"""Signing in and out: who comes in gets a new session, the one before it on the same device ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from extensions import db, transaction
from shopper.logbook import log
from shopper.models import DepositToken, Person, Session
from shopper.passwords import hash_password, is_right, needs_rehash
from shopper.people import WrongPassword, find_by_email, tidy_email
from shopper.sessions import end_sessions, open_session
from shopper.throttle import WRONG_BY_ACCOUNT, WRONG_BY_ADDRESS, count_try, forget_tries, forgive


@dataclass(frozen=True)
class Browser:
    """Where a request comes from: network address, "Firefox, Android", and the session that is open there."""

    address: str
    device: str
    session_id: UUID | None = None


def enter(person: Person, browser: Browser, at: datetime) -> str:
    """Open a session for `person`; gives the token for the cookie. To be called inside a transaction."""
    if browser.session_id:
        db.session.execute(
            update(Session).where(Session.id == browser.session_id, Session.ended_at.is_(None)).values(ended_at=at)
        )
    log(person.id, "signed_in", "person", person.id, at)
    return open_session(person, browser.device, at)


def enter_by_password(email: str, password: str, browser: Browser, at: datetime) -> str:
    """Sign in by address and password; gives the token for the cookie. Opens its own transactions.

    Takes as long for an unknown address as for a known one. Raises WrongPassword, TooMany.
    """
    account = tidy_email(email)
    tries = count_try(at, (WRONG_BY_ACCOUNT, account), (WRONG_BY_ADDRESS, browser.address))
    person = find_by_email(account)
    person_id, stored = (person.id, person.password_hash) if person and not person.disabled_at else (None, None)
    if not is_right(password, stored) or person_id is None or stored is None:
        raise WrongPassword
    renewed = hash_password(password) if needs_rehash(stored) else None
    with transaction():
        forget_tries(tries)
        forgive(WRONG_BY_ACCOUNT, account)
        owner = db.session.get_one(Person, person_id)
        owner.password_hash = renewed or owner.password_hash
        return enter(owner, browser, at)


def leave(person: Person, session_id: UUID, at: datetime) -> None:
    """Sign out: this session is over, here on the server. Opens its own transaction."""
    person_id = person.id
    with transaction():
        end_sessions(person_id, at, only=session_id)
        log(person_id, "signed_out", "person", person_id, at)


def end_device(person: Person, session_id: UUID, at: datetime) -> None:
    """End one of the person's own sessions. Opens its own transaction."""
    person_id = person.id
    with transaction():
        end_sessions(person_id, at, only=session_id)
        log(person_id, "device_ended", "session", session_id, at)


def end_other_devices(person: Person, keep: UUID | None, at: datetime) -> None:
    """End all sessions but `keep`, and take back what lets phones deliver without one (they ask anew).

    For somebody who lost a phone. Opens its own transaction.
    """
    person_id = person.id
    with transaction():
        end_sessions(person_id, at, spare=keep)
        db.session.execute(
            update(DepositToken)
            .where(DepositToken.person_id == person_id, DepositToken.revoked_at.is_(None))
            .values(revoked_at=at)
        )
        log(person_id, "other_devices_ended", "person", person_id, at)
