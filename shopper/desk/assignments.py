"""Offering visits to shoppers, and taking an offer back."""

from __future__ import annotations

from uuid import UUID

from flask import abort, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from extensions import db
from forms.screens.desk import AssignmentForm
from forms.screens.inputs import as_amount, as_day
from shopper import clock
from shopper.access import assignments_for, one_or_404, policy, waves_for
from shopper.desk.pages import Page, done, form_page, posted
from shopper.desk.programmes import PLANS, programme_trail
from shopper.desk.scope import require
from shopper.desk.waves import wave_page
from shopper.desk.words import SCHEDULING_REFUSED
from shopper.models import REVIEWER, SHOPPER, Grant, Person, Scenario, Store, Wave
from shopper.scheduling import SchedulingRefused, Terms, assign, newest_version, seen_lately, withdraw


@policy(*PLANS, sees=(REVIEWER,))
def assign_stores(person: Person, wave_id: UUID) -> Page:
    """Stores × one shopper × one scenario; a warning where the shopper's face may be known there."""
    wave = one_or_404(waves_for(person), id=wave_id)
    require(person, wave.programme.chain_id, *PLANS)
    form = _form(wave)
    if posted() is None or not form.validate():
        return _page(wave, form)
    stores, shopper, scenario = _chosen(form)
    terms = Terms(as_day(form.due_on.data), as_amount(form.fee.data), as_amount(form.reimbursement_cap.data))  # type: ignore[arg-type]
    try:
        made = assign(
            wave,
            stores,
            shopper,
            scenario,
            terms,
            person,
            clock.now(),
            despite_rotation=bool(form.despite_rotation.data),
        )
    except SchedulingRefused as refused:
        seen = seen_lately(shopper, stores, terms.due_on) if refused.code == "rotation" else []
        return _page(wave, form, refused=SCHEDULING_REFUSED[refused.code], seen=seen)
    said = ngettext("%(num)s assignment was offered.", "%(num)s assignments were offered.", len(made))
    return done(said, url_for("desk.wave", wave_id=wave_id))


@policy(*PLANS, sees=(REVIEWER,))
def withdraw_assignment(person: Person, assignment_id: UUID) -> Page:
    found = one_or_404(assignments_for(person), id=assignment_id)
    require(person, found.store.chain_id, *PLANS)
    wave_id = found.wave_id
    try:
        withdraw(found, person, clock.now())
    except SchedulingRefused as refused:
        return wave_page(person, found.wave, SCHEDULING_REFUSED[refused.code]), 409
    return done(_("The assignment was withdrawn."), url_for("desk.wave", wave_id=wave_id))


def _form(wave: Wave) -> AssignmentForm:
    form = AssignmentForm(posted(), due_on=wave.last_on.isoformat(), fee="0.00", reimbursement_cap="0.00")
    programme = wave.programme
    form.stores.choices = [
        (str(store.id), f"{store.name}, {store.city} ({store.code})") for store in programme.chain.stores
    ]
    form.scenario.choices = [("", _("Choose")), *((str(one.id), one.title) for one in programme.scenarios)]
    if len(programme.scenarios) == 1 and not form.scenario.data:
        form.scenario.data = str(programme.scenarios[0].id)
    form.shopper.choices = [("", _("Choose")), *((str(one.id), one.code) for one in _shoppers())]
    form.due_on.render_kw = {"min": wave.first_on.isoformat(), "max": wave.last_on.isoformat()}
    return form


def _shoppers() -> list[Person]:
    open_ones = select(Person).join(Grant).where(Grant.role == SHOPPER, Person.disabled_at.is_(None))
    return list(db.session.scalars(open_ones.order_by(Person.code)))


def _chosen(form: AssignmentForm) -> tuple[list[Store], Person, Scenario]:
    stores = [db.session.get(Store, UUID(one)) or abort(422) for one in form.stores.data]
    shopper = db.session.get(Person, UUID(form.shopper.data)) or abort(422)
    return stores, shopper, db.session.get(Scenario, UUID(form.scenario.data)) or abort(422)


def _page(wave: Wave, form: AssignmentForm, refused: object = None, seen: list[Store] | None = None) -> Page:
    trail = [*programme_trail(wave.programme), (wave.name, url_for("desk.wave", wave_id=wave.id))]
    return form_page(
        form, _("Assign stores"), trail, "assign", wave=wave, refused=refused, seen=seen or [],
        version=newest_version(wave.programme),
    )  # fmt: skip
