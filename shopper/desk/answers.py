"""Correcting one answer, beside the original."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import abort, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from extensions import db
from forms.kinds import KINDS, QuestionForm
from forms.kinds.fields import UNFIT
from forms.phrases import MATCHES, in_language, say
from forms.screens.desk import EditReasonForm
from forms.shapes import Question
from shopper import clock
from shopper.access import policy
from shopper.desk.pages import Page, done
from shopper.desk.reading import said
from shopper.desk.verdicts import judged_visit
from shopper.desk.words import REVIEW_REFUSED
from shopper.languages import current_language
from shopper.models import ADMINISTRATOR, REVIEWER, Answer, Person, Visit
from shopper.review import ReviewRefused, edit_answer, is_open, proposed_match


@policy(REVIEWER, sees=(ADMINISTRATOR,))
def answer(person: Person, visit_id: UUID, question_id: str) -> Page:
    """The form of one question, filled with the answer as it counts now."""
    visit = judged_visit(person, visit_id)
    question = _question_or_404(visit, question_id)
    _refuse(visit, person)
    row = db.session.get(Answer, (visit_id, question_id))
    if request.method == "GET":
        return _page(visit, question, row, _filled(question, row), EditReasonForm(), seen_of(row))
    form, reason = _posted(question, row), EditReasonForm(request.form)
    if not (form.validate() & reason.validate()):
        return _page(visit, question, row, form, reason, request.form.get("seen", "")), 422
    return _save(person, visit, question, form, reason)


def _save(person: Person, visit: Visit, question: Question, form: QuestionForm, reason: EditReasonForm) -> Page:
    visit_id = visit.id
    try:
        edit_answer(
            visit,
            question.id,
            form.answer(),
            reason.reason.data,
            person,
            clock.now(),
            seen=seen_mark(request.form.get("seen")),
        )
    except ReviewRefused as refused:
        row = db.session.get(Answer, (visit_id, question.id))
        page = _page(visit, question, row, form, reason, seen_of(row), refused=REVIEW_REFUSED[refused.code])
        return page, 409
    return done(_("Saved beside the original."), url_for("desk.visit", visit_id=visit_id, _anchor=f"q-{question.id}"))


def _question_or_404(visit: Visit, question_id: str) -> Question:
    questionnaire = visit.version.questionnaire if visit.version else None
    found = questionnaire.by_id.get(question_id) if questionnaire else None
    # A photo is evidence: there is nothing in it that the office could correct.
    return found if found and found.kind != "photo" else abort(404)


def _refuse(visit: Visit, person: Person) -> None:
    if visit.shopper_id == person.id:
        abort(403)
    if not is_open(visit):
        abort(409)


def _class(question: Question, visit_language: str) -> type[QuestionForm]:
    return KINDS[question.kind].subform(question, visit_language)


def _words_in(question: Question) -> str:
    language = current_language()
    return language if language in question.text else next(iter(question.text))


def _filled(question: Question, row: Answer | None) -> QuestionForm:
    """The present answer in its form. What no form takes leaves the form empty; the page shows it beside."""
    pairs = _pairs(question, row.current() if row else {})
    if any(text == UNFIT for _name, text in pairs):
        pairs = []
    return _class(question, _words_in(question))(MultiDict(pairs), prefix=question.id)


def _posted(question: Question, row: Answer | None) -> QuestionForm:
    """What was posted, with the photos that the shopper gave: they are evidence, not the reviewer's to choose.

    A skip wins over a value, since a radio button once chosen cannot be unchosen.
    """
    taken = {f"{question.id}-photos"}
    skipped = request.form.get(f"{question.id}-skipped")
    if skipped and question.can_be_skipped:
        taken = {name for name in request.form if name.startswith(f"{question.id}-")} - {f"{question.id}-skipped"}
    kept = [pair for pair in request.form.items(multi=True) if pair[0] not in taken]
    current = row.current() if row else {}
    photos = [(f"{question.id}-photos", sha) for sha in current.get("photos") or [] if isinstance(sha, str)]
    return _class(question, _words_in(question))(MultiDict([*kept, *photos]), prefix=question.id)


def _pairs(question: Question, given: Mapping[str, Any]) -> list[tuple[str, str]]:
    return KINDS[question.kind].formdata(question, given) if given else []


def seen_of(row: Answer | None) -> str:
    """The mark of what the editor sees: when the answer was last edited, or nothing."""
    return row.edited_at.isoformat() if row and row.edited_at else ""


def seen_mark(mark: str | None) -> datetime | None:
    """The moment that `seen_of` wrote into a page; 400 for what it did not write."""
    try:
        return datetime.fromisoformat(mark) if mark else None
    except ValueError:
        abort(400)


def _page(
    visit: Visit,
    question: Question,
    row: Answer | None,
    form: QuestionForm,
    reason: EditReasonForm,
    seen: str,
    refused: Any = None,
) -> str:
    words_in = _words_in(question)
    errors, skips = form.messages(), form.skipped if "skipped" in form else None
    # The page shows these two in its own way: photos only to look at, the skip as a list that can be emptied.
    for name in {"photos", "skipped"} & set(form._fields):
        del form[name]
    return render_template(
        "desk/answer.html", visit=visit, question=question, row=row, form=form, reason=reason, seen=seen,
        refused=refused, language=words_in, is_plain=True, is_asked=True, say=say, errors=errors, skips=skips,
        original=said(question, row.original, words_in) if row else "",
        edited=said(question, row.edited, words_in) if row and row.edited is not None else None,
        photos=[photo for photo in visit.photos if photo.question == question.id],
        matches=[(match, in_language(words, words_in)) for match, words in MATCHES.items()],
        match_label=say("match", words_in), proposed=proposed_match(visit, question.id),
    )  # fmt: skip
