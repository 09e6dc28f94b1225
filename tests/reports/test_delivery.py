"""Each reader gets the report by mail, once as far as mail can, with one Message-ID; what fails is seen."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select

from extensions import db, transaction
from reports.delivery import send_again
from reports.models import Delivery, Print
from reports.printing import keep
from shopper.jobs import MOST_TRIES
from shopper.models import Job
from tests.reports.reported import approved, approved_again, deliveries, due_now, prints, work
from tests.world import World

PDF = b"%PDF-1.7 stands for a report"


@dataclass
class MailServer:
    """Takes mail, or answers as told: `says` maps an address (or "*") to its answer; `drops`: hang up after DATA."""

    says: dict[str, str] = field(default_factory=dict)
    drops: int = 0
    refuses_larger_than: int | None = None
    taken: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
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


@pytest.fixture
def smtp(app: Flask) -> Iterator[MailServer]:
    """A mail server of this test, set in the application's settings."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = MailServer()
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    settings = app.extensions["settings"]
    app.extensions["settings"] = type(settings)(**{**vars(settings), "mail_url": f"smtp://127.0.0.1:{port}"})
    yield server
    controller.stop()


def printed_without_engine() -> None:
    """Makes the prints ready with a stand-in for the PDF: what is tested here is the way of the mail."""
    for one in prints().values():
        record = keep(one.id, PDF)
        with transaction():
            record()


def job_of(delivery: Delivery) -> Job:
    return db.session.scalars(select(Job).where(Job.kind == "deliver", Job.ref == str(delivery.id))).one()


def test_each_reader_gets_one_mail_in_the_own_language_with_the_pdf(
    app: Flask, world: World, smtp: MailServer
) -> None:
    with transaction():
        world.person("maija").language = "sv"
    report = approved(app, world)
    printed_without_engine()
    work(app, "deliver")
    assert len(smtp.taken) == 2
    maija = smtp.to("maija@example.org")[0]
    assert str(maija["Message-ID"]) == deliveries()["maija@example.org"].message_id
    attached = next(maija.iter_attachments())
    assert attached.get_content() == PDF
    assert attached.get_filename() == f"LAHTI-{report.number}-sv.pdf"
    text = maija.get_body().get_content()
    assert f"/hq/reports/{report.id}" in text
    assert "Vecka 47" in text
    assert "Ett bra besök" in text
    assert {one.state for one in deliveries().values()} == {"sent"}


def test_no_mail_names_the_shopper_or_an_exact_time(app: Flask, world: World, smtp: MailServer) -> None:
    approved(app, world)
    printed_without_engine()
    work(app, "deliver")
    anna = world.person("anna")
    for mail in smtp.taken:
        for secret in (anna.name, anna.email, anna.phone, anna.code, str(anna.id), "anna"):
            assert secret.casefold() not in mail.as_string().casefold()
            assert secret.casefold() not in mail.get_body().get_content().casefold()


def test_a_mail_waits_for_its_print_and_loses_no_try_by_it(app: Flask, world: World, smtp: MailServer) -> None:
    approved(app, world)
    for _round in range(MOST_TRIES + 2):
        due_now("deliver")
        work(app, "deliver")
    assert smtp.taken == []
    assert {(job_of(one).state, job_of(one).tries) for one in deliveries().values()} == {("ready", 0)}
    printed_without_engine()
    work(app, "deliver")
    assert len(smtp.taken) == 2


def test_an_address_that_is_refused_is_given_up_and_said(app: Flask, world: World, smtp: MailServer) -> None:
    smtp.says["maija@example.org"] = "550 5.1.1 no such address"
    approved(app, world)
    printed_without_engine()
    work(app, "deliver")
    maija, helmi = deliveries()["maija@example.org"], deliveries()["helmi@example.org"]
    assert (maija.state, helmi.state) == ("failed", "sent")
    assert "550" in maija.failure
    assert job_of(maija).state == "failed"


def test_a_server_that_is_busy_is_tried_again_with_growing_waits(app: Flask, world: World, smtp: MailServer) -> None:
    smtp.says["*"] = "451 4.3.0 try later"
    approved(app, world)
    printed_without_engine()
    work(app, "deliver")
    maija = deliveries()["maija@example.org"]
    assert (maija.state, job_of(maija).state, job_of(maija).tries) == ("queued", "ready", 1)
    smtp.says.clear()
    due_now("deliver")
    work(app, "deliver")
    assert deliveries()["maija@example.org"].state == "sent"
    assert len(smtp.to("maija@example.org")) == 1


def test_after_the_last_try_it_is_failed_for_all_to_see_and_can_be_sent_again(
    app: Flask, world: World, smtp: MailServer
) -> None:
    smtp.says["maija@example.org"] = "451 4.3.0 try later"
    approved(app, world)
    printed_without_engine()
    for _try in range(MOST_TRIES):
        due_now("deliver")
        work(app, "deliver")
    assert deliveries()["maija@example.org"].state == "failed"
    smtp.says.clear()
    with transaction():
        send_again(deliveries()["maija@example.org"])
    work(app, "deliver")
    assert deliveries()["maija@example.org"].state == "sent"


def test_mail_that_was_taken_before_the_line_dropped_comes_again_as_the_same(
    app: Flask, world: World, smtp: MailServer
) -> None:
    smtp.drops = 1
    approved(app, world)
    printed_without_engine()
    for _try in range(2):
        due_now("deliver")
        work(app, "deliver")
    assert {one.state for one in deliveries().values()} == {"sent"}
    assert len(smtp.taken) == 3
    assert len({str(one["Message-ID"]) for one in smtp.taken}) == 2


def test_what_is_too_large_for_the_readers_server_goes_as_a_link(app: Flask, world: World, smtp: MailServer) -> None:
    report = approved(app, world)
    for one in prints().values():
        record = keep(one.id, PDF * 3000)
        with transaction():
            record()
    smtp.refuses_larger_than = 20_000
    work(app, "deliver")
    mail = smtp.to("maija@example.org")[0]
    assert list(mail.iter_attachments()) == []
    assert f"/hq/reports/{report.id}" in mail.get_body().get_content()
    assert deliveries()["maija@example.org"].state == "sent"


def test_a_report_whose_pdf_could_not_be_made_still_reaches_its_reader(
    app: Flask, world: World, smtp: MailServer
) -> None:
    approved(app, world)
    with transaction():
        for one in db.session.scalars(select(Print)):
            one.state, one.failure = "failed", "too large"
    work(app, "deliver")
    assert [list(one.iter_attachments()) for one in smtp.taken] == [[], []]
    assert {one.state for one in deliveries().values()} == {"sent"}


def test_an_edition_that_was_corrected_before_it_went_is_not_sent(
    app: Flask, world: World, smtp: MailServer
) -> None:
    first = approved(app, world)
    second = approved_again(world, first.visit_id, {"grt_first": {"value": "me"}})
    printed_without_engine()
    for one in db.session.scalars(select(Print)).all():
        record = keep(one.id, PDF)
        with transaction():
            record()
    work(app, "deliver")
    texts = [one.get_body().get_content() for one in smtp.taken]
    assert len(texts) == 2
    assert all(str(second.id) in text and "corrects edition 1" in text for text in texts)


def test_a_damaged_pdf_is_made_again_before_it_is_sent(app: Flask, world: World, smtp: MailServer) -> None:
    from shopper.photos import file_store

    approved(app, world)
    printed_without_engine()
    path = file_store().path(prints()["store", "en"].sha256)
    path.write_bytes(b"flipped")
    work(app, "deliver")
    assert {one.state for one in prints().values()} == {"ready", "waiting"}
    again = db.session.scalars(select(Job).where(Job.kind == "print", Job.revision == 2)).all()
    assert again
    assert not any(one.state == "sent" for one in deliveries().values())
