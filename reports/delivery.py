"""A report to a reader, by mail. One row a reader, one Message-ID for ever: mail may arrive twice, never as two."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.message import EmailMessage
from uuid import UUID

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import exists, select

from extensions import db, transaction
from reports.documents.texts import in_language
from reports.models import Delivery, Print, Report
from shopper import clock
from shopper.files import FileDamaged
from shopper.jobs import MOST_TRIES, GiveUp, NotYet, enqueue, retry
from shopper.letters import sender_address, settings
from shopper.mail import MailPutOff, MailRefused, hand_over, message
from shopper.models import Job
from shopper.photos import file_store

_TOO_LARGE = "552"


def deliver(job: Job) -> Callable[[], None]:
    """Handler of the job: mail the report to its reader, and give the effect to record.

    A report whose PDF could not be made, or is too large for the reader's server, goes as a link. Raises NotYet
    (the PDF is still being built), MailPutOff, GiveUp (refused for good; the reason stands with the delivery).
    """
    delivery_id, last_try = UUID(job.ref), job.tries >= MOST_TRIES
    delivery = db.session.get_one(Delivery, delivery_id)
    if delivery.state == "sent":
        return lambda: None
    if _is_replaced(delivery.report):
        raise _failed(delivery_id, "a newer edition replaced this report before it was sent")
    made, link_alone = _message(delivery, _pdf(delivery)), _message(delivery, None)
    db.session.rollback()
    try:
        _send(made, link_alone)
    except MailRefused as refused:
        raise _failed(delivery_id, str(refused)) from refused
    except MailPutOff as put_off:
        if last_try:
            raise _failed(delivery_id, str(put_off)) from put_off
        raise
    return lambda: _sent(delivery_id)


def send_again(delivery: Delivery) -> None:
    """A person asks for another round of a failed delivery. To be called inside a transaction."""
    at = clock.now()
    delivery.state, delivery.failure = "queued", None
    job = db.session.scalar(select(Job).where(Job.kind == "deliver", Job.ref == str(delivery.id)))
    if job is None:
        enqueue("deliver", delivery.id, at)
    else:
        retry(job.id, at)


def pdf_name(report: Report, language: str) -> str:
    """What the file is called: store and visit number, nothing else."""
    store = re.sub(r"[^A-Za-z0-9-]", "", report.snapshot["report"]["store"]["code"]) or "store"
    edition = f"-{report.edition}" if report.edition > 1 else ""
    return f"{store}-{report.number}{edition}-{language}.pdf"


def _is_replaced(report: Report) -> bool:
    later = exists().where(Report.visit_id == report.visit_id, Report.edition > report.edition)
    return bool(db.session.scalar(select(later)))


def _pdf(delivery: Delivery) -> bytes | None:
    """The PDF, or None where it could not be made. Raises NotYet."""
    printed: Print = delivery.printed
    if printed.state == "failed":
        return None
    if printed.state == "waiting" or not printed.sha256:
        raise NotYet("the report is still being printed", seconds=30)
    try:
        return file_store().read(printed.sha256)
    except FileDamaged:
        print_id = printed.id
        with transaction():
            print_anew(db.session.get_one(Print, print_id))
        raise NotYet("the printed report was damaged and is being made again", seconds=30) from None


def print_anew(printed: Print) -> None:
    """Build a PDF again from its data; same data, same bytes. To be called inside a transaction."""
    at = clock.now()
    printed.state, printed.sha256, printed.bytes, printed.failure = "waiting", None, None, None
    done = db.session.scalars(select(Job.revision).where(Job.kind == "print", Job.ref == str(printed.id))).all()
    enqueue("print", printed.id, at, revision=max(done, default=0) + 1)


def _send(made: EmailMessage, link_alone: EmailMessage) -> None:
    try:
        hand_over(made, settings().mail_url)
    except MailRefused as refused:
        if not str(refused).startswith(_TOO_LARGE):
            raise
        hand_over(link_alone, settings().mail_url)


def _message(delivery: Delivery, pdf: bytes | None) -> EmailMessage:
    report = delivery.report
    with force_locale(delivery.language):
        subject, text = _subject(report), _text(delivery, pdf is not None)
    made = message(delivery.email, subject, text, delivery.message_id, sender_address())
    if pdf is not None:
        name = pdf_name(report, delivery.language)
        made.add_attachment(pdf, maintype="application", subtype="pdf", filename=name)
    return made


def _subject(report: Report) -> str:
    said = {"store": report.snapshot["report"]["store"]["name"], "number": report.number}
    if report.edition > 1:
        return str(_("%(store)s: corrected visit report %(number)s", **said))
    return str(_("%(store)s: visit report %(number)s", **said))


def _text(delivery: Delivery, with_pdf: bool) -> str:
    """The score, one praise, one fix, one step, and where to read the rest."""
    report, snapshot = delivery.report, delivery.report.snapshot
    headline = in_language(snapshot["report"]["headline"], delivery.language)
    parts = [
        f"{snapshot['report']['store']['name']} · {snapshot['when'][delivery.audience][delivery.language]}",
        _score_line(report),
        headline["verdict"],
        *_points(headline),
        _("Read the report:") + f"\n{settings().base_url}/hq/reports/{report.id}",
    ]
    if report.edition > 1:
        parts.insert(1, _("This edition corrects edition %(number)s.", number=report.edition - 1))
    parts.append(_("The report is attached as a PDF.") if with_pdf else _("The PDF could not be attached."))
    return "\n\n".join(parts) + "\n"


def _points(headline: dict[str, dict[str, str] | None]) -> list[str]:
    names = {"praise": _("Praise"), "fix": _("Mend"), "step": _("Next step")}
    return [
        f"{name}: {point['title']}\n{point['text']}".strip()
        for key, name in names.items()
        if (point := headline[key]) is not None
    ]


def _score_line(report: Report) -> str:
    if report.base is None:
        return str(_("No scored answers."))
    score = str(_("Score: %(score)s out of 100", score=round(report.base)))
    return score + (f", +{report.plus:g}" if report.plus > 0 else "")


def _sent(delivery_id: UUID) -> None:
    delivery = db.session.get_one(Delivery, delivery_id)
    delivery.state, delivery.sent_at, delivery.failure = "sent", clock.now(), None


def _failed(delivery_id: UUID, reason: str) -> GiveUp:
    """Mark the delivery as failed, for the office to see; gives what tells the worker."""
    with transaction():
        delivery = db.session.get_one(Delivery, delivery_id)
        if delivery.state == "queued":
            delivery.state, delivery.failure = "failed", reason[:500]
    return GiveUp(reason)
