"""A report to a reader, by mail. One row a reader, one Message-ID for ever: mail may arrive twice, never as two."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from uuid import UUID

from sqlalchemy import select

from extensions import db, transaction
from reports.delivery_hours import hours_of, next_open, opening_after
from reports.delivery_rules import rules_of, way_for
from reports.issue import readers_of
from reports.letter import report_mail
from reports.links import link_for
from reports.models import Delivery
from reports.print_files import kept_pdf
from reports.reading import is_replaced
from shopper import clock
from shopper.jobs import GiveUp, NotYet, TryAgain, enqueue, retry
from shopper.letters import settings
from shopper.mail import MailPutOff, MailRefused, hand_over
from shopper.mail_tries import next_try
from shopper.models import Job

REPLACED = "a newer edition replaced this report before it was sent"
NO_READER = "this reader does not get the store's reports any more"
RESTS = "the chain's mail rests"
IN_PRINT = "the report is still being printed"
_TOO_LARGE = "552"


def deliver(job: Job) -> Callable[[], None]:
    """Handler of the job: mail the report to its reader, and give the effect to record.

    A report whose PDF is too large for the reader's server goes as a link, and one whose PDF could not be made with its
    words alone. Raises NotYet (the PDF is still being built, or the chain's mail rests), TryAgain (within the chain's
    hours), GiveUp (refused for good, or tried enough; the reason stands with the delivery).
    """
    delivery_id, tries = UUID(job.ref), job.tries
    delivery = db.session.get_one(Delivery, delivery_id)
    if delivery.state in ("sent", "bounced"):
        return lambda: None
    if delivery.state == "failed":
        # The office had the job tried again.
        with transaction():
            _queue(db.session.get_one(Delivery, delivery_id))
        delivery = db.session.get_one(Delivery, delivery_id)
    if is_replaced(delivery.report):
        raise _failed(delivery_id, REPLACED)
    if readers_of(delivery.report.store).get(delivery.reader) != delivery.audience:
        raise _failed(delivery_id, NO_READER)
    _wait_for_window(delivery)
    try:
        _send(delivery_id, as_link=delivery.form == "link")
    except MailRefused as refused:
        raise _failed(delivery_id, str(refused)) from refused
    except MailPutOff as put_off:
        raise _put_off(delivery_id, tries, str(put_off)) from put_off
    return lambda: _sent(delivery_id)


def job_of(delivery: Delivery) -> Job | None:
    """The newest job that brings it."""
    jobs = select(Job).where(Job.kind == "deliver", Job.ref == str(delivery.id)).order_by(Job.revision.desc())
    return db.session.scalar(jobs.limit(1))


def send_again(delivery: Delivery) -> None:
    """A person asks for another round of a delivery that failed or came back, to the address that its reader has now.

    To be called inside a transaction.
    """
    at = clock.now()
    _queue(delivery)
    job = job_of(delivery)
    if job is not None and job.state == "failed":
        retry(job.id, at)
    elif job is None or job.state != "ready":
        enqueue("deliver", delivery.id, at, revision=job.revision + 1 if job else 1)


def _queue(delivery: Delivery) -> None:
    """As if it had never gone, to the address that its reader has now."""
    delivery.state, delivery.failure, delivery.sent_at = "queued", None, None
    # What comes back from now on is told apart by this from what came back of the round before.
    delivery.email, delivery.queued_at = delivery.reader.email, clock.now()


def _wait_for_window(delivery: Delivery) -> None:
    at = clock.now()
    opens_at = opening_after(hours_of(delivery.report.chain_id), at)
    if opens_at is not None:
        raise NotYet(RESTS, seconds=(opens_at - at).total_seconds())


def _send(delivery_id: UUID, *, as_link: bool) -> None:
    """Hand it over; what is too large goes as a link. Holds no transaction meanwhile."""
    mail = _mail(delivery_id, as_link=as_link)
    try:
        hand_over(mail, settings().mail_url)
    except MailRefused as refused:
        if as_link or not str(refused).startswith(_TOO_LARGE):
            raise
        hand_over(_mail(delivery_id, as_link=True), settings().mail_url)


def _mail(delivery_id: UUID, *, as_link: bool) -> EmailMessage:
    """The mail with the PDF, with a link to it, or with neither where it could not be made. Raises NotYet."""
    delivery = db.session.get_one(Delivery, delivery_id)
    pdf, link = None, None
    if delivery.printed.state != "failed":
        pdf = kept_pdf(delivery.printed)
        if pdf is None:
            raise NotYet(IN_PRINT, seconds=30)
    if pdf is not None and as_link:
        pdf, link = None, link_for(delivery_id, clock.now())
    delivery = db.session.get_one(Delivery, delivery_id)
    mail = report_mail(delivery, pdf=pdf, link=link, wants_huddle=_wants_huddle(delivery))
    db.session.rollback()
    return mail


def _wants_huddle(delivery: Delivery) -> bool:
    """As the rules are now; the form is the one of the day of issue."""
    report = delivery.report
    rules = rules_of(report.chain_id)
    return way_for(rules, delivery.audience, report.store_id, delivery.language, report.base).wants_huddle


def _sent(delivery_id: UUID) -> None:
    delivery = db.session.get_one(Delivery, delivery_id)
    # A report that it came back may be here already.
    if delivery.state == "queued":
        delivery.state, delivery.sent_at, delivery.failure = "sent", clock.now(), None


def _put_off(delivery_id: UUID, tries: int, reason: str) -> TryAgain | GiveUp:
    """Again when mail may go; not for ever, counted from when it could first go."""
    delivery = db.session.get_one(Delivery, delivery_id)
    hours = hours_of(delivery.report.chain_id)
    since = next_open(hours, max(delivery.queued_at, delivery.printed.printed_at or delivery.queued_at))
    run_at = next_try(tries, since, clock.now())
    return TryAgain(reason, next_open(hours, run_at)) if run_at else _failed(delivery_id, reason)


def _failed(delivery_id: UUID, reason: str) -> GiveUp:
    """Mark the delivery as failed, for the office to see; gives what tells the worker."""
    with transaction():
        delivery = db.session.get_one(Delivery, delivery_id)
        if delivery.state == "queued":
            delivery.state, delivery.failure = "failed", reason[:500]
    return GiveUp(reason)
