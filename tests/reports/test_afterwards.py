"""What the shopper tells days later: read by headquarters on the web, and by nobody else."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from extensions import db
from reports.afterwards import afterwards
from reports.editions import report_data
from reports.models import Report
from shopper import clock
from shopper.models import Visit
from shopper.review import approve
from tests.shopper.remembering import sent, visited
from tests.world import World

AsPerson = Callable[[str], FlaskClient]
ANSWERS = {"echo-value": "Hymy ovella", "use-value": "3", "call-value": "yes"}


def told(as_person: AsPerson, world: World, days: int = 14) -> Report:
    """The report of a visit so many days ago, whose later questions were answered after the approval."""
    anna = as_person("anna")
    visit_id = visited(world, anna, days)
    approve(db.session.get_one(Visit, visit_id), world.person("reeta"), clock.now())
    assert sent(anna, visit_id, **ANSWERS).status_code == 303
    return db.session.scalars(select(Report)).one()


def page(browser: FlaskClient, report_id: UUID, query: str = "") -> str:
    shown = browser.get(f"/hq/reports/{report_id}{query}").get_data(as_text=True)
    return " ".join(html.unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", shown, flags=re.S)).split())


def test_headquarters_read_it_under_the_days_that_lay_between(as_person: AsPerson, world: World) -> None:
    report = told(as_person, world)
    shown = page(as_person("helmi"), report.id)
    assert "14 days later" in shown and "Hymy ovella" in shown
    assert "afterwards: +2" in shown and "1 / 2" in shown


def test_after_seven_days_it_is_a_week(as_person: AsPerson, world: World) -> None:
    shown = page(as_person("helmi"), told(as_person, world, 7).id)
    assert "A week later" in shown and "Hymy ovella" in shown and "afterwards:" not in shown


def test_the_store_reads_none_of_it(as_person: AsPerson, world: World) -> None:
    report = told(as_person, world)
    for browser, query in ((as_person("maija"), ""), (as_person("helmi"), "?edition=store")):
        shown = page(browser, report.id, query)
        assert "Café Aamu Lahti" in shown
        assert "Hymy ovella" not in shown and "later" not in shown.partition("Choose")[0]


def test_the_frozen_report_holds_none_of_it_and_its_score_stays(as_person: AsPerson, world: World) -> None:
    report = told(as_person, world)
    base = report.base
    assert "Hymy ovella" not in str(report_data(report.snapshot, "hq", "fi"))
    assert db.session.get_one(Report, report.id).base == base


def test_points_and_pluses_stand_beside_the_base(app: Flask, as_person: AsPerson, world: World) -> None:
    (one,) = afterwards(told(as_person, world).visit, "fi")
    assert (one.days, one.plus, one.earned, one.possible) == (14, 2, 1, 2)
    assert one.answers[0].words == "Hymy ovella"


def test_what_was_skipped_is_told_as_not_remembered(as_person: AsPerson, world: World) -> None:
    anna = as_person("anna")
    visit_id = visited(world, anna, 7)
    approve(db.session.get_one(Visit, visit_id), world.person("reeta"), clock.now())
    sent(anna, visit_id, skip="echo")
    report = db.session.scalars(select(Report)).one()
    assert "Not remembered" in page(as_person("helmi"), report.id)
