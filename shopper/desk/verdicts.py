"""What becomes of a visit: asked back, approved, excluded."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import request, url_for
from flask_babel import gettext as _

from forms.screens.desk import ExcludeForm, ReopenForm
from forms.screens.inputs import as_amount
from shopper import clock
from shopper.access import chain_of, policy
from shopper.desk.pages import Page, done, posted
from shopper.desk.scope import require, reviewed_visit
from shopper.desk.visits import pay_form, return_form, visit_page
from shopper.desk.words import REVIEW_REFUSED
from shopper.fees import Pay
from shopper.models import ADMINISTRATOR, REVIEWER, Person, Visit
from shopper.review import ReviewRefused, approve, close_again, exclude, reopen, return_visit

# A refusal that is no matter of the visit's state.
_STATUS = {"own_visit": 403, "names_shopper": 422, "tells_who": 422}


@policy(REVIEWER, sees=(ADMINISTRATOR,))
def return_to_shopper(person: Person, visit_id: UUID) -> Page:
    visit = judged_visit(person, visit_id)
    form = return_form(visit, posted())
    if not form.validate():
        return visit_page(person, visit, return_form=form), 422
    said = _("The question is on its way to the shopper.")
    return _answer(person, visit, said, lambda: return_visit(
        visit, form.question.data, person, clock.now(), about=form.about.data
    ))  # fmt: skip


@policy(REVIEWER, sees=(ADMINISTRATOR,))
def approve_visit(person: Person, visit_id: UUID) -> Page:
    visit, is_fine = judged_visit(person, visit_id), request.form.get("names_are_fine") == "y"
    form = pay_form(visit, posted() if "fee" in request.form else None)
    if "fee" in request.form and not form.validate():
        return visit_page(person, visit, pay_form=form), 422
    pay = Pay(as_amount(form.fee.data), as_amount(form.reimbursement.data))
    said = _("The corrected report is being made.") if visit.reopened_at else _("Approved. The report is being made.")
    return _answer(person, visit, said, lambda: approve(
        visit, person, clock.now(), names_are_fine=is_fine, pay=pay
    ))  # fmt: skip


@policy(REVIEWER, sees=(ADMINISTRATOR,))
def exclude_visit(person: Person, visit_id: UUID) -> Page:
    visit, form = judged_visit(person, visit_id), ExcludeForm(posted())
    if not form.validate():
        return visit_page(person, visit, exclude_form=form), 422
    said = _("The visit stays out of the reports. It is kept.")
    return _answer(person, visit, said, lambda: exclude(visit, form.reason.data, person, clock.now()))


@policy(REVIEWER, sees=(ADMINISTRATOR,))
def reopen_visit(person: Person, visit_id: UUID) -> Page:
    visit, form = judged_visit(person, visit_id), ReopenForm(posted())
    if not form.validate():
        return visit_page(person, visit, reopen_form=form), 422
    said = _("Taken up again. The report stays as it is until you issue the corrected one.")
    return _answer(person, visit, said, lambda: reopen(visit, form.reason.data, person, clock.now()))


@policy(REVIEWER, sees=(ADMINISTRATOR,))
def close_visit_again(person: Person, visit_id: UUID) -> Page:
    visit = judged_visit(person, visit_id)
    return _answer(person, visit, _("Left as it was."), lambda: close_again(visit, person, clock.now()))


def judged_visit(person: Person, visit_id: UUID) -> Visit:
    """A visit on which this person decides; 404 where it cannot be seen, 403 where it can only be seen."""
    visit = reviewed_visit(person, visit_id)
    require(person, chain_of(visit), REVIEWER)
    return visit


def _answer(person: Person, visit: Visit, said: str, deed: Callable[[], None]) -> Page:
    visit_id = visit.id
    try:
        deed()
    except ReviewRefused as refused:
        page = visit_page(person, visit, refused=REVIEW_REFUSED[refused.code])
        return page, _STATUS.get(refused.code, 409)
    return done(said, url_for("desk.visit", visit_id=visit_id))
