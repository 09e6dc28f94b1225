"""A forgotten password: one link, once, within the hour; nobody learns who has an account."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from extensions import db, transaction
from shopper import clock
from shopper.models import PasswordReset
from tests.conftest import browser_of
from tests.shopper.way_in import give_password, is_signed_in, letters, path_in, send, sign_in
from tests.world import World

NEW = "viisi uutta sanaa nyt"


def _ask(browser: FlaskClient, email: str) -> str:
    send(browser, "/forgotten", "/forgotten", email=email)
    return path_in(letters()[-1])


def test_it_lets_the_owner_choose_and_come_in(client: FlaskClient, world: World) -> None:
    link = _ask(client, "anna@example.org")
    answer = send(client, link, link, password=NEW)
    assert (answer.status_code, answer.location) == (303, "/")
    assert is_signed_in(client)


def test_it_answers_the_same_for_nobody(client: FlaskClient, world: World) -> None:
    known = send(client, "/forgotten", "/forgotten", email="anna@example.org")
    unknown = send(client, "/forgotten", "/forgotten", email="none@example.org")
    assert known.status_code == unknown.status_code == 200
    assert len(known.data) == len(unknown.data)
    assert [letter.email for letter in letters()] == ["anna@example.org"]


def test_it_writes_in_the_language_of_the_owner(client: FlaskClient, world: World) -> None:
    _ask(client, "anna@example.org")
    assert "http://localhost:5000/new-password/" in letters()[0].text


def test_the_link_opens_once(client: FlaskClient, world: World) -> None:
    link = _ask(client, "anna@example.org")
    send(client, link, link, password=NEW)
    assert client.get(link).status_code == 410
    assert send(client, link, "/account", password="kuusi toista sanaa vielä").status_code == 410


def test_using_one_link_ends_the_others(client: FlaskClient, world: World) -> None:
    first, second = _ask(client, "anna@example.org"), _ask(client, "anna@example.org")
    send(client, second, second, password=NEW)
    assert client.get(first).status_code == 410


def test_the_link_is_over_after_an_hour(client: FlaskClient, world: World) -> None:
    with time_machine.travel(datetime(2026, 11, 20, 12, tzinfo=UTC), tick=False) as moved:
        link = _ask(client, "anna@example.org")
        moved.shift(timedelta(minutes=59))
        assert client.get(link).status_code == 200
        moved.shift(timedelta(minutes=1))
        assert client.get(link).status_code == 410


def test_a_changed_link_is_nothing(client: FlaskClient, world: World) -> None:
    link = _ask(client, "anna@example.org")
    for broken in (link[:-1], link + "A", link.swapcase()):
        assert client.get(broken).status_code == 404


def test_an_invitation_is_no_key_to_a_password(client: FlaskClient, world: World) -> None:
    link = _ask(client, "anna@example.org")
    assert client.get(link.replace("/new-password/", "/invitation/")).status_code == 404


def test_it_ends_all_sessions_of_before(app: Flask, client: FlaskClient, world: World) -> None:
    before = browser_of(app, world.people["anna"])
    link = _ask(client, "anna@example.org")
    send(client, link, link, password=NEW)
    assert not is_signed_in(before) and is_signed_in(client)


def test_the_token_is_not_stored(client: FlaskClient, world: World) -> None:
    link = _ask(client, "anna@example.org")
    row = db.session.scalars(select(PasswordReset)).one()
    assert link.rsplit("/", 1)[1] not in row.token_hash


def test_a_disabled_account_gets_no_link_and_no_way_by_an_old_one(client: FlaskClient, world: World) -> None:
    link = _ask(client, "anna@example.org")
    with transaction():
        world.person("anna").disabled_at = clock.now()
    assert client.get(link).status_code == 410
    send(client, "/forgotten", "/forgotten", email="anna@example.org")
    assert len(letters()) == 1


def test_nobodys_mailbox_is_flooded(client: FlaskClient, world: World) -> None:
    answers = [send(client, "/forgotten", "/forgotten", email="anna@example.org").status_code for _ in range(6)]
    assert answers == [200] * 6
    assert len(letters()) == 3


def test_a_weak_password_is_refused_and_the_link_stays(client: FlaskClient, world: World) -> None:
    link = _ask(client, "anna@example.org")
    for weak in ("short", "Salasana-2026!", "annaannaanna", "123456789012", "ä" * 600):
        assert send(client, link, link, password=weak).status_code == 422
    assert send(client, link, link, password=NEW).status_code == 303
    assert sign_in(client, "anna@example.org", NEW).status_code == 303


def test_no_letter_holds_a_password(client: FlaskClient, world: World) -> None:
    give_password(world.people["anna"])
    link = _ask(client, "anna@example.org")
    send(client, link, link, password=NEW)
    assert all(NEW not in letter.text for letter in letters())
