"""What a link shows: the whole report of the edition that was mailed, its pictures too, and nothing beyond."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from extensions import db, transaction
from reports.links import link_for, withdraw
from reports.models import Delivery, Print, Report, ReportLink
from shopper import clock
from shopper.models import Brand, Photo
from tests.deposits import jpeg, sha
from tests.reports.reported import approved, approved_again
from tests.world import World

People = Callable[[str], FlaskClient]
CANARY = "Kanarialintu"
COVER = jpeg("#654321")


@pytest.fixture
def report(app: Flask, world: World) -> Iterator[Report]:
    """A visit with two photos, the second of which is of the receipt, under a brand with a cover picture."""
    with transaction():
        world.get(Brand, "aamu_brand").cover = COVER
    made = approved(app, world, photos=[jpeg("#0a0b0c"), jpeg("#0c0b0a")])
    with transaction():
        found = db.session.get_one(Report, made.id)
        for photo in found.snapshot["photos"]:
            photo["is_receipt"] = photo["key"].endswith(str(photos()[1]))
        flag_modified(found, "snapshot")
    yield db.session.get_one(Report, made.id)


def photos() -> list[UUID]:
    return list(db.session.scalars(select(Photo.id).order_by(Photo.position)))


def link(world: World, reader: str) -> str:
    """The path of a new link of the reader's delivery."""
    mine = select(Delivery.id).where(Delivery.reader_id == world.people[reader]).order_by(Delivery.queued_at.desc())
    return f"/r/{link_for(db.session.scalars(mine).all()[0], clock.now())[0]}"


def shown(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.get_data(as_text=True))


def test_it_is_the_report_that_the_reader_sees_signed_in(
    report: Report, world: World, client: FlaskClient, as_person: People
) -> None:
    def words(page: str) -> list[str]:
        """Of the report alone: from its cover to how it was scored."""
        body = page[page.index('class="cover') : page.index('id="how"')]
        return [word for word in re.sub(r"<[^>]*>|&nbsp;", " ", body).split() if word]

    for reader in ("maija", "helmi"):
        linked = shown(client.get(link(world, reader)))
        signed_in = words(shown(as_person(reader).get(f"/hq/reports/{report.id}")))
        only_there = set(words(linked)) ^ set(signed_in)
        # The way to the deed is the one difference.
        own = ("Sign", "in", "and", "choose", "the", "step", "Open:", "no", "deed", "reply", "yet", "Choose", "one")
        assert only_there <= set(own), reader
        for part in ("The emotional journey", "Minut huomattiin heti", "Oma toivotus?", "45 s"):
            assert part in linked


def test_it_speaks_the_language_of_the_print_whatever_the_browser_says(
    report: Report, world: World, app: Flask
) -> None:
    with transaction():
        delivery = db.session.scalars(select(Delivery).where(Delivery.reader_id == world.people["maija"])).one()
        printed = Print(id=uuid4(), report_id=report.id, document="store_report", audience="store", language="sv")
        db.session.add(printed)
        delivery.print_id = printed.id
    swedish = app.test_client().get(link(world, "maija"), headers={"Accept-Language": "fi"}).get_data(as_text=True)
    assert '<html lang="sv">' in swedish and "Vecka 47" in swedish and "Oma toivotus? (sv)" in swedish


def test_its_pictures_come_under_the_secret_alone(report: Report, world: World, client: FlaskClient) -> None:
    store, headquarters = link(world, "maija"), link(world, "helmi")
    plain, receipt = photos()
    page = shown(client.get(headquarters))
    assert sorted(set(re.findall(r"/photos/([\w-]+)", page))) == sorted(map(str, (plain, receipt)))
    assert "/hq/photos" not in page
    for photo in (plain, receipt):
        answer = client.get(f"{headquarters}/photos/{photo}")
        assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
        assert answer.headers["Cache-Control"] == "no-store" and "noindex" in answer.headers["X-Robots-Tag"]
        assert answer.headers["Content-Security-Policy"].startswith("sandbox")
        assert client.get(f"/hq/photos/{photo}").status_code == 302
    assert client.get(f"{store}/photos/{plain}").status_code == 200
    assert client.get(f"/r/{'A' * 43}/photos/{plain}").status_code == 404


def test_the_photo_of_the_receipt_is_not_in_the_stores(report: Report, world: World, client: FlaskClient) -> None:
    store, (plain, receipt) = link(world, "maija"), photos()
    page = shown(client.get(store))
    assert str(plain) in page and str(receipt) not in page
    assert client.get(f"{store}/photos/{receipt}").status_code == 404


def test_no_photo_of_another_visit_comes_by_it(
    report: Report, app: Flask, world: World, client: FlaskClient
) -> None:
    before, address = photos(), link(world, "helmi")
    approved(app, world, "vaasa_visit", photos=[jpeg("#abcdef")])
    (foreign,) = set(photos()) - set(before)
    for photo in (foreign, uuid4()):
        assert client.get(f"{address}/photos/{photo}").status_code == 404
    assert client.get(f"{address}/photos/x").status_code == 404


def test_a_photo_that_a_correction_took_out_is_gone_from_the_old_link_too(
    report: Report, world: World, client: FlaskClient
) -> None:
    address, (plain, receipt) = link(world, "helmi"), photos()
    later = approved_again(world, report.visit_id, {"grt_first": {"value": "me"}})
    with transaction():
        found = db.session.get_one(Report, later.id)
        found.snapshot["photos"] = [one for one in found.snapshot["photos"] if str(plain) not in one["key"]]
        flag_modified(found, "snapshot")
    assert client.get(f"{address}/photos/{plain}").status_code == 404
    assert client.get(f"{address}/photos/{receipt}").status_code == 200


def test_the_cover_is_the_brands_and_no_other_file_comes_by_it(
    report: Report, world: World, client: FlaskClient
) -> None:
    address = link(world, "maija")
    page = shown(client.get(address))
    assert f"url({address}/pictures/{sha(COVER)})" in page and "art:cover" not in page
    answer = client.get(f"{address}/pictures/{sha(COVER)}")
    assert (answer.data, answer.headers["Cache-Control"]) == (COVER, "no-store")
    copy_of_photo = db.session.scalars(select(Photo.shown_sha256)).first()
    for other in (copy_of_photo, "0" * 64, "..%2F..%2Fdetalji.sqlite", "x"):
        assert client.get(f"{address}/pictures/{other}").status_code == 404


@pytest.mark.parametrize("over", ["ended", "withdrawn", "disabled"])
def test_its_pictures_end_with_it(report: Report, world: World, client: FlaskClient, over: str) -> None:
    address, (plain, _receipt) = link(world, "maija"), photos()
    paths = [f"{address}/photos/{plain}", f"{address}/pictures/{sha(COVER)}"]
    assert [client.get(path).status_code for path in paths] == [200, 200]
    link_id = db.session.scalars(select(ReportLink.id)).one()
    if over == "withdrawn":
        withdraw(link_id, world.people["helmi"], clock.now())
    with transaction():
        if over == "ended":
            db.session.get_one(ReportLink, link_id).ends_at = datetime(2026, 1, 1, tzinfo=UTC)
        if over == "disabled":
            world.person("maija").disabled_at = clock.now()
    for path in [address, *paths]:
        answer = client.get(path)
        assert answer.status_code == 410 and answer.mimetype == "text/html"
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_stores_link_never_shows_what_headquarters_may_see(
    report: Report, world: World, client: FlaskClient
) -> None:
    planted = plant_canaries(report)
    headquarters, store = (shown(client.get(link(world, reader))) for reader in ("helmi", "maija"))
    assert CANARY not in store
    # The proof that the birds would have been seen.
    flown = {bird for bird in planted if f"{CANARY}-{bird}-" in headquarters}
    assert flown == planted


def plant_canaries(report: Report) -> set[str]:
    """Put a bird of its own into every field that is for headquarters alone; gives their names."""
    with transaction():
        found = db.session.get_one(Report, report.id)
        snapshot = copy.deepcopy(found.snapshot)
        said = snapshot["report"]
        said["remarks"], said["flags"] = [bird("remark")], [bird("flag")]
        said["outcomes"] = {**said["outcomes"], "reasons": [bird("reason")], "satisfaction": 7,
                            "chosen": [{"id": "q", "text": bird("outcome"), "answer": bird("choice")}]}  # fmt: skip
        snapshot["when"]["hq"] = bird("day")
        snapshot["store"]["hidden_rows"].append("wish")
        (wish,) = [row for section in said["sections"] for row in section["rows"] if row["id"] == "wish"]
        wish |= {"text": bird("question"), "answer": bird("answer")}
        for photo in snapshot["photos"]:
            if photo["is_receipt"]:
                photo |= {"caption": bird("caption"), "alt": bird("alt")}
        found.snapshot = snapshot
    return {"remark", "flag", "reason", "outcome", "choice", "day", "question", "answer", "caption", "alt"}


def bird(name: str) -> dict[str, str]:
    return {language: f"{CANARY}-{name}-{language}" for language in ("fi", "sv", "en")}


def test_nothing_of_accounts_deeds_deliveries_or_other_editions_is_on_it(
    report: Report, world: World, client: FlaskClient
) -> None:
    for reader in ("maija", "helmi"):
        page = shown(client.get(link(world, reader)))
        for word in ("example.org", "Who got it", "Choose this deed", "csrf_token", "edition=", "Huddle sheet",
                     "Links to this report", "/account"):  # fmt: skip
            assert word not in page, (reader, word)
        assert page.count("<h1") == 1
        assert '<meta name="robots" content="noindex, nofollow">' in page
