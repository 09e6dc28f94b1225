"""Passkeys: a device proves who holds it, no password is typed. WebAuthn, user verification always asked for."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from extensions import db, transaction
from shopper.entering import Browser, enter
from shopper.languages import in_language
from shopper.letters import settings, write_letter
from shopper.logbook import log
from shopper.models import Passkey, Person
from shopper.people import tidy_name
from shopper.throttle import WRONG_BY_ACCOUNT, forgive, spend

MOST = 20


class PasskeyRefused(Exception):
    """The device's answer does not prove anything here; the message is for people."""


def site_id() -> str:
    """The name that passkeys of this installation are bound to."""
    return urlsplit(settings().base_url).hostname or "localhost"


def options_for_new(person: Person) -> dict[str, Any]:
    """What a browser needs to make a passkey for `person`; `challenge` is base64url."""
    # Here and below: webauthn takes 230 ms to import, and most processes never need it.
    import webauthn
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    made = webauthn.generate_registration_options(
        rp_id=site_id(), rp_name="Detalji", user_id=person.id.bytes, user_name=person.email,
        user_display_name=person.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one.credential_id) for one in passkeys_of(person)],
    )  # fmt: skip
    return dict(json.loads(webauthn.options_to_json(made)))


def options_for_entering() -> dict[str, Any]:
    """What a browser needs to sign in with whichever passkey it holds for this site."""
    import webauthn
    from webauthn.helpers.structs import UserVerificationRequirement

    made = webauthn.generate_authentication_options(
        rp_id=site_id(), user_verification=UserVerificationRequirement.REQUIRED
    )
    return dict(json.loads(webauthn.options_to_json(made)))


def passkeys_of(person: Person) -> list[Passkey]:
    """The person's passkeys, oldest first."""
    mine = select(Passkey).where(Passkey.person_id == person.id).order_by(Passkey.created_at)
    return list(db.session.scalars(mine))


def add_passkey(person: Person, answer: dict[str, Any], challenge: str, name: str, at: datetime) -> None:
    """Keep the passkey that the device made for `challenge`, under `name`, and tell the owner by mail.

    Opens its own transaction. Raises PasskeyRefused.
    """
    verified = _verified_new(answer, challenge)
    person_id = person.id
    with transaction():
        owner = db.session.get_one(Person, person_id)
        mine = passkeys_of(owner)
        known = db.session.scalar(select(Passkey.id).where(Passkey.credential_id == verified.credential_id))
        if known or len(mine) >= MOST or not spend("challenge", challenge, at):
            raise PasskeyRefused(_("This passkey is known already, or there are too many. Nothing was changed."))
        db.session.add(
            Passkey(
                person_id=person_id, credential_id=verified.credential_id, public_key=verified.credential_public_key,
                sign_count=verified.sign_count, name=_name_for(name, mine), created_at=at,
            )
        )  # fmt: skip
        log(person_id, "passkey_added", "person", person_id, at)
        _tell_owner(owner, at)


def _verified_new(answer: dict[str, Any], challenge: str) -> Any:
    import webauthn
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        return webauthn.verify_registration_response(
            credential=answer, expected_challenge=webauthn.base64url_to_bytes(challenge), expected_rp_id=site_id(),
            expected_origin=_origin(), require_user_verification=True,
        )  # fmt: skip
    # The library meets odd bytes with errors of many kinds; each means the same to us.
    except (WebAuthnException, ValueError, TypeError, KeyError, IndexError, AttributeError) as wrong:
        raise PasskeyRefused(_("The passkey could not be made. Nothing was changed; try again.")) from wrong


def _origin() -> str:
    where = urlsplit(settings().base_url)
    return f"{where.scheme}://{where.netloc}"


def _name_for(name: str, mine: list[Passkey]) -> str:
    return tidy_name(name)[:60] or _("Passkey %(number)s", number=len(mine) + 1)


def _tell_owner(owner: Person, at: datetime) -> None:
    with in_language(owner.language):
        subject = _("A passkey was added")
        text = _(
            "Hello %(name)s,\n\na passkey was added to your account just now. If it was not you, remove it on your "
            "account page, change your password and tell your office.\n",
            name=owner.name,
        )
    write_letter(owner.email, subject, text, at)


def enter_by_passkey(answer: dict[str, Any], challenge: str, browser: Browser, at: datetime) -> str:
    """Sign in with a device's answer to `challenge`; gives the token for the cookie. Opens its own transaction.

    Not held up by wrong passwords: the owner gets in while others guess. Raises PasskeyRefused.
    """
    import webauthn

    found = _find(answer)
    if found is None:
        raise PasskeyRefused(_("This passkey is not known here. Sign in with your password."))
    counted = _verified_entry(answer, challenge, found, webauthn)
    key_id = found.id
    with transaction():
        key = db.session.get(Passkey, key_id)
        owner = db.session.get(Person, key.person_id) if key else None
        if key is None or owner is None or owner.disabled_at or not spend("challenge", challenge, at):
            raise PasskeyRefused(_("The sign-in did not succeed. Try again, or use your password."))
        key.sign_count, key.used_at = counted, at
        forgive(WRONG_BY_ACCOUNT, owner.email)
        return enter(owner, browser, at)


def _find(answer: dict[str, Any]) -> Passkey | None:
    import webauthn

    raw = answer.get("rawId")
    if not isinstance(raw, str) or len(raw) > 2000:
        return None
    try:
        credential_id = webauthn.base64url_to_bytes(raw)
    except ValueError:
        return None
    return db.session.scalar(select(Passkey).where(Passkey.credential_id == credential_id))


def _verified_entry(answer: dict[str, Any], challenge: str, key: Passkey, webauthn: Any) -> int:
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        verified = webauthn.verify_authentication_response(
            credential=answer, expected_challenge=webauthn.base64url_to_bytes(challenge), expected_rp_id=site_id(),
            expected_origin=_origin(), credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count, require_user_verification=True,
        )  # fmt: skip
    except (WebAuthnException, ValueError, TypeError, KeyError, IndexError, AttributeError) as wrong:
        raise PasskeyRefused(_("The sign-in did not succeed. Try again, or use your password.")) from wrong
    return int(verified.new_sign_count)


def rename_passkey(person: Person, passkey_id: UUID, name: str) -> None:
    """Call one of the person's own passkeys `name`. Opens its own transaction."""
    person_id = person.id
    mine = update(Passkey).where(Passkey.id == passkey_id, Passkey.person_id == person_id)
    with transaction():
        db.session.execute(mine.values(name=tidy_name(name)[:60]))


def remove_passkey(person: Person, passkey_id: UUID, at: datetime) -> None:
    """Forget one of the person's own passkeys: it opens nothing any more. Opens its own transaction."""
    person_id = person.id
    with transaction():
        db.session.execute(delete(Passkey).where(Passkey.id == passkey_id, Passkey.person_id == person_id))
        log(person_id, "passkey_removed", "person", person_id, at)
