"""A forgotten password: asking for the link, and the page that it opens."""

from __future__ import annotations

from flask import abort, render_template, request

from extensions import db
from forms.screens.signin import ForgottenScreen, NewPasswordScreen
from shopper import clock
from shopper.access import public
from shopper.models import PasswordReset, Person
from shopper.passwords import problem_with
from shopper.resets import LinkOver, ask_reset, find_reset, use_reset
from shopper.signin.browser import ask_to_wait, in_readers_language, let_in, this_browser
from shopper.signin.by_password import Answer, wait_sentence
from shopper.throttle import TooMany


@public
def forgotten() -> Answer:
    """Ask for a link. The answer does not tell whether the address is known."""
    screen = ForgottenScreen(request.form if request.method == "POST" else None)
    if request.method == "GET":
        return render_template("signin/forgotten.html", screen=screen)
    if not screen.validate():
        return render_template("signin/forgotten.html", screen=screen), 422
    try:
        ask_reset(screen.email.data, this_browser().address, clock.now())
    except TooMany as many:
        page = render_template("signin/forgotten.html", screen=screen, problem=wait_sentence(many))
        return ask_to_wait(page, many.wait.total_seconds())
    return render_template("signin/link_sent.html", email=screen.email.data)


@public
def new_password(token: str) -> Answer:
    """Choose a new password with the link; come in with it. 404 for no link of ours, 410 for one that is over."""
    owner = _owner(token)
    with in_readers_language(owner.language):
        return _choose(owner, token)


def _choose(owner: Person, token: str) -> Answer:
    screen = NewPasswordScreen(request.form if request.method == "POST" else None)
    if request.method == "GET":
        return _page(screen)
    if not screen.validate():
        return _page(screen), 422
    problem = problem_with(screen.password.data, owner.name, owner.email)
    if problem:
        screen.password.errors = [problem]
        return _page(screen), 422
    try:
        return let_in(use_reset(token, screen.password.data, this_browser(), clock.now()), "/")
    except LinkOver:
        abort(410)


def _owner(token: str) -> Person:
    try:
        found: PasswordReset = find_reset(token, clock.now()) or abort(404)
    except LinkOver:
        abort(410)
    return db.session.get_one(Person, found.person_id)


def _page(screen: NewPasswordScreen) -> str:
    return render_template("signin/new_password.html", screen=screen)
