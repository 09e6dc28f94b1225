"""One's own passkeys: made, named, removed."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from extensions import db
from forms.screens.signin import PasskeyNameScreen
from shopper import clock
from shopper.access import EVERYBODY, one_or_404, policy
from shopper.models import Passkey, Person, Session
from shopper.passkeys import PasskeyRefused, add_passkey, options_for_new, remove_passkey, rename_passkey
from shopper.problems import json_answer, json_problem
from shopper.signin.browser import device_name
from shopper.signin.by_passkey import ask_device, read_answer, take_challenge

# Whoever finds an open browser must not be able to add a key of their own to it.
_FRESH = timedelta(minutes=15)


@policy(*EVERYBODY)
def options(person: Person) -> Response:
    """What the device needs to make a passkey; only soon after signing in."""
    signed_in = db.session.get_one(Session, g.session_id).created_at
    if clock.now() - signed_in > _FRESH:
        return json_problem(403, "sign_in_again", _("Sign in once more first, so that we know it is you."))
    return ask_device("new", options_for_new(person))


@policy(*EVERYBODY)
def add(person: Person) -> Response:
    """Keep the passkey that the device made."""
    answer = read_answer()
    credential, name = answer.get("credential"), answer.get("name")
    given = name if isinstance(name, str) and name.strip() else device_name(request.user_agent.string)
    challenge = take_challenge("new")
    try:
        add_passkey(person, credential if isinstance(credential, dict) else {}, challenge, given, clock.now())
    except PasskeyRefused as refused:
        return json_problem(422, "passkey_refused", str(refused))
    flash(_("The passkey is ready. From now on it signs you in."), "good")
    return json_answer({"go": url_for("signin.account", _anchor="passkeys")}, 201)


def _mine(person: Person, passkey_id: UUID) -> Passkey:
    return one_or_404(select(Passkey).where(Passkey.person_id == person.id), id=passkey_id)


@policy(*EVERYBODY)
def rename(person: Person, passkey_id: UUID) -> Response:
    """Give one's own passkey another name."""
    _mine(person, passkey_id)
    screen = PasskeyNameScreen(request.form)
    if screen.validate():
        rename_passkey(person, passkey_id, screen.name.data)
    else:
        flash(_("The name must have 1 to 60 characters. Nothing was changed."), "bad")
    return redirect(url_for("signin.account", _anchor="passkeys"), 303)


@policy(*EVERYBODY)
def remove(person: Person, passkey_id: UUID) -> Response:
    """Forget one's own passkey."""
    _mine(person, passkey_id)
    remove_passkey(person, passkey_id, clock.now())
    flash(_("The passkey is removed. Delete it on the device, too."), "good")
    return redirect(url_for("signin.account", _anchor="passkeys"), 303)
