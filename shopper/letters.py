"""Letters of the house: written with their cause, sent by a job."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from flask import current_app

from config import Settings
from extensions import db
from shopper import clock
from shopper.jobs import GiveUp, TryAgain, enqueue
from shopper.mail import MailPutOff, MailRefused, hand_over, message
from shopper.mail_tries import next_try
from shopper.models import Job, Letter


def settings() -> Settings:
    """The settings of this installation."""
    found: Settings = current_app.extensions["settings"]
    return found


def mail_domain() -> str:
    """What stands after the @ of our own addresses and Message-IDs."""
    host = urlsplit(settings().base_url).hostname or "localhost"
    return host if "." in host else f"{host}.invalid"


def new_message_id() -> str:
    return f"<{uuid4()}@{mail_domain()}>"


def sender_address() -> str:
    return f"no-reply@{mail_domain()}"


def write_letter(email: str, subject: str, text: str, at: datetime) -> Letter:
    """Queue a letter to one address. To be called inside the transaction of its cause."""
    letter = Letter(
        id=uuid4(), email=email, subject=subject, text=text, message_id=new_message_id(), queued_at=at
    )  # fmt: skip
    db.session.add(letter)
    enqueue("letter", letter.id, at)
    return letter


def send_letter(job: Job) -> Callable[[], None]:
    """Handler of the job: send, and give the effect to record. Raises TryAgain, GiveUp."""
    letter_id, tries = UUID(job.ref), job.tries
    letter = db.session.get_one(Letter, letter_id)
    queued_at = letter.queued_at
    made = (letter.email, letter.subject, letter.text, letter.message_id)
    try:
        hand_over(message(*made, sender_address()), settings().mail_url)
    except MailRefused as refused:
        raise GiveUp(str(refused)) from refused
    except MailPutOff as put_off:
        raise tried(tries, queued_at, str(put_off)) from put_off

    def record() -> None:
        sent = db.session.get_one(Letter, letter_id)
        sent.state, sent.sent_at = "sent", clock.now()

    return record


def tried(tries: int, since: datetime, reason: str) -> TryAgain | GiveUp:
    """What to tell the worker of mail that was put off: when it goes again, or that it has been tried enough."""
    run_at = next_try(tries, since, clock.now())
    return TryAgain(reason, run_at) if run_at else GiveUp(reason)
