"""A person's e-mail address, changed by the office: where mail came back, or where somebody has another one now.

The old mailbox may be somebody else's by now. So it opens nothing any more and is not told the new address.
"""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import update

from extensions import db, transaction
from shopper.events import address_changed
from shopper.invitations import checked_email
from shopper.languages import in_language
from shopper.letters import write_letter
from shopper.logbook import log
from shopper.models import Invitation, PasswordReset, Person
from shopper.people import find_by_email
from shopper.sessions import end_sessions


class AddressTaken(Exception):
    """Another person has this address."""


def change_address(person: Person, email: str, by: Person, at: datetime) -> bool:
    """Let the person be written to, and sign in, at `email` from now on; False where that is the address already.

    Every session ends, and what was mailed to the old address opens nothing any more; passkeys and what waits on a
    phone stay. Both addresses are told. Opens its own transaction. Raises AddressTaken, InvitationRefused (it is no
    address).
    """
    new, person_id, by_id = checked_email(email), person.id, by.id
    with transaction():
        person = db.session.get_one(Person, person_id, with_for_update=True)
        old = person.email
        if new == old:
            return False
        if find_by_email(new):
            raise AddressTaken
        person.email = new
        end_sessions(person_id, at)
        _end_mailed_links(person, old, at)
        _tell(person, old, at)
        log(by_id, "address_changed", "person", person_id, at)
        db.session.flush()
        address_changed.send(person, by_id=by_id, at=at)
    return True


def _end_mailed_links(person: Person, old: str, at: datetime) -> None:
    """Links for a new password, and invitations that nobody has accepted."""
    resets = update(PasswordReset).where(PasswordReset.person_id == person.id, PasswordReset.used_at.is_(None))
    db.session.execute(resets.values(used_at=at))
    invited = (Invitation.email == old, Invitation.accepted_at.is_(None), Invitation.expires_at > at)
    db.session.execute(update(Invitation).where(*invited).values(expires_at=at))


def _tell(person: Person, old: str, at: datetime) -> None:
    with in_language(person.language):
        subject = _("The address of your account was changed")
        to_old = _(
            "Hello %(name)s,\n\nthe office has given your account another e-mail address. From now on nothing "
            "is sent to this one, and links that came here are over. If you did not ask for this, tell your office.\n",
            name=person.name,
        )
        to_new = _(
            "Hello %(name)s,\n\nthe office has given your account this e-mail address. Sign in with it from now on; "
            "your password and your passkeys stay as they are. Your devices were signed out. If you did not ask for "
            "this, tell your office.\n",
            name=person.name,
        )
    write_letter(old, subject, to_old, at)
    write_letter(person.email, subject, to_new, at)
