"""Invitations: the one way to a new account. A link by mail that opens once, within two weeks."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from sqlalchemy import select, update

from extensions import db, transaction
from shopper.languages import in_language
from shopper.letters import settings, write_letter
from shopper.logbook import log
from shopper.models import (
    HQ,
    LANGUAGES,
    REVIEWER,
    ROLES,
    SCHEDULER,
    STORE_MANAGER,
    Chain,
    Invitation,
    Person,
    Store,
)  # fmt: skip
from shopper.people import find_by_email, give_role, has_role, new_person, tidy_email
from shopper.tokens import new_token, token_hash

LIFETIME = timedelta(days=14)


class InvitationRefused(Exception):
    """The invitation cannot be written or taken; `code` for programs, the message for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def invite(
    email: str, role: str, chain: Chain | None, store: Store | None, language: str, by: Person | None, at: datetime
) -> tuple[Invitation, str]:
    """Invite somebody into a role, here or there, and queue the letter; gives the invitation and its link.

    `chain` and `store` as the role needs them (a store brings its chain). An earlier open invitation to the same
    role ends. Opens its own transaction. Raises InvitationRefused.
    """
    chain_id = store.chain_id if store else chain.id if chain else None
    store_id, by_id = (store.id if store else None), (by.id if by else None)
    _check_place(role, chain, store)
    if language not in LANGUAGES:
        raise InvitationRefused("language", _("The language is one of %(all)s.", all=", ".join(LANGUAGES)))
    email, token = checked_email(email), new_token()
    with transaction():
        present = find_by_email(email)
        if present and has_role(present, role, chain_id, store_id):
            raise InvitationRefused("known", _("%(email)s has this role already.", email=email))
        made = Invitation(
            id=uuid4(), token_hash=token_hash(token), email=email, language=language, role=role, chain_id=chain_id,
            store_id=store_id, invited_by=by_id, invited_at=at, expires_at=at + LIFETIME,
        )  # fmt: skip
        _end_earlier(made, at)
        db.session.add(made)
        link = f"{settings().base_url}/invitation/{token}"
        _write_invitation(made, link, at)
        log(by_id, "invited", "invitation", made.id, at)
    return made, link


def checked_email(text: str) -> str:
    """An address that mail can be sent to, tidied. Raises InvitationRefused."""
    tidy = tidy_email(text)
    try:
        # Reserved names such as .test are let through: an installation may well be tried out on its own network.
        return validate_email(tidy, check_deliverability=False, allow_smtputf8=False, test_environment=True).normalized
    except EmailNotValidError:
        refusal = _("“%(email)s” is not a whole e-mail address, such as name@example.com.", email=tidy[:100])
        raise InvitationRefused("email", refusal) from None


def _check_place(role: str, chain: Chain | None, store: Store | None) -> None:
    if role not in ROLES:
        raise InvitationRefused("role", _("The role is one of %(all)s.", all=", ".join(ROLES)))
    if chain and store and store.chain_id != chain.id:
        raise InvitationRefused("store", _("The store belongs to another chain."))
    if role == STORE_MANAGER and not store:
        raise InvitationRefused("store", _("A store manager is invited to one store: name it."))
    if role == HQ and not chain:
        raise InvitationRefused("chain", _("Headquarters belong to one chain: name it."))
    if store and role != STORE_MANAGER:
        raise InvitationRefused("store", _("Only store managers are invited to a store."))
    if chain and role not in (HQ, STORE_MANAGER, REVIEWER, SCHEDULER):
        raise InvitationRefused("chain", _("Shoppers and administrators serve all chains: name none."))


def _end_earlier(made: Invitation, at: datetime) -> None:
    """The newest letter holds: a forgotten one must not open a door weeks later."""
    still_open = (Invitation.accepted_at.is_(None), Invitation.expires_at > at)
    place = {"chain_id": made.chain_id, "store_id": made.store_id}
    same = update(Invitation).filter_by(email=made.email, role=made.role, **place)
    db.session.execute(same.where(*still_open).values(expires_at=at))


def _write_invitation(made: Invitation, link: str, at: datetime) -> None:
    with in_language(made.language):
        subject = _("You are invited to Detalji")
        text = _(
            "Hello,\n\nyou are invited to Detalji. Open the link and choose how to sign in. It opens once, within "
            "14 days:\n\n%(link)s\n\nIf you do not know what this is about, do nothing.\n",
            link=link,
        )
    write_letter(made.email, subject, text, at)


def find_invitation(token: str, at: datetime) -> Invitation | None:
    """The open invitation that a link's token names; None where there is none. Raises InvitationRefused when over."""
    found = db.session.scalar(select(Invitation).where(Invitation.token_hash == token_hash(token)))
    if found and (found.accepted_at or found.expires_at <= at):
        raise InvitationRefused("over", _("This link is no longer valid. Ask for a new one."))
    return found


def accept(token: str, name: str, password: str | None, at: datetime, language: str | None = None) -> Person:
    """Make the account that was invited, with its role; gives the person. Opens its own transaction.

    `language` is that of the invitation unless another is chosen. Without a password the person signs in by passkey,
    or chooses one later by mail. Raises InvitationRefused: the link is unknown or over, or the address has an account
    already (whose owner accepts with `accept_as`).
    """
    with transaction():
        found = _still_open(token, at)
        if find_by_email(found.email):
            raise InvitationRefused("known", _("You have an account already: sign in to accept."))
        person = new_person(found.email, name, password, language or found.language, at)
        _take(found, person, at)
    return person


def accept_as(token: str, person: Person, at: datetime) -> None:
    """Add the invited role to an account that exists. Opens its own transaction. Raises InvitationRefused."""
    with transaction():
        found = _still_open(token, at)
        if person.email != found.email:
            raise InvitationRefused("other", _("The invitation was written to another address than yours."))
        _take(found, person, at)


def _still_open(token: str, at: datetime) -> Invitation:
    found = find_invitation(token, at)
    if found is None:
        raise InvitationRefused("unknown", _("This link is no longer valid. Ask for a new one."))
    return found


def _take(found: Invitation, person: Person, at: datetime) -> None:
    chain = db.session.get(Chain, found.chain_id) if found.chain_id else None
    store = db.session.get(Store, found.store_id) if found.store_id else None
    give_role(person, found.role, chain, store)
    found.accepted_at, found.accepted_by = at, person.id
    log(person.id, "accepted", "invitation", found.id, at)
