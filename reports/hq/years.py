"""A store's year: what it says, and issuing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, abort, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from extensions import db
from reports.hq.issued import said_by, unissued
from reports.hq.scope import READERS
from reports.hq.waves import issued_words
from reports.models import ChainReport
from reports.wave.issue import NothingToTell, issue_store_year, newest_of, year_data
from reports.wave.progress import editions_of, printing_of
from reports.wave.reading import stores_for
from shopper import clock
from shopper.access import policy
from shopper.languages import current_language
from shopper.models import Person, Store

_COME_BACK_S = "4"


@policy(*READERS)
def store_year(person: Person, store_id: UUID) -> Response:
    """The store's year: its newest edition; before there is one, what it would say now."""
    store = _theirs(person, store_id)
    issued = newest_of(store_id=store.id)
    printing = printing_of(issued) if issued else None
    page = render_template(
        "hq/year.html", store=store, issued=issued, printing=printing, said=_said(store, issued),
        earlier=editions_of(issued) if issued else [],
    )  # fmt: skip
    answer = make_response(page)
    if printing and printing.is_under_way:
        answer.headers["Refresh"] = _COME_BACK_S
    return answer


@policy(*READERS)
def issue_year(person: Person, store_id: UUID) -> AnyResponse:
    """Issue the next edition; where nothing has changed, say so."""
    store = _theirs(person, store_id)
    before = newest_of(store_id=store.id)
    edition_before = before.edition if before else 0
    try:
        issued = issue_store_year(store, person, clock.now())
    except NothingToTell:
        flash(_("No visit of this store has been reported within a year. Nothing was issued."), "wait")
    else:
        flash(*issued_words(issued.edition, edition_before))
    return redirect(url_for("hq.store_year", store_id=store_id), 303)


def _said(store: Store, issued: ChainReport | None) -> dict[str, Any] | None:
    if issued:
        return said_by("store_year", issued.snapshot, current_language())
    at = clock.now()
    try:
        told, _until = year_data(store, at)
    except NothingToTell:
        return None
    return said_by("store_year", unissued(told, at), current_language())


def _theirs(person: Person, store_id: UUID) -> Store:
    return db.session.scalar(stores_for(person).where(Store.id == store_id)) or abort(404)
