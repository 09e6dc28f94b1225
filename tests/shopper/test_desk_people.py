"""An administrator invites people, closes accounts and ends sessions."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from extensions import db
from shopper import clock
from shopper.invitations import invite
from shopper.models import Chain, Invitation, Letter, Logged, Person
from shopper.resets import ask_reset
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


def change(browser: FlaskClient, world: World, name: str, email: str) -> TestResponse:
    return post(browser, f"/desk/people/{world.people[name]}/email", {"email": email})


def test_an_address_is_changed_and_both_mailboxes_are_told(world: World, as_person: SignIn) -> None:
    browser = as_person("aatos")
    shown = browser.get(f"/desk/people/{world.people['reeta']}/email").get_data(as_text=True)
    assert 'value="reeta@example.org"' in shown and "signed out everywhere" in shown
    goes_to(change(browser, world, "reeta", " Reeta.Uusi@Example.org "))
    assert world.person("reeta").email == "reeta.uusi@example.org"
    told = {letter.email: letter.text for letter in db.session.scalars(select(Letter))}
    assert told.keys() == {"reeta@example.org", "reeta.uusi@example.org"}
    # The old mailbox may be somebody else's by now.
    assert "reeta.uusi" not in told["reeta@example.org"] and "Sign in with it" in told["reeta.uusi@example.org"]
    logged = db.session.scalars(select(Logged).where(Logged.deed == "address_changed")).one()
    assert (logged.person_id, logged.object_id) == (world.people["aatos"], str(world.people["reeta"]))
    assert "reeta.uusi@example.org" in page(browser.get("/desk/people/"))


def test_what_was_opened_from_the_old_address_is_over(app: Flask, world: World, as_person: SignIn) -> None:
    reeta, mailed = as_person("reeta"), {}
    ask_reset("reeta@example.org", "127.0.0.1", clock.now())
    invite("reeta@example.org", "hq", world.get(Chain, "kvall"), None, "en", None, clock.now())
    for kind in ("new-password", "invitation"):
        texts = "\n".join(db.session.scalars(select(Letter.text)))
        found = re.search(rf"http\S+(/{kind}/\S+)", texts)
        assert found
        mailed[kind] = found[1]
        assert app.test_client().get(mailed[kind]).status_code == 200
    goes_to(change(as_person("aatos"), world, "reeta", "uusi@example.org"))
    assert reeta.get("/desk/").status_code == 302
    assert {app.test_client().get(path).status_code for path in mailed.values()} == {410}
    assert as_person("reeta").get("/desk/").status_code == 200


@pytest.mark.parametrize("email", ["anna@example.org", "ANNA@example.org", "no address", "", "a@b\r\nBcc: c@d.fi"])
def test_an_address_that_is_taken_or_none_changes_nothing(world: World, as_person: SignIn, email: str) -> None:
    answer = change(as_person("aatos"), world, "reeta", email)
    assert answer.status_code == 422 and 'id="email-error"' in answer.get_data(as_text=True)
    assert world.person("reeta").email == "reeta@example.org"
    assert db.session.scalars(select(Letter)).all() == []


def test_the_same_address_again_signs_nobody_out(world: World, as_person: SignIn) -> None:
    reeta = as_person("reeta")
    goes_to(change(as_person("aatos"), world, "reeta", "Reeta@example.org"))
    assert reeta.get("/desk/").status_code == 200
    assert db.session.scalars(select(Letter)).all() == []
