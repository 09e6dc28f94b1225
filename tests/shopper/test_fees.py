"""What shoppers are paid: proposed from the receipt, fixed at approval, listed, marked, taken back, exported."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from extensions import db, transaction
from forms.definition import from_plain
from forms.models import QuestionnaireVersion
from shopper import clock
from shopper.fees import Pay, PayingRefused, mark_paid, pay_by, proposed_pay, undo_paid
from shopper.models import Assignment, Logged, Store
from shopper.review import approve
from tests.conftest import browser_of
from tests.shopper.arrivals import arrive, visit_of
from tests.shopper.desk_browser import goes_to, page, post
from tests.world import SMALL_QUESTIONNAIRE, THEN, World, said

_PAID_FOR = [
    {"id": "slip", "kind": "receipt", "parts": ["text", "total", "time"]},
    {"id": "price", "kind": "money"},
]


def spending(app: Flask, world: World, **answers: Any) -> UUID:
    """A visit of a questionnaire that asks about receipt and price; 15.00 is the most that is paid back."""
    common = {"touchpoint": "greeting", "text": said("?"), "weight": 0, "required": False}
    questions = [{**common, **one} for one in _PAID_FOR]
    section = {"id": "greeting", "title": said("Kassa"), "questions": questions}
    with transaction():
        asked = from_plain({**SMALL_QUESTIONNAIRE, "code": "till", "sections": [section]})
        version = QuestionnaireVersion.draft(world.ids["aamu"], asked, 1, THEN)
        version.publish(THEN)
        db.session.add(version)
        db.session.flush()
        world.get(Assignment, "lahti_visit").version_id = version.id
        digest = version.digest
    return arrive(app, world, version=digest, answers=answers)


def approved(app: Flask, world: World, pay: Pay | None = None) -> UUID:
    visit_id = arrive(app, world)
    approve(visit_of(visit_id), world.person("reeta"), clock.now(), pay=pay)
    return visit_id


@pytest.mark.parametrize(
    ("answers", "back"),
    [
        ({"slip": {"value": {"total": "12.40"}}}, "12.40"),
        ({"slip": {"value": {"total": "120.40"}}}, "15.00"),
        ({"slip": {"value": {"total": "12.40"}}, "price": {"value": "3.00"}}, "12.40"),
        ({"slip": {"value": {"time": "13:45"}}, "price": {"value": "3.00"}}, "3.00"),
        ({"price": {"value": "3.00"}}, "0.00"),
        ({"slip": {"value": {"total": "a lot"}}}, "0.00"),
        ({"slip": {"value": {"total": ["1"]}}}, "0.00"),
        ({}, "0.00"),
    ],
)
def test_the_purchase_is_what_the_receipt_says_up_to_the_cap(
    app: Flask, world: World, answers: dict[str, Any], back: str
) -> None:
    visit = visit_of(spending(app, world, **answers))
    assert proposed_pay(visit) == Pay(Decimal("25.00"), Decimal(back))


def test_approval_fixes_what_is_paid(app: Flask, world: World) -> None:
    visit_id = spending(app, world, slip={"value": {"total": "12.40"}})
    approve(visit_of(visit_id), world.person("reeta"), clock.now())
    visit = visit_of(visit_id)
    assert (visit.fee, visit.reimbursement, visit.paid_on) == (Decimal("25.00"), Decimal("12.40"), None)
    assert visit.approved_at
    assert pay_by(visit) == visit.approved_at.astimezone(clock.HERE).date() + timedelta(days=14)


def test_the_reviewer_changes_both_before_approving(app: Flask, world: World) -> None:
    visit_id = arrive(app, world)
    reeta = browser_of(app, world.people["reeta"])
    shown = reeta.get(f"/desk/visits/{visit_id}").get_data(as_text=True)
    assert 'value="25.00"' in shown or 'value="25,00"' in shown
    path = f"/desk/visits/{visit_id}/approve"
    assert post(reeta, path, {"fee": "a lot", "reimbursement": "1"}).status_code == 422
    assert visit_of(visit_id).state == "submitted"
    goes_to(post(reeta, path, {"fee": "20", "reimbursement": "4,5"}))
    visit = visit_of(visit_id)
    assert (visit.fee, visit.reimbursement) == (Decimal("20.00"), Decimal("4.50"))


def test_the_scheduler_pays_and_takes_it_back_the_same_day(app: Flask, world: World) -> None:
    visit_id = approved(app, world)
    sanna = browser_of(app, world.people["sanna"])
    shown = page(sanna.get("/desk/fees"))
    assert "S-ANNA" in shown and "Café Aamu Lahti" in shown and "25.00 €" in shown
    assert "Anna Testinen" not in shown
    today = clock.today().isoformat()
    goes_to(post(sanna, "/desk/fees", {"visit": str(visit_id), "on": today}))
    assert visit_of(visit_id).paid_on == clock.today()
    assert "Nothing is to be paid." in page(sanna.get("/desk/fees"))
    assert "S-ANNA" in page(sanna.get("/desk/fees?paid=1"))
    goes_to(post(sanna, "/desk/fees?paid=1", {"visit": str(visit_id), "undo": "1"}))
    assert visit_of(visit_id).paid_on is None
    deeds = db.session.query(Logged.deed).filter_by(object_id=str(visit_id), kind="visit").order_by(Logged.at)
    assert [deed for (deed,) in deeds][-2:] == ["paid", "unpaid"]


def test_it_pays_nothing_twice_nor_in_the_future(app: Flask, world: World) -> None:
    visit_id = approved(app, world)
    sanna, at = browser_of(app, world.people["sanna"]), clock.now()
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    assert post(sanna, "/desk/fees", {"visit": str(visit_id), "on": tomorrow}).status_code == 409
    assert post(sanna, "/desk/fees", {"visit": str(visit_id), "on": "soon"}).status_code == 422
    assert post(sanna, "/desk/fees", {"on": clock.today().isoformat()}).status_code == 422
    assert post(sanna, "/desk/fees", {"visit": "x", "on": clock.today().isoformat()}).status_code == 404
    mark_paid([visit_of(visit_id)], clock.today(), world.person("sanna"), at)
    with pytest.raises(PayingRefused, match="not_payable"):
        mark_paid([visit_of(visit_id)], clock.today(), world.person("sanna"), at)
    with pytest.raises(PayingRefused, match="too_late"):
        undo_paid([visit_of(visit_id)], world.person("sanna"), at + timedelta(days=1))


def test_a_visit_that_is_not_approved_is_nobodys_to_pay(app: Flask, world: World) -> None:
    visit_id = arrive(app, world)
    sanna = browser_of(app, world.people["sanna"])
    today = clock.today().isoformat()
    assert post(sanna, "/desk/fees", {"visit": str(visit_id), "on": today}).status_code == 404
    assert visit_of(visit_id).paid_on is None


def test_a_visit_for_which_nothing_is_due_is_not_listed(app: Flask, world: World) -> None:
    approved(app, world, Pay(Decimal(0), Decimal(0)))
    assert "Nothing is to be paid." in page(browser_of(app, world.people["sanna"]).get("/desk/fees"))


def test_days_narrow_the_list(app: Flask, world: World) -> None:
    approved(app, world)
    sanna, today = browser_of(app, world.people["sanna"]), clock.today()
    assert "S-ANNA" in page(sanna.get(f"/desk/fees?from={today}&to={today}"))
    assert "S-ANNA" not in page(sanna.get(f"/desk/fees?from={today + timedelta(days=1)}"))
    assert "S-ANNA" in page(sanna.get("/desk/fees?from=2026-99-99"))


def test_the_table_holds_no_formula(app: Flask, world: World) -> None:
    visit_id = spending(app, world, slip={"value": {"total": "12.40"}})
    approve(visit_of(visit_id), world.person("reeta"), clock.now())
    with transaction():
        world.get(Store, "lahti").name = '=cmd|"/c calc"!A1'
    answer = browser_of(app, world.people["sanna"]).get("/desk/fees.csv")
    assert answer.mimetype == "text/csv" and "attachment" in answer.headers["Content-Disposition"]
    (line,) = csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig")), delimiter=";")
    assert line["shopper"] == "S-ANNA" and line["store"].startswith("'=cmd")
    assert (line["fee"], line["reimbursement"], line["paid_on"]) == ("25,00", "12,40", "")
