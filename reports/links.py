"""A way to one print for who has no account: an address that ends by itself, and that can be withdrawn.

The secret of the address is made of the link's id and the installation's secret key, so that a mail that is tried
again carries the same address; only its digest is kept, and nothing that can be read from the database opens a report.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select, update

from extensions import db, transaction
from reports.models import Delivery, Print, Report, ReportLink
from shopper.letters import settings
from shopper.logbook import log
from shopper.models import Person
from shopper.tokens import token_hash

LIFETIME = timedelta(days=30)


class LinkOver(Exception):
    """The link has ended, was withdrawn, or its reader has no account any more. `language`: what it was mailed in."""

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self.language = language


def link_for(delivery_id: UUID, at: datetime, lifetime: timedelta = LIFETIME) -> tuple[str, datetime]:
    """The secret of the delivery's link and when it ends; the same as long as that link is valid.

    After its end, after a withdrawal and where the secret key was changed, it is another link. Opens its own
    transaction.
    """
    with transaction():
        made = select(ReportLink).where(ReportLink.delivery_id == delivery_id, ReportLink.withdrawn_at.is_(None))
        for link in db.session.scalars(made.where(ReportLink.ends_at > at)):
            token = _token(link.id)
            if token_hash(token) == link.token_sha256:
                return token, link.ends_at
        delivery, link_id, ends_at = db.session.get_one(Delivery, delivery_id), uuid4(), at + lifetime
        token = _token(link_id)
        db.session.add(
            ReportLink(
                id=link_id, print_id=delivery.print_id, delivery_id=delivery_id, token_sha256=token_hash(token),
                made_at=at, ends_at=ends_at,
            )
        )  # fmt: skip
        return token, ends_at


def find_link(token: str, at: datetime) -> ReportLink | None:
    """The link that a token opens; None where there is none. Raises LinkOver."""
    found = db.session.scalar(select(ReportLink).where(ReportLink.token_sha256 == token_hash(token)))
    if found is None:
        return None
    delivery = db.session.get(Delivery, found.delivery_id) if found.delivery_id else None
    if found.withdrawn_at or found.ends_at <= at or (delivery and delivery.reader.disabled_at):
        raise LinkOver(found.printed.language)
    return found


def mark_link_opened(link_id: UUID, at: datetime) -> None:
    """The first opening is noted, with the link and with its delivery. Opens its own transaction."""
    with transaction():
        link = db.session.get_one(ReportLink, link_id)
        link.opened_at = link.opened_at or at
        delivery = db.session.get(Delivery, link.delivery_id) if link.delivery_id else None
        if delivery is not None and delivery.opened_at is None:
            delivery.opened_at = at


def links_of(report: Report) -> list[tuple[ReportLink, Delivery | None]]:
    """The links to a report's prints, newest first, with the delivery that each was made for."""
    made = select(ReportLink, Delivery).join(Print, ReportLink.print_id == Print.id)
    made = made.outerjoin(Delivery, ReportLink.delivery_id == Delivery.id).where(Print.report_id == report.id)
    rows = db.session.execute(made.order_by(ReportLink.made_at.desc(), ReportLink.id))
    return [(link, delivery) for link, delivery in rows]


def follow_address(person: Person, *, by_id: UUID, at: datetime) -> None:
    """The reader has another address: links that went to the old one are withdrawn, and mail that still waits goes to
    the new one. To be called inside a transaction."""
    theirs = select(Delivery.id).where(Delivery.reader_id == person.id)
    valid = (ReportLink.withdrawn_at.is_(None), ReportLink.ends_at > at)
    links = update(ReportLink).where(ReportLink.delivery_id.in_(theirs), *valid)
    db.session.execute(links.values(withdrawn_at=at, withdrawn_by=by_id))
    waiting = update(Delivery).where(Delivery.reader_id == person.id, Delivery.state == "queued")
    db.session.execute(waiting.values(email=person.email))


def withdraw(link_id: UUID, by: UUID, at: datetime) -> bool:
    """End a link now; False where it is over already. Opens its own transaction."""
    with transaction():
        link = db.session.get_one(ReportLink, link_id)
        if link.withdrawn_at or link.ends_at <= at:
            return False
        link.withdrawn_at, link.withdrawn_by = at, by
        log(by, "withdrew", "report_link", link_id, at)
        return True


def _token(link_id: UUID) -> str:
    """256 bits that only this installation can make of the id, fit for an address."""
    key = hashlib.sha256(b"detalji report link" + settings().secret_key.encode()).digest()
    made = hmac.new(key, link_id.bytes, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")
