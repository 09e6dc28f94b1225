"""People and what they may do: made, found by address, given roles, known again by a password."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from uuid import UUID, uuid4

from flask_babel import gettext as _
from sqlalchemy import select

from extensions import db, transaction
from shopper.languages import in_language
from shopper.letters import write_letter
from shopper.logbook import log
from shopper.models import Chain, Grant, Person, Store
from shopper.passwords import hash_password, is_right
from shopper.sessions import end_sessions
from shopper.throttle import WRONG_BY_ACCOUNT, WRONG_BY_ADDRESS, count_try, forget_tries
from shopper.tokens import clear_code

LONGEST_NAME = 120


class WrongPassword(Exception):
    """That is not the password (or there is no such account: nobody is told which)."""


def tidy_email(text: str) -> str:
    """An address as it is compared and stored: lower case, no spaces around, nothing that cannot be stored."""
    return re.sub(r"[\x00-\x1f\x7f]", "", text).strip().lower()


def tidy_name(text: str) -> str:
    """A name on one line, without control characters and marks that turn the direction of writing."""
    kept = (" " if char.isspace() else char for char in text if char.isspace() or not _is_unseen(char))
    return " ".join("".join(kept).split())[:LONGEST_NAME].strip()


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def find_by_email(email: str) -> Person | None:
    """The person with this address, however it was typed."""
    return db.session.scalar(select(Person).where(Person.email == tidy_email(email)))


def new_person(
    email: str, name: str, password: str | None, language: str, at: datetime, is_demo: bool = False
) -> Person:
    """Write a person without any role yet; without a password until one is chosen.

    To be called inside a transaction. The address must be new and the password judged by `passwords.problem_with`.
    """
    person = Person(
        id=uuid4(), email=tidy_email(email), name=tidy_name(name), code=_new_code(), language=language, is_demo=is_demo,
        password_hash=hash_password(password) if password else None, created_at=at,
    )  # fmt: skip
    db.session.add(person)
    db.session.flush()
    return person


def _new_code() -> str:
    """What the office calls a shopper by, e.g. S-4KXW; not in use yet."""
    while True:
        code = f"S-{clear_code(4)}"
        if db.session.scalar(select(Person.id).where(Person.code == code)) is None:
            return code


def give_role(person: Person, role: str, chain: Chain | None = None, store: Store | None = None) -> None:
    """Let `person` do what `role` does: everywhere, in a chain, or in one store of it. Once is enough.

    To be called inside a transaction.
    """
    place = (chain.id if chain else None, store.id if store else None)
    if not has_role(person, role, *place):
        person.grants.append(Grant(role=role, chain_id=place[0], store_id=place[1]))


def has_role(person: Person, role: str, chain_id: UUID | None, store_id: UUID | None) -> bool:
    """Whether `person` has exactly this role at this place."""
    wanted = (role, chain_id, store_id)
    return any((grant.role, grant.chain_id, grant.store_id) == wanted for grant in person.grants)


def choose_language(person_id: UUID, language: str) -> None:
    """What this person reads from now on: fi, sv or en. Opens its own transaction."""
    with transaction():
        db.session.get_one(Person, person_id).language = language


def change_password(
    person: Person, old: str, new: str, at: datetime, *, address: str, keep_session: UUID | None
) -> None:
    """Put `new` (judged before) in the place of `old`, end every other session, and say so by mail.

    Who has no password chooses the first one by mail, not here. Opens its own transactions.
    Raises WrongPassword, TooMany.
    """
    person_id, email, stored = person.id, person.email, person.password_hash
    tries = count_try(at, (WRONG_BY_ACCOUNT, email), (WRONG_BY_ADDRESS, address))
    if not is_right(old, stored):
        raise WrongPassword
    hashed = hash_password(new)
    with transaction():
        forget_tries(tries)
        set_password(db.session.get_one(Person, person_id), hashed, at)
        end_sessions(person_id, at, spare=keep_session)


def set_password(person: Person, hashed: str, at: datetime) -> None:
    """Store a new password's hash, write it in the book and tell the owner. To be called inside a transaction."""
    person.password_hash = hashed
    log(person.id, "password_changed", "person", person.id, at)
    with in_language(person.language):
        subject = _("Your password was changed")
        text = _(
            "Hello %(name)s,\n\nthe password of your account was changed just now, and your other devices were "
            "signed out. If it was not you, choose a new password with “Forgotten password” on the sign-in page "
            "and tell your office.\n",
            name=person.name,
        )
    write_letter(person.email, subject, text, at)
