"""Each reader gets the report by mail, once as far as mail can, with one Message-ID; what fails is seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from extensions import db, transaction
from reports.delivery import send_again
from reports.models import Print
from reports.printing import keep
from shopper.jobs import MOST_TRIES
from shopper.models import Job
from tests.reports.postbox import PDF, MailServer, job_of, mail_server, page_of, printed_without_engine, text_of
from tests.reports.reported import approved, approved_again, deliveries, due_now, prints, work
from tests.world import World


@pytest.fixture
def smtp(app: Flask) -> Iterator[MailServer]:
    with mail_server(app) as server:
        yield server


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
    text = text_of(maija)
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
            assert secret.casefold() not in (text_of(mail) + page_of(mail)).casefold()


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
    assert f"/hq/reports/{report.id}" in text_of(mail)
    assert "/r/" in text_of(mail)
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
    texts = [text_of(one) for one in smtp.taken]
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
