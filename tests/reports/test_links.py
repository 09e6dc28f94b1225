"""A report by a link: for who has no account, for a time, to be withdrawn, and the address is told to nobody else."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from extensions import db, transaction
from reports.delivery import send_again
from reports.links import LIFETIME
from reports.models import DeliveryRule, Report, ReportLink
from shopper import clock
from shopper.addresses import change_address
from shopper.photos import file_store
from shopper.tokens import token_hash
from tests.conftest import form_token
from tests.reports.postbox import PDF, MailServer, mail_server, page_of, printed_without_engine, text_of
from tests.reports.reported import approved, approved_again, deliveries, due_now, work
from tests.world import World

People = Callable[[str], FlaskClient]


@pytest.fixture
def smtp(app: Flask) -> Iterator[MailServer]:
    with mail_server(app) as server:
        yield server


def linked(app: Flask, world: World) -> Report:
    """A report of Lahti that goes to everybody as a link."""
    with transaction():
        for role in ("hq", "store_manager"):
            db.session.add(DeliveryRule(chain_id=world.ids["aamu"], position=1, role=role, form="link"))
    report = approved(app, world)
    printed_without_engine()
    return report


def address(smtp: MailServer, reader: str = "maija", which: int = -1) -> str:
    """The path of the link in a reader's mail."""
    mail = smtp.to(f"{reader}@example.org")[which]
    found = re.findall(r"http://localhost:5000(/r/[\w-]+)", text_of(mail))
    assert len(found) == 1 and f"{found[0]}\"" in page_of(mail)
    return str(found[0])


def withdraw(browser: FlaskClient, report: Report, link: ReportLink) -> TestResponse:
    where, link_id = f"/hq/reports/{report.id}/links", link.id
    return browser.post(f"/hq/links/{link_id}/withdraw", data={"csrf_token": form_token(browser, where)})


def link_of(email: str) -> ReportLink:
    delivery = deliveries()[f"{email}@example.org"]
    return db.session.scalars(select(ReportLink).where(ReportLink.delivery_id == delivery.id)).one()


def test_the_link_opens_the_readers_edition_without_an_account(
    app: Flask, world: World, smtp: MailServer, client: FlaskClient
) -> None:
    linked(app, world)
    work(app, "deliver")
    assert [list(mail.iter_attachments()) for mail in smtp.taken] == [[], []]
    store = client.get(address(smtp)).get_data(as_text=True)
    headquarters = client.get(address(smtp, "helmi")).get_data(as_text=True)
    assert "Week 47" in store and "18 November" not in store
    assert "18 November" in headquarters
    pdf = client.get(f"{address(smtp)}/pdf")
    assert (pdf.status_code, pdf.data, pdf.mimetype) == (200, PDF, "application/pdf")
    assert link_of("maija").printed.audience == "store"


def test_no_machine_keeps_or_passes_on_what_it_shows(
    app: Flask, world: World, smtp: MailServer, client: FlaskClient
) -> None:
    report = linked(app, world)
    work(app, "deliver")
    path = address(smtp)
    withdraw_later = link_of("maija").id
    answers = [client.get(path), client.get(f"{path}/pdf"), client.get("/r/nothing")]
    with transaction():
        db.session.get_one(ReportLink, withdraw_later).ends_at = clock.now()
    answers.append(client.get(path))
    assert [answer.status_code for answer in answers] == [200, 200, 404, 410]
    for answer in answers:
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert str(report.visit_id) not in answers[0].get_data(as_text=True)


def test_only_the_digest_of_the_address_is_kept_and_no_log_has_it(
    app: Flask, world: World, smtp: MailServer, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    linked(app, world)
    work(app, "deliver")
    path = address(smtp)
    token = path.removeprefix("/r/")
    assert len(token) == 43
    assert link_of("maija").token_sha256 == token_hash(token)
    app.config["SHOW_PROBLEMS"] = True
    client.get(path)
    client.get(f"{path}/pdf")
    with transaction():
        deliveries()["maija@example.org"].printed.report.snapshot = {"broken": True}
    assert client.get(path).status_code == 500
    # The receiver's own wire log is the test's; what is looked at is ours and that of what we use.
    said = [logging.Formatter().format(one) for one in caplog.records if one.name != "mail.log"]
    assert any("incident" in line for line in said)
    assert not [line for line in said if token in line]
    for table in db.metadata.sorted_tables:
        assert token not in str(db.session.execute(select(table)).all()), table.name


def test_a_mail_that_is_tried_again_carries_the_same_link(app: Flask, world: World, smtp: MailServer) -> None:
    smtp.drops = 1
    linked(app, world)
    for _try in range(2):
        due_now("deliver")
        work(app, "deliver")
    twice = next(name for name in ("maija", "helmi") if len(smtp.to(f"{name}@example.org")) == 2)
    assert address(smtp, twice, 0) == address(smtp, twice, 1)
    assert len({str(one["Message-ID"]) for one in smtp.to(f"{twice}@example.org")}) == 1
    assert db.session.query(ReportLink).count() == 2


def test_it_ends_by_itself_and_says_kindly_what_to_do(
    app: Flask, world: World, smtp: MailServer, client: FlaskClient
) -> None:
    linked(app, world)
    work(app, "deliver")
    link = link_of("maija")
    assert link.ends_at - link.made_at == LIFETIME == timedelta(days=30)
    with transaction():
        link_of("maija").ends_at = clock.now()
    for path in (address(smtp), f"{address(smtp)}/pdf"):
        answer = client.get(path)
        said = answer.get_data(as_text=True)
        assert answer.status_code == 410
        assert "This link has ended" in said and "ask your headquarters" in said
        assert "Lahti" not in said and "Aamu" not in said
    assert client.get(address(smtp, "helmi")).status_code == 200


def test_headquarters_see_the_links_and_withdraw_one(
    app: Flask, world: World, smtp: MailServer, client: FlaskClient, as_person: People
) -> None:
    report = linked(app, world)
    work(app, "deliver")
    client.get(address(smtp))
    helmi = as_person("helmi")
    page = helmi.get(f"/hq/reports/{report.id}/links").get_data(as_text=True)
    assert page.count("Valid") == 2 and "maija@example.org" in page
    assert address(smtp) not in page
    assert link_of("maija").opened_at and not link_of("helmi").opened_at
    assert deliveries()["maija@example.org"].opened_at
    assert withdraw(helmi, report, link_of("maija")).status_code == 303
    assert client.get(address(smtp)).status_code == 410
    assert client.get(address(smtp, "helmi")).status_code == 200
    assert "Withdrawn" in helmi.get(f"/hq/reports/{report.id}/links").get_data(as_text=True)
    assert withdraw(helmi, report, link_of("maija")).status_code == 409


def test_another_chains_headquarters_and_the_store_cannot_withdraw(
    app: Flask, world: World, smtp: MailServer, client: FlaskClient, as_person: People
) -> None:
    report = linked(app, world)
    work(app, "deliver")
    for name in ("henrik", "maija", "rita", "anna"):
        browser = as_person(name)
        token = form_token(browser)
        answer = browser.post(f"/hq/links/{link_of('maija').id}/withdraw", data={"csrf_token": token})
        assert answer.status_code == 404
        assert browser.get(f"/hq/reports/{report.id}/links").status_code == 404
    assert client.get(address(smtp)).status_code == 200


def test_after_a_withdrawal_sending_again_makes_another_link(
    app: Flask, world: World, smtp: MailServer, client: FlaskClient, as_person: People
) -> None:
    report = linked(app, world)
    work(app, "deliver")
    first = address(smtp)
    withdraw(as_person("helmi"), report, link_of("maija"))
    with transaction():
        send_again(deliveries()["maija@example.org"])
    work(app, "deliver")
    second = address(smtp)
    assert second != first
    assert (client.get(first).status_code, client.get(second).status_code) == (410, 200)


def test_the_link_of_a_reader_without_an_account_any_more_is_over(
    app: Flask, world: World, smtp: MailServer, client: FlaskClient
) -> None:
    linked(app, world)
    work(app, "deliver")
    with transaction():
        world.person("maija").disabled_at = clock.now()
    assert client.get(address(smtp)).status_code == 410


def test_a_corrected_edition_is_told_of(app: Flask, world: World, smtp: MailServer, client: FlaskClient) -> None:
    report = linked(app, world)
    work(app, "deliver")
    approved_again(world, report.visit_id, {"grt_first": {"value": "me"}})
    assert "replaced by a newer one" in client.get(address(smtp)).get_data(as_text=True)


def test_a_damaged_file_is_made_again_and_the_page_waits(
    app: Flask, world: World, smtp: MailServer, client: FlaskClient
) -> None:
    linked(app, world)
    work(app, "deliver")
    path = file_store().path(link_of("maija").printed.sha256 or "")
    path.write_bytes(b"flipped")
    answer = client.get(f"{address(smtp)}/pdf")
    assert (answer.status_code, "Refresh" in answer.headers) == (202, True)
    assert client.get(address(smtp)).status_code == 200
    printed_without_engine()
    assert client.get(f"{address(smtp)}/pdf").data == PDF


@pytest.mark.parametrize("token", ["x", "A" * 43, "A" * 5000, "%00", "%F0%9F%98%80", "a'--"])
def test_what_is_no_link_is_nothing(client: FlaskClient, token: str) -> None:
    for path in (f"/r/{token}", f"/r/{token}/pdf"):
        assert client.get(path).status_code == 404


def test_looking_at_the_head_alone_is_no_opening(
    app: Flask, world: World, smtp: MailServer, client: FlaskClient
) -> None:
    linked(app, world)
    work(app, "deliver")
    assert client.head(address(smtp)).status_code == 200
    assert link_of("maija").opened_at is None


def test_a_reader_with_another_address_gets_a_link_there_and_the_old_one_is_over(
    app: Flask, world: World, smtp: MailServer, client: FlaskClient
) -> None:
    linked(app, world)
    work(app, "deliver")
    old = address(smtp)
    change_address(world.person("maija"), "maija.uusi@example.org", world.person("aatos"), clock.now())
    assert (client.get(old).status_code, client.get(address(smtp, "helmi")).status_code) == (410, 200)
    with transaction():
        send_again(deliveries()["maija@example.org"])
    work(app, "deliver")
    assert client.get(address(smtp, "maija.uusi")).status_code == 200


def test_mail_that_waits_goes_to_the_address_that_its_reader_has_by_then(
    app: Flask, world: World, smtp: MailServer
) -> None:
    linked(app, world)
    change_address(world.person("maija"), "maija.uusi@example.org", world.person("aatos"), clock.now())
    work(app, "deliver")
    assert [len(smtp.to(f"{name}@example.org")) for name in ("maija", "maija.uusi")] == [0, 1]
