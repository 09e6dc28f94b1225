"""One-tap sign-in and the first page: for demo people alone, and never in production."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from extensions import db, transaction
from shopper import clock
from shopper.models import ADMINISTRATOR, SHOPPER, Person
from shopper.people import give_role, new_person
from tests.conftest import Browser, settings_in
from tests.shopper.way_in import is_signed_in, send
from tests.world import World


def _demo_person(role: str = SHOPPER) -> UUID:
    with transaction():
        person = new_person("demo@example.org", "Demo Shopper", None, "en", clock.now(), is_demo=True)
        give_role(person, role)
        return person.id


@pytest.fixture
def in_production(app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The same database behind an https address."""
    made = create_app(replace(settings_in(tmp_path), base_url="https://detalji.example"))
    made.testing = True
    made.test_client_class = Browser
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()


def test_one_tap_signs_a_demo_person_in(client: FlaskClient, world: World) -> None:
    answer = send(client, "/demo-sign-in", person=str(_demo_person()))
    assert (answer.status_code, answer.location) == (303, "/")
    assert is_signed_in(client)


def test_a_real_person_cannot_be_entered_so(client: FlaskClient, world: World) -> None:
    for name in ("anna", "aatos"):
        assert send(client, "/demo-sign-in", person=str(world.people[name])).status_code == 404
    assert not is_signed_in(client)


@pytest.mark.parametrize("person", ["", "x", "0", "8d5f3b0e-6f0a-4c39-9f5e-0d6f2f1f3a11", "{}", "\x00" * 36])
def test_nobody_is_nobody(client: FlaskClient, person: str) -> None:
    assert send(client, "/demo-sign-in", person=person).status_code == 404


def test_a_disabled_demo_person_cannot_be_entered(client: FlaskClient, world: World) -> None:
    person_id = _demo_person()
    with transaction():
        person = db.session.get_one(Person, person_id)
        person.disabled_at = clock.now()
    assert send(client, "/demo-sign-in", person=str(person_id)).status_code == 404
    assert str(person_id) not in client.get("/").get_data(as_text=True)


def test_it_needs_the_form_token(client: FlaskClient, world: World) -> None:
    assert client.post("/demo-sign-in", data={"person": str(_demo_person())}).status_code == 400


def test_in_production_a_demo_person_is_neither_shown_nor_let_in(in_production: Flask, world: World) -> None:
    person_id = _demo_person(ADMINISTRATOR)
    client = in_production.test_client()
    https = "https://detalji.example"
    page = client.get("/sign-in", base_url=https).get_data(as_text=True)
    token = page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    fields = {"csrf_token": token, "person": str(person_id)}
    answer = client.post("/demo-sign-in", base_url=https, data=fields, headers={"Referer": f"{https}/sign-in"})
    assert answer.status_code == 404
    assert str(person_id) not in client.get("/", base_url=https).get_data(as_text=True)


def test_the_first_page_shows_whom_to_be_and_what_to_try(client: FlaskClient, world: World) -> None:
    person_id = _demo_person()
    page = client.get("/", headers={"Accept-Language": "en"}).get_data(as_text=True)
    for words in (f'value="{person_id}"', "Demo Shopper", "Shopper</span>", "cut the network off", "Three steps"):
        assert words in page
    assert "anna" not in page.lower()


def test_without_a_demo_it_leads_to_signing_in(client: FlaskClient, world: World) -> None:
    page = client.get("/", headers={"Accept-Language": "en"}).get_data(as_text=True)
    assert 'href="/sign-in"' in page and "Three steps" not in page and "flask demo" not in page


def test_an_empty_installation_says_how_to_begin(tmp_path: Path) -> None:
    empty = create_app(settings_in(tmp_path))
    with empty.app_context():
        db.create_all()
        page = empty.test_client().get("/").get_data(as_text=True)
        db.engine.dispose()
    assert "flask demo" in page and "flask users invite" in page
