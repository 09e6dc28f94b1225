"""What a reviewer does with a visit: ask back, correct an answer beside its original, approve, exclude.

Each verb is one transaction of its own and looks at the visit afresh inside it, so that of two reviewers at once
the second is told. Nothing that the shopper wrote is ever changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from extensions import db, transaction
from shopper.clock import HERE
from shopper.events import visit_approved, visit_returned
from shopper.fees import Pay, proposed_pay
from shopper.languages import in_language
from shopper.letters import settings, write_letter
from shopper.logbook import log
from shopper.models import Answer, Person, Visit
from shopper.receipt_reading import is_being_read, readings_of
from shopper.receipts import propose_match
from shopper.remarks import telling

OPEN = ("submitted", "returned")
# The same, where what was taken up again does not count.
_NOT_YET_JUDGED = ("returned", "submitted")
# What the phone noted of the moment of an answer; it stays true when the office corrects the answer.
_MOMENT = ("at", "mono", "boot", "seq", "source", "delay")


class ReviewRefused(Exception):
    """The verb cannot be done. `code`: own_visit, wrong_state, no_assignment, photos_waiting, already_approved,
    names_shopper or tells_who (approve again with `names_are_fine`), stale (the answer was edited meanwhile) or
    was_changed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def return_visit(visit: Visit, question: str, by: Person, at: datetime, *, about: str | None = None) -> None:
    """Ask the shopper `question` (plain text) about a submitted visit; a letter goes to the shopper.

    `about`: the id of the question that it is about, where it is about one.
    """
    with transaction():
        visit = _open_visit(visit, by, ("submitted",))
        visit.state, visit.return_question, visit.return_about = "returned", question, about
        visit.returned_at, visit.returned_by = at, by.id
        _write_question(visit.shopper, question, at)
        log(by.id, "returned", "visit", visit.id, at)
        db.session.flush()
        visit_returned.send(visit)


def approve(
    visit: Visit, by: Person, at: datetime, *, names_are_fine: bool = False, pay: Pay | None = None
) -> None:
    """Accept the visit as it stands; the report is written in the same transaction by whoever hears the news.

    A receipt text that nobody compared gets the proposed `match`. `pay`: what the shopper is paid; as proposed where
    the reviewer says nothing else. A visit that was taken up again keeps its pay, and its report gets the next edition.
    Raises ReviewRefused.
    """
    with transaction():
        visit = _open_visit(visit, by, OPEN)
        _check_whole(visit)
        if not names_are_fine and names_shopper(visit):
            raise ReviewRefused("names_shopper")
        if not names_are_fine and telling(visit):
            raise ReviewRefused("tells_who")
        for answer in visit.answers:
            _compare_receipt(visit, answer, by, at)
        if visit.reopened_at is None:
            pay = pay or proposed_pay(visit)
            visit.fee, visit.reimbursement = pay.fee, pay.reimbursement
        visit.reopened_at = None
        visit.state, visit.approved_at, visit.approved_by = "approved", at, by.id
        log(by.id, "approved", "visit", visit.id, at)
        db.session.flush()
        visit_approved.send(visit, by=by, at=at)


def reopen(visit: Visit, reason: str, by: Person, at: datetime) -> None:
    """Take an approved visit up again, to correct its report: answers may be edited and photos covered until it is
    approved once more. Its report stays as it was issued until then. Raises ReviewRefused."""
    with transaction():
        visit = _open_visit(visit, by, ("approved",))
        if visit.reopened_at is not None:
            raise ReviewRefused("wrong_state")
        visit.reopened_at, visit.reopened_by, visit.reopened_reason = at, by.id, reason
        log(by.id, "reopened", "visit", visit.id, at)


def close_again(visit: Visit, by: Person, at: datetime) -> None:
    """Let a visit that was taken up again be as it was. Raises ReviewRefused `was_changed` where it is not."""
    with transaction():
        visit = _open_visit(visit, by, ("approved",))
        if visit.reopened_at is None:
            raise ReviewRefused("wrong_state")
        changes = [one.edited_at for one in visit.answers] + [one.masked_at for one in visit.photos]
        if any(changed is not None and changed >= visit.reopened_at for changed in changes):
            raise ReviewRefused("was_changed")
        visit.reopened_at = None
        log(by.id, "closed again", "visit", visit.id, at)


def is_open(visit: Visit) -> bool:
    """Whether a reviewer decides about it: it waits for the verdict, or was taken up again."""
    return visit.state in OPEN or visit.reopened_at is not None


def exclude(visit: Visit, reason: str, by: Person, at: datetime) -> None:
    """Keep the visit out of every report, for good, with the reason. Nothing is deleted."""
    with transaction():
        visit = _open_visit(visit, by, _NOT_YET_JUDGED)
        visit.state, visit.excluded_at, visit.excluded_by, visit.excluded_reason = "excluded", at, by.id, reason
        log(by.id, "excluded", "visit", visit.id, at)


def edit_answer(
    visit: Visit,
    question: str,
    answer: Mapping[str, Any],
    reason: str,
    by: Person,
    at: datetime,
    *,
    seen: datetime | None,
) -> None:
    """Put `answer` (valid, in the shape of docs/answers.md) beside the original, with who, when and why.

    `seen`: when the answer on the editor's page had last been edited (None: never). Raises ReviewRefused `stale` where
    somebody was quicker. A question that the shopper left empty gets an empty original.
    """
    with transaction():
        visit = _open_visit(visit, by, OPEN)
        row = db.session.get(Answer, (visit.id, question), with_for_update=True)
        if row is None:
            row = Answer(visit_id=visit.id, question=question, original={})
            db.session.add(row)
        if row.edited_at != seen:
            raise ReviewRefused("stale")
        _edit(row, answer, reason, by, at)
        log(by.id, "edited", "answer", f"{visit.id}/{question}", at)


def names_shopper(visit: Visit) -> list[str]:
    """Questions whose words hold the shopper's own name or phone number: a store would learn who came."""
    answers = visit.current_answers()
    return [question for question, answer in answers.items() if tells_who(visit.shopper, answer.get("value"))]


def tells_who(shopper: Person, value: object) -> bool:
    """Whether the words of an answer's value hold the shopper's own name or phone number."""
    names = [part for part in re.findall(r"\w+", shopper.name.casefold()) if len(part) > 2]
    digits = re.sub(r"\D", "", shopper.phone)[-7:]
    words = " ".join(_words(value)).casefold()
    named = bool(names) and all(re.search(rf"\b{re.escape(name)}", words) for name in names)
    return named or (len(digits) == 7 and digits in re.sub(r"[\s()-]", "", words))


def proposed_match(visit: Visit, question: str) -> str | None:
    """What comparing the receipt text of `question` with the brand's greetings proposes, or None."""
    value = visit.current_answers().get(question, {}).get("value")
    if visit.assignment is None or not isinstance(value, Mapping) or not isinstance(value.get("text"), str):
        return None
    return propose_match(value["text"], visit.assignment.store, visited_on(visit), read_greetings(visit, question))


def read_greetings(visit: Visit, question: str) -> list[str]:
    """What was read as the greeting on each photo of the question."""
    found = readings_of([photo.sha256 for photo in visit.photos if photo.question == question])
    return [one["greeting"] for one in found.values() if one.get("greeting")]


def visited_on(visit: Visit) -> Any:
    """The day of the visit where the store is."""
    return (visit.finished_at or visit.received_at).astimezone(HERE).date()


def _open_visit(visit: Visit, by: Person, states: tuple[str, ...]) -> Visit:
    locked = db.session.get_one(Visit, visit.id, with_for_update=True)
    if locked.shopper_id == by.id:
        raise ReviewRefused("own_visit")
    is_taken_up = states == OPEN and locked.reopened_at is not None
    if locked.state not in states and not is_taken_up:
        raise ReviewRefused("wrong_state")
    return locked


def _check_whole(visit: Visit) -> None:
    """A report needs to know the store and the questions, each photo prepared, and no twin of the same assignment."""
    if visit.assignment is None or visit.version is None:
        raise ReviewRefused("no_assignment")
    # Also those of receipts that are still to be read: what is nobody's business may have to be covered on them.
    if any(photo.state in ("waiting", "received") for photo in visit.photos) or is_being_read(visit):
        raise ReviewRefused("photos_waiting")
    approved = select(Visit.id).where(Visit.assignment_id == visit.assignment_id, Visit.state == "approved")
    approved = approved.where(Visit.id != visit.id)
    if db.session.scalar(approved.limit(1)) is not None:
        raise ReviewRefused("already_approved")


def _compare_receipt(visit: Visit, row: Answer, by: Person, at: datetime) -> None:
    asked = visit.version.questionnaire.by_id.get(row.question) if visit.version else None
    if asked is None or asked.kind != "receipt" or not asked.settings.get("points"):
        return
    answer = row.current()
    value = answer.get("value")
    match = proposed_match(visit, row.question)
    if match is None or not isinstance(value, Mapping) or value.get("match"):
        return
    _edit(row, {**answer, "value": {**value, "match": match}}, "", by, at)


def _edit(row: Answer, answer: Mapping[str, Any], reason: str, by: Person, at: datetime) -> None:
    moment = {key: row.original[key] for key in _MOMENT if key in row.original}
    row.edited = {**moment, **{key: value for key, value in answer.items() if key not in _MOMENT}}
    row.edited_at, row.edited_by, row.edit_reason = at, by.id, reason


def _words(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else []
    return [word for part in parts for word in _words(part)]


def _write_question(shopper: Person, question: str, at: datetime) -> None:
    """Discreet: nothing in the subject says what this is about; the letter names no store."""
    with in_language(shopper.language):
        text = _(
            "The office asks about what you sent:\n\n%(question)s\n\nOpen your notebook to answer:\n%(link)s\n",
            question=question,
            link=f"{settings().base_url}/field/",
        )
        write_letter(shopper.email, _("A question for you"), text, at)
