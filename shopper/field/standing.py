"""How a delivered visit stands with the office, in plain words for its shopper: from received to paid."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_babel import format_date, format_time
from flask_babel import gettext as _
from sqlalchemy import or_, select

from extensions import db
from forms.kinds.money import amount
from shopper import clock
from shopper.fees import pay_by
from shopper.languages import current_language
from shopper.models import Person, Visit

# The phone's scripts write days in the same way (static/js/words.js).
_DAYS = {"fi": "EEE d.M.", "sv": "EEE d/M", "en": "EEE d MMM"}
_TONES = {"approved": "good", "excluded": "bad", "returned": "wait", "receiving": "wait"}
# As long as a phone keeps its receipts, and a little more.
_TOLD_FOR = timedelta(days=120)


def standing(visit: Visit) -> dict[str, Any]:
    """{state, question, about, fee, reimbursement, pay_by, paid_on, reason, tone, text, is_final}.

    `text` says it whole, in the reader's language; `tone` is how it looks (good, wait, bad). Days are ISO texts,
    amounts decimal texts; what does not apply is null.
    """
    is_returned, due = visit.state == "returned", pay_by(visit) if visit.state == "approved" else None
    return {
        "state": visit.state,
        "question": visit.return_question if is_returned else None,
        "about": visit.return_about if is_returned else None,
        "fee": _plain(visit.fee),
        "reimbursement": _plain(visit.reimbursement),
        "pay_by": due.isoformat() if due else None,
        "paid_on": visit.paid_on.isoformat() if visit.paid_on else None,
        "reason": _reason(visit) if visit.state == "excluded" else None,
        "tone": _TONES.get(visit.state, "good"),
        "text": _text(visit),
        "is_final": visit.state in ("approved", "excluded"),
    }


def standings(person: Person) -> dict[UUID, Visit]:
    """The person's own visits of late, by id, newest last: those whose standing a phone may want to tell."""
    since = clock.now() - _TOLD_FOR
    recent = or_(Visit.received_at > since, Visit.state.in_(("submitted", "returned")))
    mine = select(Visit).where(Visit.shopper_id == person.id, recent).order_by(Visit.received_at)
    return {visit.id: visit for visit in db.session.scalars(mine)}


def newest_of(visits: dict[UUID, Visit], assignment_id: UUID) -> Visit | None:
    """The visit that tells how an assignment stands: the newest that no correction replaced."""
    own = [one for one in visits.values() if one.assignment_id == assignment_id and one.state != "receiving"]
    return next((one for one in reversed(own) if one.excluded_reason != "superseded"), None)


def say_day(day: date) -> str:
    """A day as people write it: ti 1.12., tis 1/12, Tue 1 Dec."""
    return format_date(day, _DAYS[current_language()])


def _say_when(at: datetime) -> str:
    return f"{say_day(at.astimezone(clock.HERE).date())} {format_time(at, 'HH:mm')}"


def _text(visit: Visit) -> str:
    if visit.state == "receiving" or visit.submitted_at is None:
        return _("A part of it has reached the office; the rest is on its way.")
    if visit.state == "returned":
        return _("The office asks: %(question)s", question=visit.return_question)
    if visit.state == "approved":
        return _paid(visit) if visit.paid_on else _approved(visit)
    if visit.state == "excluded":
        return _reason(visit)
    return _(
        "Received by the office %(when)s, receipt %(no)s. The office reads it.",
        when=_say_when(visit.submitted_at), no=visit.receipt_no,
    )  # fmt: skip


def _approved(visit: Visit) -> str:
    due = pay_by(visit)
    what = _what(visit)
    if not what or due is None:
        return _("Approved. Receipt %(no)s.", no=visit.receipt_no)
    return _("Approved. To be paid by %(day)s: %(what)s.", day=say_day(due), what=what)


def _paid(visit: Visit) -> str:
    assert visit.paid_on
    return _("Paid %(day)s: %(what)s.", day=say_day(visit.paid_on), what=_what(visit) or _euros(Decimal(0)))


def _what(visit: Visit) -> str:
    """Fee and purchase, those that are more than nothing."""
    fee, back = _euros(visit.fee or None), _euros(visit.reimbursement or None)
    if fee and back:
        return _("fee %(fee)s and purchase %(purchase)s", fee=fee, purchase=back)
    return _("fee %(fee)s", fee=fee) if fee else _("purchase %(purchase)s", purchase=back) if back else ""


def _euros(value: Decimal | None) -> str:
    return amount(f"{value:.2f}", current_language()) if value is not None else ""


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"


def _reason(visit: Visit) -> str:
    if visit.excluded_reason == "superseded":
        return _("Your correction took its place.")
    return _("Not used: %(reason)s Your answers are kept.", reason=_sentence(visit.excluded_reason or ""))


def _sentence(words: str) -> str:
    """What the reviewer wrote, with the full stop that it may lack."""
    words = words.strip()
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."
