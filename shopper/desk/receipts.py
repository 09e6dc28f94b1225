"""Taking over what was read on a receipt's photo into the answer, beside the original as any edit."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from extensions import db
from shopper import clock
from shopper.access import policy
from shopper.desk.pages import Page, done
from shopper.desk.verdicts import judged_visit
from shopper.desk.visits import visit_page
from shopper.desk.words import REVIEW_REFUSED
from shopper.models import ADMINISTRATOR, REVIEWER, Answer, Person, Visit
from shopper.receipt_reading import proposed_parts, readings_of
from shopper.review import ReviewRefused, edit_answer


@policy(REVIEWER, sees=(ADMINISTRATOR,))
def take_reading(person: Person, visit_id: UUID, question_id: str) -> Page:
    """Put one part that was read on `photo` into the answer."""
    visit = judged_visit(person, visit_id)
    part = request.form.get("part", "")
    back = url_for("desk.visit", visit_id=visit_id, _anchor=f"q-{question_id}")
    words = _read_words(visit, question_id, part, request.form.get("photo"))
    if not words:
        flash(_("Nothing was read there. The answer stands as it was."), "bad")
        return redirect(back, 303)
    row = db.session.get(Answer, (visit_id, question_id))
    answer = row.current() if row else {}
    present = answer.get("value")
    value = present if isinstance(present, dict) else {}
    # What was judged before was another text.
    kept = {key: one for key, one in value.items() if not (part == "text" and key == "match")}
    digests = [photo.sha256 for photo in visit.photos if photo.question == question_id]
    taken = {"photos": digests, **{key: one for key, one in answer.items() if key != "skipped"}}
    taken["value"] = {**kept, part: words}
    seen = row.edited_at if row else None
    try:
        edit_answer(visit, question_id, taken, _("Read from the photo"), person, clock.now(), seen=seen)
    except ReviewRefused as refused:
        return visit_page(person, visit, refused=REVIEW_REFUSED[refused.code]), 409
    return done(_("Saved beside the original."), back)


def _read_words(visit: Visit, question_id: str, part: str, photo_id: str | None) -> str | None:
    """What was read for this part on that photo of the question; None where there is no such thing."""
    question = visit.version.questionnaire.by_id.get(question_id) if visit.version else None
    if question is None or question.kind != "receipt":
        return None
    photo = next((one for one in visit.photos if str(one.id) == photo_id and one.question == question_id), None)
    if photo is None:
        return None
    found = readings_of([photo.sha256]).get(photo.sha256, {})
    return proposed_parts(question, found).get(part)
