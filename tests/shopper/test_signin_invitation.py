"""Invitations: the one way to a new account, once, within two weeks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from extensions import db, transaction
from shopper import clock
from shopper.invitations import InvitationRefused, accept, invite
from shopper.models import (
    ADMINISTRATOR,
    HQ,
    REVIEWER,
    SCHEDULER,
    SHOPPER,
    STORE_MANAGER,
    Chain,
    Invitation,
    Job,
    Person,
    Store,
)
from shopper.people import new_person, tidy_name
from tests.conftest import browser_of
from tests.shopper.way_in import PASSWORD, letters, path_in, send, sign_in
from tests.world import World


def _invite(email: str = "new@example.org", role: str = SHOPPER, **where: Any) -> str:
    """Gives the path of the link."""
    _made, link = invite(
        email, role, where.get("chain"), where.get("store"), where.get("language", "en"), None, clock.now()
    )
    return link.removeprefix("http://localhost:5000")


def _accept(browser: FlaskClient, link: str, **fields: str) -> Any:
    return send(browser, link, link, **{"name": "Uusi Ihminen", "speaks": "sv", "password": PASSWORD, **fields})


def test_it_makes_an_account_with_the_role_that_was_meant(client: FlaskClient, world: World) -> None:
    lahti = world.get(Store, "lahti")
    answer = _accept(client, _invite(role=STORE_MANAGER, store=lahti))
    assert (answer.status_code, answer.location) == (303, "/")
    assert client.get("/").location == "/hq/"
    made = db.session.scalars(select(Person).where(Person.email == "new@example.org")).one()
    assert (made.name, made.language, made.is_demo) == ("Uusi Ihminen", "sv", False)
    assert [(grant.role, grant.store_id) for grant in made.grants] == [(STORE_MANAGER, world.ids["lahti"])]
    assert made.chain_ids(STORE_MANAGER) == {world.ids["aamu"]}
    assert made.code.startswith("S-") and len(made.code) == 6


def test_the_new_password_signs_in(app: Flask, client: FlaskClient, world: World) -> None:
    _accept(client, _invite())
    assert sign_in(app.test_client(), "new@example.org").status_code == 303


def test_it_shows_who_is_invited_to_what(client: FlaskClient, world: World) -> None:
    page = client.get(_invite(role=STORE_MANAGER, store=world.get(Store, "lahti"))).get_data(as_text=True)
    assert "new@example.org" in page and "Café Aamu Lahti" in page and "Store manager" in page


def test_the_letter_goes_out_with_the_link_by_a_job(world: World) -> None:
    link = _invite("  New@Example.ORG ", SHOPPER)
    (letter,) = letters()
    assert letter.email == "new@example.org"
    assert path_in(letter) == link
    assert db.session.scalars(select(Job)).one().ref == str(letter.id)


def test_it_opens_once(app: Flask, client: FlaskClient, world: World) -> None:
    link = _invite()
    _accept(client, link)
    assert app.test_client().get(link).status_code == 410
    with pytest.raises(InvitationRefused, match="no longer"):
        accept(link.rsplit("/", 1)[1], "Someone Else", None, clock.now())


def test_it_is_over_after_two_weeks(client: FlaskClient, world: World) -> None:
    with time_machine.travel(datetime(2026, 11, 1, 12, tzinfo=UTC), tick=False) as moved:
        link = _invite()
        moved.shift(timedelta(days=14, seconds=-1))
        assert client.get(link).status_code == 200
        moved.shift(timedelta(seconds=1))
        assert client.get(link).status_code == 410


def test_the_newest_letter_holds(client: FlaskClient, world: World) -> None:
    first = _invite(role=STORE_MANAGER, store=world.get(Store, "lahti"))
    elsewhere = _invite(role=STORE_MANAGER, store=world.get(Store, "vaasa"))
    second = _invite(role=STORE_MANAGER, store=world.get(Store, "lahti"))
    assert [client.get(link).status_code for link in (first, second, elsewhere)] == [410, 200, 200]


def test_a_changed_link_is_nothing(client: FlaskClient, world: World) -> None:
    link = _invite()
    for broken in (link[:-1], link + "A", link.swapcase(), link.replace("/invitation/", "/new-password/")):
        assert client.get(broken).status_code == 404


def test_without_a_password_it_leads_to_making_a_passkey(client: FlaskClient, world: World) -> None:
    answer = _accept(client, _invite(), password="", speaks="en")
    assert answer.location == "/account#passkeys"
    assert "make a passkey" in client.get("/account").get_data(as_text=True)


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": "a\x00b"},
        {"name": "x" * 200},
        {"password": "short"},
        {"speaks": "de"},
        {"password": "uusiihminen12"},
        {"name": "abc\u202etxt"},
    ],
)
def test_what_does_not_fit_is_said_and_the_link_stays(
    client: FlaskClient, world: World, fields: dict[str, str]
) -> None:
    link = _invite()
    answer = _accept(client, link, **fields)
    assert answer.status_code == 422
    assert "aria-invalid" in answer.get_data(as_text=True) or 'class="error"' in answer.get_data(as_text=True)
    assert _accept(client, link).status_code == 303


def test_an_account_that_exists_gets_the_role_from_its_owner_alone(
    app: Flask, client: FlaskClient, world: World
) -> None:
    link = _invite("anna@example.org", HQ, chain=world.get(Chain, "aamu"))
    english = {"Accept-Language": "en"}
    assert "have an account already" in client.get(link, headers=english).get_data(as_text=True)
    bengt = browser_of(app, world.people["bengt"])
    send(bengt, link, "/account")
    assert world.person("anna").roles == {SHOPPER}
    anna = browser_of(app, world.people["anna"])
    assert send(anna, link, link).location == "/"
    assert world.person("anna").roles == {SHOPPER, HQ}
    assert world.person("anna").password_hash is None


@pytest.mark.parametrize(
    ("role", "chain", "store", "code"),
    [
        (HQ, None, None, "chain"),
        (STORE_MANAGER, None, None, "store"),
        (STORE_MANAGER, "aamu", None, "store"),
        (SHOPPER, "aamu", None, "chain"),
        (ADMINISTRATOR, "aamu", None, "chain"),
        (HQ, "aamu", "lahti", "store"),
        (STORE_MANAGER, "kvall", "lahti", "store"),
        ("boss", None, None, "role"),
        ("", None, None, "role"),
    ],
)
def test_a_role_needs_its_place(world: World, role: str, chain: str | None, store: str | None, code: str) -> None:
    with pytest.raises(InvitationRefused) as refused:
        _invite(
            role=role,
            chain=world.get(Chain, chain) if chain else None,
            store=world.get(Store, store) if store else None,
        )
    assert refused.value.code == code
    assert letters() == []


@pytest.mark.parametrize("role", [REVIEWER, SCHEDULER])
def test_the_office_may_serve_one_chain_or_all(world: World, role: str) -> None:
    assert _invite(role=role) and _invite(role=role, chain=world.get(Chain, "aamu"))


@pytest.mark.parametrize(
    "email",
    [
        "",
        "anna",
        "a@",
        "@b",
        "a b@c.fi",
        "a@b\nBcc: x@y.fi",
        "a@b.fi, c@d.fi",
        "ä@b.fi",
        "a@b",
        "x" * 300 + "@b.fi",
        "a@b.fi\x00",
    ],
)
def test_it_is_written_to_one_whole_address(world: World, email: str) -> None:
    if "\x00" in email:
        return _check_cleaned(email)
    with pytest.raises(InvitationRefused) as refused:
        _invite(email)
    assert refused.value.code == "email"


def _check_cleaned(email: str) -> None:
    _invite(email)
    assert letters()[0].email == email.replace("\x00", "")


def test_nobody_is_invited_to_what_they_do_already(world: World) -> None:
    with pytest.raises(InvitationRefused, match="already"):
        _invite("anna@example.org", SHOPPER)


def test_the_token_is_not_stored(world: World) -> None:
    link = _invite()
    assert db.session.scalars(select(Invitation)).one().token_hash not in link


def test_names_are_one_line_without_tricks() -> None:
    assert tidy_name("  Anna\r\n Maria\u202e \x07 Virtanen\u2028 ") == "Anna Maria Virtanen"
    assert len(tidy_name("x" * 500)) == 120


def test_codes_of_people_differ(world: World) -> None:
    with transaction():
        codes = {new_person(f"p{number}@example.org", "N", None, "fi", clock.now()).code for number in range(40)}
    assert len(codes) == 40


def test_the_page_speaks_the_language_of_the_letter_unless_another_was_chosen(app: Flask, world: World) -> None:
    link = _invite(language="sv")
    browser = app.test_client()
    assert '<html lang="sv">' in browser.get(link, headers={"Accept-Language": "fi"}).get_data(as_text=True)
    send(browser, "/language", language="en")
    assert '<html lang="en">' in browser.get(link).get_data(as_text=True)
