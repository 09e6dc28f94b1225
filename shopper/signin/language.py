"""Choosing the language, signed in or not."""

from __future__ import annotations

from datetime import timedelta

from flask import abort, redirect, request
from werkzeug.wrappers import Response

from shopper.access import current_person, public
from shopper.languages import COOKIE
from shopper.letters import settings
from shopper.models import LANGUAGES
from shopper.people import choose_language
from shopper.signin.browser import own_path

_KEPT = timedelta(days=365)


@public
def set_language() -> Response:
    """Keep the choice on this browser for a year and, signed in, with the person; back to where it was made."""
    language = request.form.get("language", "")
    if language not in LANGUAGES:
        abort(400)
    person = current_person()
    if person:
        choose_language(person.id, language)
    answer: Response = redirect(own_path(request.form.get("next")), 303)
    answer.set_cookie(
        COOKIE, language, max_age=_KEPT, httponly=True, samesite="Lax", secure=settings().is_production
    )
    return answer
