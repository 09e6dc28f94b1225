"""The page that an invitation opens: a name, a language, a way to sign in."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from extensions import db, transaction
from forms.screens.signin import InvitationScreen
from shopper import clock
from shopper.access import current_person, public
from shopper.entering import enter
from shopper.invitations import InvitationRefused, accept, accept_as, find_invitation
from shopper.languages import NAMES, in_language
from shopper.models import Chain, Invitation, Store
from shopper.passwords import problem_with
from shopper.people import find_by_email
from shopper.signin.browser import in_readers_language, let_in, this_browser
from shopper.signin.by_password import Answer


@public
def invitation(token: str) -> Answer:
    """Accept an invitation. 404 for no link of ours, 410 for one that was used or is too old."""
    found = _open(token)
    if find_by_email(found.email):
        return _for_somebody_known(found, token)
    with in_readers_language(found.language):
        return _for_somebody_new(found, token)


def _for_somebody_new(found: Invitation, token: str) -> Answer:
    screen = InvitationScreen(request.form if request.method == "POST" else None, speaks=found.language)
    screen.offer(NAMES.items())
    if request.method == "GET":
        return _page(found, screen)
    if not _is_fine(screen, found.email):
        return _page(found, screen), 422
    return _accepted(token, screen)


def _open(token: str) -> Invitation:
    try:
        found: Invitation = find_invitation(token, clock.now()) or abort(404)
    except InvitationRefused:
        abort(410)
    return found


def _is_fine(screen: InvitationScreen, email: str) -> bool:
    if not screen.validate():
        return False
    password = screen.password.data or ""
    problem = problem_with(password, screen.name.data, email) if password else None
    if problem:
        screen.password.errors = [problem]
    return problem is None


def _accepted(token: str, screen: InvitationScreen) -> Response:
    browser, at = this_browser(), clock.now()
    password = screen.password.data or None
    try:
        person = accept(token, screen.name.data, password, at, screen.speaks.data)
    except InvitationRefused:
        abort(410)
    with transaction():
        session_token = enter(person, browser, at)
    answer = let_in(session_token, "/" if password else "/account#passkeys")
    if not password:
        with in_language(person.language):
            flash(_("Welcome. Now make a passkey on this device, so that you get in again."), "wait")
    return answer


def _for_somebody_known(found: Invitation, token: str) -> Answer:
    """The address has an account: its owner signs in, then accepts with one button."""
    person = current_person()
    if person is None or person.email != found.email:
        return render_template("signin/invitation_known.html", found=found, is_owner=False, **_place(found))
    if request.method == "GET":
        return render_template("signin/invitation_known.html", found=found, is_owner=True, **_place(found))
    try:
        accept_as(token, person, clock.now())
    except InvitationRefused:
        abort(410)
    flash(_("The new role is yours."), "good")
    return redirect("/", 303)


def _page(found: Invitation, screen: InvitationScreen) -> str:
    return render_template("signin/invitation.html", found=found, screen=screen, **_place(found))


def _place(found: Invitation) -> dict[str, Chain | Store | None]:
    return {
        "chain": db.session.get(Chain, found.chain_id) if found.chain_id else None,
        "store": db.session.get(Store, found.store_id) if found.store_id else None,
    }
