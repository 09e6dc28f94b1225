"""What holds for the report of any questionnaire: it prints whole, and no later edition of what is asked bends it."""

from __future__ import annotations

import copy
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from extensions import db, transaction
from forms.conditions import asked_questions
from forms.definition import digest, from_plain, to_plain
from forms.models import QuestionnaireVersion
from forms.scoring import score
from forms.shapes import Questionnaire
from reports.editions import report_data
from reports.models import Report
from reports.printer import Printer
from reports.printing import order_of, print_bytes
from reports.snapshot import take_snapshot
from shopper import clock
from shopper.models import Assignment, Visit
from shopper.questionnaires import load_draft, publish
from shopper.review import approve
from tests.conftest import browser_of
from tests.deposits import deliver, manifest
from tests.forms.answers import visits
from tests.forms.made import reworded
from tests.reports.reported import approved_again
from tests.world import World

# Printing takes seconds: a few examples, always the same, and none tried again smaller.
FEW = settings(
    max_examples=3, deadline=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
MANY = settings(FEW, max_examples=15, phases=[Phase.generate, Phase.shrink], derandomize=False)


WORDS = [
    "Kuka tervehti ensin?", "Kiitettiinkö sinua lähtiessäsi, ja miten?", "<script>alert(1)</script>", "{{ 7 * 7 }}",
    "{% raw %} ${x} %(name)s", "&amp; &lt;b&gt;", "Sana " * 150 + "loppu", "Donaudampfschifffahrt" * 12,
    "”Hej!” – 50 %",
    "Vem hälsade först? 😊", "rivi\nvaihtui", "a\u200fb\u202ec", "W" * 300, "ei=1+1", "it's \"both\"",
]  # fmt: skip


@st.composite
def answered(draw: Callable[[st.SearchStrategy[Any]], Any], most: int) -> tuple[Questionnaire, dict[str, Any]]:
    """A questionnaire in which something is scored, and a visit that answers most of it; no photos."""
    made = reworded(st.sampled_from(WORDS), most)
    questionnaire = draw(made.filter(lambda one: any(each.weight for each in one.questions)))
    drawn = draw(visits(questionnaire))
    asked = asked_questions(questionnaire, drawn)
    said = {id_: {key: part for key, part in drawn[id_].items() if key != "photos"} for id_ in asked if id_ in drawn}
    return questionnaire, {id_: answer for id_, answer in said.items() if answer}


@pytest.fixture(scope="module")
def printer() -> Iterator[Printer]:
    with Printer() as one:
        yield one


def edition(world: World, questionnaire: Questionnaire) -> QuestionnaireVersion:
    """Published as the chain's next edition, as the desk does it."""
    assignment = world.get(Assignment, "lahti_visit")
    made, _is_new = load_draft(assignment.store.chain, questionnaire, clock.now())
    version = db.session.get_one(QuestionnaireVersion, made)
    if version.state == "draft":
        publish(version, clock.now())
    return db.session.get_one(QuestionnaireVersion, made)


def delivered(app: Flask, world: World, questionnaire: Questionnaire, answers: dict[str, Any]) -> Visit:
    """A visit of the standing assignment, which asks this questionnaire; earlier ones are kept out of reports."""
    version = edition(world, questionnaire)
    with transaction():
        assignment = world.get(Assignment, "lahti_visit")
        assignment.version_id, assignment.state = version.id, "accepted"
        for earlier in db.session.query(Visit).filter(Visit.state != "excluded"):
            earlier.state, earlier.excluded_at, earlier.excluded_by = "excluded", clock.now(), world.people["reeta"]
            earlier.excluded_reason, earlier.approved_at, earlier.approved_by = "test", None, None
    content = manifest(world, answers=answers, version=version.digest)
    deliver(browser_of(app, world.people["anna"]), content)
    return db.session.get_one(Visit, UUID(content["visit"]))


def report_of(visit: Visit) -> Report:
    newest = select(Report).where(Report.visit_id == visit.id).order_by(Report.edition.desc()).limit(1)
    return db.session.scalars(newest).one()


def words_of(file: Path) -> str:
    """The words of a PDF in the order in which they were drawn: what stands in one cell stays together."""
    return subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, text=True, check=True).stdout


def letters(text: str) -> str:
    """What does not move between a text and its print: letters and figures of our languages, without their order of
    spaces, hyphens and directions."""
    return re.sub(r"[^0-9a-zåäö]", "", text.casefold())


@given(answered(8))
@FEW
def test_any_report_prints_in_both_editions_with_every_question_and_answer(
    app: Flask, world: World, printer: Printer, tmp_path: Path, visit: tuple[Questionnaire, dict[str, Any]]
) -> None:
    stored = delivered(app, world, *visit)
    approve(stored, world.person("reeta"), clock.now(), names_are_fine=True)
    report = report_of(stored)
    for audience in ("store", "hq"):
        file = tmp_path / f"{audience}.pdf"
        # The engine's complaints, an overflow among them, fail the print.
        file.write_bytes(print_bytes(order_of("store_report", report_data(report.snapshot, audience, "fi")), printer))
        printed = letters(words_of(file))
        data = report_data(report.snapshot, audience, "fi")
        rows = [row for section in data["sections"] for row in section["rows"]]
        assert rows or audience == "store"
        for row in rows:
            assert letters(row["text"])[:40] in printed, row["text"]
            if row["answer"].isascii():
                assert letters(row["answer"])[:25] in printed, row["answer"]
    shown = {row["id"] for row in rows}
    asked = asked_questions(visit[0], visit[1])
    assert {id_ for id_ in asked if visit[0].by_id[id_].kind != "photo"} == shown


@given(answered(8), st.data())
@MANY
def test_a_visit_of_an_old_edition_stays_readable_and_scored_as_then(
    app: Flask, world: World, visit: tuple[Questionnaire, dict[str, Any]], data: st.DataObject
) -> None:
    first, answers = visit
    stored = delivered(app, world, first, answers)
    visit_id, at = stored.id, clock.now()
    before = copy.deepcopy(take_snapshot(stored, "V-1", 1, at))
    read_before = reading(app, world, visit_id)
    edition(world, _changed(first, data.draw(st.integers(0, len(first.questions) - 1))))
    again = db.session.get_one(Visit, visit_id)
    assert again.version is not None and again.version.digest == digest(first)
    assert again.version.questionnaire == first
    assert take_snapshot(again, "V-1", 1, at) == before
    assert reading(app, world, visit_id) == read_before
    approve(again, world.person("reeta"), clock.now(), names_are_fine=True)
    report = report_of(again)
    assert report.base == score(first, answers).base
    corrected = approved_again(world, visit_id, {})
    assert (corrected.edition, corrected.base) == (2, report.base)
    assert corrected.snapshot["report"]["sections"] == report.snapshot["report"]["sections"]


def reading(app: Flask, world: World, visit_id: UUID) -> str:
    """What the office reads of the visit: the page without the tokens of its forms and the age of what it shows."""
    answer = browser_of(app, world.people["reeta"]).get(f"/desk/visits/{visit_id}")
    assert answer.status_code == 200
    return re.sub(r'value="[^"]{20,}"|nonce="[^"]*"', "", answer.get_data(as_text=True))


def _changed(first: Questionnaire, gone: int) -> Questionnaire:
    """The next edition: a question is gone, and every condition; all that stays is worded and weighed anew."""
    plain = to_plain(first)
    removed = first.questions[gone].id
    for section in plain["sections"]:
        section["questions"] = [one for one in section["questions"] if one["id"] != removed]
        for question in section["questions"]:
            question.pop("when", None)
            question["text"] = {language: f"{text[:900]} (2)" for language, text in question["text"].items()}
            if question["kind"] == "pick":
                question["of"] = "touchpoints"
            if question.get("weight"):
                question["weight"] = 100 if question["weight"] < 50 else 1
    plain["sections"] = [section for section in plain["sections"] if section["questions"]]
    if not plain["sections"]:
        touchpoint = plain["touchpoints"][0]
        text = dict(touchpoint["name"])
        asked = {"id": "instead", "kind": "nps", "touchpoint": touchpoint["id"], "text": text}
        plain["sections"] = [{"id": "only", "title": text, "questions": [asked]}]
    return from_plain(plain)
