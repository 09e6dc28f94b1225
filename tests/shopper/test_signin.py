"""Signing in with address and password, and where it leads."""

from __future__ import annotations

import re
import time
from statistics import median

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from extensions import db, transaction
from shopper import clock
from shopper.models import Person, Session, SignInAttempt
from shopper.passwords import NOBODYS, hash_password, is_right, needs_rehash
from shopper.signin.browser import device_name, own_path
from tests.conftest import browser_of, form_token
from tests.shopper.way_in import PASSWORD, give_password, is_signed_in, send, sign_in
from tests.world import World


def test_it_lets_the_owner_in_and_leads_to_the_own_door(client: FlaskClient, world: World) -> None:
    email = give_password(world.people["anna"])
    answer = sign_in(client, email)
    assert (answer.status_code, answer.location) == (303, "/")
    assert client.get("/").location == "/field/"
    assert is_signed_in(client)


def test_it_takes_the_address_however_it_is_typed(client: FlaskClient, world: World) -> None:
    give_password(world.people["anna"])
    assert sign_in(client, "  ANNA@Example.org ").status_code == 303


def test_it_takes_the_password_exactly_as_typed(client: FlaskClient, world: World) -> None:
    email = give_password(world.people["anna"], " välilyönti ja ä \t")
    for wrong in ("välilyönti ja ä", " välilyönti ja a\u0308 \t", " Välilyönti ja ä \t"):
        assert sign_in(client, email, wrong).status_code == 422
    assert sign_in(client, email, " välilyönti ja ä \t").status_code == 303


def test_it_says_the_same_of_a_wrong_password_and_of_nobody(client: FlaskClient, world: World) -> None:
    email = give_password(world.people["anna"])
    known = sign_in(client, email, "wrong wrong wrong")
    unknown = sign_in(client, "nobody@example.org", "wrong wrong wrong")
    assert known.status_code == unknown.status_code == 422
    assert set(known.headers.keys()) == set(unknown.headers.keys())
    assert _bare(known, email) == _bare(unknown, "nobody@example.org")


def _bare(answer: TestResponse, email: str) -> str:
    """The page without what was typed and without the form token."""
    page = answer.get_data(as_text=True).replace(email, "")
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)


def test_it_takes_as_long_for_nobody_as_for_somebody() -> None:
    stored = hash_password(PASSWORD)
    known, unknown = [], []
    for _ in range(7):
        for kept, spent in ((stored, known), (None, unknown)):
            begun = time.perf_counter()
            assert not is_right("wrong wrong wrong", kept)
            spent.append(time.perf_counter() - begun)
    assert 0.6 < median(known) / median(unknown) < 1.6


def test_the_hash_of_nobody_costs_what_real_ones_cost() -> None:
    assert not needs_rehash(NOBODYS)
    assert hash_password("x").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_it_keeps_an_old_password_at_todays_cost(client: FlaskClient, world: World) -> None:
    email = give_password(world.people["anna"])
    with transaction():
        world.person("anna").password_hash = PasswordHasher(1, 8192, 1).hash(PASSWORD)
    assert sign_in(client, email).status_code == 303
    assert not needs_rehash(world.person("anna").password_hash or "")


def test_it_refuses_whoever_was_disabled_and_ends_their_session(app: Flask, client: FlaskClient, world: World) -> None:
    email = give_password(world.people["anna"])
    inside = browser_of(app, world.people["anna"])
    assert is_signed_in(inside)
    with transaction():
        world.person("anna").disabled_at = clock.now()
    assert not is_signed_in(inside)
    assert sign_in(client, email).status_code == 422


def test_it_gives_a_new_session_and_ends_the_one_before(client: FlaskClient, world: World) -> None:
    email = give_password(world.people["anna"])
    sign_in(client, email)
    first = client.get_cookie("detalji")
    sign_in(client, email)
    second = client.get_cookie("detalji")
    assert first and second and first.value != second.value
    client.set_cookie("detalji", first.value)
    assert not is_signed_in(client)


def test_it_takes_no_session_that_was_set_before(client: FlaskClient, world: World) -> None:
    client.set_cookie("detalji", "chosen-by-somebody-else")
    sign_in(client, give_password(world.people["anna"]))
    assert client.get_cookie("detalji").value != "chosen-by-somebody-else"  # type: ignore[union-attr]


def test_form_tokens_of_the_time_before_do_not_serve_afterwards(client: FlaskClient, world: World) -> None:
    email = give_password(world.people["anna"])
    before = form_token(client, "/sign-in")
    client.post("/sign-in", data={"csrf_token": before, "email": email, "password": PASSWORD})
    assert client.post("/account/devices/end-others", data={"csrf_token": before}).status_code == 400


def test_its_cookie_is_closed_to_scripts_and_other_sites(client: FlaskClient, world: World) -> None:
    sign_in(client, give_password(world.people["anna"]))
    cookie = client.get_cookie("detalji")
    assert cookie and cookie.http_only and cookie.same_site == "Lax" and cookie.path == "/"
    assert len(cookie.value) < 200


def test_the_token_itself_is_not_stored(client: FlaskClient, world: World) -> None:
    sign_in(client, give_password(world.people["anna"]))
    token = client.get_cookie("detalji").value  # type: ignore[union-attr]
    assert len(token) >= 43
    assert token not in {row.token_hash for row in db.session.scalars(select(Session))}


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"email": ""},
        {"password": ""},
        {"email": "a\x00b", "password": "x"},
        {"email": "x" * 300, "password": "x"},
        {"email": "a@b", "password": "x" * 5000},
        {"email": "\ud7ff\uffff@x", "password": "\x00"},
    ],
)
def test_it_answers_odd_input_with_a_page(client: FlaskClient, world: World, fields: dict[str, str]) -> None:
    answer = send(client, "/sign-in", **fields)
    assert answer.status_code == 422
    assert "Traceback" not in answer.get_data(as_text=True)


ELSEWHERE = [
    "//evil.example",
    "https://evil.example",
    "http:evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "\t//evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "javascript:alert(1)",
    " //evil.example",
    "///evil.example",
    "/\x00/evil.example",
    "/\x0b/evil",
    "/a\u2028b",
    "evil",
    "",
    "?x",
    "#x",
    "/" + "x" * 3000,
    "/\u00a0/evil",
]


@pytest.mark.parametrize("where", ELSEWHERE)
def test_it_leads_nowhere_else(client: FlaskClient, world: World, where: str) -> None:
    answer = sign_in(client, give_password(world.people["anna"]), next=where)
    assert (answer.status_code, answer.location) == (303, "/")


def test_it_leads_back_to_where_one_wanted_to_go(client: FlaskClient, world: World) -> None:
    asked = client.get("/account?tab=2")
    assert asked.status_code == 302
    assert asked.location == "/sign-in?next=/account?tab%3D2"
    assert 'name="next" value="/account?tab=2"' in client.get(asked.location).get_data(as_text=True)
    assert sign_in(client, give_password(world.people["anna"]), next="/account?tab=2").location == "/account?tab=2"


@pytest.mark.parametrize("path", ["/", "/account", "/desk/?a=1&b=//x", "/field/visit#part", "/hq/ä"])
def test_own_paths_stay(path: str) -> None:
    assert own_path(path) == path


def test_signing_out_ends_the_session_on_the_server(client: FlaskClient, world: World) -> None:
    sign_in(client, give_password(world.people["anna"]))
    token = client.get_cookie("detalji").value  # type: ignore[union-attr]
    assert send(client, "/sign-out", "/account").location == "/"
    assert client.get_cookie("detalji") is None
    client.set_cookie("detalji", token)
    assert not is_signed_in(client)


def test_signing_out_is_a_deed_not_a_link(client: FlaskClient) -> None:
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").status_code == 400
    assert send(client, "/sign-out").status_code == 303


def test_a_right_password_leaves_no_count_of_tries(client: FlaskClient, world: World) -> None:
    email = give_password(world.people["anna"])
    sign_in(client, email, "wrong wrong wrong")
    sign_in(client, email)
    assert [row.key for row in db.session.scalars(select(SignInAttempt)) if row.key.startswith("account")] == []


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0", "Firefox, Android"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("curl/8", ""),
    ],
)
def test_a_device_is_called_as_its_owner_would(agent: str, name: str) -> None:
    assert device_name(agent) == name


def test_the_language_is_chosen_with_or_without_an_account(client: FlaskClient, world: World) -> None:
    answer = send(client, "/language", language="sv", next="/forgotten")
    assert answer.location == "/forgotten"
    assert '<html lang="sv">' in client.get("/forgotten").get_data(as_text=True)
    cookie = client.get_cookie("language")
    assert cookie and cookie.max_age == 365 * 24 * 3600
    sign_in(client, give_password(world.people["anna"]))
    send(client, "/language", "/account", language="fi", next="//evil.example")
    assert db.session.scalar(select(Person.language).where(Person.id == world.people["anna"])) == "fi"


@pytest.mark.parametrize("language", ["", "de", "fi\x00", "en_US"])
def test_only_our_languages_can_be_chosen(client: FlaskClient, language: str) -> None:
    assert send(client, "/language", language=language).status_code == 400
