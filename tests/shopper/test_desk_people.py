"""An administrator invites people, closes accounts and ends sessions."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from extensions import db
from shopper.models import Invitation, Letter, Person
from tests.shopper.desk_browser import goes_to, page, post
from tests.world import World

SignIn = Callable[[str], FlaskClient]


def test_an_invitation_goes_by_mail_and_its_link_is_shown_once(world: World, as_person: SignIn) -> None:
    browser = as_person("aatos")
    answer = post(browser, "/desk/people/invite", {"email": "Uusi@Example.org", "role": "shopper", "speaks": "fi"})
    assert answer.status_code == 200
    link = re.search(r'value="(http[^"]+/invitation/[^"]+)"', answer.get_data(as_text=True))
    assert link
    letter = db.session.scalars(select(Letter)).one()
    assert letter.email == "uusi@example.org" and link[1] in letter.text
    shown = browser.get("/desk/people/").get_data(as_text=True)
    assert "uusi@example.org" in shown and link[1] not in shown


def test_each_role_gets_its_place(world: World, as_person: SignIn) -> None:
    browser = as_person("aatos")
    fields = {"speaks": "fi", "email": "uusi@example.org"}
    lahti, aamu = str(world.ids["lahti"]), str(world.ids["aamu"])
    for more in ({"role": "hq"}, {"role": "store_manager"}, {"role": "shopper", "chain": aamu}, {"role": "boss"},
                 {"role": "hq", "chain": lahti}, {"role": ""}):  # fmt: skip
        assert post(browser, "/desk/people/invite", {**fields, **more}).status_code == 422
    assert db.session.scalars(select(Invitation)).all() == []
    assert post(browser, "/desk/people/invite", {**fields, "role": "store_manager", "store": lahti}).status_code == 200
    made = db.session.scalars(select(Invitation)).one()
    assert (made.store_id, made.chain_id) == (world.ids["lahti"], world.ids["aamu"])


@pytest.mark.parametrize(
    "email", ["", "no address", "a@b\r\nBcc: c@d.fi", "Maija, evil@example.org", "x" * 300 + "@x.fi"]
)
def test_what_is_no_address_is_told_so(world: World, as_person: SignIn, email: str) -> None:
    answer = post(as_person("aatos"), "/desk/people/invite", {"email": email, "role": "shopper", "speaks": "fi"})
    assert answer.status_code == 422 and 'id="email-error"' in answer.get_data(as_text=True)
    assert db.session.scalars(select(Invitation)).all() == []


def test_an_invitation_can_be_taken_back(app: Flask, world: World, as_person: SignIn) -> None:
    browser = as_person("aatos")
    answer = post(browser, "/desk/people/invite", {"email": "uusi@example.org", "role": "shopper", "speaks": "fi"})
    link = re.search(r'value="http[^"]+(/invitation/[^"]+)"', answer.get_data(as_text=True))
    assert link and app.test_client().get(link[1]).status_code == 200
    made = db.session.scalars(select(Invitation.id)).one()
    goes_to(post(browser, f"/desk/invitations/{made}/withdraw"))
    assert app.test_client().get(link[1]).status_code in (404, 410)
    assert "uusi@example.org" not in page(browser.get("/desk/people/"))


def test_a_disabled_person_is_out_at_once_and_can_come_back(world: World, as_person: SignIn) -> None:
    browser, reeta = as_person("aatos"), as_person("reeta")
    assert reeta.get("/desk/").status_code == 200
    goes_to(post(browser, f"/desk/people/{world.people['reeta']}/disable"))
    assert reeta.get("/desk/").status_code == 302
    assert "disabled" in page(browser.get("/desk/people/"))
    goes_to(post(browser, f"/desk/people/{world.people['reeta']}/enable"))
    assert reeta.get("/desk/").status_code == 302
    assert as_person("reeta").get("/desk/").status_code == 200


def test_ending_sessions_leaves_the_account(world: World, as_person: SignIn) -> None:
    browser, reeta = as_person("aatos"), as_person("reeta")
    goes_to(post(browser, f"/desk/people/{world.people['reeta']}/end-sessions"))
    assert reeta.get("/desk/").status_code == 302
    assert as_person("reeta").get("/desk/").status_code == 200


def test_nobody_locks_the_door_from_outside(world: World, as_person: SignIn) -> None:
    assert post(as_person("aatos"), f"/desk/people/{world.people['aatos']}/disable").status_code == 409
    assert db.session.get_one(Person, world.people["aatos"]).disabled_at is None


def test_names_are_for_administrators(world: World, as_person: SignIn) -> None:
    assert "Anna Testinen" in page(as_person("aatos").get("/desk/people/"))
    for name in ("reeta", "sanna"):
        assert as_person(name).get("/desk/people/").status_code == 403
        assert post(as_person(name), f"/desk/people/{world.people['anna']}/disable").status_code == 403
    assert as_person("helmi").get("/desk/people/").status_code == 404
