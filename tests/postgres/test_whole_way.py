"""One visit on its whole way, each step by those who take it: phone, worker, reviewer, worker, headquarters."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from extensions import db
from reports.models import Delivery, Print, Report
from shopper.models import Job, Letter
from tests.deposits import deliver, jpeg, manifest
from tests.shopper.arrivals import work
from tests.shopper.desk_browser import goes_to, page, post
from tests.world import World


def test_a_visit_becomes_a_report_that_is_read(
    app: Flask, world: World, as_person: Callable[[str], FlaskClient]
) -> None:
    content = manifest(world, [jpeg()])
    receipt = deliver(as_person("anna"), content, [jpeg()])
    assert receipt["photos"] == 1
    work(app)
    reeta, visit = as_person("reeta"), f"/desk/visits/{content['visit']}"
    assert "Café Aamu Lahti" in page(reeta.get("/desk/visits/"))
    edited = {"grt_t-minutes": "1", "grt_t-seconds": "30", "reason": "Kello", "seen": ""}
    assert goes_to(post(reeta, f"{visit}/answers/grt_t", edited)).startswith(visit)
    assert goes_to(post(reeta, f"{visit}/approve")) == visit
    work(app)
    assert {job.state for job in db.session.scalars(select(Job)) if job.kind != "later"} == {"done"}
    assert {one.state for one in db.session.scalars(select(Print))} == {"ready"}
    assert {one.state for one in db.session.scalars(select(Delivery))} == {"sent"}
    report = db.session.scalars(select(Report)).one()
    helmi = as_person("helmi")
    assert "Lahti" in page(helmi.get("/hq/"))
    assert "1 min 30 s" in page(helmi.get(f"/hq/reports/{report.id}"))
    assert helmi.get(f"/hq/reports/{report.id}/pdf?language=en").data.startswith(b"%PDF")
    assert db.session.scalars(select(Letter)).all() == []
