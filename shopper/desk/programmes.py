"""Programmes: what is measured for a chain, with its scenarios and waves."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from extensions import db, transaction
from forms.editing.presentable import presentable
from forms.screens.desk import ProgrammeForm, chosen_facts, with_facts
from forms.screens.scenario import ReferenceForm, ScenarioForm, given_of
from shopper import clock
from shopper.access import OFFICE, chains_for, one_or_404, policy
from shopper.begun import begun_in
from shopper.desk.pages import Page, done, form_page, posted, put_error, taken
from shopper.desk.scope import holds, programmes_for, require
from shopper.languages import current_language
from shopper.models import ADMINISTRATOR, REVIEWER, SCHEDULER, Chain, Person, Programme, Scenario
from shopper.questionnaires import edition, published_codes
from shopper.scheduling import newest_version

PLANS = (SCHEDULER, ADMINISTRATOR)
Trail = list[tuple[str, str]]


@policy(*OFFICE)
def fieldwork(person: Person) -> str:
    """Every programme with its waves, chain by chain."""
    chains = db.session.scalars(chains_for(person)).all()
    programmes = db.session.scalars(programmes_for(person)).all()
    return render_template(
        "desk/fieldwork.html",
        chains=[(chain, [one for one in programmes if one.chain_id == chain.id]) for chain in chains],
        may_plan={chain.id for chain in chains if holds(person, chain.id, *PLANS)},
        begun=begun_in([wave.id for one in programmes for wave in one.waves]),
        today=clock.today(),
    )


@policy(*OFFICE)
def programme(person: Person, programme_id: UUID) -> str:
    found = one_or_404(programmes_for(person), id=programme_id)
    return render_template(
        "desk/programme.html", programme=found, version=newest_version(found), trail=fieldwork_trail(),
        may_plan=holds(person, found.chain_id, *PLANS), today=clock.today(),
    )  # fmt: skip


@policy(*PLANS, sees=(REVIEWER,))
def new_programme(person: Person, chain_id: UUID) -> Page:
    chain = one_or_404(chains_for(person), id=chain_id)
    require(person, chain_id, *PLANS)
    form = _programme_form(chain, None)
    if not _name_is_free(form, chain, None):
        return form_page(form, _("New programme"), fieldwork_trail())
    with transaction():
        made = Programme(chain_id=chain_id, name=form.name.data, questionnaire=form.questionnaire.data)
        db.session.add(made)
        db.session.flush()
        programme_id = made.id
    return done(
        _("The programme is there. Add a scenario and a wave."), url_for("desk.programme", programme_id=programme_id)
    )


@policy(*PLANS, sees=(REVIEWER,))
def edit_programme(person: Person, programme_id: UUID) -> Page:
    found = planned_programme(person, programme_id)
    form = _programme_form(found.chain, found)
    if not _name_is_free(form, found.chain, found):
        return form_page(form, _("Edit the programme"), programme_trail(found))
    with transaction():
        found.name, found.questionnaire = form.name.data, form.questionnaire.data
    return done(_("Saved."), url_for("desk.programme", programme_id=programme_id))


@policy(*PLANS, sees=(REVIEWER,))
def new_scenario(person: Person, programme_id: UUID) -> Page:
    found = planned_programme(person, programme_id)
    form = _scenario_form(found, {})
    if _rearranged(form) or not _title_is_free(form, found, None):
        return form_page(form, _("New scenario"), programme_trail(found), "scenario")
    with transaction():
        made = Scenario(programme_id=programme_id)
        _fill(made, form)
        db.session.add(made)
    return done(_("The scenario is there."), url_for("desk.programme", programme_id=programme_id))


@policy(*PLANS, sees=(REVIEWER,))
def scenario(person: Person, scenario_id: UUID) -> Page:
    found = seen_scenario(person, scenario_id)
    programme = found.programme
    form = _scenario_form(programme, _given(found))
    if _rearranged(form) or not _title_is_free(form, programme, found):
        return scenario_page(found, form)
    programme_id = programme.id
    with transaction():
        _fill(found, form)
    return done(_("Saved."), url_for("desk.programme", programme_id=programme_id))


def scenario_page(found: Scenario, form: ScenarioForm | None = None, photo_form: ReferenceForm | None = None) -> Page:
    """The form of a scenario with its reference photos below."""
    if form is None:
        form = _scenario_form(found.programme, _given(found), is_posted=False)
    trail, details = programme_trail(found.programme), photographed(found.programme)
    return form_page(
        form, found.title, trail, "scenario", scenario=found, photo_form=photo_form or ReferenceForm().offer(details),
        details=details,
    )  # fmt: skip


def photographed(programme: Programme) -> list[tuple[str, str]]:
    """(id, words) of the details that the programme's newest published questionnaire has photographed. A receipt is
    compared by its text."""
    version = newest_version(programme)
    if version is None:
        return []
    asked = version.questionnaire
    language = asked.language(current_language())
    return [
        (one.id, one.text[language])
        for one in asked.questions
        if (one.kind == "photo" or one.photos) and one.kind != "receipt"
    ]


def seen_scenario(person: Person, scenario_id: UUID) -> Scenario:
    """A scenario that this person plans; 404 where it cannot be seen, 403 where it can only be seen."""
    visible = programmes_for(person).with_only_columns(Programme.id).order_by(None)
    found = one_or_404(select(Scenario).where(Scenario.programme_id.in_(visible)), id=scenario_id)
    planned_programme(person, found.programme_id)
    return found


def _given(found: Scenario) -> dict[str, object]:
    texts = {"briefing": found.briefing, "purchase": found.purchase, "forbidden": found.forbidden}
    facts = {f"fixed-{question}": value for question, value in found.facts.items()}
    return {**given_of(found.title, texts, found.certification), **facts}


def _rearranged(form: ScenarioForm) -> bool:
    """Whether a row of questions was added or taken away: then nothing is saved yet, and all that was typed stays."""
    dropped, is_added = request.form.get("drop"), bool(request.form.get("add"))
    if dropped:
        form.drop_question(dropped)
    if is_added:
        form.add_question()
    return bool(dropped) or is_added


def planned_programme(person: Person, programme_id: UUID) -> Programme:
    """A programme that this person plans; 404 where it cannot be seen, 403 where it can only be seen."""
    found = one_or_404(programmes_for(person), id=programme_id)
    require(person, found.chain_id, *PLANS)
    return found


def fieldwork_trail() -> Trail:
    return [(_("Fieldwork"), url_for("desk.fieldwork"))]


def programme_trail(programme: Programme) -> Trail:
    """The way to a page under a programme's."""
    return [*fieldwork_trail(), (f"{programme.chain.name}: {programme.name}",
                                 url_for("desk.programme", programme_id=programme.id))]  # fmt: skip


def _programme_form(chain: Chain, present: Programme | None) -> ProgrammeForm:
    form = ProgrammeForm(posted(), obj=present)
    codes = dict.fromkeys([*published_codes(chain), *([present.questionnaire] if present else [])])
    form.questionnaire.choices = [("", _("Choose")), *((code, code) for code in codes)]
    return form


def _name_is_free(form: ProgrammeForm, chain: Chain, present: Programme | None) -> bool:
    if posted() is None or not form.validate():
        return False
    same = select(Programme.id).where(Programme.chain_id == chain.id, Programme.name == form.name.data)
    other = db.session.scalar(same)
    if other is not None and (present is None or other != present.id):
        put_error(form, "name", taken())
        return False
    return True


def _scenario_form(programme: Programme, given: Mapping[str, object], *, is_posted: bool = True) -> ScenarioForm:
    version = newest_version(programme) or edition(programme.chain_id, programme.questionnaire)
    # The programme may have no published edition left, and its draft may be unfinished.
    asked = presentable(version.definition)[0] if version else None
    facts = [question for question in asked.questions if question.fact] if asked else []
    return with_facts(ScenarioForm, facts, current_language())(posted() if is_posted else None, data=given)


def _title_is_free(form: ScenarioForm, programme: Programme, present: Scenario | None) -> bool:
    if posted() is None or not form.validate():
        return False
    same = select(Scenario.id).where(Scenario.programme_id == programme.id, Scenario.title == form.title.data)
    other = db.session.scalar(same)
    if other is not None and (present is None or other != present.id):
        put_error(form, "title", taken())
        return False
    return True


def _fill(scenario: Scenario, form: ScenarioForm) -> None:
    scenario.title = form.title.data
    scenario.briefing, scenario.purchase = form.texts("briefing"), form.texts("purchase")
    scenario.forbidden, scenario.certification = form.texts("forbidden"), form.questions()
    scenario.facts = chosen_facts(form)
