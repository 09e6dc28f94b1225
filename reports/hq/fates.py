"""What became of a delivery, in the reader's words, and what can be done about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from flask_babel import format_date, format_datetime, format_time
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from reports.delivery import IN_PRINT, NO_READER, REPLACED, RESTS, job_of
from reports.delivery_hours import hours_of, next_open, opening_after
from reports.models import Delivery, DeliveryHours
from shopper import clock
from shopper.models import Job

_REASONS = {
    NO_READER: _l("This reader does not get the store’s reports any more."),
    REPLACED: _l("A newer edition replaced it before it was sent."),
}

_WAITING = (RESTS, IN_PRINT)
# What shopper/mail.py notes where a server could not be heard: the kind of trouble, and its details.
_NO_WORDS = re.compile(r"[A-Za-z]+: ")


@dataclass(frozen=True, slots=True)
class Fate:
    """`look`: good, bad or wait. `reason`: what the mail server said; `advice`: what to do next."""

    look: str
    word: str
    reason: str = ""
    advice: str = ""
    can_send_again: bool = False


def fate_of(delivery: Delivery) -> Fate:
    """What a list says of this delivery now."""
    reason = _plain(delivery.failure)
    if delivery.state == "bounced":
        advice = _("The mail came back. Have the address mended, or the mailbox emptied; then send it again.")
        return Fate("bad", _("Came back"), reason, advice, can_send_again=True)
    if delivery.state == "failed":
        return Fate("wait", _("Not sent"), reason) if delivery.failure in _REASONS else _failed(reason)
    if delivery.state == "sent":
        said = _("Sent") + " " + format_datetime(delivery.sent_at, "short")
        if reason:
            return Fate("wait", said, reason, _("The reader’s server is slow to take it and goes on trying by itself."))
        return Fate("good", said)
    job, hours = job_of(delivery), hours_of(delivery.report.chain_id)
    if job is not None and job.state == "failed":
        return _failed(reason)
    return _under_way(job, hours, reason)


def fate_of_letter(job: Job, hours: DeliveryHours | None) -> Fate:
    """What a list says of a letter about a wave or a year that has not gone, within the chain's hours."""
    if job.state == "failed":
        advice = _("It was not taken. Nothing is lost: the report stands on its page. The office sees this and can try "
                   "again.")  # fmt: skip
        return Fate("bad", str(_("Failed")), _plain(job.last_error), str(advice))
    return _under_way(job, hours, "")


def day_and_time(at: datetime) -> str:
    """A moment within the week to come: its weekday and time, where the stores are."""
    return f"{format_date(at.astimezone(clock.HERE).date(), 'EEEE')} {format_time(at, 'short')}"


def _under_way(job: Job | None, hours: DeliveryHours | None, reason: str) -> Fate:
    """What has not gone yet. Where the mail server put it off, its words and when it is tried again."""
    at = clock.now()
    if job is not None and job.tries and job.state == "ready" and job.last_error not in _WAITING:
        when = day_and_time(next_open(hours, max(at, job.run_at)))
        return Fate("wait", str(_("Put off until %(when)s", when=when)), _plain(job.last_error), _put_off_advice())
    opens_at = opening_after(hours, at)
    word = _("Waits until %(when)s", when=day_and_time(opens_at)) if opens_at else _("On its way")
    return Fate("wait", str(word), reason)


def _failed(reason: str) -> Fate:
    advice = _("It was not taken. The report is safe and can be read here; mend what is said, then send it again.")
    return Fate("bad", str(_("Failed")), reason, str(advice), can_send_again=True)


def _plain(reason: str | None) -> str:
    """Why it did not go, for people: the server's words; ours where it said none."""
    if reason and _NO_WORDS.match(reason):
        return str(_("The mail server could not be reached, or did not answer."))
    return str(_REASONS.get(reason or "", reason or ""))


def _put_off_advice() -> str:
    return str(_("The mail server did not take it yet. It is tried again by itself, and nothing is lost."))
