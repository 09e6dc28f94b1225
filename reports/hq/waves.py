"""The waves of a chain: how far each is, what it says, and issuing its report."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from flask import Response, abort, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response as AnyResponse

from extensions import db
from reports.hq.issued import account_page, issue_next
from reports.wave.issue import issue_wave_report, newest_of, wave_data
from reports.wave.progress import progress_of
from reports.wave.reading import WHOLE_CHAIN, waves_for
from shopper import clock
from shopper.access import policy
from shopper.models import Person, Programme, Wave

_MOST = 60


@policy(*WHOLE_CHAIN)
def waves(person: Person) -> str:
    """Every wave of the person's chains, the newest first."""
    found = waves_for(person).options(joinedload(Wave.programme).joinedload(Programme.chain))
    ordered = db.session.scalars(found.order_by(Wave.last_on.desc(), Wave.name).limit(_MOST)).all()
    return render_template("hq/waves.html", lines=progress_of(ordered), today=clock.today())


@policy(*WHOLE_CHAIN)
def wave(person: Person, wave_id: UUID) -> Response:
    """What the wave says: its newest edition; before there is one, what it would say now."""
    progress = progress_of([_theirs(person, wave_id)])[0]
    tell, chain_id = partial(wave_data, progress.wave), progress.wave.programme.chain_id
    return account_page("hq/wave.html", "wave_report", chain_id, progress.issued, tell, progress=progress)


@policy(*WHOLE_CHAIN)
def issue_wave(person: Person, wave_id: UUID) -> AnyResponse:
    """Issue the next edition; where nothing has changed, say so."""
    found, nothing = _theirs(person, wave_id), _("No visit of this wave has been reported yet. Nothing was issued.")
    issue = partial(issue_wave_report, found, person, clock.now())
    return issue_next(newest_of(wave_id=wave_id), issue, nothing, url_for("hq.wave", wave_id=wave_id))


def _theirs(person: Person, wave_id: UUID) -> Wave:
    return db.session.scalar(waves_for(person).where(Wave.id == wave_id)) or abort(404)
