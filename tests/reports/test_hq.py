"""Headquarters and store managers read their own reports – on the screen and as PDF – and choose the one deed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from extensions import db, transaction
from reports.models import ActionPoint, Delivery, Print, Report
from reports.printing import keep
from shopper import clock
from shopper.jobs import FIRST
from shopper.languages import in_language
from shopper.models import Brand, Grant, Job, Photo
from shopper.photos import file_store
from tests.conftest import form_token
from tests.deposits import jpeg, sha
from tests.reports.reported import approved, approved_again, approved_next, deliveries, prints
from tests.world import World

People = Callable[[str], FlaskClient]
PDF = b"%PDF-1.7 stands for a report"


def page(answer: TestResponse) -> str:
    assert answer.status_code == 200, answer.get_data(as_text=True)[:2000]
    return answer.get_data(as_text=True)


def act(browser: FlaskClient, address: str, **fields: Any) -> TestResponse:
    report = address.rsplit("/action", 1)[0] if "/action" in address else "/hq/"
    token = form_token(browser, report)
    return browser.post(address, data={"csrf_token": token, **fields})


def deed(**changes: str) -> dict[str, str]:
    later = (clock.today() + timedelta(days=7)).isoformat()
    return {"deed": "Everyone is greeted within 30 s.", "owner_role": "shift_lead", "due_on": later, **changes}


def test_the_page_says_what_the_print_says(app: Flask, world: World, as_person: People) -> None:
    report = approved(app, world, photos=[jpeg()])
    said = page(as_person("helmi").get(f"/hq/reports/{report.id}"))
    for words in ("Café Aamu Lahti", "88", "18 November 2026, morning", "Oma toivotus? (en)", "The emotional journey",
                  "Minut huomattiin heti", "45 s", "4/5"):  # fmt: skip
        assert words in said
    assert said.count("<h1") == 1


def test_who_is_not_a_reader_is_told_nothing(app: Flask, world: World, as_person: People) -> None:
    report = approved(app, world, photos=[jpeg()])
    photo = db.session.scalars(select(Photo)).one()
    for address in (f"/hq/reports/{report.id}", f"/hq/reports/{report.id}/pdf", f"/hq/photos/{photo.id}"):
        for name in ("henrik", "magnus", "marko", "anna", "bengt", "sanna", "rita"):
            assert as_person(name).get(address).status_code == 404, (name, address)
        for name in ("helmi", "maija", "reeta", "aatos"):
            assert as_person(name).get(address).status_code in (200, 202), (name, address)


def test_a_store_manager_reads_the_discreet_edition_alone(app: Flask, world: World, as_person: People) -> None:
    report = approved(app, world)
    maija = as_person("maija")
    said = page(maija.get(f"/hq/reports/{report.id}"))
    assert "Week 47" in said
    assert "18 November" not in said
    assert "Reliability and remarks" not in said
    assert "helmi@example.org" not in said
    for address in (f"/hq/reports/{report.id}?edition=hq", f"/hq/reports/{report.id}/pdf?edition=hq"):
        assert maija.get(address).status_code == 404
    assert "Week 47" in page(as_person("helmi").get(f"/hq/reports/{report.id}?edition=store"))


def test_no_page_names_the_shopper(app: Flask, world: World, as_person: People) -> None:
    report = approved(app, world, photos=[jpeg()])
    anna, visit = world.person("anna"), report.visit
    secrets = [anna.name, anna.email, anna.phone, anna.code, str(anna.id), str(visit.id), visit.receipt_no]
    for name in ("helmi", "maija"):
        for address in ("/hq/", f"/hq/reports/{report.id}", f"/hq/reports/{report.id}/pdf?language=sv"):
            answer = as_person(name).get(address)
            written = (answer.get_data(as_text=True) + str(answer.headers)).casefold()
            assert not [secret for secret in secrets if secret.casefold() in written]


def test_the_lists_hold_the_own_reports_alone(app: Flask, world: World, as_person: People) -> None:
    for name in ("lahti_visit", "vaasa_visit", "borga_visit"):
        approved(app, world, name)
    seen = {name: page(as_person(name).get("/hq/")) for name in ("helmi", "maija", "henrik")}
    assert "Café Aamu Lahti" in seen["helmi"] and "Café Aamu Vaasa" in seen["helmi"]
    assert "Borgå" not in seen["helmi"]
    assert "Café Aamu Lahti" in seen["maija"] and "Café Aamu Vaasa" not in seen["maija"]
    assert "Borgå" in seen["henrik"] and "Aamu" not in seen["henrik"]


def test_stores_are_ranked_only_when_each_has_three_visits(app: Flask, world: World, as_person: People) -> None:
    approved(app, world, "vaasa_visit", days_earlier=9)
    for days in (8, 7, 6):
        approved_next(app, world, days_earlier=days)
    assert "By mean" not in page(as_person("helmi").get("/hq/?sort=score"))
    for days in (5, 4):
        approved_next(app, world, "vaasa", days_earlier=days, grt_first={"value": "staff"}, undivided={"value": 5})
    ranked = page(as_person("helmi").get("/hq/?sort=score"))
    assert ranked.index("Café Aamu Vaasa") < ranked.index("Café Aamu Lahti")


def test_the_cards_tell_the_time_of_the_visit_as_their_reader_may_know_it(
    app: Flask, world: World, as_person: People
) -> None:
    report = approved(app, world)
    for name, said, unsaid in (("helmi", "18 November 2026, morning", "Week 47"), ("maija", "Week 47", "18 November")):
        cards = page(as_person(name).get("/hq/")).split('id="latest"')[1]
        assert f"Visit {report.number} · {said}" in cards
        assert unsaid not in cards


def test_no_card_shows_a_score_without_its_coverage(app: Flask, world: World, as_person: People) -> None:
    report = approved(app, world, undivided={"skipped": "not_observed"})
    assert round(report.coverage) < 100
    for name in ("helmi", "maija"):
        cards = page(as_person(name).get("/hq/")).split('id="latest"')[1]
        assert f"Coverage {round(report.coverage)} %" in cards


def test_a_long_answer_stands_over_the_whole_width(app: Flask, world: World, as_person: People) -> None:
    story = "The coffee came with a smile. " * 12
    said = page(as_person("helmi").get(f"/hq/reports/{approved(app, world, words={'value': story}).id}"))
    before = said[: said.index(f'<span class="said words" lang="fi">{story.strip()}')]
    answer = before.rsplit('<div class="answer', 1)[1]
    assert answer.startswith(' long"')
    assert '<span class="said">45 s' in said


def test_before_the_first_report_the_page_says_what_will_come(app: Flask, world: World, as_person: People) -> None:
    assert "No report has been issued yet" in page(as_person("helmi").get("/hq/"))
    assert as_person("helmi").get("/hq/?page=x").status_code == 404


def test_opening_the_report_is_noted_once(app: Flask, world: World, as_person: People) -> None:
    report = approved(app, world)
    page(as_person("maija").get(f"/hq/reports/{report.id}"))
    opened = deliveries()["maija@example.org"].opened_at
    page(as_person("maija").get(f"/hq/reports/{report.id}"))
    assert opened is not None
    assert deliveries()["maija@example.org"].opened_at == opened
    assert deliveries()["helmi@example.org"].opened_at is None


def test_a_pdf_that_is_ready_is_handed_over_with_a_name_that_tells_nothing(
    app: Flask, world: World, as_person: People
) -> None:
    report = approved(app, world)
    record = keep(prints()["store", "fi"].id, PDF)
    with transaction():
        record()
    answer = as_person("maija").get(f"/hq/reports/{report.id}/pdf?language=fi")
    assert (answer.status_code, answer.get_data(), answer.mimetype) == (200, PDF, "application/pdf")
    assert answer.headers["Content-Disposition"] == f"attachment; filename=LAHTI-{report.number}-fi.pdf"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_language_that_nobody_printed_is_printed_when_asked_for(app: Flask, world: World, as_person: People) -> None:
    report = approved(app, world)
    for _time in range(2):
        answer = as_person("maija").get(f"/hq/reports/{report.id}/pdf?language=sv")
        assert (answer.status_code, answer.headers["Refresh"]) == (202, "3")
    asked = db.session.scalars(select(Print).where(Print.language == "sv")).all()
    assert [one.audience for one in asked] == ["store"]
    (job,) = db.session.scalars(select(Job).where(Job.ref == str(asked[0].id)))
    assert job.run_at == FIRST, "who looks on does not wait behind a whole wave"


def test_a_damaged_pdf_is_made_again_instead_of_handed_over(app: Flask, world: World, as_person: People) -> None:
    report = approved(app, world)
    record = keep(prints()["store", "fi"].id, PDF)
    with transaction():
        record()
    file_store().path(prints()["store", "fi"].sha256).write_bytes(b"flipped")
    assert as_person("maija").get(f"/hq/reports/{report.id}/pdf?language=fi").status_code == 202
    assert prints()["store", "fi"].state == "waiting"


def test_a_pdf_that_cannot_be_made_says_so(app: Flask, world: World, as_person: People) -> None:
    report = approved(app, world)
    with transaction():
        printed = prints()["store", "fi"]
        printed.state, printed.failure = "failed", "too large"
    answer = as_person("maija").get(f"/hq/reports/{report.id}/pdf?language=fi")
    assert "could not be made" in page(answer)
    assert "Refresh" not in answer.headers


def test_photos_are_shown_without_what_the_phone_wrote_into_them(app: Flask, world: World, as_person: People) -> None:
    approved(app, world, photos=[jpeg()])
    photo = db.session.scalars(select(Photo)).one()
    answer = as_person("maija").get(f"/hq/photos/{photo.id}")
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert answer.get_data() == file_store().read(photo.shown_sha256)
    assert photo.sha256 != photo.shown_sha256
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_photo_of_a_visit_without_a_report_is_not_there(app: Flask, world: World, as_person: People) -> None:
    from tests.reports.reported import submitted

    submitted(app, world, photos=[jpeg()])
    photo = db.session.scalars(select(Photo)).one()
    assert as_person("helmi").get(f"/hq/photos/{photo.id}").status_code == 404


@pytest.mark.parametrize("name", ["helmi", "maija"])
def test_one_deed_is_chosen_and_done(app: Flask, world: World, as_person: People, name: str) -> None:
    report = approved(app, world)
    browser, address = as_person(name), f"/hq/reports/{report.id}"
    assert act(browser, f"{address}/action", **deed()).status_code == 303
    chosen = db.session.scalars(select(ActionPoint)).one()
    assert (chosen.deed, chosen.owner_role) == ("Everyone is greeted within 30 s.", "shift_lead")
    assert "Everyone is greeted within 30 s." in page(browser.get(address))
    assert act(browser, f"{address}/action", **deed(deed="Another deed")).status_code == 303
    assert act(browser, f"{address}/action/done").status_code == 303
    done = db.session.scalars(select(ActionPoint)).one()
    assert (done.deed, done.done_by) == ("Another deed", world.people[name])
    assert act(browser, f"{address}/action", **deed(deed="A third")).status_code == 409


@pytest.mark.parametrize(
    "wrong",
    [{"deed": " "}, {"deed": "x" * 501}, {"owner_role": "Maija"}, {"owner_role": ""}, {"due_on": "2020-01-01"},
     {"due_on": "soon"}, {"due_on": "2026-02-30"}, {"deed": "\x00"}],
)  # fmt: skip
def test_a_deed_with_a_mistake_comes_back_with_its_message(
    app: Flask, world: World, as_person: People, wrong: dict[str, str]
) -> None:
    report = approved(app, world)
    answer = act(as_person("maija"), f"/hq/reports/{report.id}/action", **deed(**wrong))
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.get_data(as_text=True)
    assert db.session.scalars(select(ActionPoint)).all() == []


def test_who_only_reads_does_not_choose_the_deed(app: Flask, world: World, as_person: People) -> None:
    report = approved(app, world)
    address = f"/hq/reports/{report.id}/action"
    for name, status in (("reeta", 404), ("henrik", 404), ("marko", 404), ("magnus", 404)):
        token = form_token(as_person(name), "/account")
        assert as_person(name).post(address, data={"csrf_token": token, **deed()}).status_code in (status, 400)
    with transaction():
        db.session.add(Grant(person_id=world.people["reeta"], role="hq", chain_id=world.ids["kvall"]))
    assert act(as_person("reeta"), address, **deed()).status_code == 403


def test_a_corrected_report_keeps_its_deed_and_points_from_the_old_to_the_new(
    app: Flask, world: World, as_person: People
) -> None:
    first = approved(app, world)
    maija = as_person("maija")
    act(maija, f"/hq/reports/{first.id}/action", **deed())
    second = approved_again(world, first.visit_id, {"grt_first": {"value": "me"}})
    assert f"/hq/reports/{second.id}" in page(maija.get(f"/hq/reports/{first.id}"))
    newer = page(maija.get(f"/hq/reports/{second.id}"))
    assert "Everyone is greeted within 30 s." in newer
    assert "replaces edition 1" in newer
    assert str(first.id) not in page(maija.get("/hq/"))


def test_headquarters_see_who_got_the_report_and_send_it_again(app: Flask, world: World, as_person: People) -> None:
    report = approved(app, world)
    with transaction():
        lost = deliveries()["maija@example.org"]
        lost.state, lost.failure = "failed", "550 no such address"
        job = db.session.scalars(select(Job).where(Job.kind == "deliver", Job.ref == str(lost.id))).one()
        job.state, job.tries = "failed", 8
    helmi, address = as_person("helmi"), f"/hq/deliveries/{lost.id}/again"
    assert "550 no such address" in page(helmi.get(f"/hq/reports/{report.id}"))
    for name in ("maija", "henrik", "magnus"):
        token = form_token(as_person(name), "/hq/")
        assert as_person(name).post(address, data={"csrf_token": token}).status_code in (400, 404)
    assert act(helmi, address).status_code == 303
    again = db.session.get_one(Delivery, lost.id)
    assert (again.state, again.failure) == ("queued", None)
    assert db.session.get_one(Job, job.id).state == "ready"
    assert act(helmi, address).status_code == 409


def test_a_report_larger_than_can_be_shown_is_still_a_page(app: Flask, world: World, as_person: People) -> None:
    report = approved(app, world)
    with transaction():
        kept = db.session.get_one(Report, report.id)
        kept.snapshot = {**kept.snapshot, "report": {**kept.snapshot["report"], "remarks": [{}] * 100}}
    assert "holds more than can be shown" in page(as_person("helmi").get(f"/hq/reports/{report.id}"))


def test_words_of_the_shopper_are_text_and_nothing_else(app: Flask, world: World, as_person: People) -> None:
    canary = '"><svg/onload=x>{{7*7}}</style></script>\u2028${7*7}'
    report = approved(app, world, words={"value": canary})
    said = page(as_person("helmi").get(f"/hq/reports/{report.id}"))
    assert "<svg/onload" not in said
    assert "&lt;svg/onload=x&gt;{{7*7}}" in said


def test_how_it_was_scored_stands_under_every_report(app: Flask, world: World, as_person: People) -> None:
    report = approved(app, world)
    for name in ("helmi", "maija"):
        said = page(as_person(name).get(f"/hq/reports/{report.id}"))
        for words in ("How it was scored", "The score is earned weight of possible weight", "it names nobody"):
            assert words in said, words


def test_a_correction_tells_before_and_now_in_words(app: Flask, world: World, as_person: People) -> None:
    first = approved(app, world)
    later = approved_again(world, first.visit_id, {"grt_first": {"value": "me"}})
    said = page(as_person("helmi").get(f"/hq/reports/{later.id}"))
    row = said[said.index('<dl class="changes">') : said.index("</dl>", said.index('<dl class="changes">'))]
    words = " ".join(re.sub(r"<[^>]+>", " ", row).split())
    assert words.index("Before") < words.index("henkilökunta") < words.index("Now") < words.index("minä")


def test_the_brands_pictures_of_a_report_are_for_its_readers(app: Flask, world: World, as_person: People) -> None:
    logo = jpeg("#123456")
    with transaction():
        world.get(Brand, "aamu_brand").logo = logo
    report = approved(app, world)
    address = f"/hq/reports/{report.id}/pictures/{sha(logo)}"
    for name, status in (("helmi", 200), ("maija", 200), ("henrik", 404), ("marko", 404), ("anna", 404)):
        assert as_person(name).get(address).status_code == status, name
    assert as_person("helmi").get(f"/hq/reports/{report.id}/pictures/{'0' * 64}").status_code == 404
    assert f'src="{address}" alt="' in page(as_person("helmi").get(f"/hq/reports/{report.id}"))


def test_so_many_stores_are_folded_until_somebody_wants_them(app: Flask) -> None:
    asked = "{% from 'hq/parts.html' import folded with context %}{% call folded(n) %}<table></table>{% endcall %}"
    with app.test_request_context("/"), in_language("en"):
        few, many = (" ".join(render_template_string(asked, n=n).split()) for n in (24, 25))
    assert few == "<table></table>"
    assert many == '<details class="folded"><summary>Show all 25 stores</summary><table></table></details>'
