"""The store answers its report with a deed or in its own words; until then the report is open, and easily found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from extensions import db, transaction
from reports.models import ActionPoint, Report, StoreReply
from reports.portfolio import latest, open_count, standings
from reports.replies import is_open, may_say, replies_to, reply_of
from shopper import clock
from shopper.models import Logged
from tests.conftest import form_token
from tests.reports.reported import approved, approved_again, approved_next
from tests.world import World

People = Callable[[str], FlaskClient]


def page(answer: TestResponse) -> str:
    assert answer.status_code == 200, answer.get_data(as_text=True)[:2000]
    return answer.get_data(as_text=True)


def say(browser: FlaskClient, report: Report, words: str) -> TestResponse:
    address = f"/hq/reports/{report.id}"
    token = form_token(browser, address)
    return browser.post(f"{address}/reply", data={"csrf_token": token, "reply": words})


def choose(browser: FlaskClient, report: Report, **changes: str) -> TestResponse:
    address = f"/hq/reports/{report.id}"
    later = (clock.today() + timedelta(days=7)).isoformat()
    fields = {"deed": "We greet at the door.", "owner_role": "shift_lead", "due_on": later, **changes}
    return browser.post(f"{address}/action", data={"csrf_token": form_token(browser, address), **fields})


def opened(report: Report) -> Report:
    return db.session.get_one(Report, report.id)


# The deed


def test_the_form_is_filled_in_with_the_step_and_the_detail_that_cost_most(
    app: Flask, world: World, as_person: People
) -> None:
    report = approved(app, world, grt_first={"value": "me"})
    said = page(as_person("maija").get(f"/hq/reports/{report.id}"))
    assert opened(report).snapshot["suggested"] == "grt_first"
    assert '<option selected value="grt_first">' in said
    form = said[said.index('id="deed"') :]
    assert "Kumpi tervehti ensin?" in form[: form.index("</textarea>")]
    assert choose(as_person("maija"), report, question="grt_first").status_code == 303
    assert db.session.scalars(select(ActionPoint.question)).one() == "grt_first"
    assert "The detail that it mends" in page(as_person("helmi").get(f"/hq/reports/{report.id}"))


def test_the_details_offered_are_those_that_fell_short_costliest_first(
    app: Flask, world: World, as_person: People
) -> None:
    report = approved(app, world, grt_first={"value": "me"}, undivided={"value": 4})
    said = page(as_person("maija").get(f"/hq/reports/{report.id}"))
    offered = said[said.index('id="question"') :]
    offered = offered[: offered.index("</select>")]
    assert offered.index("grt_first") < offered.index("grt_t") < offered.index("undivided")
    assert "wish" not in offered and 'value="words"' not in offered


@pytest.mark.parametrize("question", ["wish", "grt_first' or 1", "nothing", "\x00"])
def test_a_detail_that_was_not_offered_comes_back_with_its_message(
    app: Flask, world: World, as_person: People, question: str
) -> None:
    report = approved(app, world)
    answer = choose(as_person("maija"), report, question=question)
    assert answer.status_code == 422
    assert db.session.scalars(select(ActionPoint)).all() == []


def test_a_deed_of_ones_own_is_tied_to_no_detail(app: Flask, world: World, as_person: People) -> None:
    report = approved(app, world)
    assert choose(as_person("maija"), report, question="").status_code == 303
    assert db.session.scalars(select(ActionPoint.question)).one() is None


def test_a_step_longer_than_a_deed_may_be_is_cut_for_the_form(app: Flask, world: World, as_person: People) -> None:
    report = approved(app, world)
    with transaction():
        kept = opened(report)
        long = dict.fromkeys(("fi", "sv", "en"), "Askel " * 300)
        headline = {**kept.snapshot["report"]["headline"], "step": {"title": long, "text": long, "quote": ""}}
        kept.snapshot = {**kept.snapshot, "report": {**kept.snapshot["report"], "headline": headline}}
    said = page(as_person("maija").get(f"/hq/reports/{report.id}"))
    form = said[said.index('id="deed"') :]
    deed = form[form.index(">") + 1 : form.index("</textarea>")].strip()
    assert 300 < len(deed) <= 500
    assert choose(as_person("maija"), report, deed=deed).status_code == 303


# The reply


def test_the_store_replies_and_headquarters_read_it_in_both_editions(
    app: Flask, world: World, as_person: People
) -> None:
    report = approved(app, world)
    assert say(as_person("maija"), report, "Kaksi oli sairaana.\nJono oli pitkä.").status_code == 303
    kept = db.session.scalars(select(StoreReply)).one()
    assert (kept.words, kept.said_by) == ("Kaksi oli sairaana.\nJono oli pitkä.", world.people["maija"])
    for name, edition in (("maija", ""), ("helmi", ""), ("helmi", "?edition=store"), ("reeta", "")):
        said = page(as_person(name).get(f"/hq/reports/{report.id}{edition}"))
        assert "Kaksi oli sairaana." in said
        # Nobody is named as who wrote it.
        assert world.person("maija").name not in said.split('id="action"')[1].split('id="files"')[0]


def test_the_store_alone_speaks_for_itself(app: Flask, world: World, as_person: People) -> None:
    report = approved(app, world)
    assert 'name="reply"' in page(as_person("maija").get(f"/hq/reports/{report.id}"))
    for name, status in (("helmi", 403), ("reeta", 404), ("henrik", 403), ("marko", 404), ("magnus", 404)):
        browser = as_person(name)
        token = form_token(browser, "/account")
        answer = browser.post(f"/hq/reports/{report.id}/reply", data={"csrf_token": token, "reply": "Me"})
        assert answer.status_code == status, name
    assert 'name="reply"' not in page(as_person("helmi").get(f"/hq/reports/{report.id}"))
    assert db.session.scalars(select(StoreReply)).all() == []


@pytest.mark.parametrize("words", ["", "  \n\u200b", "x" * 2001, "\x00"])
def test_a_reply_that_does_not_fit_comes_back_as_it_was_written(
    app: Flask, world: World, as_person: People, words: str
) -> None:
    report = approved(app, world)
    answer = say(as_person("maija"), report, words)
    assert answer.status_code == 422
    said = answer.get_data(as_text=True)
    assert 'aria-invalid="true"' in said and 'aria-describedby="reply-hint reply-error"' in said
    if words == "x" * 2001:
        assert words in said
    assert db.session.scalars(select(StoreReply)).all() == []


def test_two_thousand_characters_fit(app: Flask, world: World, as_person: People) -> None:
    report = approved(app, world)
    assert say(as_person("maija"), report, "å" * 2000).status_code == 303
    assert len(db.session.scalars(select(StoreReply.words)).one()) == 2000


def test_words_of_a_store_are_text_and_nothing_else(app: Flask, world: World, as_person: People) -> None:
    report = approved(app, world)
    say(as_person("maija"), report, '"><svg/onload=x>{{7*7}}</textarea>')
    for name in ("maija", "helmi"):
        said = page(as_person(name).get(f"/hq/reports/{report.id}"))
        assert "<svg/onload" not in said
        assert "&lt;svg/onload=x&gt;{{7*7}}&lt;/textarea&gt;" in said


def test_a_reply_may_be_changed_until_the_store_has_a_newer_report(
    app: Flask, world: World, as_person: People
) -> None:
    report = approved(app, world, days_earlier=5)
    maija = as_person("maija")
    say(maija, report, "First")
    assert say(maija, report, "Second").status_code == 303
    assert db.session.scalars(select(StoreReply.words)).all() == ["Second"]
    deeds = db.session.scalars(select(Logged.deed).where(Logged.object_id == str(report.id)).order_by(Logged.at)).all()
    assert deeds[-2:] == ["replied", "changed_reply"]
    approved_next(app, world)
    assert not may_say(opened(report))
    said = page(maija.get(f"/hq/reports/{report.id}"))
    assert "Second" in said and 'name="reply"' not in said
    assert say(maija, report, "Third").status_code == 409
    assert db.session.scalars(select(StoreReply.words)).all() == ["Second"]


def test_a_first_reply_is_never_too_late(app: Flask, world: World, as_person: People) -> None:
    report = approved(app, world, days_earlier=5)
    approved_next(app, world)
    assert say(as_person("maija"), report, "We forgot to answer").status_code == 303


def test_another_stores_newer_report_closes_nothing(app: Flask, world: World, as_person: People) -> None:
    report = approved(app, world, days_earlier=5)
    approved(app, world, "vaasa_visit")
    say(as_person("maija"), report, "First")
    assert may_say(opened(report))


def test_a_corrected_report_keeps_its_reply(app: Flask, world: World, as_person: People) -> None:
    first = approved(app, world)
    say(as_person("maija"), first, "Sanomme näin")
    second = approved_again(world, first.visit_id, {"grt_first": {"value": "me"}})
    assert "Sanomme näin" in page(as_person("helmi").get(f"/hq/reports/{second.id}"))
    assert not is_open(opened(second))
    assert open_count(world.person("helmi")) == (0, 1)
    assert say(as_person("maija"), second, "Tai näin").status_code == 303
    assert db.session.scalars(select(StoreReply.words)).all() == ["Tai näin"]
    assert reply_of(opened(first)) is not None


# Open


@pytest.mark.parametrize("by", ["deed", "reply"])
def test_a_report_is_open_until_it_has_a_deed_or_a_reply(
    app: Flask, world: World, as_person: People, by: str
) -> None:
    report = approved(app, world)
    helmi, maija = as_person("helmi"), as_person("maija")
    assert is_open(opened(report))
    assert "Open: no deed and no reply yet" in page(maija.get(f"/hq/reports/{report.id}"))
    assert "1 of 1 reports open" in page(helmi.get("/hq/"))
    answer = choose(maija, report) if by == "deed" else say(maija, report, "We see it otherwise.")
    assert answer.status_code == 303
    assert not is_open(opened(report))
    assert "Open: no deed and no reply yet" not in page(maija.get(f"/hq/reports/{report.id}"))
    home = page(helmi.get("/hq/"))
    assert "No report is open" in home
    assert ("Chosen" if by == "deed" else "Replied") in home.split('id="latest"')[1]


def test_open_reports_come_first_and_can_be_seen_alone(app: Flask, world: World, as_person: People) -> None:
    oldest = approved(app, world, days_earlier=9)
    answered = approved_next(app, world, days_earlier=5)
    other = approved(app, world, "vaasa_visit", days_earlier=3)
    say(as_person("maija"), answered, "Kiitos")
    helmi = world.person("helmi")
    assert open_count(helmi) == (2, 3)
    reports, more = latest(helmi, 1)
    assert [one.id for one in reports] == [other.id, oldest.id, answered.id] and not more
    waiting, _more = latest(helmi, 1, open_alone=True)
    assert [one.id for one in waiting] == [oldest.id, other.id]
    cards = page(as_person("helmi").get("/hq/?open=1")).split('id="latest"')[1]
    assert str(answered.id) not in cards and str(oldest.id) in cards
    assert str(answered.id) in page(as_person("helmi").get("/hq/"))


def test_the_counts_are_of_the_own_reports(app: Flask, world: World, as_person: People) -> None:
    for name in ("lahti_visit", "vaasa_visit", "borga_visit"):
        approved(app, world, name)
    counts = {name: open_count(world.person(name)) for name in ("helmi", "maija", "henrik", "aatos")}
    assert counts == {"helmi": (2, 2), "maija": (1, 1), "henrik": (1, 1), "aatos": (3, 3)}
    lines = {line.last.store.name: line.open for line in standings(world.person("helmi"))}
    assert lines == {"Café Aamu Lahti": 1, "Café Aamu Vaasa": 1}


def test_replies_are_found_by_visit(app: Flask, world: World, as_person: People) -> None:
    report, other = approved(app, world), approved(app, world, "vaasa_visit")
    say(as_person("maija"), report, "Hei")
    assert {visit: reply.words for visit, reply in replies_to([report.visit_id, other.visit_id]).items()} == {
        report.visit_id: "Hei"
    }


def test_when_nothing_is_open_the_list_of_open_ones_says_so(app: Flask, world: World, as_person: People) -> None:
    report = approved(app, world)
    say(as_person("maija"), report, "Hei")
    said = page(as_person("helmi").get("/hq/?open=1"))
    assert "No report is open" in said and "No report has been issued yet" not in said
