"""One's own account: language, password, devices, passkeys."""

from __future__ import annotations

from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from extensions import db
from forms.screens.signin import ChangePasswordScreen
from shopper import clock
from shopper.access import EVERYBODY, one_or_404, policy
from shopper.entering import end_device, end_other_devices
from shopper.models import Person, Session
from shopper.passkeys import passkeys_of
from shopper.passwords import problem_with
from shopper.people import WrongPassword, change_password
from shopper.sessions import IDLE
from shopper.signin.browser import ask_to_wait, show_out, this_browser
from shopper.signin.by_password import Answer, wait_sentence
from shopper.throttle import TooMany


@policy(*EVERYBODY)
def account(person: Person) -> str:
    """Everything about one's own way in, on one page."""
    return account_page(person, ChangePasswordScreen())


def account_page(person: Person, screen: ChangePasswordScreen) -> str:
    """The page, with what was typed into the password form."""
    at = clock.now()
    living = Session.ended_at.is_(None), Session.expires_at > at, Session.seen_at > at - IDLE
    mine = select(Session).where(Session.person_id == person.id, *living).order_by(Session.seen_at.desc())
    return render_template(
        "signin/account.html", person=person, screen=screen, sessions=db.session.scalars(mine).all(),
        this_session=g.session_id, passkeys=passkeys_of(person),
    )  # fmt: skip


@policy(*EVERYBODY)
def password(person: Person) -> Answer:
    """Change the password; all other devices are signed out."""
    screen = ChangePasswordScreen(request.form)
    if not screen.validate():
        return account_page(person, screen), 422
    problem = problem_with(screen.password.data, person.name, person.email)
    if problem:
        screen.password.errors = [problem]
        return account_page(person, screen), 422
    return _change(person, screen)


def _change(person: Person, screen: ChangePasswordScreen) -> Answer:
    address, keep = this_browser().address, g.session_id
    old, new = screen.old.data, screen.password.data
    try:
        change_password(person, old, new, clock.now(), address=address, keep_session=keep)
    except WrongPassword:
        screen.old.errors = [_("That is not your password until now. Nothing was changed.")]
        return account_page(person, screen), 422
    except TooMany as many:
        screen.old.errors = [wait_sentence(many)]
        return ask_to_wait(account_page(person, screen), many.wait.total_seconds())
    flash(_("The password is changed. Your other devices were signed out."), "good")
    return redirect(url_for("signin.account"), 303)


@policy(*EVERYBODY)
def end_session(person: Person, session_id: UUID) -> Response:
    """End one of one's own sessions; this one's end is signing out."""
    mine = select(Session).where(Session.person_id == person.id, Session.ended_at.is_(None))
    ending = one_or_404(mine, id=session_id)
    is_this = ending.id == g.session_id
    end_device(person, session_id, clock.now())
    if is_this:
        return show_out()
    flash(_("That device is signed out."), "good")
    return redirect(url_for("signin.account"), 303)


@policy(*EVERYBODY)
def end_others(person: Person) -> Response:
    """End all of one's sessions but this one."""
    end_other_devices(person, g.session_id, clock.now())
    flash(_("All other devices are signed out."), "good")
    return redirect(url_for("signin.account"), 303)
