"""Closing an account and opening it again. Nothing that the person did is touched."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from extensions import db, transaction
from shopper.logbook import log
from shopper.models import ADMINISTRATOR, Grant, Person
from shopper.sessions import end_sessions


class DisablingRefused(Exception):
    """`code`: oneself, last_administrator."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def disable(person: Person, by: Person, at: datetime) -> None:
    """End every session and let nobody in by this account. Opens its own transaction. Raises DisablingRefused.

    What waits on the person's phone stays there, and can be delivered once the account is enabled again.
    """
    person_id, by_id = person.id, by.id
    if person_id == by_id:
        raise DisablingRefused("oneself")
    with transaction():
        if not _other_administrators(person_id):
            raise DisablingRefused("last_administrator")
        person.disabled_at = person.disabled_at or at
        end_sessions(person_id, at)
        log(by_id, "disabled", "person", person_id, at)


def enable(person: Person, by: Person, at: datetime) -> None:
    """Let the person in again, who signs in anew. Opens its own transaction."""
    with transaction():
        person.disabled_at = None
        log(by.id, "enabled", "person", person.id, at)


def end_all(person: Person, by: Person, at: datetime) -> None:
    """Sign the person out everywhere. Opens its own transaction."""
    with transaction():
        end_sessions(person.id, at)
        log(by.id, "sessions_ended", "person", person.id, at)


def _other_administrators(person_id: UUID) -> bool:
    others = select(Person.id).join(Grant).where(
        Grant.role == ADMINISTRATOR, Person.disabled_at.is_(None), Person.id != person_id
    )  # fmt: skip
    return db.session.scalar(others.limit(1)) is not None
