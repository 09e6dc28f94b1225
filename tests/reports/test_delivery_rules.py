"""Headquarters say who gets the reports and how; the first rule that fits counts, and none means a PDF to all."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from extensions import db, transaction
from reports.delivery_rules import AS_EVER, MOST_RULES, Way, rules_of, way_for
from reports.models import DeliveryRule
from tests.conftest import form_token
from tests.reports.reported import approved, deliveries
from tests.world import World

People = Callable[[str], FlaskClient]


def address(world: World, chain: str = "aamu") -> str:
    return f"/hq/chains/{world.ids[chain]}/delivery"


def add(browser: FlaskClient, where: str, **said: Any) -> TestResponse:
    """Add a rule on the page; `said` over "store managers get a link"."""
    token = form_token(browser, where)
    fields = {"role": "store_manager", "form": "link", "wants_huddle": "y", **said}
    return browser.post(f"{where}/rules", data={"csrf_token": token, **fields})


def rule(role: str, form: str, **said: Any) -> DeliveryRule:
    return DeliveryRule(role=role, form=form, **{"wants_huddle": True, **said})


def in_order(world: World) -> list[str]:
    return [one.form for one in rules_of(world.ids["aamu"])]


def test_the_first_rule_that_fits_counts(world: World) -> None:
    lahti, vaasa = world.ids["lahti"], world.ids["vaasa"]
    rules = [
        rule("store_manager", "none", store_id=vaasa),
        rule("store_manager", "link", language="sv"),
        rule("hq", "link", score_below=80, wants_huddle=False),
        rule("hq", "none"),
    ]
    for audience, store, language, score, expected in (
        ("store", vaasa, "fi", 50.0, Way("none", True, 1)),
        ("store", lahti, "sv", 50.0, Way("link", True, 2)),
        ("store", lahti, "fi", 50.0, AS_EVER),
        ("hq", vaasa, "fi", 79.4, Way("link", False, 3)),
        ("hq", vaasa, "fi", 79.6, Way("none", True, 4)),
        ("hq", vaasa, "fi", None, Way("none", True, 4)),
    ):
        assert way_for(rules, audience, store, language, score) == expected, (audience, language, score)
    assert way_for([], "hq", lahti, "fi", None) == AS_EVER


def test_a_report_is_delivered_as_the_rules_say(app: Flask, world: World, as_person: People) -> None:
    helmi = as_person("helmi")
    assert add(helmi, address(world)).status_code == 303
    assert add(helmi, address(world), role="hq", form="none", score_below="90").status_code == 303
    approved(app, world)
    assert {email: one.form for email, one in deliveries().items()} == {"maija@example.org": "link"}


def test_rules_of_one_chain_never_count_in_another(app: Flask, world: World, as_person: People) -> None:
    add(as_person("henrik"), address(world, "kvall"), form="none")
    approved(app, world)
    assert {one.form for one in deliveries().values()} == {"pdf"}
    assert len(deliveries()) == 2


def test_the_order_is_changed_by_buttons_and_stays_whole(app: Flask, world: World, as_person: People) -> None:
    helmi, where = as_person("helmi"), address(world)
    for form in ("pdf", "link", "none"):
        add(helmi, where, form=form)
    last = rules_of(world.ids["aamu"])[-1].id
    for to, expected in (("up", ["pdf", "none", "link"]), ("up", ["none", "pdf", "link"]),
                         ("up", ["none", "pdf", "link"]), ("down", ["pdf", "none", "link"])):  # fmt: skip
        token = form_token(helmi, where)
        answer = helmi.post(f"/hq/delivery/rules/{last}/move", data={"csrf_token": token, "to": to})
        assert (answer.status_code, in_order(world)) == (303, expected)
    token = form_token(helmi, where)
    assert helmi.post(f"/hq/delivery/rules/{last}/move", data={"csrf_token": token, "to": "over"}).status_code == 422
    assert helmi.post(f"/hq/delivery/rules/{last}/remove", data={"csrf_token": token}).status_code == 303
    assert in_order(world) == ["pdf", "link"]
    assert [one.position for one in rules_of(world.ids["aamu"])] == [1, 2]


def test_the_page_tells_who_would_get_the_last_report_and_by_which_rule(
    app: Flask, world: World, as_person: People
) -> None:
    approved(app, world)
    helmi, where = as_person("helmi"), address(world)
    add(helmi, where, wants_huddle="")
    page = helmi.get(where).get_data(as_text=True)
    preview = page.split('id="preview"')[1].split('id="hours"')[0]
    cards = [" ".join(re.sub("<[^>]+>", " ", part).split()) for part in preview.split("<li")[1:]]
    lines = {name: text for text in cards for name in ("maija", "helmi") if name in text}
    assert "Mail with a link, without praise, fix and step" in lines["maija"]
    assert "Mail with the PDF, with praise, fix and step" in lines["helmi"]
    assert "Rule 1" in lines["maija"] and "no rule fits" in lines["helmi"]
    assert "marko" not in page and "henrik" not in page


def test_a_rule_that_never_counts_is_told(app: Flask, world: World, as_person: People) -> None:
    helmi, where, lahti = as_person("helmi"), address(world), str(world.ids["lahti"])
    add(helmi, where, score_below="80")
    for said in ({"store": lahti, "score_below": "81"}, {"role": "hq", "score_below": "70"}):
        add(helmi, where, **said)
    assert "never counts" not in helmi.get(where).get_data(as_text=True)
    add(helmi, where, store=lahti, score_below="70")
    page = helmi.get(where).get_data(as_text=True)
    assert page.count("never counts") == 1 and "Rule 1 comes first" in page


@pytest.mark.parametrize(
    "said",
    [
        {"role": "shopper"}, {"form": "fax"}, {"score_below": "0"}, {"score_below": "101"}, {"score_below": "٩"},
        {"store": "borga"}, {"store": "x"}, {"language": "de"}, {"role": ""}, {"role": "hq\x00"},
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_and_not_kept(
    app: Flask, world: World, as_person: People, said: dict[str, str]
) -> None:
    said = {**said, "store": str(world.ids["borga"])} if said.get("store") == "borga" else said
    answer = add(as_person("helmi"), address(world), **said)
    assert answer.status_code == 422
    assert "Nothing was saved" in answer.get_data(as_text=True)
    assert db.session.scalars(select(DeliveryRule)).all() == []


def test_there_is_an_end_to_the_number_of_rules(app: Flask, world: World, as_person: People) -> None:
    with transaction():
        for position in range(1, MOST_RULES + 1):
            db.session.add(rule("hq", "pdf", chain_id=world.ids["aamu"], position=position))
    answer = add(as_person("helmi"), address(world))
    assert answer.status_code == 422
    assert "as many rules as" in answer.get_data(as_text=True)


def test_one_chain_goes_straight_to_its_page_and_the_office_chooses(world: World, as_person: People) -> None:
    assert as_person("helmi").get("/hq/delivery").headers["Location"].endswith(address(world))
    chosen = as_person("aatos").get("/hq/delivery").get_data(as_text=True)
    assert address(world) in chosen and address(world, "kvall") in chosen
