"""What is asked days after a visit: a card on the list, and a plain page with just those questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from forms.builder import VisitForm, visit_form
from forms.phrases import say
from shopper import clock
from shopper.access import one_or_404, policy, visits_for
from shopper.field.posted_photos import END, Photos, posted_with, read_photos, why_refused
from shopper.field.standing import say_day
from shopper.languages import current_language
from shopper.later import Later, keep_answers, open_questions, waiting_for
from shopper.manifest import BadDeposit
from shopper.models import SHOPPER, Person, Visit
from shopper.photos import file_store
from shopper.review import tells_who, visited_on
from shopper.sync import receive_photo

# Skips whatever is asked about one visit, with one tap.
ALL = "*"
# What is not remembered is as little known as what could not be seen.
SKIPPED = {"skipped": "not_observed"}
Page = str | tuple[str, int] | Response


@dataclass
class Read:
    """What came of a posted form: question id → the answer that fits, or what is wrong with it."""

    answers: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)


def later_cards(person: Person) -> list[dict[str, Any]]:
    """What the list shows of visits about which something is asked: title, store, last day, address."""
    return [
        {
            "title": _title(later),
            "store": later.visit.assignment.store if later.visit.assignment else None,
            "until": later.until,
            "day": say_day(later.until),
            "page": url_for("field.later", visit_id=later.visit.id),
        }
        for later in waiting_for(person.id, clock.today())
    ]


@policy(SHOPPER)
def later(person: Person, visit_id: UUID) -> str:
    """The questions about an own visit that are open now; a word where there are none."""
    visit = _own(person, visit_id)
    return _page(open_questions(visit, clock.today()), None, {})


@policy(SHOPPER)
def send_later(person: Person, visit_id: UUID) -> Page:
    """Keep what fits, show again what does not, with what was typed. The same form again changes nothing."""
    visit = _own(person, visit_id)
    if request.form.get("end") != END:
        return _refused(_("The form did not arrive whole. Nothing was stored. Go back and send it again."), 400)
    found = open_questions(visit, clock.today())
    if found is None:
        return _done()
    try:
        photos = read_photos(found.questions)
        form = _form(found, posted_with(photos))
        read = _read(found, form, person)
        _keep(visit, read, photos, person)
    except BadDeposit as bad:
        return _refused(why_refused(bad), bad.status)
    still = open_questions(_own(person, visit_id), clock.today())
    if still is None:
        return _done()
    if read.errors or request.form.get("skip"):
        return _page(still, form, read.errors), 422 if read.errors else 200
    return redirect(url_for("field.later", visit_id=visit_id), 303)


def _own(person: Person, visit_id: UUID) -> Visit:
    return one_or_404(visits_for(person).where(Visit.shopper_id == person.id), id=visit_id)


def _form(found: Later, posted: MultiDict[str, str] | None = None) -> VisitForm:
    assert found.visit.version
    return visit_form(found.visit.version.questionnaire, current_language())(posted)


def _read(found: Later, form: VisitForm, person: Person) -> Read:
    """WTForms is the judge. A tap on one question's skip is about that question alone: the others stay as they are."""
    tapped, read = request.form.get("skip"), Read()
    for question in found.questions:
        subform = form[question.id].form
        if tapped:
            if tapped in (question.id, ALL):
                read.answers[question.id] = SKIPPED
        elif not subform.validate():
            read.errors[question.id] = subform.messages()
        elif tells_who(person, (answer := subform.answer()).get("value")):
            read.errors[question.id] = [_("Leave out your own name and phone number: headquarters read this.")]
        else:
            # Left empty though it was shown, and not required: there is nothing to say.
            read.answers[question.id] = answer or SKIPPED
    return read


def _keep(visit: Visit, read: Read, photos: Photos, person: Person) -> None:
    """The bytes first: what an answer names is on disk."""
    files = file_store()
    wanted = {question: taken for question, taken in photos.items() if question in read.answers}
    for taken in wanted.values():
        for digest, content, _kind in taken:
            receive_photo([content], len(content), digest, files)
    if read.answers:
        keep_answers(visit, read.answers, wanted, person, clock.now())


def _page(found: Later | None, form: VisitForm | None, errors: Mapping[str, list[str]]) -> str:
    if found is None:
        return render_template("field/later_none.html")
    assert found.visit.version
    language = found.visit.version.questionnaire.language(current_language())
    return render_template(
        "field/later.html", found=found, form=form or _form(found), errors=errors, language=language, say=say,
        title=_title(found), store=found.visit.assignment.store if found.visit.assignment else None, end=END,
    )  # fmt: skip


def _title(found: Later) -> str:
    return ngettext(
        "One question about your visit %(ago)s", "%(num)s questions about your visit %(ago)s", len(found.questions),
        ago=_ago((clock.today() - visited_on(found.visit)).days),
    )  # fmt: skip


def _ago(days: int) -> str:
    if days == 7:
        return _("a week ago")
    return _("yesterday") if days == 1 else _("%(days)s days ago", days=days)


def _done() -> Response:
    flash(_("Thank you. The office has your answer."), "good")
    return redirect(url_for("field.assignments"), 303)


def _refused(message: str, status: int) -> tuple[str, int]:
    return render_template("field/plain_refused.html", message=message), status
