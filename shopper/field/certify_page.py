"""The questions on a briefing, on a plain page with the briefing above them."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopper import clock
from shopper.access import assignments_for, one_or_404, policy
from shopper.certifying import answer_certification, tries_of
from shopper.field.offline_assignments import in_words, must_certify
from shopper.languages import current_language
from shopper.models import SHOPPER, Assignment, Person

Page = str | tuple[str, int] | Response


@policy(SHOPPER)
def certify(person: Person, assignment_id: UUID) -> Page:
    """The briefing and its questions; where there are none left, the way on."""
    assignment = _own(person, assignment_id)
    return _page(assignment, {}, None) if must_certify(assignment) else _onwards(assignment_id)


@policy(SHOPPER)
def send_certify(person: Person, assignment_id: UUID) -> Page:
    """Judge the answers. What is wrong is shown again, with a word where to look."""
    assignment = _own(person, assignment_id)
    if not must_certify(assignment):
        return _onwards(assignment_id)
    posted = {number: request.form.get(f"q{number}", "") for number in range(len(assignment.scenario.certification))}
    chosen = {number: int(text) for number, text in posted.items() if text.isascii() and text.isdecimal()}
    wrong = answer_certification(assignment, chosen, clock.now())
    if wrong:
        return _page(_own(person, assignment_id), chosen, wrong), 422
    flash(_("Right. The visit can be opened now."), "good")
    return _onwards(assignment_id)


def _own(person: Person, assignment_id: UUID) -> Assignment:
    return one_or_404(assignments_for(person).where(Assignment.shopper_id == person.id), id=assignment_id)


def _onwards(assignment_id: UUID) -> Response:
    return redirect(url_for("field.briefing", assignment_id=assignment_id), 303)


def _page(assignment: Assignment, chosen: dict[int, int], wrong: list[int] | None) -> str:
    scenario, language = assignment.scenario, current_language()
    texts = {key: in_words(getattr(scenario, key), language) for key in ("briefing", "purchase", "forbidden")}
    questions = [
        {"text": in_words(question["text"], language),
         "choices": [in_words(one["text"], language) for one in question["choices"]]}
        for question in scenario.certification
    ]  # fmt: skip
    return render_template(
        "field/certify.html", assignment=assignment, questions=questions, chosen=chosen, wrong=wrong,
        tries=tries_of(assignment.id), **texts,
    )  # fmt: skip
