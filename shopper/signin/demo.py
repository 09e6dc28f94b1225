"""One tap into a demo account. Only accounts that `flask demo` made can be entered so, and never in production."""

from __future__ import annotations

from uuid import UUID

from flask import abort, request
from werkzeug.wrappers import Response

from extensions import db, transaction
from shopper import clock
from shopper.access import public
from shopper.entering import enter
from shopper.letters import settings
from shopper.models import Person
from shopper.signin.browser import let_in, this_browser


@public
def demo_sign_in() -> Response:
    """Sign in as the demo person that was tapped; 404 for everybody else."""
    if settings().is_production:
        abort(404)
    person_id, browser = _tapped(), this_browser()
    with transaction():
        person = db.session.get(Person, person_id)
        if person is None or not person.is_demo or person.disabled_at:
            abort(404)
        token = enter(person, browser, clock.now())
    return let_in(token, "/")


def _tapped() -> UUID:
    try:
        return UUID(request.form.get("person", ""))
    except ValueError:
        abort(404)
