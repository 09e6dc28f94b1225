"""Canaries in every field that knows the shopper: none comes out of an edition, page, mail or file for others."""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import select

from extensions import db, transaction
from forms.definition import from_plain
from forms.library import details
from forms.models import QuestionnaireVersion
from reports.documents.texts import LANGUAGES
from reports.models import DeliveryRule, Print, Report
from reports.wave.issue import issue_store_year, issue_wave_report
from shopper import clock
from shopper.models import Assignment, ReceiptReading, Scenario, Store, Visit, Wave
from shopper.questionnaires import load_draft, publish
from shopper.review import approve, edit_answer, reopen
from tests.conftest import browser_of
from tests.deposits import deliver, manifest
from tests.reports.canaries import WORD, Crawler, found_in, tagged_photo
from tests.reports.postbox import MailServer, mail_server
from tests.reports.reported import due_now, report_of, work
from tests.world import SMALL_QUESTIONNAIRE, World

# A moment that no figure of a report is like: 13.37 and 42 seconds in Finland.
LEFT = datetime(2026, 11, 18, 11, 37, 42, tzinfo=UTC)
ARRIVED_MS, LEFT_MS = int(LEFT.timestamp() * 1000) - 1_234_567, int(LEFT.timestamp() * 1000)
ASKED_TOO = ("ctx_load", "rcp_img", "silent", "buy_out")


# Fifteen prints and some hundred pages.
pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def smtp(app: Flask) -> Iterator[MailServer]:
    with mail_server(app) as server:
        yield server


def questionnaire() -> dict[str, Any]:
    """The small one, with questions whose answers are not for stores."""
    made = copy.deepcopy(SMALL_QUESTIONNAIRE)
    shelf = {one.id: dict(one.question) for one in details() if one.id in ASKED_TOO}
    for id_ in ASKED_TOO:
        asked = {name: part for name, part in shelf[id_].items() if name not in ("when", "corner", "due_after_days")}
        made["sections"][1]["questions"].append({**asked, "touchpoint": "farewell"})
    return {**made, "code": "small"}


def planted(app: Flask, world: World) -> tuple[Visit, dict[str, str], dict[str, str]]:
    """A visit with a canary wherever something of its shopper is kept; what nobody below the reviewer may read; and
    what no store may."""
    assignment, version = world.get(Assignment, "lahti_visit"), None
    made, _is_new = load_draft(assignment.store.chain, from_plain(questionnaire()), clock.now())
    publish(db.session.get_one(QuestionnaireVersion, made), clock.now())
    with transaction():
        anna, reeta = world.person("anna"), world.person("reeta")
        for person, name in ((anna, "shopper"), (reeta, "reviewer")):
            person.name, person.email = f"{WORD}-{name} Sukunimi", f"{WORD}-{name}@example.org"
            person.phone, person.code = f"+358 40 77{len(name)}31337", f"{WORD}-{name}-code"
        assignment = world.get(Assignment, "lahti_visit")
        assignment.version_id, assignment.fee = made, Decimal("7373.31")
        assignment.reimbursement_cap = Decimal("8484.31")
        scenario = world.get(Scenario, "aamu_scenario")
        scenario.title, scenario.briefing = "Salaskenaario", dict.fromkeys(LANGUAGES, f"{WORD}-briefing")
        version = db.session.get_one(QuestionnaireVersion, made).digest
    photos = [tagged_photo(), tagged_photo("#99aa88")]
    answers = {
        "grt_t": {"value": {"seconds": 95, "from": "13:33:01", "to": "13:34:36"}, "at": LEFT_MS - 240_000},
        "grt_first": {"value": "me"}, "mishap": {"value": "no"}, "undivided": {"value": 4}, "wish": {"value": "yes"},
        "words": {"value": "Minut huomattiin heti."}, "silent": {"value": "no_one"}, "buy_out": {"value": "elsewhere"},
        "ctx_load": {"value": {"customers": 4, "staff": 2}},
        "rcp_img": {"value": {"total": "731.31", "time": "13:37"}},
    }  # fmt: skip
    content = manifest(world, photos, version=version, started_at=ARRIVED_MS, finished_at=LEFT_MS)
    content["answers"] = {**answers, "photo": content["answers"]["photo"]}
    content["photos"] = [{**photo, "taken_at": LEFT_MS - 90_000} for photo in content["photos"]]
    deliver(browser_of(app, world.people["anna"]), content, photos)
    work(app, "photo")
    visit = db.session.scalars(select(Visit)).one()
    with_words_of_the_office(world, visit)
    return visit, canaries_of(world, visit, photos), {
        "the day": "2026-11-18", "the day in Finnish": "18.11.2026", "the day in English": "18 November 2026",
        "the day in words": "18. marraskuuta", "the sum": "731,31", "the sum in English": "731.31",
        "the scenario": "Salaskenaario", "a question for headquarters": "Olisitko kertonut tästä",
        "it in Swedish": "Skulle du ha berättat om det", "it in English": "Would you have told",
        "an answer for headquarters": "En kenellekään", "another": "Ostan muualta",
    }  # fmt: skip


def with_words_of_the_office(world: World, visit: Visit) -> None:
    """All that reviewer and shopper say to each other, and what a machine read."""
    with transaction():
        kept = db.session.get_one(Visit, visit.id)
        kept.return_question, kept.reply = f"{WORD}-question", f"{WORD}-reply"
        kept.excluded_reason = f"{WORD}-excluded"
        kept.stamps = [{"moment": "greeting", "at": LEFT.isoformat(), "note": f"{WORD}-stamp"}]
        for photo in kept.photos:
            reading = db.session.get(ReceiptReading, photo.sha256)
            if reading is None:
                reading = ReceiptReading(sha256=photo.sha256, asked_at=clock.now())
                db.session.add(reading)
            reading.state, reading.text = "read", f"{WORD}-reading"
            reading.found = {"greeting": f"{WORD}-greeting", "time": "13:37"}
    reeta = world.person("reeta")
    edit_answer(db.session.get_one(Visit, visit.id), "grt_first", {"value": "staff"}, f"{WORD}-edited", reeta,
                clock.now(), seen=None)  # fmt: skip


def canaries_of(world: World, visit: Visit, photos: list[bytes]) -> dict[str, str]:
    """Name → what must not be read by anybody below the reviewer."""
    kept = db.session.get_one(Visit, visit.id)
    anna, reeta = world.person("anna"), world.person("reeta")
    found = {
        "any word of the office": WORD, "the shopper's phone": anna.phone, "the reviewer's phone": reeta.phone,
        "a surname": "Sukunimi", "the shopper's id": str(anna.id), "the reviewer's id": str(reeta.id),
        "the visit's id": str(kept.id), "the assignment": str(kept.assignment_id), "the device": str(kept.device),
        "the receipt": kept.receipt_no or "", "the manifest": kept.sha256, "the fee": "7373", "the cap": "8484",
        "when it ended": str(LEFT_MS), "when it began": str(ARRIVED_MS), "the end to the second": "37:42",
        "an instant": "2026-11-18T", "a stopwatch": "13:33", "a stopwatch's end": "13:34",
        "the minute on the receipt": "13:37", "the minute in Finnish": "klo 13.37",
        **{f"the original of photo {n}": sha256(photo).hexdigest() for n, photo in enumerate(photos)},
        **{f"the kept copy {photo.position}": photo.shown_sha256 or "" for photo in kept.photos},
    }  # fmt: skip
    assert all(len(one) > 3 for one in found.values()), found
    return found


def all_printed(app: Flask, world: World, report: Report) -> None:
    """Every document in every language: the report's and the huddle, the wave's and the year's."""
    helmi, report_id = browser_of(app, world.people["helmi"]), report.id
    for language in LANGUAGES:
        for rest in ("edition=store", "edition=hq", "document=huddle"):
            helmi.get(f"/hq/reports/{report_id}/pdf?language={language}&{rest}")
    issue_wave_report(world.get(Wave, "aamu_wave"), world.person("helmi"), clock.now())
    issue_store_year(world.get(Store, "lahti"), world.person("maija"), clock.now())
    work(app, "print")


def mails(smtp: MailServer, reader: str) -> Iterator[tuple[str, bytes]]:
    for number, mail in enumerate(smtp.to(f"{reader}@example.org")):
        yield f"mail {number} to {reader}", mail.as_bytes()
        for part in mail.walk():
            if not part.is_multipart():
                name = f"mail {number} to {reader}: {part.get_filename() or part.get_content_type()}"
                yield name, bytes(part.get_payload(decode=True) or b"")


def test_no_canary_of_the_shopper_comes_out_below_the_reviewer(app: Flask, world: World, smtp: MailServer) -> None:
    with transaction():
        for position, form in enumerate(("pdf", "link")):
            role = ("hq", "store_manager")[position]
            db.session.add(DeliveryRule(chain_id=world.ids["aamu"], position=position, role=role, form=form))
    visit, secret, from_stores = planted(app, world)
    visit_id = visit.id
    approve(db.session.get_one(Visit, visit_id), world.person("reeta"), clock.now(), names_are_fine=True)
    reopen(db.session.get_one(Visit, visit_id), f"{WORD}-reopened", world.person("reeta"), clock.now())
    edit_answer(db.session.get_one(Visit, visit_id), "undivided", {"value": 5}, f"{WORD}-again", world.person("reeta"),
                clock.now(), seen=None)  # fmt: skip
    approve(db.session.get_one(Visit, visit_id), world.person("reeta"), clock.now(), names_are_fine=True)
    report = report_of(db.session.get_one(Visit, visit_id))
    report_id = report.id
    all_printed(app, world, report)
    made = db.session.scalars(select(Print)).all()
    wanted = {(document, language) for document in ("store_report", "huddle", "wave_report", "store_year")
              for language in LANGUAGES}  # fmt: skip
    ready = {(one.document, one.language) for one in made if one.state == "ready"}
    assert ready == wanted, [one.failure for one in made]
    due_now("deliver")
    work(app, "deliver")
    told, shown = [], {}
    for reader in ("helmi", "maija"):
        forbidden = secret if reader == "helmi" else secret | from_stores
        everything = [*mails(smtp, reader), *pages_of(app, world, reader, report_id, smtp)]
        shown[reader] = " ".join(name for name, _content in everything)
        for name, content in everything:
            told += [f"{reader}, {name}: {canary}" for canary in found_in(content, forbidden)]
    assert told == []
    for needed in ("/year", "/pdf", "/photos/", "document=huddle", "mail 0 to maija", "/r/"):
        assert needed in shown["maija"], needed
    for needed in (".zip", "/hq/waves/", "edition=store", "edition=hq", "/links", "mail 0 to helmi"):
        assert needed in shown["helmi"], needed


def pages_of(app: Flask, world: World, reader: str, report_id: Any, smtp: MailServer) -> Iterator[tuple[str, bytes]]:
    """Whatever a reader can open, and what lies behind the link of a mail, which needs no account."""
    files = [f"/hq/reports/{report_id}/pdf?language={language}&{rest}" for language in LANGUAGES
             for rest in ("edition=store", "edition=hq", "document=huddle")]  # fmt: skip
    ways = [("", Crawler(browser_of(app, world.people[reader])), ["/hq/", f"/hq/reports/{report_id}", *files])]
    for mail in smtp.to(f"{reader}@example.org"):
        links = re.findall(r"http://localhost:5000(/r/[\w-]+)", mail.as_string().replace("=\n", ""))
        ways += [("by a link ", Crawler(app.test_client()), links)] if links else []
    for way, crawler, first in ways:
        for address, answer in crawler.pages(*first):
            assert answer.status_code < 500
            yield f"{way}{address}", f"{address}\n{answer.headers}".encode()
            yield f"{way}{address}", answer.get_data()


def test_the_search_finds_what_is_there() -> None:
    """It looks into pages, files in files and pictures: else it would find nothing anywhere."""
    canary, archive = {"a": WORD}, io.BytesIO()
    with ZipFile(archive, "w") as packed:
        packed.writestr("photo.jpg", tagged_photo())
    for content in (tagged_photo(), archive.getvalue(), b"%4Banarialintu", b"&#75;anarialintu"):
        assert found_in(content, canary), content[:20]
    assert found_in(b"Kanaria", canary) == []
