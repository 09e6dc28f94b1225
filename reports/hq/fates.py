"""What became of a delivery, in the reader's words, and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import format_date, format_datetime, format_time
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from reports.delivery import NO_READER, REPLACED
from reports.delivery_hours import hours_of, opening_after
from reports.models import Delivery
from shopper import clock

_REASONS = {
    NO_READER: _l("This reader does not get the store’s reports any more."),
    REPLACED: _l("A newer edition replaced it before it was sent."),
}


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
    reason = str(_REASONS.get(delivery.failure or "", delivery.failure or ""))
    if delivery.state == "bounced":
        advice = _("The mail came back. Have the address mended, or the mailbox emptied; then send it again.")
        return Fate("bad", _("Came back"), reason, advice, can_send_again=True)
    if delivery.state == "failed":
        if delivery.failure in _REASONS:
            return Fate("wait", _("Not sent"), reason)
        advice = _("It was not taken. The report is safe and can be read here; mend what is said, then send it again.")
        return Fate("bad", _("Failed"), reason, advice, can_send_again=True)
    if delivery.state == "sent":
        said = _("Sent") + " " + format_datetime(delivery.sent_at, "short")
        if reason:
            return Fate("wait", said, reason, _("The reader’s server is slow to take it and goes on trying by itself."))
        return Fate("good", said)
    return Fate("wait", _on_its_way(delivery), reason)


def waits_until(delivery: Delivery, at: datetime) -> datetime | None:
    """When the chain's mail goes out again; None: it is going out now."""
    return opening_after(hours_of(delivery.report.chain_id), at)


def day_and_time(at: datetime) -> str:
    """A moment within the week to come: its weekday and time, where the stores are."""
    return f"{format_date(at.astimezone(clock.HERE).date(), 'EEEE')} {format_time(at, 'short')}"


def _on_its_way(delivery: Delivery) -> str:
    opens_at: Any = waits_until(delivery, clock.now())
    return str(_("Waits until %(when)s", when=day_and_time(opens_at)) if opens_at else _("On its way"))
