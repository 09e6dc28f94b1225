"""The office's question about a visit, answered on a plain page: without scripts, or without the phone's own copy.

It goes the way of the phone's own answer: the visit is sent once more under a new id that supersedes the first, with
the reply and, where the shopper wishes, with another answer to the question that the office asks about.
"""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid4

from flask import render_template, request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from extensions import db
from forms.kinds import KINDS, QuestionForm
from forms.kinds.fields import UNFIT
from forms.phrases import say
from forms.shapes import Question
from shopper.access import one_or_404, policy, visits_for
from shopper.field.plain_page import deposit_form, refused
from shopper.field.posted_photos import END, why_refused
from shopper.languages import current_language
from shopper.manifest import MOST_REPLY, BadDeposit
from shopper.models import SHOPPER, Person, Visit

Page = str | tuple[str, int]
Pairs = list[tuple[str, str]]


@policy(SHOPPER)
def reply(person: Person, visit_id: UUID) -> Page:
    """The question, a field for the answer, and what was answered to what it is about."""
    visit = _own(person, visit_id)
    return _page(visit, _form(visit, _given(visit))) if visit.state == "returned" else _nothing_is_asked(200)


@policy(SHOPPER)
def send_reply(person: Person, visit_id: UUID) -> Page:
    """Send the visit once more with the reply. The same form again gives the same receipt."""
    visit = _own(person, visit_id)
    if request.form.get("end") != END:
        return refused(_("The form did not arrive whole. Nothing was stored. Go back and send it again."), 400)
    if visit.state != "returned" and not _is_answered_by(request.form.get("visit", ""), visit):
        return _nothing_is_asked(409)
    words, form = request.form.get("reply", "").strip(), _posted_form(visit)
    errors = form.messages() if form and not form.validate() else []
    if not words or len(words) > MOST_REPLY or errors:
        return _page(visit, form or _form(visit, _given(visit)), words, errors), 422
    try:
        receipt = deposit_form(_correction(visit, words, form), person, {})
    except BadDeposit as bad:
        return refused(why_refused(bad), bad.status)
    return render_template("field/plain_receipt.html", receipt=receipt, unfit=[], mended=[], language="")


def _own(person: Person, visit_id: UUID) -> Visit:
    return one_or_404(visits_for(person).where(Visit.shopper_id == person.id), id=visit_id)


def _is_answered_by(posted: str, visit: Visit) -> bool:
    """Whether this form was sent before: the visit that it made took this one's place."""
    try:
        made = db.session.get(Visit, UUID(posted))
    except ValueError:
        return False
    return made is not None and made.supersedes_id == visit.id and made.shopper_id == visit.shopper_id


def _about(visit: Visit) -> Question | None:
    """The question that the office asks about. A photo cannot be answered in another way here."""
    asked = visit.version.questionnaire.by_id.get(visit.return_about or "") if visit.version else None
    return asked if asked and asked.kind != "photo" else None


def _first_answer(visit: Visit) -> dict[str, Any]:
    """What the shopper gave; what the office made of it is the office's."""
    row = next((one for one in visit.answers if one.question == visit.return_about), None)
    return row.original if row else {}


def _given(visit: Visit) -> Pairs:
    """That answer as its fields hold it; nothing where no field takes it."""
    asked, answer = _about(visit), _first_answer(visit)
    pairs = KINDS[asked.kind].formdata(asked, answer) if asked and answer else []
    return [] if any(text == UNFIT for _name, text in pairs) else pairs


def _form(visit: Visit, pairs: Pairs) -> QuestionForm | None:
    """The fields of that question, filled with `pairs`; its photos stay as they are."""
    asked = _about(visit)
    if asked is None:
        return None
    photos = [(f"{asked.id}-photos", digest) for digest in _first_answer(visit).get("photos") or ()]
    kept = [pair for pair in pairs if pair[0] != f"{asked.id}-photos"]
    return KINDS[asked.kind].subform(asked, _asked_in(asked))(MultiDict([*kept, *photos]), prefix=asked.id)


def _asked_in(question: Question) -> str:
    """The language in which a question is put to who reads it now."""
    language = current_language()
    return language if language in question.text else next(iter(question.text))


def _posted_form(visit: Visit) -> QuestionForm | None:
    """The form as it was changed; None where it was left as it stood, whatever that was."""
    own = f"{visit.return_about}-"
    given = _told(own, _given(visit))
    posted = _told(own, list(request.form.items(multi=True)))
    new = [pair for pair in posted if pair not in given]
    if not new and len(posted) == len(given):
        return None
    # Without scripts what was once chosen cannot be unchosen: between a skip and a value the newer one counts.
    skips = [pair for pair in new if pair[0] == f"{own}skipped"]
    return _form(visit, skips or [pair for pair in posted if pair[0] != f"{own}skipped"])


def _told(own: str, pairs: Pairs) -> Pairs:
    """What stands in the fields that can be filled in, as a browser posts it or as it is kept."""
    wanted = [(name, text) for name, text in pairs if name.startswith(own) and name != f"{own}photos"]
    return [(name, text.replace("\r\n", "\n")) for name, text in wanted if text.strip()]


def _correction(visit: Visit, words: str, form: QuestionForm | None) -> dict[str, Any]:
    """The first visit's manifest with the reply. Its times stay: it tells of the same hour in the same store."""
    content: dict[str, Any] = json.loads(visit.manifest)
    first, answer = _first_answer(visit), form.answer() if form else {}
    # Written in another way (13:45 and 13:45:00) it is the same answer, and keeps its moment.
    if form and any(answer.get(part) != first.get(part) for part in ("value", "skipped")):
        content["answers"] = {**content["answers"], visit.return_about: answer}
    return {**content, "visit": request.form.get("visit"), "supersedes": str(visit.id), "reply": words}


def _nothing_is_asked(status: int) -> Page:
    return render_template("field/later_none.html"), status


def _page(visit: Visit, form: QuestionForm | None, words: str = "", errors: list[str] | None = None) -> str:
    asked = _about(visit)
    if form is not None and "photos" in form:
        del form["photos"]
    return render_template(
        "field/reply.html", visit=visit, question=asked, form=form, words=words, errors=errors or [], say=say, end=END,
        new_id=request.form.get("visit") or uuid4(), most=MOST_REPLY, is_plain=True, is_asked=True,
        language=_asked_in(asked) if asked else "", is_empty=request.method == "POST" and not words,
        is_long=len(words) > MOST_REPLY, store=visit.assignment.store if visit.assignment else None,
    )  # fmt: skip
