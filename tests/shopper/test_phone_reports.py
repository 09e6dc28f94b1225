"""What a phone tells the office about itself: codes and numbers, never words about a visit."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from extensions import db
from shopper.models import Logged
from tests.conftest import browser_of
from tests.deposits import OURS
from tests.shopper.desk_browser import page
from tests.world import World

REPORT: dict[str, Any] = {
    "facts": {"persisted": False, "usage": 123456, "waiting": 2, "device": "0b9d8c1e-0000-4000-8000-000000000000"},
    "log": [{"at": 1794990000000, "what": "not sent: network", "about": "0b9d8c1e-0000-4000-8000-000000000001"}],
}


def test_the_administrator_reads_it_by_the_shoppers_code(app: Flask, world: World) -> None:
    anna = browser_of(app, world.people["anna"])
    assert anna.post("/api/reports", json=REPORT, headers=OURS).status_code == 201
    shown = page(browser_of(app, world.people["aatos"]).get("/desk/phone-reports"))
    assert "S-ANNA" in shown and "not sent: network" in shown and "123456" in shown
    assert "Anna Testinen" not in shown


def test_words_that_somebody_wrote_do_not_get_in(app: Flask, world: World) -> None:
    anna = browser_of(app, world.people["anna"])
    told = {
        "facts": {**REPORT["facts"], "device": "<script>alert(1)</script>", "answers": "Hän hymyili"},
        "log": [{"at": 1, "what": "“Hän hymyili!”", "about": ["x"], "more": "secret"}],
    }
    assert anna.post("/api/reports", json=told, headers=OURS).status_code == 201
    shown = browser_of(app, world.people["aatos"]).get("/desk/phone-reports").get_data(as_text=True)
    assert "hymyili" not in shown and "secret" not in shown and "alert(1)" not in shown


NONSENSE = ["", "[]", "{}", '{"facts": [], "log": []}', '{"facts": {}, "log": {}}', "x" * 300_000]


@pytest.mark.parametrize("body", NONSENSE)
def test_nonsense_is_refused_with_a_code(app: Flask, world: World, body: str) -> None:
    anna = browser_of(app, world.people["anna"])
    answer = anna.post("/api/reports", data=body, headers={**OURS, "Content-Type": "application/json"})
    assert answer.status_code in (413, 422) and answer.get_json()["error"]["code"]
    assert db.session.query(Logged).filter_by(deed="phone report").count() == 0


def test_a_day_holds_so_many(app: Flask, world: World) -> None:
    anna = browser_of(app, world.people["anna"])
    codes = [anna.post("/api/reports", json=REPORT, headers=OURS).status_code for _ in range(21)]
    assert codes == [201] * 20 + [429]
