"""A store's year: what it says, and issuing it."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from flask import Response, abort, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from extensions import db
from reports.hq.issued import account_page, issue_next
from reports.hq.scope import READERS
from reports.wave.issue import issue_store_year, newest_of, year_data
from reports.wave.reading import stores_for
from shopper import clock
from shopper.access import policy
from shopper.models import Person, Store


@policy(*READERS)
def store_year(person: Person, store_id: UUID) -> Response:
    """The store's year: its newest edition; before there is one, what it would say now."""
    store = _theirs(person, store_id)
    tell, issued = partial(year_data, store), newest_of(store_id=store_id)
    return account_page("hq/year.html", "store_year", store.chain_id, issued, tell, store=store)


@policy(*READERS)
def issue_year(person: Person, store_id: UUID) -> AnyResponse:
    """Issue the next edition; where nothing has changed, say so."""
    store = _theirs(person, store_id)
    nothing = _("No visit of this store has been reported within a year. Nothing was issued.")
    issue = partial(issue_store_year, store, person, clock.now())
    return issue_next(newest_of(store_id=store_id), issue, nothing, url_for("hq.store_year", store_id=store_id))


def _theirs(person: Person, store_id: UUID) -> Store:
    return db.session.scalar(stores_for(person).where(Store.id == store_id)) or abort(404)
