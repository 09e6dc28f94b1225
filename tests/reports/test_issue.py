"""Approving a visit writes its report, its prints and its deliveries: all of them or nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from extensions import db, transaction
from reports.editions import report_data
from reports.models import ActionPoint, Delivery, Print, Report
from reports.report_data import from_plain
from shopper import clock
from shopper.events import visit_approved
from shopper.models import Brand, Grant, Job, Store, Visit
from shopper.review import approve
from tests.deposits import jpeg
from tests.reports.reported import approved, approved_again, approved_next, deliveries, prints, submitted
from tests.world import World


def count(model: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_an_approval_writes_a_report_its_prints_and_a_delivery_a_reader(app: Flask, world: World) -> None:
    report = approved(app, world)
    assert (report.edition, report.base is not None) == (1, True)
    # The store's and the chain's language are Finnish; the two readers read English.
    assert set(prints()) == {("store", "fi"), ("hq", "fi"), ("store", "en"), ("hq", "en")}
    sent_to = {email: (one.audience, one.language) for email, one in deliveries().items()}
    assert sent_to == {"helmi@example.org": ("hq", "en"), "maija@example.org": ("store", "en")}
    jobs = {(job.kind, job.ref) for job in db.session.scalars(select(Job)) if job.kind in ("print", "deliver")}
    assert jobs == {("print", str(one.id)) for one in prints().values()} | {
        ("deliver", str(one.id)) for one in deliveries().values()
    }


def test_nobody_of_another_store_or_chain_is_a_reader(app: Flask, world: World) -> None:
    approved(app, world)
    assert not {"marko@example.org", "magnus@example.org", "henrik@example.org"} & set(deliveries())


def test_a_disabled_reader_gets_nothing(app: Flask, world: World) -> None:
    with transaction():
        world.person("maija").disabled_at = clock.now()
    approved(app, world)
    assert set(deliveries()) == {"helmi@example.org"}


def test_who_reads_for_the_chain_and_for_the_store_gets_one_report(app: Flask, world: World) -> None:
    with transaction():
        place = {"chain_id": world.ids["aamu"], "store_id": world.ids["lahti"]}
        db.session.add(Grant(person_id=world.people["helmi"], role="store_manager", **place))
    approved(app, world)
    assert deliveries()["helmi@example.org"].audience == "hq"


def test_when_anything_fails_the_visit_is_not_approved_and_nothing_is_written(app: Flask, world: World) -> None:
    visit = submitted(app, world)

    def fail(_visit: Visit, **_news: Any) -> None:
        raise RuntimeError("after the report")

    visit_approved.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            approve(visit, world.person("reeta"), clock.now())
    finally:
        visit_approved.disconnect(fail)
    db.session.rollback()
    assert db.session.get_one(Visit, visit.id).state == "submitted"
    assert (count(Report), count(Print), count(Delivery)) == (0, 0, 0)
    assert not db.session.scalars(select(Job).where(Job.kind.in_(("print", "deliver")))).all()


def test_each_edition_in_each_language_is_sound_report_data(app: Flask, world: World) -> None:
    report = approved(app, world, photos=[jpeg()])
    for audience in ("store", "hq"):
        for language in ("fi", "sv", "en"):
            data = from_plain(report_data(report.snapshot, audience, language))
            assert (data.edition, data.language) == (audience, language)
            assert data.score.base == report.base
            assert len(data.evidence.photos) == 1
            assert data.headline.praise is not None


def test_the_stores_edition_tells_the_week_and_the_part_of_the_day_alone(app: Flask, world: World) -> None:
    report = approved(app, world)
    store = report_data(report.snapshot, "store", "en")["visit"]
    assert store["when"] == "Week 47 (2026), morning"
    assert store["scenario"] == ""
    assert report_data(report.snapshot, "hq", "en")["visit"]["when"] == "18 November 2026, morning"


def test_no_edition_names_the_shopper_or_the_reviewer(app: Flask, world: World) -> None:
    report = approved(app, world, photos=[jpeg()])
    written = json.dumps(report.snapshot, ensure_ascii=False).casefold()
    for name in ("anna", "reeta"):
        person = world.person(name)
        for secret in (person.name, person.email, person.phone, person.code, str(person.id)):
            assert secret.casefold() not in written
    visit = report.visit
    for secret in (visit.receipt_no, str(visit.id), str(visit.device), visit.sha256):
        assert str(secret).casefold() not in written


def test_what_changes_later_never_changes_an_issued_report(app: Flask, world: World) -> None:
    report = approved(app, world)
    before = json.dumps(report.snapshot)
    with transaction():
        world.get(Store, "lahti").name = "Another name"
        brand = world.get(Brand, "aamu_brand")
        brand.main_colour, brand.name = "#123456", "Another brand"
    again = db.session.get_one(Report, report.id)
    assert json.dumps(again.snapshot) == before
    assert "Another" not in before


def test_a_correction_is_the_next_edition_and_says_which_it_corrects(app: Flask, world: World) -> None:
    first = approved(app, world)
    base, number = first.base, first.number
    second = approved_again(world, first.visit_id, {"grt_first": {"value": "neither"}})
    assert (second.edition, second.number) == (2, number)
    assert second.base < base
    data = from_plain(report_data(second.snapshot, "hq", "en"))
    assert (data.edition_number, data.corrects) == (2, 1)
    assert any("corrected 1 answers" in remark for remark in data.remarks)
    assert count(Report) == 2


def test_means_are_told_from_three_other_visits_on(app: Flask, world: World) -> None:
    approved(app, world, days_earlier=9)
    for others in (1, 2, 3, 4):
        score = approved_next(app, world, days_earlier=9 - others).snapshot["report"]["score"]
        assert score["n"] == (others if others >= 3 else 0)
        assert (score["chain_mean"] is not None) == (others >= 3)
        assert score["previous"] is not None


def test_the_step_chosen_last_time_stands_in_the_next_report(app: Flask, world: World) -> None:
    first = approved(app, world, days_earlier=7)
    with transaction():
        db.session.add(
            ActionPoint(
                report_id=first.id, deed="Everyone is greeted at the door.", owner_role="shift_lead",
                due_on=clock.today(), chosen_by=world.people["maija"], chosen_at=clock.now(),
                done_at=clock.now(), done_by=world.people["maija"],
            )
        )  # fmt: skip
    step = report_data(approved_next(app, world).snapshot, "store", "en")["action"]["last_step"]
    assert (step["text"], step["done"]) == ("Everyone is greeted at the door.", True)
    assert "The score was" in step["effect"]
