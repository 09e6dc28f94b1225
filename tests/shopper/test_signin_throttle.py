"""Guessing is slowed; the owner is never locked out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from extensions import db
from shopper.models import SignInAttempt
from shopper.signin.browser import network_address
from shopper.throttle import WRONG_BY_ACCOUNT, WRONG_BY_ADDRESS, TooMany, count_try, key_of
from tests.shopper.way_in import give_password, is_signed_in, letters, path_in, send, sign_in
from tests.world import World

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def clock_at_noon() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


def _guess(browser: FlaskClient, email: str, times: int) -> list[int]:
    return [sign_in(browser, email, f"wrong guess {number}").status_code for number in range(times)]


def test_the_eleventh_wrong_password_is_not_looked_at(
    client: FlaskClient, world: World, clock_at_noon: time_machine.Coordinates
) -> None:
    email = give_password(world.people["anna"])
    assert _guess(client, email, 10) == [422] * 10
    clock_at_noon.shift(timedelta(minutes=5))
    right_but_late = sign_in(client, email)
    assert right_but_late.status_code == 429
    assert right_but_late.headers["Retry-After"] == "600"
    assert "10 min" in right_but_late.get_data(as_text=True)
    clock_at_noon.shift(timedelta(minutes=10))
    assert sign_in(client, email).status_code == 303


def test_the_same_holds_for_an_account_that_does_not_exist(client: FlaskClient, world: World) -> None:
    assert _guess(client, "nobody@example.org", 11) == [422] * 10 + [429]


def test_others_sign_in_while_one_account_is_guessed_at(client: FlaskClient, world: World) -> None:
    anna, bengt = give_password(world.people["anna"]), give_password(world.people["bengt"])
    _guess(client, anna, 11)
    assert sign_in(client, bengt).status_code == 303


def test_the_owner_comes_in_by_mail_while_others_guess(app: Flask, client: FlaskClient, world: World) -> None:
    email = give_password(world.people["anna"])
    _guess(client, email, 11)
    owner = app.test_client()
    send(owner, "/forgotten", "/forgotten", email=email)
    link = path_in(letters()[-1])
    assert send(owner, link, link, password="viisi uutta sanaa nyt").status_code == 303
    assert is_signed_in(owner)
    assert sign_in(app.test_client(), email, "viisi uutta sanaa nyt").status_code == 303


def test_one_address_cannot_try_many_accounts(world: World) -> None:
    for number in range(WRONG_BY_ADDRESS.most):
        count_try(NOON, (WRONG_BY_ACCOUNT, f"p{number}@example.org"), (WRONG_BY_ADDRESS, "192.0.2.1"))
    with pytest.raises(TooMany) as many:
        count_try(NOON, (WRONG_BY_ACCOUNT, "next@example.org"), (WRONG_BY_ADDRESS, "192.0.2.1"))
    assert many.value.wait == WRONG_BY_ADDRESS.window
    count_try(NOON, (WRONG_BY_ACCOUNT, "next@example.org"), (WRONG_BY_ADDRESS, "192.0.2.2"))


def test_all_addresses_of_one_line_count_as_one() -> None:
    def key(address: str) -> str:
        return key_of(WRONG_BY_ADDRESS, address)

    assert key("2001:db8:1:2::5") == key("2001:db8:1:2:ffff::9")
    assert key("2001:db8:1:2::5") != key("2001:db8:1:3::5")
    assert key("192.0.2.1") != key("192.0.2.2")


def test_a_header_does_not_give_another_address(client: FlaskClient, world: World) -> None:
    email = give_password(world.people["anna"])
    with_header = client.post
    sign_in(client, email, "wrong")
    page = client.get("/sign-in").get_data(as_text=True)
    token = page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    with_header(
        "/sign-in",
        data={"csrf_token": token, "email": email, "password": "wrong"},
        headers={"X-Forwarded-For": "203.0.113.9", "Forwarded": "for=203.0.113.9"},
    )
    keys = [row.key for row in db.session.scalars(select(SignInAttempt)) if row.key.startswith("address")]
    assert len(keys) == 2 and len(set(keys)) == 1


def test_no_address_of_anybody_is_stored(client: FlaskClient, world: World) -> None:
    sign_in(client, "anna@example.org", "wrong")
    stored = " ".join(row.key for row in db.session.scalars(select(SignInAttempt)))
    assert "anna" not in stored and "127.0.0.1" not in stored


def test_old_counts_are_swept(world: World) -> None:
    count_try(NOON, (WRONG_BY_ACCOUNT, "a"))
    count_try(NOON + timedelta(days=2), (WRONG_BY_ACCOUNT, "b"))
    assert len(list(db.session.scalars(select(SignInAttempt)))) == 1


@pytest.mark.parametrize(
    ("base", "peer", "said", "counted"),
    [
        ("http://localhost:5000", "127.0.0.1", "203.0.113.9", "127.0.0.1"),
        ("https://detalji.example", "127.0.0.1", "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        ("https://detalji.example", "127.0.0.1", "not an address", "127.0.0.1"),
        ("https://detalji.example", "127.0.0.1", "", "127.0.0.1"),
        ("https://detalji.example", "192.0.2.4", "203.0.113.9", "192.0.2.4"),
    ],
)
def test_only_the_proxy_on_the_same_machine_is_believed(
    app: Flask, base: str, peer: str, said: str, counted: str
) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], base_url=base)
    asked = {"REMOTE_ADDR": peer}
    with app.test_request_context("/", environ_base=asked, headers={"X-Forwarded-For": said}):
        assert network_address() == counted
