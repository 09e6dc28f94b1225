"""Passkeys, with a device made of code that signs for real."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from extensions import db, transaction
from shopper import clock
from shopper.models import Passkey
from tests.conftest import browser_of, form_token
from tests.shopper.authenticator import Authenticator, text_of
from tests.shopper.way_in import give_password, is_signed_in, letters, send, sign_in
from tests.world import World


def _ask(
    browser: FlaskClient, path: str, content: Any, page: str = "/sign-in", token: str | None = None
) -> TestResponse:
    return browser.post(path, json=content, headers={"X-CSRFToken": token or form_token(browser, page)})


def _add(browser: FlaskClient, device: Authenticator, name: str = "") -> TestResponse:
    options = _ask(browser, "/account/passkeys/options", {}, "/account").get_json()["options"]
    return _ask(browser, "/account/passkeys", {"credential": device.make(options), "name": name}, "/account")


def _options(browser: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = _ask(browser, "/sign-in/passkey/options", {}).get_json()["options"]
    return found


def _enter(browser: FlaskClient, device: Authenticator, **more: Any) -> TestResponse:
    return _ask(browser, "/sign-in/passkey", {"credential": device.use(_options(browser)), **more})


@pytest.fixture
def device(as_person: Callable[[str], FlaskClient]) -> Authenticator:
    """Anna's device, its passkey added."""
    made = Authenticator()
    assert _add(as_person("anna"), made, "Annan puhelin").status_code == 201
    return made


def test_it_signs_the_owner_in_without_a_word_typed(client: FlaskClient, device: Authenticator) -> None:
    answer = _enter(client, device, next="/account")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.get_json()["go"] == "/account"
    assert "anna@example.org" in client.get("/account").get_data(as_text=True)


def test_it_leads_nowhere_else(client: FlaskClient, device: Authenticator) -> None:
    for where in ("//evil.example", 7, None, ["/"]):
        assert _enter(client, device, next=where).get_json()["go"] == "/"


def test_the_owner_hears_of_a_new_passkey_by_mail(device: Authenticator) -> None:
    (letter,) = letters()
    assert letter.email == "anna@example.org" and "passkey" in letter.subject


def test_it_asks_for_a_key_that_shows_itself_and_its_owner(as_person: Callable[[str], FlaskClient]) -> None:
    options = _ask(as_person("anna"), "/account/passkeys/options", {}, "/account").get_json()["options"]
    assert options["rp"] == {"id": "localhost", "name": "Detalji"}
    chosen = options["authenticatorSelection"]
    assert (chosen["residentKey"], chosen["userVerification"]) == ("required", "required")


def test_an_answer_serves_once(app: Flask, client: FlaskClient, device: Authenticator) -> None:
    options = _options(client)
    kept = client.get_cookie("form").value  # type: ignore[union-attr]
    answer, token = device.use(options), form_token(client, "/sign-in")
    assert _ask(client, "/sign-in/passkey", {"credential": answer}, token=token).status_code == 200
    again = app.test_client()
    again.set_cookie("form", kept)
    assert _ask(again, "/sign-in/passkey", {"credential": answer}, token=token).status_code == 422
    assert not is_signed_in(again)


def test_a_challenge_is_for_one_deed_only(app: Flask, client: FlaskClient, world: World, device: Authenticator) -> None:
    browser = browser_of(app, world.people["anna"])
    options = _ask(browser, "/account/passkeys/options", {}, "/account").get_json()["options"]
    assert _ask(browser, "/sign-in/passkey", {"credential": device.use(options)}).status_code == 400


def test_a_challenge_is_too_old_after_five_minutes(client: FlaskClient, device: Authenticator) -> None:
    with time_machine.travel(datetime(2026, 11, 20, 12, tzinfo=UTC), tick=False) as moved:
        options = _options(client)
        moved.shift(timedelta(minutes=5, seconds=1))
        assert _ask(client, "/sign-in/passkey", {"credential": device.use(options)}).status_code == 400


def test_without_a_challenge_nothing_is_looked_at(client: FlaskClient, device: Authenticator) -> None:
    options = {"challenge": text_of(b"x" * 64)}
    assert _ask(client, "/sign-in/passkey", {"credential": device.use(options)}).status_code == 400


@pytest.mark.parametrize(
    "wrong", [{"origin": "https://evil.example"}, {"site": "evil.example"}, {"is_verified": False}]
)
def test_another_site_or_an_unproven_owner_is_refused(
    client: FlaskClient, device: Authenticator, wrong: dict[str, Any]
) -> None:
    for name, value in wrong.items():
        setattr(device, name, value)
    assert _enter(client, device).status_code == 422
    assert not is_signed_in(client)


def test_an_unknown_or_forged_key_is_refused(client: FlaskClient, device: Authenticator) -> None:
    assert _enter(client, Authenticator()).status_code == 422
    assert _enter(client, Authenticator(id=device.id)).status_code == 422
    assert not is_signed_in(client)


def test_a_copied_key_that_counts_backwards_is_refused(client: FlaskClient, device: Authenticator) -> None:
    for _ in range(3):
        _enter(client, device)
    device.signed = 0
    send(client, "/sign-out", "/account")
    assert _enter(client, device).status_code == 422


ODD = [
    [],
    7,
    "x",
    {},
    {"credential": None},
    {"credential": []},
    {"credential": {"rawId": "!!"}},
    {"credential": {"rawId": "AAAA", "response": 7}},
    {"credential": {"rawId": 7}},
]


@pytest.mark.parametrize("content", ODD)
def test_odd_answers_are_refused_with_a_page_or_a_sentence(
    client: FlaskClient, device: Authenticator, content: Any
) -> None:
    _options(client)
    assert _ask(client, "/sign-in/passkey", content).status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        ("response",),
        ("response", "clientDataJSON"),
        ("response", "authenticatorData"),
        ("response", "signature"),
        ("id",),
        ("type",),
    ],
)
@pytest.mark.parametrize("value", [None, 7, "", "AAAA", [], {}, "ÄÄ"])
def test_odd_parts_of_an_answer_are_refused(
    client: FlaskClient, device: Authenticator, path: tuple[str, ...], value: Any
) -> None:
    answer = device.use(_options(client))
    place: Any = answer
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    assert _ask(client, "/sign-in/passkey", {"credential": answer}).status_code == 422


@pytest.mark.parametrize("value", [None, 7, "", "AAAA", {}, "oA"])
def test_odd_new_passkeys_are_refused(as_person: Callable[[str], FlaskClient], value: Any) -> None:
    browser = as_person("anna")
    options = _ask(browser, "/account/passkeys/options", {}, "/account").get_json()["options"]
    made = Authenticator().make(options)
    made["response"]["attestationObject"] = value
    assert _ask(browser, "/account/passkeys", {"credential": made}, "/account").status_code == 422
    assert list(db.session.scalars(select(Passkey))) == []


@pytest.mark.parametrize(
    ("body", "mime", "code"),
    [
        (b"{", "application/json", 400),
        (b"{}", "text/plain", 415),
        (b"", "application/json", 400),
        (b"[" * 100_000, "application/json", 413),
        (b'{"a":1,"a":2}', "application/json", 400),
        (b"\xff", "application/json", 400),
    ],
)
def test_only_sound_json_is_read(client: FlaskClient, world: World, body: bytes, mime: str, code: int) -> None:
    headers = {"X-CSRFToken": form_token(client, "/sign-in")}
    assert client.post("/sign-in/passkey", data=body, content_type=mime, headers=headers).status_code == code


def test_both_questions_need_the_form_token(client: FlaskClient, world: World) -> None:
    assert client.post("/sign-in/passkey/options", json={}).status_code == 400
    assert client.post("/sign-in/passkey", json={}).status_code == 400


def test_a_passkey_is_renamed_and_removed_by_its_owner(
    app: Flask, client: FlaskClient, world: World, device: Authenticator
) -> None:
    anna = browser_of(app, world.people["anna"])
    (key,) = db.session.scalars(select(Passkey)).all()
    where = f"/account/passkeys/{key.id}"
    send(anna, f"{where}/name", "/account", name="  Työpuhelin ")
    assert "Työpuhelin" in anna.get("/account").get_data(as_text=True)
    send(anna, f"{where}/name", "/account", name="\u200b")
    assert "Työpuhelin" in anna.get("/account").get_data(as_text=True)
    send(anna, f"{where}/remove", "/account")
    assert _enter(client, device).status_code == 422


def test_another_persons_passkey_is_like_none(
    app: Flask, client: FlaskClient, world: World, device: Authenticator
) -> None:
    bengt = browser_of(app, world.people["bengt"])
    (key,) = db.session.scalars(select(Passkey)).all()
    for deed in ("name", "remove"):
        foreign = send(bengt, f"/account/passkeys/{key.id}/{deed}", "/account", name="x")
        missing = send(bengt, f"/account/passkeys/{uuid4()}/{deed}", "/account", name="x")
        assert foreign.status_code == missing.status_code == 404
        assert len(foreign.data) == len(missing.data)
    assert _enter(client, device).status_code == 200


def test_the_same_passkey_is_not_added_twice(app: Flask, world: World, device: Authenticator) -> None:
    assert _add(browser_of(app, world.people["anna"]), device).status_code == 422
    assert _add(browser_of(app, world.people["bengt"]), device).status_code == 422


def test_a_session_of_an_hour_ago_makes_no_passkey(app: Flask, world: World) -> None:
    with time_machine.travel(datetime(2026, 11, 20, 12, tzinfo=UTC), tick=False) as moved:
        browser = browser_of(app, world.people["anna"])
        moved.shift(timedelta(hours=1))
        refused = _ask(browser, "/account/passkeys/options", {}, "/account")
    assert (refused.status_code, refused.get_json()["error"]["code"]) == (403, "sign_in_again")


def test_the_owner_comes_in_by_passkey_while_others_guess(
    client: FlaskClient, world: World, device: Authenticator
) -> None:
    email = give_password(world.people["anna"])
    for _ in range(11):
        sign_in(client, email, "wrong guess again")
    assert sign_in(client, email).status_code == 429
    assert _enter(client, device).status_code == 200


def test_a_disabled_owner_stays_outside(client: FlaskClient, world: World, device: Authenticator) -> None:
    with transaction():
        anna = world.person("anna")
        anna.disabled_at = clock.now()
    assert _enter(client, device).status_code == 422


def test_the_server_starts_without_the_costly_library() -> None:
    probe = "import sys, app; app.create_app; print('webauthn' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"
