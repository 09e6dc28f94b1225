"""A forgotten password: a link by mail that opens once, within the hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select, update

from extensions import db, transaction
from shopper.entering import Browser, enter
from shopper.languages import in_language
from shopper.letters import settings, write_letter
from shopper.models import PasswordReset, Person
from shopper.passwords import hash_password
from shopper.people import find_by_email, set_password, tidy_email
from shopper.sessions import end_sessions
from shopper.throttle import (
    RESETS_BY_ACCOUNT,
    RESETS_BY_ADDRESS,
    WRONG_BY_ACCOUNT,
    TooMany,
    count_try,
    forgive,
)  # fmt: skip
from shopper.tokens import new_token, token_hash

LIFETIME = timedelta(hours=1)


class LinkOver(Exception):
    """The link was used or its time has run out."""


def ask_reset(email: str, address: str, at: datetime) -> None:
    """Mail a link to the owner of `email`, if there is one; nobody else can tell. Opens its own transactions.

    More than a few for one account are passed over in silence. Raises TooMany for one network address.
    """
    account = tidy_email(email)
    count_try(at, (RESETS_BY_ADDRESS, address))
    try:
        count_try(at, (RESETS_BY_ACCOUNT, account))
    except TooMany:
        return
    with transaction():
        person = find_by_email(account)
        if person and not person.disabled_at:
            _write_link(person, at)


def _write_link(person: Person, at: datetime) -> None:
    token = new_token()
    db.session.add(
        PasswordReset(token_hash=token_hash(token), person_id=person.id, asked_at=at, expires_at=at + LIFETIME)
    )
    with in_language(person.language):
        subject = _("Choose a new password")
        text = _(
            "Hello %(name)s,\n\nhere you choose a new password. The link opens once, within an hour:\n\n%(link)s\n\n"
            "If you did not ask for it, do nothing: your password stays as it is.\n",
            name=person.name, link=f"{settings().base_url}/new-password/{token}",
        )  # fmt: skip
    write_letter(person.email, subject, text, at)


def find_reset(token: str, at: datetime) -> PasswordReset | None:
    """The reset that a link's token names; None where there is none. Raises LinkOver."""
    found = db.session.scalar(select(PasswordReset).where(PasswordReset.token_hash == token_hash(token)))
    if found is None:
        return None
    person = db.session.get_one(Person, found.person_id)
    if found.used_at or found.expires_at <= at or person.disabled_at:
        raise LinkOver
    return found


def use_reset(token: str, password: str, browser: Browser, at: datetime) -> str:
    """Give the owner the new `password` (judged before) and sign in; gives the token for the cookie.

    All earlier sessions and links end. Opens its own transaction. Raises LinkOver.
    """
    hashed = hash_password(password)
    with transaction():
        found = find_reset(token, at)
        if found is None:
            raise LinkOver
        person = db.session.get_one(Person, found.person_id)
        db.session.execute(
            update(PasswordReset)
            .where(PasswordReset.person_id == person.id, PasswordReset.used_at.is_(None))
            .values(used_at=at)
        )
        set_password(person, hashed, at)
        forgive(WRONG_BY_ACCOUNT, person.email)
        end_sessions(person.id, at)
        return enter(person, browser, at)
