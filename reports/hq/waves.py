"""The waves of a chain: how far each is, what it says, and issuing its report."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, abort, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response as AnyResponse

from extensions import db
from reports.hq.issued import said_by, unissued
from reports.wave.issue import NothingToTell, issue_wave_report, wave_data
from reports.wave.progress import Progress, editions_of, printing_of, progress_of
from reports.wave.reading import WHOLE_CHAIN, waves_for
from shopper import clock
from shopper.access import policy
from shopper.languages import current_language
from shopper.models import Person, Programme, Wave

_COME_BACK_S = "4"
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
    printing = printing_of(progress.issued) if progress.issued else None
    earlier = editions_of(progress.issued) if progress.issued else []
    page = render_template(
        "hq/wave.html", progress=progress, printing=printing, earlier=earlier, said=_said(progress),
        today=clock.today(),
    )  # fmt: skip
    answer = make_response(page)
    if printing and printing.is_under_way:
        answer.headers["Refresh"] = _COME_BACK_S
    return answer


@policy(*WHOLE_CHAIN)
def issue_wave(person: Person, wave_id: UUID) -> AnyResponse:
    """Issue the next edition; where nothing has changed, say so."""
    found = _theirs(person, wave_id)
    before = progress_of([found])[0].issued
    edition_before = before.edition if before else 0
    try:
        issued = issue_wave_report(found, person, clock.now())
    except NothingToTell:
        flash(_("No visit of this wave has been reported yet. Nothing was issued."), "wait")
    else:
        flash(*issued_words(issued.edition, edition_before))
    return redirect(url_for("hq.wave", wave_id=wave_id), 303)


def issued_words(edition: int, before: int) -> tuple[str, str]:
    """What is said after issuing, and how."""
    if edition == before:
        return _("Nothing has changed since edition %(number)s. It stays the newest.", number=edition), "wait"
    return _("Edition %(number)s is issued. It is being printed in three languages.", number=edition), "good"


def _said(progress: Progress) -> dict[str, Any] | None:
    if progress.issued:
        return said_by("wave_report", progress.issued.snapshot, current_language())
    at = clock.now()
    try:
        told, _until = wave_data(progress.wave, at)
    except NothingToTell:
        return None
    return said_by("wave_report", unissued(told, at), current_language())


def _theirs(person: Person, wave_id: UUID) -> Wave:
    return db.session.scalar(waves_for(person).where(Wave.id == wave_id)) or abort(404)
