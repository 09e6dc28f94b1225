"""How a delivered visit stands with the office, said to its shopper."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import Flask

from extensions import transaction
from shopper import clock
from shopper.fees import Pay, mark_paid
from shopper.review import approve, exclude, return_visit
from tests.conftest import browser_of
from tests.deposits import OURS
from tests.shopper.arrivals import arrive, visit_of
from tests.shopper.desk_browser import goes_to, page, post
from tests.world import World


def office(app: Flask, world: World, visit_id: UUID) -> dict[str, Any]:
    """What Anna's phone hears of her visit; every way tells the same."""
    anna = browser_of(app, world.people["anna"])
    alone = anna.get(f"/api/visits/{visit_id}", headers=OURS).get_json()["office"]
    listed = anna.get("/api/assignments", headers=OURS).get_json()
    assert listed["offices"][str(visit_id)] == alone
    return dict(alone)


def test_it_goes_from_received_to_paid_in_plain_words(app: Flask, world: World) -> None:
    visit_id = arrive(app, world)
    heard = office(app, world, visit_id)
    assert heard["state"] == "submitted" and heard["text"].endswith("The office reads it.")
    assert str(visit_of(visit_id).receipt_no) in heard["text"]

    approve(visit_of(visit_id), world.person("reeta"), clock.now(), pay=Pay(Decimal("25"), Decimal("12.40")))
    heard = office(app, world, visit_id)
    assert (heard["fee"], heard["reimbursement"], heard["is_final"], heard["paid_on"]) == ("25.00", "12.40", True, None)
    assert heard["text"].startswith("Approved. To be paid by ")
    assert heard["text"].endswith("fee €25.00 and purchase €12.40.")

    mark_paid([visit_of(visit_id)], clock.today(), world.person("sanna"), clock.now())
    heard = office(app, world, visit_id)
    assert heard["paid_on"] == clock.today().isoformat()
    assert heard["text"].startswith("Paid ") and "€12.40" in heard["text"]


def test_it_says_it_in_the_language_of_the_shopper(app: Flask, world: World) -> None:
    visit_id = arrive(app, world)
    with transaction():
        world.person("anna").language = "fi"
    approve(visit_of(visit_id), world.person("reeta"), clock.now(), pay=Pay(Decimal("25"), Decimal("12.40")))
    text = office(app, world, visit_id)["text"]
    assert "25,00\u00a0€" in text and "12,40\u00a0€" in text
    assert "Approved" not in text


def test_it_tells_what_the_office_asks_and_about_what(app: Flask, world: World) -> None:
    visit_id = arrive(app, world)
    return_visit(visit_of(visit_id), "Who was first?", world.person("reeta"), clock.now(), about="grt_first")
    heard = office(app, world, visit_id)
    assert (heard["question"], heard["about"], heard["tone"]) == ("Who was first?", "grt_first", "wait")
    shown = page(browser_of(app, world.people["anna"]).get(f"/field/assignments/{world.ids['lahti_visit']}"))
    assert "The office asks: Who was first?" in shown


def test_it_tells_the_reason_why_a_visit_was_not_used(app: Flask, world: World) -> None:
    visit_id = arrive(app, world)
    exclude(visit_of(visit_id), "The store was closed that day", world.person("reeta"), clock.now())
    heard = office(app, world, visit_id)
    assert heard["text"] == "Not used: The store was closed that day. Your answers are kept."
    assert heard["reason"] == heard["text"] and heard["fee"] is None


def test_a_correction_speaks_for_the_assignment(app: Flask, world: World) -> None:
    first = arrive(app, world)
    return_visit(visit_of(first), "Who was first?", world.person("reeta"), clock.now())
    second = arrive(app, world, supersedes=str(first), reply="It was me.")
    assert office(app, world, first)["text"] == "Your correction took its place."
    (one,) = browser_of(app, world.people["anna"]).get("/api/assignments", headers=OURS).get_json()["assignments"]
    assert one["office"] == office(app, world, second)
    assert visit_of(second).reply == "It was me."


def test_the_reviewer_asks_about_an_answer_and_sees_what_changed(app: Flask, world: World) -> None:
    first = arrive(app, world)
    reeta = browser_of(app, world.people["reeta"])
    asked = {"question": "Who was first?", "about": "grt_first"}
    assert post(reeta, f"/desk/visits/{first}/return", {**asked, "about": "elsewhere"}).status_code == 422
    goes_to(post(reeta, f"/desk/visits/{first}/return", asked))
    assert visit_of(first).return_about == "grt_first"
    answers = {"grt_first": {"value": "me"}, "mishap": {"value": "no"}}
    second = arrive(app, world, supersedes=str(first), reply="It was me, in fact.", answers=answers)
    shown = page(reeta.get(f"/desk/visits/{second}"))
    assert "Who was first? The shopper answers: It was me, in fact." in shown
    assert "Kumpi tervehti ensin? (en) henkilökunta (en) minä (en)" in shown
    assert "Sattuiko vahinko? (en) No No" not in shown
    assert "henkilökunta" in page(reeta.get(f"/desk/visits/{first}"))
