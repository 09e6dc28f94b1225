"""Sessions and devices: what is ended on the server is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from extensions import db, transaction
from shopper import clock
from shopper.models import DepositToken, Logged, Session
from shopper.sessions import IDLE, LIFETIME, find_depositor, find_session, mint_deposit_token, open_session
from tests.conftest import browser_of
from tests.shopper.way_in import PASSWORD, give_password, is_signed_in, letters, send, sign_in
from tests.world import World


def _session_ids(world: World, name: str) -> list[object]:
    mine = select(Session.id).where(Session.person_id == world.people[name], Session.ended_at.is_(None))
    return list(db.session.scalars(mine))


def test_a_session_ends_by_itself_when_unused_or_old(world: World) -> None:
    at = clock.now()
    with transaction():
        token = open_session(world.person("anna"), "test", at)
    assert find_session(token, at + IDLE - timedelta(seconds=1))
    assert find_session(token, at + IDLE) is None
    with transaction():
        row = db.session.scalars(select(Session)).one()
        row.seen_at = at + LIFETIME - timedelta(hours=1)
    assert find_session(token, at + LIFETIME - timedelta(seconds=1))
    assert find_session(token, at + LIFETIME) is None


def test_one_bit_more_or_less_is_no_session(client: FlaskClient, world: World) -> None:
    sign_in(client, give_password(world.people["anna"]))
    token = client.get_cookie("detalji").value  # type: ignore[union-attr]
    for broken in (token[:-1], token + "A", token.swapcase(), token[1:], ""):
        client.set_cookie("detalji", broken)
        assert not is_signed_in(client)


def test_a_cookie_that_makes_no_sense_is_nobody(app: Flask, world: World) -> None:
    bare = app.test_client(use_cookies=False)
    for odd in ("\x7f" * 20, "\xe4\xf6" * 50, "x" * 7000, '"; Path=/', "%00%ff", ""):
        for name in ("detalji", "form", "language"):
            assert bare.get("/account", headers={"Cookie": f"{name}={odd}"}).status_code == 302


def test_the_account_page_lists_the_own_devices_only(app: Flask, world: World) -> None:
    anna, _other, bengt = (browser_of(app, world.people[name]) for name in ("anna", "anna", "bengt"))
    page = anna.get("/account").get_data(as_text=True)
    assert page.count('/end"') == 2 and page.count("this one") == 1
    assert bengt.get("/account").get_data(as_text=True).count('/end"') == 1


def test_a_device_can_be_ended_from_another(app: Flask, world: World) -> None:
    here, there = browser_of(app, world.people["anna"]), browser_of(app, world.people["anna"])
    other = _session_ids(world, "anna")[-1]
    assert send(here, f"/account/devices/{other}/end", "/account").location == "/account"
    assert is_signed_in(here) and not is_signed_in(there)


def test_ending_this_device_signs_out(app: Flask, world: World) -> None:
    here = browser_of(app, world.people["anna"])
    (only,) = _session_ids(world, "anna")
    assert send(here, f"/account/devices/{only}/end", "/account").location == "/"
    assert not is_signed_in(here)


def test_another_persons_device_cannot_be_ended(app: Flask, world: World) -> None:
    anna, bengt = browser_of(app, world.people["anna"]), browser_of(app, world.people["bengt"])
    (his,) = _session_ids(world, "bengt")
    foreign = send(anna, f"/account/devices/{his}/end", "/account")
    missing = send(anna, f"/account/devices/{uuid4()}/end", "/account")
    assert foreign.status_code == missing.status_code == 404
    assert len(foreign.data) == len(missing.data)
    assert is_signed_in(bengt)


def test_ending_all_others_takes_back_what_lets_phones_deliver(app: Flask, world: World) -> None:
    here, there = browser_of(app, world.people["anna"]), browser_of(app, world.people["anna"])
    bengts = browser_of(app, world.people["bengt"])
    with transaction():
        mine = mint_deposit_token(world.people["anna"], uuid4(), clock.now())
        his = mint_deposit_token(world.people["bengt"], uuid4(), clock.now())
    send(here, "/account/devices/end-others", "/account")
    assert is_signed_in(here) and not is_signed_in(there) and is_signed_in(bengts)
    assert find_depositor(mine, clock.now()) is None
    assert find_depositor(his, clock.now()) is not None
    assert len(list(db.session.scalars(select(DepositToken)))) == 2


def test_changing_the_password_needs_the_old_one_and_ends_other_sessions(app: Flask, world: World) -> None:
    give_password(world.people["anna"])
    here, there = browser_of(app, world.people["anna"]), browser_of(app, world.people["anna"])
    new = "viisi uutta sanaa nyt"
    wrong = send(here, "/account/password", "/account", old="not this one", password=new)
    assert wrong.status_code == 422 and is_signed_in(there)
    right = send(here, "/account/password", "/account", old=PASSWORD, password=new)
    assert right.location == "/account"
    assert is_signed_in(here) and not is_signed_in(there)
    fresh = app.test_client()
    assert sign_in(fresh, "anna@example.org", PASSWORD).status_code == 422
    assert sign_in(fresh, "anna@example.org", new).status_code == 303


def test_the_owner_hears_of_a_changed_password_by_mail(app: Flask, world: World) -> None:
    email = give_password(world.people["anna"])
    here = browser_of(app, world.people["anna"])
    send(here, "/account/password", "/account", old=PASSWORD, password="viisi uutta sanaa nyt")
    (letter,) = letters()
    assert letter.email == email and "password" in letter.subject.lower()
    assert "viisi" not in letter.text


def test_whoever_has_no_password_cannot_set_one_from_an_open_page(app: Flask, world: World) -> None:
    here = browser_of(app, world.people["anna"])
    answer = send(here, "/account/password", "/account", old="", password="viisi uutta sanaa nyt")
    assert answer.status_code == 422
    answer = send(here, "/account/password", "/account", old="anything at all", password="viisi uutta sanaa nyt")
    assert answer.status_code == 422
    assert world.person("anna").password_hash is None


def test_guessing_the_old_password_from_inside_is_slowed_too(app: Flask, world: World) -> None:
    give_password(world.people["anna"])
    here = browser_of(app, world.people["anna"])
    codes = [
        send(here, "/account/password", "/account", old=f"guess {number}", password="viisi uutta sanaa").status_code
        for number in range(11)
    ]
    assert codes == [422] * 10 + [429]


def test_a_role_taken_away_is_gone_at_the_next_request(as_person: Callable[[str], FlaskClient], world: World) -> None:
    browser = as_person("anna")
    assert browser.get("/field/").status_code == 200
    with transaction():
        anna = world.person("anna")
        anna.grants.clear()
    assert browser.get("/field/").status_code == 404
    start = browser.get("/")
    assert start.status_code == 200 and "no role" in start.get_data(as_text=True)


def test_deeds_are_written_in_the_book_without_names(client: FlaskClient, world: World) -> None:
    sign_in(client, give_password(world.people["anna"]))
    send(client, "/sign-out", "/account")
    rows = db.session.scalars(select(Logged).order_by(Logged.at)).all()
    assert [row.deed for row in rows] == ["signed_in", "signed_out"]
    assert {row.object_id for row in rows} == {str(world.people["anna"])}
