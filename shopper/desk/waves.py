"""Waves: rounds of fieldwork, and how each stands."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from flask import render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from extensions import db, transaction
from forms.screens.desk import WaveForm
from forms.screens.inputs import as_day
from shopper import clock
from shopper.access import OFFICE, assignments_for, one_or_404, policy, waves_for
from shopper.begun import begun_of
from shopper.desk.pages import Page, done, form_page, posted, put_error, taken
from shopper.desk.programmes import PLANS, planned_programme, programme_trail
from shopper.desk.scope import holds
from shopper.models import REVIEWER, Assignment, Person, Programme, Wave


@policy(*OFFICE)
def wave(person: Person, wave_id: UUID) -> str:
    return wave_page(person, one_or_404(waves_for(person), id=wave_id))


def wave_page(person: Person, wave: Wave, refused: object = None) -> str:
    """The wave's assignments: where, by whom (a code, never a name), until when, and how they stand."""
    rows = assignments_for(person).where(Assignment.wave_id == wave.id).order_by(Assignment.due_on, Assignment.id)
    rows = rows.options(joinedload(Assignment.store), joinedload(Assignment.shopper), joinedload(Assignment.scenario))
    assignments = db.session.scalars(rows).all()
    return render_template(
        "desk/wave.html", wave=wave, assignments=assignments, today=clock.today(), refused=refused,
        begun=begun_of([one.id for one in assignments]),
        counts=Counter(assignment.state for assignment in assignments), trail=programme_trail(wave.programme),
        may_plan=holds(person, wave.programme.chain_id, *PLANS),
    )  # fmt: skip


@policy(*PLANS, sees=(REVIEWER,))
def new_wave(person: Person, programme_id: UUID) -> Page:
    programme = planned_programme(person, programme_id)
    form = WaveForm(posted())
    if not _is_valid(form, programme, None):
        return form_page(form, _("New wave"), programme_trail(programme))
    with transaction():
        made = Wave(programme_id=programme_id)
        _fill(made, form)
        db.session.add(made)
        db.session.flush()
        wave_id = made.id
    return done(_("The wave is there. Assign stores next."), url_for("desk.wave", wave_id=wave_id))


@policy(*PLANS, sees=(REVIEWER,))
def edit_wave(person: Person, wave_id: UUID) -> Page:
    found = one_or_404(waves_for(person), id=wave_id)
    programme = planned_programme(person, found.programme_id)
    form = WaveForm(posted(), name=found.name, first_on=found.first_on.isoformat(), last_on=found.last_on.isoformat())
    if not _is_valid(form, programme, found):
        return form_page(form, _("Edit the wave"), programme_trail(programme))
    with transaction():
        _fill(found, form)
    return done(_("Saved."), url_for("desk.wave", wave_id=wave_id))


def _is_valid(form: WaveForm, programme: Programme, present: Wave | None) -> bool:
    if posted() is None or not form.validate():
        return False
    same = select(Wave.id).where(Wave.programme_id == programme.id, Wave.name == form.name.data)
    other = db.session.scalar(same)
    if other is not None and (present is None or other != present.id):
        put_error(form, "name", taken())
    if present is not None:
        _check_assigned(form, present)
    return not form.errors


def _check_assigned(form: WaveForm, wave: Wave) -> None:
    """What was promised to shoppers stays within the wave."""
    due = select(func.min(Assignment.due_on), func.max(Assignment.due_on)).where(
        Assignment.wave_id == wave.id, Assignment.state.in_(("offered", "accepted"))
    )
    first, last = db.session.execute(due).one()
    if first and not as_day(form.first_on.data) <= first:  # type: ignore[operator]
        put_error(form, "first_on", _("An open assignment is due before this day. Withdraw it first."))
    if last and not last <= as_day(form.last_on.data):  # type: ignore[operator]
        put_error(form, "last_on", _("An open assignment is due after this day. Withdraw it first."))


def _fill(wave: Wave, form: WaveForm) -> None:
    wave.name = form.name.data
    wave.first_on, wave.last_on = as_day(form.first_on.data), as_day(form.last_on.data)  # type: ignore[assignment]
