"""The pages of waves and of a store's year, and issuing: who sees what, what is frozen, what a newer edition says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from extensions import db, transaction
from reports.actions import choose_action, finish_action
from reports.documents.texts import LANGUAGES
from reports.models import ChainReport, Print, Report
from reports.print_data import plain_of
from reports.wave.issue import issue_store_year, issue_wave_report
from reports.wave.reports import store_year_of, wave_report_of
from shopper import clock
from shopper.models import Brand, Job, Store, Visit, Wave
from tests.conftest import form_token
from tests.deposits import jpeg, sha
from tests.reports.reported import approved, approved_again, approved_next, browser, work
from tests.world import World

SECRETS = ("Anna", "Bengt", "S-ANNA", "S-BENGT", "anna@example.org", "+358 40")


def issued_wave(world: World, chain: str = "aamu", by: str = "helmi") -> ChainReport:
    return issue_wave_report(world.get(Wave, f"{chain}_wave"), world.person(by), clock.now())


def issued_year(world: World, store: str = "lahti", by: str = "helmi") -> ChainReport:
    return issue_store_year(world.get(Store, store), world.person(by), clock.now())


def issue_at(somebody: FlaskClient, page: str) -> TestResponse:
    """Press the button of the page; what comes after it."""
    data = {"csrf_token": form_token(somebody, "/account")}
    answer = somebody.post(f"{page}/issue", data=data)
    return somebody.get(answer.headers["Location"]) if answer.status_code == 303 else answer


def prints_of(issued: ChainReport) -> list[Print]:
    return list(db.session.scalars(select(Print).where(Print.chain_report_id == issued.id)))


def test_a_wave_is_listed_and_tells_before_it_is_issued(app: Flask, world: World) -> None:
    helmi = browser(app, world, "helmi")
    assert "No visits yet" in helmi.get("/hq/waves").text
    empty = helmi.get(f"/hq/waves/{world.ids['aamu_wave']}")
    assert empty.status_code == 200 and "No visit of this wave has been reported yet" in empty.text
    approved(app, world)
    assert "Report not issued yet" in helmi.get("/hq/waves").text
    page = helmi.get(f"/hq/waves/{world.ids['aamu_wave']}").text
    for words in ("Not issued yet", "Café Aamu Lahti", "too few visits for a mean"):
        assert words in page, words


def test_nothing_is_issued_of_a_wave_without_visits(app: Flask, world: World) -> None:
    helmi = browser(app, world, "helmi")
    answer = issue_at(helmi, f"/hq/waves/{world.ids['aamu_wave']}")
    assert answer.status_code == 200 and "Nothing was issued" in answer.text
    year = issue_at(helmi, f"/hq/stores/{world.ids['lahti']}/year")
    assert year.status_code == 200 and "Nothing was issued" in year.text
    assert db.session.scalar(select(ChainReport)) is None


def test_issuing_freezes_every_language_and_queues_its_prints(app: Flask, world: World) -> None:
    approved(app, world)
    approved(app, world, "vaasa_visit")
    helmi = browser(app, world, "helmi")
    answer = issue_at(helmi, f"/hq/waves/{world.ids['aamu_wave']}")
    assert "Edition 1 is issued" in answer.text and "0 of 3 languages are printed" in answer.text
    issued = db.session.scalars(select(ChainReport)).one()
    prints = prints_of(issued)
    assert {one.language for one in prints} == set(LANGUAGES)
    assert {(one.document, one.audience) for one in prints} == {("wave_report", "hq")}
    jobs = {job.ref for job in db.session.scalars(select(Job).where(Job.kind == "print"))}
    assert {str(one.id) for one in prints} <= jobs
    for one in prints:
        report = wave_report_of(plain_of(one))
        assert report.language == one.language and report.findings.n == 2


def test_asking_twice_makes_no_second_edition(app: Flask, world: World) -> None:
    approved(app, world)
    first, again = issued_wave(world), issued_wave(world)
    assert first.id == again.id and len(prints_of(first)) == 3
    helmi = browser(app, world, "helmi")
    answer = issue_at(helmi, f"/hq/waves/{world.ids['aamu_wave']}")
    assert "Nothing has changed since edition 1" in answer.text


def test_a_newer_edition_says_what_it_replaces_and_the_older_stays_as_it_was(app: Flask, world: World) -> None:
    approved(app, world)
    first = issued_wave(world)
    kept = first.snapshot
    approved_next(app, world)
    helmi = browser(app, world, "helmi")
    assert "1 visit has been reported since this edition" in helmi.get(f"/hq/waves/{first.wave_id}").text
    second = issued_wave(world)
    assert second.edition == 2
    assert second.snapshot["report"]["replaces"] == {"edition": 1, "n": 1, "mean": None}
    assert db.session.get_one(ChainReport, first.id).snapshot == kept
    page = helmi.get(f"/hq/waves/{first.wave_id}").text
    assert "This edition replaces edition 1" in page and "Earlier editions" in page


def test_a_corrected_visit_counts_once_as_it_was_corrected(app: Flask, world: World) -> None:
    report = approved(app, world)
    approved_again(world, report.visit_id, {"grt_first": {"value": "neither"}})
    found = issued_wave(world).snapshot["report"]["findings"]
    newest = db.session.scalars(select(Report).order_by(Report.edition.desc())).first()
    assert newest and found["n"] == 1 and found["portfolio"]["lines"][0]["scores"] == [newest.base]


def test_what_was_promised_and_done_is_told_and_what_the_next_visit_saw(app: Flask, world: World) -> None:
    report = approved(app, world, grt_first={"value": "neither"})
    due_on = clock.today().replace(year=clock.today().year + 1)
    choose_action(report, "We greet first", "everyone", due_on, world.person("maija"), clock.now(), "grt_first")
    finish_action(report, world.person("maija"), clock.now())
    with transaction():
        visit = db.session.get_one(Visit, report.visit_id)
        assert visit.finished_at
        visit.finished_at = visit.finished_at.replace(year=visit.finished_at.year, day=1)
    approved_next(app, world)
    found = issued_wave(world).snapshot["report"]["findings"]["promises"]
    assert (found["promised"], found["done"], found["seen"], found["mended"]) == (1, 1, 1, 1)
    assert "We greet first" in browser(app, world, "helmi").get(f"/hq/waves/{world.ids['aamu_wave']}").text


@pytest.mark.parametrize("issue", [issued_wave, issued_year])
def test_no_word_of_the_shopper_gets_into_it(
    app: Flask, world: World, issue: Callable[[World], ChainReport]
) -> None:
    approved(app, world)
    issued = issue(world)
    told = repr(issued.snapshot)
    assert not [secret for secret in SECRETS if secret in told]
    assert str(world.people["anna"]) not in told


def test_a_store_manager_sees_the_own_stores_year_and_no_wave(app: Flask, world: World) -> None:
    approved(app, world)
    approved(app, world, "vaasa_visit")
    wave, lahti, vaasa = issued_wave(world), issued_year(world), issued_year(world, "vaasa")
    maija = browser(app, world, "maija")
    assert maija.get(f"/hq/stores/{world.ids['lahti']}/year").status_code == 200
    assert f"/hq/stores/{world.ids['lahti']}/year" in maija.get("/hq/").text
    assert maija.get(f"/hq/issued/{lahti.id}/pdf").status_code == 202
    for address in (
        f"/hq/stores/{world.ids['vaasa']}/year", f"/hq/issued/{vaasa.id}/pdf", f"/hq/issued/{wave.id}/pdf",
        f"/hq/waves/{world.ids['aamu_wave']}", "/hq/waves", f"/hq/issued/{uuid4()}/pdf",
    ):  # fmt: skip
        assert maija.get(address).status_code == 404, address


def test_nothing_of_one_chain_reaches_another(app: Flask, world: World) -> None:
    approved(app, world)
    approved(app, world, "borga_visit")
    ours, theirs = issued_wave(world), issued_wave(world, "kvall", "henrik")
    assert "Kväll" not in repr(ours.snapshot) and "Aamu" not in repr(theirs.snapshot)
    assert ours.snapshot["report"]["findings"]["n"] == theirs.snapshot["report"]["findings"]["n"] == 1
    henrik = browser(app, world, "henrik")
    assert "Aamu" not in henrik.get("/hq/waves").text
    for address in (f"/hq/waves/{ours.wave_id}", f"/hq/issued/{ours.id}/pdf", f"/hq/stores/{world.ids['lahti']}/year"):
        assert henrik.get(address).status_code == 404, address
    assert issue_at(henrik, f"/hq/waves/{ours.wave_id}").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_read_in_every_language(app: Flask, world: World, language: str) -> None:
    for _turn in range(3):
        approved_next(app, world)
    wave, year = issued_wave(world), issued_year(world)
    with transaction():
        world.person("helmi").language = language
    helmi = browser(app, world, "helmi")
    marks = {"fi": "Näin laskettiin", "sv": "Så räknades det", "en": "How it was counted"}
    for address in ("/hq/waves", f"/hq/waves/{wave.wave_id}", f"/hq/stores/{year.store_id}/year"):
        page = helmi.get(address)
        assert page.status_code == 200
        if address != "/hq/waves":
            assert [other for other, mark in marks.items() if mark in page.text] == [language]


def test_the_year_tells_no_day_of_a_visit(app: Flask, world: World) -> None:
    report = approved(app, world)
    year = issued_year(world)
    for language in LANGUAGES:
        data = store_year_of(_plain(year, language))
        assert report.snapshot["when"]["hq"][language].split(",")[0] not in repr(data)
    page = browser(app, world, "maija").get(f"/hq/stores/{world.ids['lahti']}/year").text
    assert report.snapshot["when"]["hq"]["en"].split(",")[0] not in page


def _plain(year: ChainReport, language: str) -> dict[str, Any]:
    one = next(one for one in prints_of(year) if one.language == language)
    return plain_of(one)


def test_the_file_comes_when_the_worker_has_made_it(app: Flask, world: World) -> None:
    approved(app, world)
    issued = issued_wave(world)
    helmi = browser(app, world, "helmi")
    waiting = helmi.get(f"/hq/issued/{issued.id}/pdf?language=sv")
    assert waiting.status_code == 202 and waiting.headers["Refresh"]
    assert f"/hq/waves/{issued.wave_id}" in waiting.text
    with transaction():
        wanted = [str(one.id) for one in prints_of(issued) if one.language != "sv"]
        for job in db.session.scalars(select(Job).where(Job.kind == "print")):
            if job.ref in wanted or job.ref not in {str(one.id) for one in prints_of(issued)}:
                job.state = "done"
    work(app, "print")
    pdf = helmi.get(f"/hq/issued/{issued.id}/pdf?language=sv")
    assert pdf.status_code == 200 and pdf.data.startswith(b"%PDF-")
    assert "Syksy-sv.pdf" in pdf.headers["Content-Disposition"]
    assert "1 of 3 languages are printed" in helmi.get(f"/hq/waves/{issued.wave_id}").text


def test_the_pages_wear_the_brands_look_in_the_edition_that_was_issued(app: Flask, world: World) -> None:
    logo, cover, later = jpeg("#112233"), jpeg("#445566"), jpeg("#778899")
    with transaction():
        brand = world.get(Brand, "aamu_brand")
        brand.logo, brand.cover = logo, cover
    approved(app, world)
    wave, year = issued_wave(world).id, issued_year(world).id
    with transaction():
        world.get(Brand, "aamu_brand").cover = later
    helmi, maija = browser(app, world, "helmi"), browser(app, world, "maija")
    page = helmi.get(f"/hq/waves/{world.ids['aamu_wave']}").text
    assert f'src="/hq/issued/{wave}/pictures/{sha(logo)}"' in page
    assert f"url(/hq/issued/{wave}/pictures/{sha(cover)})" in page
    assert helmi.get(f"/hq/issued/{wave}/pictures/{sha(cover)}").data == cover
    assert maija.get(f"/hq/issued/{year}/pictures/{sha(cover)}").data == cover
    assert maija.get(f"/hq/issued/{wave}/pictures/{sha(cover)}").status_code == 404
    for other in (sha(later), "0" * 64, "x"):
        assert helmi.get(f"/hq/issued/{wave}/pictures/{other}").status_code == 404
    # Before it is issued nothing of the brand's pictures is frozen: its colours and a drawing do.
    unissued = maija.get(f"/hq/stores/{world.ids['lahti']}/year").text
    assert "art:cover" not in unissued + page


def test_its_first_page_tells_the_best_the_dearest_and_what_was_kept(app: Flask, world: World) -> None:
    for days in (3, 2, 1):
        approved_next(app, world, days_earlier=days, grt_first={"value": "me"})
    page = browser(app, world, "helmi").get(f"/hq/waves/{world.ids['aamu_wave']}").text
    for part in ('class="at-a-glance"', 'id="point-fix"', 'id="point-step"', "Kumpi tervehti ensin?"):
        assert part in page, part
