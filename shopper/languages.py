"""Which language a person reads: the person's own, else the one chosen on this browser, else the browser's."""

from __future__ import annotations

from contextlib import AbstractContextManager

from flask import g, has_request_context, request
from flask_babel import force_locale, get_locale

from shopper.access import current_person
from shopper.models import LANGUAGES
from shopper.sessions import COOKIE as SESSION_COOKIE
from shopper.tokens import token_hash

COOKIE = "language"
# English as it is written in Europe: 21 November 2026, 14:00.
_LOCALES = {"fi": "fi", "sv": "sv_FI", "en": "en_150"}
# Session (by its token's digest) → what its person read last, for as long as the database does not answer.
_read_last: dict[str, str] = {}
_MOST_REMEMBERED = 10_000
NAMES = {"fi": "suomi", "sv": "svenska", "en": "English"}


def choose_locale() -> str:
    """The locale of this request, for Babel; in a command or a job that names none, English."""
    if not has_request_context():
        return _LOCALES["en"]
    chosen = _own_language() or request.cookies.get(COOKIE)
    if chosen not in LANGUAGES:
        chosen = request.accept_languages.best_match(LANGUAGES) or "fi"
    return _LOCALES[chosen]


def _own_language() -> str | None:
    person, token = current_person(), request.cookies.get(SESSION_COOKIE)
    if person and token:
        if len(_read_last) >= _MOST_REMEMBERED:
            _read_last.clear()
        _read_last[token_hash(token)] = person.language
    if token and g.get("is_cut_off"):
        return _read_last.get(token_hash(token))
    return person.language if person else None


def current_language() -> str:
    """fi, sv or en."""
    locale = get_locale()
    return locale.language if locale and locale.language in LANGUAGES else "en"


def in_language(language: str) -> AbstractContextManager[None]:
    """Whatever is written inside is in `language` (fi, sv, en), whoever caused it: a letter is for its reader."""
    forced: AbstractContextManager[None] = force_locale(_LOCALES[language])
    return forced
