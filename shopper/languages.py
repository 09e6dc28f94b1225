"""Which language a person reads: the one chosen, else the one signed in with, else the browser's."""

from __future__ import annotations

from contextlib import AbstractContextManager

from flask import has_request_context, request
from flask_babel import force_locale, get_locale

from shopper.access import current_person
from shopper.models import LANGUAGES

COOKIE = "language"
# English as it is written in Europe: 21 November 2026, 14:00.
_LOCALES = {"fi": "fi", "sv": "sv_FI", "en": "en_150"}
NAMES = {"fi": "suomi", "sv": "svenska", "en": "English"}


def choose_locale() -> str:
    """The locale of this request, for Babel; in a command or a job that names none, English."""
    if not has_request_context():
        return _LOCALES["en"]
    person = current_person()
    chosen = (person.language if person else None) or request.cookies.get(COOKIE)
    if chosen not in LANGUAGES:
        chosen = request.accept_languages.best_match(LANGUAGES) or "fi"
    return _LOCALES[chosen]


def current_language() -> str:
    """fi, sv or en."""
    locale = get_locale()
    return locale.language if locale and locale.language in LANGUAGES else "en"


def in_language(language: str) -> AbstractContextManager[None]:
    """Whatever is written inside is in `language` (fi, sv, en), whoever caused it: a letter is for its reader."""
    forced: AbstractContextManager[None] = force_locale(_LOCALES[language])
    return forced
