"""A mail server for tests, and prints that are ready without an engine."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select

from extensions import db, transaction
from reports.models import Delivery, Print
from reports.printing import keep
from shopper.models import Job

PDF = b"%PDF-1.7 stands for a report"


@dataclass
class MailServer:
    """Takes mail, or answers as told: `says` maps an address (or "*") to its answer; `drops`: hang up after DATA.

    `asked`: how often mail was handed over, taken or not.
    """

    says: dict[str, str] = field(default_factory=dict)
    drops: int = 0
    refuses_larger_than: int | None = None
    farewell: str = "221 Bye"
    asked: int = 0
    taken: list[EmailMessage] = field(default_factory=list)

    async def handle_QUIT(self, server: Any, session: Any, envelope: Any) -> str:
        return self.farewell

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.asked += 1
        answer = self.says.get(envelope.rcpt_tos[0]) or self.says.get("*")
        if answer:
            return answer
        if self.refuses_larger_than is not None and len(envelope.content) > self.refuses_larger_than:
            return "552 5.3.4 message too large"
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        if self.drops:
            self.drops -= 1
            server.transport.abort()
        return "250 taken"

    def to(self, address: str) -> list[EmailMessage]:
        return [one for one in self.taken if str(one["To"]) == address]


@contextmanager
def mail_server(app: Flask) -> Iterator[MailServer]:
    """A mail server, set in the application's settings."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = MailServer()
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    settings = app.extensions["settings"]
    app.extensions["settings"] = type(settings)(**{**vars(settings), "mail_url": f"smtp://127.0.0.1:{port}"})
    try:
        yield server
    finally:
        controller.stop()


def printed_without_engine() -> None:
    """Makes the prints ready with a stand-in for the PDF: what is tested here is the way of the mail."""
    for one in db.session.scalars(select(Print)).all():
        record = keep(one.id, PDF)
        with transaction():
            record()


def job_of(delivery: Delivery) -> Job:
    return db.session.scalars(select(Job).where(Job.kind == "deliver", Job.ref == str(delivery.id))).one()


def text_of(mail: EmailMessage) -> str:
    """The words of the mail as text."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def page_of(mail: EmailMessage) -> str:
    """The words of the mail as a page."""
    body = mail.get_body(("html",))
    assert body is not None
    return str(body.get_content())
