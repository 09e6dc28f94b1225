"""Signing in with address and password, and signing out."""

from __future__ import annotations

import math

from flask import g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.screens.signin import SignInScreen
from shopper import clock
from shopper.access import current_person, public
from shopper.entering import enter_by_password, leave
from shopper.people import WrongPassword
from shopper.signin.browser import ask_to_wait, let_in, own_path, show_out, this_browser
from shopper.throttle import TooMany

Answer = Response | str | tuple[str, int]


@public
def sign_in() -> Answer:
    """The page, and what is typed there. The same answer whether the address is known or not."""
    screen = SignInScreen(request.form if request.method == "POST" else None)
    if request.method == "GET":
        return _page(screen)
    if not screen.validate():
        return _page(screen), 422
    try:
        token = enter_by_password(screen.email.data, screen.password.data, this_browser(), clock.now())
    except WrongPassword:
        return _page(screen, _("The e-mail address or the password is not right.")), 422
    except TooMany as many:
        return ask_to_wait(_page(screen, wait_sentence(many)), many.wait.total_seconds())
    return let_in(token, own_path(request.form.get("next")))


def wait_sentence(many: TooMany) -> str:
    """How long to wait, and what goes at once."""
    minutes = max(1, math.ceil(many.wait.total_seconds() / 60))
    sentence = _("Too many wrong tries. Wait %(minutes)s min, or come in at once with a passkey or a link by mail.")
    return str(sentence % {"minutes": minutes})


def _page(screen: SignInScreen, problem: str | None = None) -> str:
    where = own_path(request.values.get("next"))
    return render_template("signin/sign_in.html", screen=screen, problem=problem, where=where)


@public
def sign_out() -> Response:
    """End this session on the server. Works for everybody, also when it is over already."""
    person = current_person()
    if person:
        leave(person, g.session_id, clock.now())
    return show_out()
