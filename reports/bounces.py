"""Mail that came back: a server's report (RFC 3464), read without trust and noted with the delivery it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime

from sqlalchemy import select

from extensions import db, transaction
from reports.models import Delivery

LARGEST_BYTES = 1_000_000
_MESSAGE_ID = re.compile(r"<[^<>\s]{3,250}>")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffd\ud800-\udfff]+")
_LONGEST_REASON = 300
# What a reading of a message may go into: more parts than any server writes.
_MOST_PARTS = 50


@dataclass(frozen=True, slots=True)
class Bounce:
    """`message_ids`: of the mail that it is about, the likeliest first. `sent_at`: the date of that mail. `is_final`:
    the server has given up; else it only tells of a delay."""

    message_ids: tuple[str, ...]
    is_final: bool
    reason: str
    sent_at: datetime | None = None


def read_bounce(content: bytes) -> Bounce | None:
    """What a message tells of the fate of another; None for every other message, broken and hostile ones included."""
    try:
        message = message_from_bytes(content[:LARGEST_BYTES])
        return _read(message)
    # Whatever can be sent by anybody reaches this: parsers of mail fall over in many ways, and none may reach the
    # mail server, which would return the message to its sender.
    except Exception:
        return None


def note_bounce(bounce: Bounce, at: datetime) -> str:
    """Note it with its delivery. Gives what was done: bounced, delayed, known, outdated (of an earlier sending) or
    unknown (no mail of ours). Opens its own transaction."""
    with transaction():
        delivery = _delivery(bounce)
        if delivery is None:
            return "unknown"
        if _is_outdated(bounce, delivery):
            return "outdated"
        if delivery.state == "bounced" or (not bounce.is_final and delivery.failure == bounce.reason):
            return "known"
        delivery.failure = bounce.reason
        if not bounce.is_final:
            return "delayed"
        # The server may be quicker than the note that it has taken the mail.
        delivery.state, delivery.sent_at = "bounced", delivery.sent_at or at
        return "bounced"


def _delivery(bounce: Bounce) -> Delivery | None:
    for message_id in bounce.message_ids:
        found = db.session.scalar(select(Delivery).where(Delivery.message_id == message_id))
        if found is not None:
            return found
    return None


def _is_outdated(bounce: Bounce, delivery: Delivery) -> bool:
    """Told of the mail before somebody had it sent again. Dates of mail are whole seconds."""
    return bounce.sent_at is not None and bounce.sent_at + timedelta(seconds=1) < delivery.queued_at


def _read(message: Message) -> Bounce | None:
    if message.get_content_type() != "multipart/report":
        return None
    parts = [part for _number, part in zip(range(_MOST_PARTS), message.walk(), strict=False)]
    status = next((part for part in parts if part.get_content_type() == "message/delivery-status"), None)
    if status is None:
        return None
    about = _enclosed(parts)
    ids = _message_ids(about, status, message)
    worst = _worst(status)
    if not ids or worst is None:
        return None
    is_final, reason = worst
    return Bounce(ids, is_final, reason, _date(about))


def _enclosed(parts: list[Message]) -> Message | None:
    """The headers of the mail that came back: with its body, or alone."""
    for part in parts:
        kind, inside = part.get_content_type(), part.get_payload()
        if kind == "message/rfc822" and isinstance(inside, list) and inside and isinstance(inside[0], Message):
            return inside[0]
        if kind == "text/rfc822-headers":
            raw = part.get_payload(decode=True)
            return message_from_bytes(raw) if isinstance(raw, bytes) else None
    return None


def _message_ids(about: Message | None, status: Message, message: Message) -> tuple[str, ...]:
    said = [str(about["Message-ID"] or "")] if about is not None else []
    said += [str(group["Original-Message-ID"] or "") for group in _groups(status)]
    said += [str(message["In-Reply-To"] or ""), str(message["References"] or "")]
    found = [one for text in said for one in _MESSAGE_ID.findall(text[:2000])]
    return tuple(dict.fromkeys(found))[:10]


def _worst(status: Message) -> tuple[bool, str] | None:
    """Whether the mail is lost, and why, of the reader who fared worst; None where nothing bad is told.

    The action counts: "failed" with a status of 4.x.x is a server that has stopped trying. Without one, the status.
    """
    told = []
    for group in _groups(status):
        action, code = _plain(group["Action"]).lower(), _plain(group["Status"])[:20]
        is_final = action == "failed" or (not action and code.startswith("5"))
        if is_final or action == "delayed" or (not action and code.startswith("4")):
            diagnosis = _plain(group["Diagnostic-Code"]).removeprefix("smtp;").strip()
            told.append((is_final, f"{code} {diagnosis}".strip()[:_LONGEST_REASON] or "no reason was given"))
    return max(told, key=lambda one: one[0], default=None)


def _groups(status: Message) -> list[Message]:
    """The fields of the message and of each reader, as the parser took them apart."""
    inside = status.get_payload()
    return [one for one in inside[:_MOST_PARTS] if isinstance(one, Message)] if isinstance(inside, list) else []


def _plain(text: object) -> str:
    """One line without signs that cannot be seen."""
    return " ".join(_UNSEEN.sub(" ", str(text or "")[:4000]).split())


def _date(about: Message | None) -> datetime | None:
    try:
        found = parsedate_to_datetime(str(about["Date"])) if about is not None and about["Date"] else None
        return found.astimezone(UTC) if found is not None and found.tzinfo else None
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
