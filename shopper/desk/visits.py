"""The reviewer's queue and the page of one visit."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import render_template, request
from flask_babel import gettext as _
from sqlalchemy import false, func, or_, select
from sqlalchemy.orm import joinedload
from werkzeug.datastructures import MultiDict

from extensions import db, transaction
from forms.conditions import asked_questions
from forms.phrases import MATCHES, in_language
from forms.scoring import score
from forms.screens.desk import ExcludeForm, PayForm, QuestionToShopperForm, ReopenForm
from forms.shapes import Questionnaire
from shopper import clock
from shopper.access import policy
from shopper.desk.home import age
from shopper.desk.reading import corrections, differences, read_later, read_visit, remarks, strays, timeline
from shopper.desk.scope import reviewed_visit, reviewed_visits
from shopper.desk.words import REMARKS, VISIT_STATES
from shopper.fees import proposed_pay
from shopper.languages import current_language
from shopper.logbook import log
from shopper.models import ADMINISTRATOR, REVIEWER, Assignment, Conflict, Person, Visit
from shopper.remarks import remarked
from shopper.review import OPEN, is_open, names_shopper

STATES = tuple(state for state in VISIT_STATES if state != "receiving")
_PAGE = 50


@policy(REVIEWER, ADMINISTRATOR)
def visits(person: Person) -> str:
    """The queue: what is to be reviewed, with what was taken up again, oldest first; other states newest first."""
    state = request.args.get("state", "submitted")
    state = state if state in STATES else "submitted"
    page = max(1, min(10_000, request.args.get("page", 1, int)))
    order = Visit.submitted_at if state in OPEN else Visit.submitted_at.desc()
    taken_up = Visit.reopened_at.is_not(None) if state == "submitted" else false()
    found = reviewed_visits(person).where(or_(Visit.state == state, taken_up)).order_by(order, Visit.id)
    found = found.options(
        joinedload(Visit.assignment).joinedload(Assignment.store), joinedload(Visit.shopper), joinedload(Visit.photos)
    )
    rows = db.session.scalars(found.offset((page - 1) * _PAGE).limit(_PAGE + 1)).unique().all()
    at = clock.now()
    return render_template(
        "desk/visits.html", rows=[{"visit": visit, **age(visit, at)} for visit in rows[:_PAGE]], state=state,
        states=STATES, counts=_counts(person), page=page, has_more=len(rows) > _PAGE,
    )  # fmt: skip


def _counts(person: Person) -> dict[str, int]:
    mine = reviewed_visits(person).with_only_columns(Visit.state, func.count()).group_by(Visit.state)
    return {row[0]: row[1] for row in db.session.execute(mine)}


@policy(REVIEWER, ADMINISTRATOR)
def visit(person: Person, visit_id: UUID) -> str:
    found = reviewed_visit(person, visit_id)
    if REVIEWER not in person.roles:
        _note_reading(person, visit_id)
        found = reviewed_visit(person, visit_id)
    return visit_page(person, found)


def _note_reading(person: Person, visit_id: UUID) -> None:
    """An administrator's look into a visit is written down: review is not the administrator's work."""
    person_id = person.id
    with transaction():
        log(person_id, "read", "visit", visit_id, clock.now())


def visit_page(person: Person, visit: Visit, **more: Any) -> str:
    """The page of a visit; `more` is what a deed on it has to say: `refused`, or a form that came back."""
    language = current_language()
    questionnaire = visit.version.questionnaire if visit.version else None
    is_mine = visit.shopper_id == person.id
    sections = read_visit(visit, questionnaire, language) if questionnaire else []
    readings = [reading for _, part in sections for reading in part]
    afterwards = read_later(visit, questionnaire, language) if questionnaire else []
    shown = {one.question.id for one in readings} | {one.question.id for _, part in afterwards for one in part}
    earlier = db.session.get(Visit, visit.supersedes_id) if visit.supersedes_id else None
    earlier = earlier if earlier and earlier.shopper_id == visit.shopper_id else None
    missing = [one for one in readings if one.is_asked and not one.is_given and one.question.required]
    values: dict[str, Any] = {
        "sections": sections,
        "timeline": timeline(visit, questionnaire, language),
        "missing": missing,
        "skipped": [one for one in readings if one.is_skipped],
        "afterwards": afterwards,
        "today": clock.today(),
        "loose_photos": [photo for photo in visit.photos if photo.question not in shown],
        "strays": strays(visit, questionnaire),
        "remarks": remarks(visit, questionnaire, {one.question.id for one in missing}, language),
        "score": score(questionnaire, visit.current_answers()) if questionnaire else None,
        "conflicts": _conflicts(visit, questionnaire, language),
        "later": db.session.scalar(select(Visit).where(Visit.supersedes_id == visit.id, Visit.state != "receiving")),
        "people": _deed_people(visit),
        "is_mine": is_mine,
        "may_judge": REVIEWER in person.roles and not is_mine and is_open(visit),
        "may_reopen": REVIEWER in person.roles and not is_mine and visit.state == "approved" and not is_open(visit),
        "names": names_shopper(visit) if is_open(visit) else [],
        "remarked": remarked(visit) if is_open(visit) else {},
        "remark_words": REMARKS,
        "titles": {one.question.id: one.text for one in readings},
        "return_form": return_form(visit),
        "pay_form": pay_form(visit),
        "earlier": earlier,
        "changed": corrections(earlier, visit, questionnaire, language) if earlier else [],
        "exclude_form": ExcludeForm(),
        "reopen_form": ReopenForm(),
        "matches": {match: in_language(words, language) for match, words in MATCHES.items()},
        **age(visit, clock.now()),
    }
    return render_template("desk/visit.html", visit=visit, **{**values, **more})


def return_form(visit: Visit, given: MultiDict[str, Any] | None = None) -> QuestionToShopperForm:
    """The question to the shopper, about one of the visit's questions or about none."""
    form = QuestionToShopperForm(given)
    questionnaire = visit.version.questionnaire if visit.version else None
    language = questionnaire.language(current_language()) if questionnaire else ""
    asked = asked_questions(questionnaire, visit.current_answers()) if questionnaire else []
    known = questionnaire.by_id if questionnaire else {}
    form.about.choices = [("", _("The visit as a whole")), *((one, known[one].text[language]) for one in asked)]
    return form


def pay_form(visit: Visit, given: MultiDict[str, Any] | None = None) -> PayForm:
    """What the shopper is paid: as proposed, until the reviewer says otherwise."""
    proposed = proposed_pay(visit)
    return PayForm(given, fee=f"{proposed.fee:.2f}", reimbursement=f"{proposed.reimbursement:.2f}")


def _deed_people(visit: Visit) -> dict[UUID, str]:
    """Names of the office's people who edited, returned, approved or excluded. The shopper is never among them."""
    ids = {visit.returned_by, visit.approved_by, visit.reopened_by, visit.excluded_by}
    ids |= {row.edited_by for row in visit.answers}
    ids -= {None, visit.shopper_id}
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    return {row[0]: row[1] for row in rows}


def _conflicts(visit: Visit, questionnaire: Questionnaire | None, language: str) -> list[dict[str, Any]]:
    """What arrived under the same id with other content: when, and which answers differ from those kept."""
    same = select(Conflict).where(Conflict.visit_id == visit.id, Conflict.person_id == visit.shopper_id)
    return [
        {"at": one.received_at, "differs": differences(visit, questionnaire, one.manifest, language)}
        for one in db.session.scalars(same.order_by(Conflict.received_at))
    ]
