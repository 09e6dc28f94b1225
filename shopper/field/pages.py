"""The list of assignments, the briefing, and the blank shell that a phone keeps of both."""

from __future__ import annotations

from uuid import UUID

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from shopper import clock
from shopper.access import assignments_for, one_or_404, policy, public
from shopper.field.later_page import later_cards
from shopper.field.offline_assignments import as_plain, assignments_of, calendar_of
from shopper.field.posted_photos import END
from shopper.field.standing import standings
from shopper.field.texts import list_texts, phone_texts
from shopper.field.visit_page import kept_page
from shopper.files import FileDamaged
from shopper.languages import current_language, in_language
from shopper.models import LANGUAGES, SHOPPER, Assignment, Person, ReferencePhoto
from shopper.packing import Packed
from shopper.photos import file_store
from shopper.scheduling import SchedulingRefused, accept, decline


@policy(SHOPPER)
def assignments(person: Person) -> str:
    """What this shopper is offered, has accepted and has done, and what is asked about earlier visits."""
    mine = assignments_of(person, current_language(), standings(person))
    return render_template(
        "field/list.html", assignments=mine, later=later_cards(person), texts=list_texts(),
        end=END,
    )


@policy(SHOPPER)
def briefing(person: Person, assignment_id: UUID) -> str:
    """What to read before going."""
    one = as_plain(_own(person, assignment_id), current_language(), standings(person))
    return render_template("field/briefing.html", one=one, texts=list_texts())


@policy(SHOPPER)
def answer(person: Person, assignment_id: UUID) -> AnyResponse:
    """The shopper takes the assignment or turns it down."""
    assignment = _own(person, assignment_id)
    said = request.form.get("answer")
    if said not in ("accept", "decline"):
        abort(400)
    try:
        (accept if said == "accept" else decline)(assignment, clock.now())
    except SchedulingRefused:
        flash(_("That is no longer possible: the assignment has changed in the meantime."), "bad")
        return redirect(url_for("field.briefing", assignment_id=assignment_id))
    if said == "decline":
        flash(_("Thank you for telling. The assignment goes to somebody else."), "good")
        return redirect(url_for("field.assignments"))
    flash(_("It is yours. Open the list once more before you go, so that the visit opens without internet."), "good")
    return redirect(url_for("field.briefing", assignment_id=assignment_id))


@policy(SHOPPER)
def calendar(person: Person, assignment_id: UUID) -> Response:
    """The assignment for the shopper's own calendar."""
    answer = Response(calendar_of(_own(person, assignment_id)), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'attachment; filename="muistio.ics"'
    return answer


@policy(SHOPPER)
def reference(person: Person, reference_id: UUID) -> Response:
    """A photo of how something should look, of an own assignment's scenario."""
    scenarios = assignments_for(person).where(Assignment.shopper_id == person.id)
    mine = scenarios.with_only_columns(Assignment.scenario_id)
    found = one_or_404(select(ReferencePhoto).where(ReferencePhoto.scenario_id.in_(mine)), id=reference_id)
    return reference_answer(found)


def reference_answer(photo: ReferencePhoto) -> Response:
    """The bytes of a reference photo, which may do nothing but be seen. 404 where they are gone."""
    try:
        answer = Response(file_store().read(photo.sha256), mimetype="image/jpeg")
    except FileDamaged:
        abort(404)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@policy(SHOPPER)
def this_phone(person: Person) -> str:
    """What this phone keeps and how safely; scripts fill it in, since only the phone knows."""
    return render_template("field/this_phone.html", texts=phone_texts())


@public
def shell(language: str) -> Response:
    """List and briefing without any content: what the phone shows when the office cannot be reached."""
    if language not in LANGUAGES:
        abort(404)
    with in_language(language):
        return kept_page(Packed(render_template("field/shell.html", texts=list_texts()).encode(), "text/html"))


def _own(person: Person, assignment_id: UUID) -> Assignment:
    return one_or_404(assignments_for(person).where(Assignment.shopper_id == person.id), id=assignment_id)
