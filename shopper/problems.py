"""What a person or a program is told when something cannot be done: one page, one JSON shape."""

from __future__ import annotations

import logging
import secrets

from flask import Flask, Response, current_app, jsonify, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError
from werkzeug.wrappers import Response as AnyResponse

from extensions import db
from shopper import clock
from shopper.access import current_person, do_without_database
from shopper.manifest import BadDeposit

_log = logging.getLogger("detalji")


def json_answer(content: dict[str, object], status: int = 200) -> Response:
    """A JSON answer marked as ours, with the server's time, so that no guest Wi-Fi's page is taken for it."""
    answer = jsonify({"detalji": 1, "now": clock.milliseconds(clock.now()), **content})
    answer.status_code = status
    return answer


def json_problem(status: int, code: str, message: str, field: str | None = None) -> Response:
    return json_answer({"error": {"code": code, "message": message, "field": field}}, status)


def init_problems(app: Flask) -> None:
    """Name every failure; nothing leaves as a bare page of the server."""
    app.register_error_handler(BadDeposit, _bad_deposit)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(DBAPIError, _database_trouble)
    app.register_error_handler(NoConnection, _database_busy)
    app.register_error_handler(HTTPException, _known)
    app.register_error_handler(Exception, _unknown)


def _bad_deposit(problem: BadDeposit) -> Response:
    return json_problem(problem.status, problem.code, str(problem), problem.field)


def _known(problem: HTTPException) -> AnyResponse:
    status = problem.code or 500
    if isinstance(problem.response, AnyResponse):
        return problem.response
    if isinstance(problem, SecurityError):
        # A Host that is not ours: no address can be built for it, so no page of ours either.
        return Response("Bad request: this server does not answer to that name.\n", 400, mimetype="text/plain")
    _know_who_asks()
    if _speaks_json():
        answer = json_problem(status, problem.name.lower().replace(" ", "_"), _what_happened(status))
    else:
        answer = current_app.make_response((_page(status), status))
    for name, value in problem.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            answer.headers[name] = value
    return answer


def _stale_form(problem: CSRFError) -> Response:
    _know_who_asks()
    if _speaks_json():
        return json_problem(400, "stale_form", _what_happened(400))
    return current_app.make_response((_page(400), 400))


def _database_trouble(problem: DBAPIError) -> Response:
    """Which of three: it does not answer, it cannot hold what was sent (SQLite holds nearly all), or we are wrong."""
    if isinstance(problem, OperationalError) or problem.connection_invalidated:
        return _database_busy(problem)
    if not isinstance(problem, DataError):
        return _unknown(problem)
    db.session.rollback()
    _log.warning("refused by the database at %s: %s", request.endpoint, type(problem.orig).__name__)
    if _speaks_json():
        return json_problem(422, "does_not_fit", _what_happened(422))
    return current_app.make_response((_page(422), 422))


def _database_busy(problem: DBAPIError | NoConnection) -> Response:
    """Locked or out of reach: nothing was written; the caller is asked to come again shortly."""
    db.session.rollback()
    _log.warning("database: %s", type(getattr(problem, "orig", problem)).__name__)
    do_without_database()
    answer = json_problem(503, "busy", _what_happened(503)) if _speaks_json() else None
    answer = answer or current_app.make_response((_page(503), 503))
    answer.headers["Retry-After"] = str(2 + secrets.randbelow(6))
    return answer


def _unknown(problem: Exception) -> Response:
    """The last resort: an incident number for the person, the trace (without the request's content) for the log."""
    if current_app.testing and not current_app.config.get("SHOW_PROBLEMS"):
        raise problem
    db.session.rollback()
    incident = secrets.token_hex(4)
    _log.error("incident %s at %s", incident, request.endpoint, exc_info=problem)
    _know_who_asks()
    if _speaks_json():
        return json_problem(500, "incident", f"{_what_happened(500)} ({incident})")
    return current_app.make_response((_page(500, incident), InternalServerError.code))


def _know_who_asks() -> None:
    """Before anything is said, in the language of whoever asks: while the database is away that may not be known."""
    try:
        current_person()
    except SQLAlchemyError:
        db.session.rollback()
        do_without_database()


def _speaks_json() -> bool:
    return request.path.startswith("/api/")


def _page(status: int, incident: str | None = None) -> str:
    return render_template("problem.html", status=status, message=_what_happened(status), incident=incident)


def _what_happened(status: int) -> str:
    """What happened, what is safe, what to do next, in the person's language."""
    sentences = {
        400: _("The page was open too long or the request was incomplete. Nothing was changed. Reload, try again."),
        401: _("You are not signed in. What you wrote on this phone is safe. Sign in to go on."),
        403: _("You may see this, but not do that. Nothing was changed."),
        404: _("There is nothing here that you can see. Check the address or go back to the start."),
        405: _("That cannot be done at this address. Nothing was changed."),
        409: _("That does not fit the present state; somebody may have been quicker. Reload to see how it stands."),
        410: _("This link is no longer valid. Ask for a new one."),
        413: _("That was too large to be received. Nothing was changed; your own copy is safe."),
        415: _("That kind of content is not received here. Nothing was changed."),
        422: _("Something in what was sent does not fit. Nothing was changed; see the message and try again."),
        429: _("Too many tries in a short time. Wait a few minutes and try again."),
        503: _("The service is busy or being restarted. Nothing was changed, and what is on your phone is safe and "
               "goes out by itself. Wait a moment, then go back and try again."),
        507: _("The server has no room just now. Your own copy is safe and will be sent later."),
    }
    fallback = _("Something went wrong on our side. Nothing of yours was lost; try again, or tell us the number below.")
    return sentences.get(status, fallback)
