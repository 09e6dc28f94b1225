"""Mail that comes back is noted with its delivery, whatever the servers of the world send; nothing breaks on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extensions import db, transaction
from reports.bounces import LARGEST_BYTES, note_bounce, read_bounce
from reports.models import Delivery
from shopper import clock
from shopper.models import Job
from tests.conftest import form_token
from tests.reports.postbox import MailServer, mail_server, printed_without_engine
from tests.reports.reported import approved, deliveries, work
from tests.world import World

People = Callable[[str], FlaskClient]


@pytest.fixture
def smtp(app: Flask) -> Iterator[MailServer]:
    with mail_server(app) as server:
        yield server


def sent(app: Flask, world: World) -> Delivery:
    """Maija's delivery, handed over."""
    approved(app, world)
    printed_without_engine()
    work(app, "deliver")
    return deliveries()["maija@example.org"]


def returned(
    message_id: str, action: str = "failed", status: str = "5.1.1", said: str = "smtp; 550 5.1.1 no such user",
    date: datetime | None = None, enclosed: str = "message/rfc822",
) -> bytes:
    """A report as RFC 3464 has it, with the mail (or its headers alone) enclosed."""
    stamped = format_datetime(date or datetime.now(UTC))
    lines = [
        "From: MAILER-DAEMON@mx.example.org", "To: no-reply@localhost.invalid", "Subject: Undelivered Mail",
        "MIME-Version: 1.0", 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', "",
        "--b", "Content-Type: text/plain", "", "I am sorry to have to inform you.", "",
        "--b", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.example.org", "",
        "Final-Recipient: rfc822; maija@example.org", *([f"Action: {action}"] if action else []), f"Status: {status}",
        f"Diagnostic-Code: {said}", "", "--b", f"Content-Type: {enclosed}", "",
        f"Message-ID: {message_id}", f"Date: {stamped}", "Subject: a report", "", "words", "", "--b--", "",
    ]  # fmt: skip
    return "\r\n".join(lines).encode()


def pipe(app: Flask, content: bytes) -> tuple[int, str]:
    """What the command says to a message on its standard input."""
    result = app.test_cli_runner().invoke(args=["reports", "bounced"], input=content)
    db.session.rollback()
    db.session.expire_all()
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def state() -> tuple[str, str | None]:
    maija = deliveries()["maija@example.org"]
    return maija.state, maija.failure


@pytest.mark.parametrize("enclosed", ["message/rfc822", "text/rfc822-headers"])
def test_a_mail_that_came_back_is_noted_with_its_reason(
    app: Flask, world: World, smtp: MailServer, enclosed: str
) -> None:
    delivery = sent(app, world)
    assert pipe(app, returned(delivery.message_id, enclosed=enclosed)) == (0, "Noted: the mail came back.\n")
    assert state() == ("bounced", "5.1.1 550 5.1.1 no such user")
    assert deliveries()["helmi@example.org"].state == "sent"


def test_the_same_report_twice_changes_nothing(app: Flask, world: World, smtp: MailServer) -> None:
    delivery = sent(app, world)
    message_id = delivery.message_id
    pipe(app, returned(message_id))
    code, said = pipe(app, returned(message_id, said="smtp; 550 other words"))
    assert (code, said) == (0, "Known already: nothing was changed.\n")
    assert state() == ("bounced", "5.1.1 550 5.1.1 no such user")


@pytest.mark.parametrize(("action", "status"), [("delayed", "4.4.1"), ("Delayed", "4.0.0"), ("", "4.2.2")])
def test_a_delay_is_noted_and_the_mail_stays_sent(
    app: Flask, world: World, smtp: MailServer, action: str, status: str
) -> None:
    delivery = sent(app, world)
    assert pipe(app, returned(delivery.message_id, action, status))[1] == "Noted: the mail is delayed.\n"
    assert state() == ("sent", f"{status} 550 5.1.1 no such user")


def test_a_server_that_stopped_trying_has_given_up_whatever_its_status(
    app: Flask, world: World, smtp: MailServer
) -> None:
    delivery = sent(app, world)
    pipe(app, returned(delivery.message_id, "failed", "4.4.7", "smtp; 451 4.4.7 expired"))
    assert state() == ("bounced", "4.4.7 451 4.4.7 expired")


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded", "", "nonsense"])
def test_good_news_is_passed_over(app: Flask, world: World, smtp: MailServer, action: str) -> None:
    delivery = sent(app, world)
    assert pipe(app, returned(delivery.message_id, action, "2.0.0"))[0] == 0
    assert state() == ("sent", None)


def test_it_is_shown_with_what_to_do_and_goes_again_to_the_mended_address(
    app: Flask, world: World, smtp: MailServer, as_person: People
) -> None:
    delivery = sent(app, world)
    delivery_id, report_id, message_id = delivery.id, delivery.report_id, delivery.message_id
    pipe(app, returned(message_id))
    helmi, lists = as_person("helmi"), f"/hq/chains/{world.ids['aamu']}/delivery"
    for where in (lists, f"/hq/reports/{report_id}"):
        page = helmi.get(where).get_data(as_text=True)
        assert "Came back" in page and "no such user" in page and "Have the address mended" in page
    with transaction():
        world.person("maija").email = "maija.new@example.org"
    answer = helmi.post(f"/hq/deliveries/{delivery_id}/again", data={"csrf_token": form_token(helmi, lists)})
    assert answer.status_code == 303
    work(app, "deliver")
    again = smtp.to("maija.new@example.org")
    assert [str(one["Message-ID"]) for one in again] == [message_id]
    assert deliveries()["maija.new@example.org"].state == "sent"


def test_news_of_an_earlier_sending_do_not_count_against_the_next(app: Flask, world: World, smtp: MailServer) -> None:
    delivery = sent(app, world)
    long_ago = clock.now() - timedelta(hours=2)
    assert pipe(app, returned(delivery.message_id, date=long_ago))[1].startswith("It tells of an earlier sending")
    assert state() == ("sent", None)


def test_what_came_back_before_it_was_noted_as_sent_is_not_sent_again(
    app: Flask, world: World, smtp: MailServer
) -> None:
    approved(app, world)
    printed_without_engine()
    maija = deliveries()["maija@example.org"]
    pipe(app, returned(maija.message_id))
    work(app, "deliver")
    assert smtp.to("maija@example.org") == []
    assert state()[0] == "bounced"


def test_mail_that_is_not_ours_is_passed_over(app: Flask, world: World, smtp: MailServer) -> None:
    sent(app, world)
    plain = EmailMessage()
    plain["Subject"] = "Out of office"
    plain.set_content("I am away.")
    for content in (returned("<other@example.org>"), plain.as_bytes(), b"", b"\x00" * 2000, b"\xff\xfe" * 999):
        assert pipe(app, content)[0] == 0
    assert {one.state for one in deliveries().values()} == {"sent"}


def hostile() -> dict[str, bytes]:
    """Messages that parsers of mail stumble over, by name."""
    good = returned("<a@b>")
    nested = b"".join(
        b'Content-Type: multipart/report; boundary="%d"\r\n\r\n--%d\r\n' % (depth, depth) for depth in range(3000)
    )
    return {
        "deeply nested": nested,
        "cut short": good[: len(good) // 2],
        "no boundary": b"Content-Type: multipart/report\r\n\r\n" + b"--\r\n" * 500,
        "unknown charset": good.replace(b"text/plain", b"text/plain; charset=x-none"),
        "broken encoding": good.replace(b"message/rfc822", b"text/rfc822-headers\r\nContent-Transfer-Encoding: base64"),
        "too large": good + b"x" * (LARGEST_BYTES * 2),
        "wild date": good.replace(b"Date: ", b"Date: Mon, 99 Foo 99999999999999999999 25:61:61 +9999 "),
        "raw bytes": good.replace(b"no such user", bytes(range(256))),
        "long header": good.replace(b"no such user", b"y" * 500_000),
        "many parts": good.replace(b"--b--", b"--b\r\n\r\n\r\n" * 20_000),
        "a header of its own": good.replace(b"Status: 5.1.1", b"Status: =?utf-8?q?" + b"=0A" * 300 + b"?="),
        "status that is no fields": good.replace(b"message/delivery-status", b"message/delivery-status\r\n;;=\r\n"),
    }


@pytest.mark.parametrize("name", hostile())
def test_no_message_breaks_the_reading(app: Flask, world: World, name: str) -> None:
    code, said = pipe(app, hostile()[name])
    assert code == 0, said
    assert "Traceback" not in said


@given(st.binary(max_size=300), st.integers(0, 700), st.integers(0, 60))
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_report_with_anything_put_into_it_is_read_or_passed_over(piece: bytes, place: int, lost: int) -> None:
    good = returned("<a@b>", date=datetime(2026, 11, 22, tzinfo=UTC))
    found = read_bounce(good[:place] + piece + good[place + lost :])
    if found is not None:
        assert found.message_ids and len(found.reason) <= 300
        assert found.reason.isprintable()


def test_a_reason_is_one_line_of_what_can_be_seen(app: Flask, world: World, smtp: MailServer) -> None:
    delivery = sent(app, world)
    found = read_bounce(returned(delivery.message_id, said="smtp; 550 \x07bell <b>bold</b>\x1b[31m"))
    assert found is not None
    note_bounce(found, clock.now())
    assert state()[1] == "5.1.1 550 bell <b>bold</b> [31m"


def test_a_database_out_of_reach_makes_the_mail_server_try_again(
    app: Flask, world: World, smtp: MailServer
) -> None:
    delivery = sent(app, world)
    content = returned(delivery.message_id)
    with transaction():
        db.session.execute(db.text("ALTER TABLE delivery RENAME TO delivery_away"))
    assert pipe(app, content)[0] == 75
    with transaction():
        db.session.execute(db.text("ALTER TABLE delivery_away RENAME TO delivery"))
    assert pipe(app, content) == (0, "Noted: the mail came back.\n")


def test_a_bounced_mail_leaves_no_job_behind(app: Flask, world: World, smtp: MailServer) -> None:
    delivery = sent(app, world)
    pipe(app, returned(delivery.message_id))
    assert {one.state for one in db.session.query(Job).where(Job.kind == "deliver")} == {"done"}
