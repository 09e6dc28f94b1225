"""Photos of how something should look: added to a scenario, made the standard of a detail, put into order, taken
away."""

from __future__ import annotations

from uuid import UUID

from flask import Response, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from extensions import db, transaction
from forms.screens.scenario import ReferenceForm
from shopper import clock
from shopper.access import OFFICE, one_or_404, policy
from shopper.desk.pages import Page, done, posted, put_error
from shopper.desk.programmes import PLANS, photographed, scenario_page, seen_scenario
from shopper.desk.scope import programmes_for
from shopper.field.pages import reference_answer
from shopper.logbook import log
from shopper.manifest import LARGEST_PHOTO, BadDeposit
from shopper.models import REVIEWER, Person, Programme, ReferencePhoto, Scenario
from shopper.photos import check_photo, file_store, uncovered

MOST = 6


@policy(*OFFICE)
def reference(person: Person, reference_id: UUID) -> Response:
    """The photo, for those who see its scenario."""
    return reference_answer(_seen(person, reference_id))


@policy(*PLANS, sees=(REVIEWER,))
def add_reference(person: Person, scenario_id: UUID) -> Page:
    """Keep our own copy of the photo that was chosen; nothing else of the file stays."""
    scenario = seen_scenario(person, scenario_id)
    form = ReferenceForm(posted()).offer(photographed(scenario.programme))
    copy = _read(form, len(scenario.references)) if form.validate() else None
    if copy is None:
        return scenario_page(scenario, photo_form=form)
    sha256, person_id, question = file_store().put(copy), person.id, form.question.data
    with transaction():
        places = select(ReferencePhoto.position).where(ReferencePhoto.scenario_id == scenario_id)
        position = max(db.session.scalars(places), default=-1) + 1
        db.session.add(
            ReferencePhoto(
                scenario_id=scenario_id, position=position, caption=form.caption(), sha256=sha256, question=question
            )
        )
        log(person_id, "reference added", "scenario", scenario_id, clock.now())
    return _back(_("The photo is there."), scenario_id)


@policy(*PLANS, sees=(REVIEWER,))
def change_reference(person: Person, reference_id: UUID) -> Page:
    """`do`: save the captions and the detail, move it one place earlier, or remove it."""
    found = _seen(person, reference_id)
    scenario = seen_scenario(person, found.scenario_id)
    form, deed, scenario_id, person_id = _change_form(found), request.form.get("do"), scenario.id, person.id
    if not form.validate():
        return scenario_page(scenario, photo_form=form)
    with transaction():
        row = db.session.get_one(ReferencePhoto, reference_id)
        if deed == "remove":
            db.session.delete(row)
            log(person_id, "reference removed", "scenario", scenario_id, clock.now())
        elif deed == "earlier":
            _move_earlier(row)
        else:
            row.caption, row.question = form.caption(), form.question.data
    return _back(_("The photo was taken away.") if deed == "remove" else _("Saved."), scenario_id)


def _seen(person: Person, reference_id: UUID) -> ReferencePhoto:
    programmes = programmes_for(person).with_only_columns(Programme.id).order_by(None)
    visible = select(ReferencePhoto).join(Scenario).where(Scenario.programme_id.in_(programmes))
    return one_or_404(visible, id=reference_id)


def _change_form(found: ReferencePhoto) -> ReferenceForm:
    """As posted; the detail stays where none was posted, and where its questionnaire asks it no more."""
    details = photographed(found.scenario.programme)
    if found.question and found.question not in dict(details):
        details.append((found.question, found.question))
    return ReferenceForm(request.form, data={"question": found.question}).offer(details)


def _read(form: ReferenceForm, there: int) -> bytes | None:
    """Our own copy of the posted photo; None, with the reason in the form, where it cannot be had."""
    file = form.photo.data
    content = file.read(LARGEST_PHOTO + 1) if isinstance(file, FileStorage) else b""
    if there >= MOST:
        put_error(form, "photo", _("A scenario has at most %(most)s photos. Take one away first.", most=MOST))
        return None
    if not content:
        put_error(form, "photo", _("Choose a photo."))
        return None
    try:
        check_photo(content)
    except BadDeposit:
        put_error(form, "photo", _("This is not a photo that can be read. Nothing was changed."))
        return None
    made = uncovered(content) if len(content) <= LARGEST_PHOTO else None
    if made is None:
        put_error(form, "photo", _("This photo cannot be opened, or is too large. Nothing was changed."))
        return None
    return made


def _move_earlier(row: ReferencePhoto) -> None:
    """Change places with the one before; numbers are made anew, so that none stands twice."""
    order = list(row.scenario.references)
    place = order.index(row)
    if place:
        order[place - 1], order[place] = order[place], order[place - 1]
    for position, one in enumerate(order):
        one.position = position


def _back(said: str, scenario_id: UUID) -> Page:
    return done(said, url_for("desk.scenario", scenario_id=scenario_id, _anchor="references"))
