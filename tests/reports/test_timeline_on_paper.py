"""What stopped the visit as one strip, and what happened beside what could have happened, on paper and on screen."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from flask import Flask

from extensions import db, transaction
from forms.library import shipped as shipped_questionnaire
from reports.documents.paper import make_environment, print_limit
from reports.documents.texts import load_texts
from reports.documents.view import view_of
from reports.models import Report
from reports.report_data import ReportData, from_plain
from reports.report_parts import Stop, StopState
from reports.theme import make_theme
from reports.timeline_chart import WIDTH, stair, way
from reports.typography import Coverage
from tests.reports.answered import reported
from tests.reports.pressing import ROOT, run_of, text_of
from tests.reports.reported import approved
from tests.reports.samples import STORE_REPORT, barest, shipped
from tests.reports.test_hq import People, page
from tests.reports.test_pdf import elements
from tests.reports.test_timeline import ALONE, SPILLED
from tests.world import World

THEME = make_theme("#0c5d4b", "#f2b32b")


def meal(language: str = "en", edition: str = "store", **answers: Any) -> ReportData:
    return reported(shipped_questionnaire("restaurant"), answers, edition, language)


def said(report: ReportData) -> dict[str, Any]:
    return view_of(report, load_texts(STORE_REPORT, report.language), THEME, "")


def html_of(report: ReportData) -> str:
    template = make_environment(STORE_REPORT, Coverage.of_this_machine()).get_template("template.html")
    return template.render(said(report), print_limit=print_limit(report))


def titles(drawing: str) -> str:
    return " ".join(re.findall(r"<title>(.*?)</title>", drawing))


def test_the_finding_is_told_to_who_does_not_see_it() -> None:
    timeline = said(meal(**ALONE))["timeline"]
    assert timeline.lead == "The service was interrupted and nobody came back."
    assert "Interruption: Phone. Leave or apology: none. Return: nobody came back." in titles(timeline.rows[0].svg)


@pytest.mark.parametrize(("changed", "lead"), [
    ({"att_back": {"value": "at_once"}}, "The service was interrupted, but somebody came back."),
    ({"att_back": {"skipped": "not_observed"}}, "The service was interrupted."),
])  # fmt: skip
def test_how_an_interruption_ended_is_said_in_a_sentence(changed: dict[str, Any], lead: str) -> None:
    assert said(meal(**ALONE | changed))["timeline"].lead == lead


def test_a_recovery_says_how_many_rungs_were_reached() -> None:
    assert said(meal(**SPILLED))["timeline"].lead == "After the mishap 4 of 8 rungs of recovery were reached."
    good = {**SPILLED, "mis_t": {"value": {"seconds": 20}}, "mis_apol": {"value": "sincere"},
            "mis_eye": {"value": "yes"}, "mis_prom": {"skipped": "not_applicable"}}  # fmt: skip
    assert said(meal(**good))["timeline"].lead == "The mishap was made good on every rung."
    bare: dict[str, Any] = {"mis_any": {"value": "me"}, "mis_apol": {"value": "none"}, "mis_all": {"value": "no"}}
    assert said(meal(**bare))["timeline"].lead == "After the mishap not one rung of recovery was reached."
    assert said(meal(mis_any={"value": "me"}))["timeline"].lead == "A mishap happened on the visit."


@pytest.mark.parametrize("answers", [
    {},
    {"grt_t": {"value": {"seconds": 22}}},
    {"grt_t": {"value": {"seconds": 22}}, "pay_t": {"value": {"seconds": 500}}},
    {"att_intr": {"value": ["nothing"]}, "mis_any": {"value": "no"}},
])  # fmt: skip
def test_waits_alone_are_told_by_their_bars(answers: dict[str, Any]) -> None:
    report = meal(**answers)
    assert said(report)["timeline"] is None
    assert 'class="timeline"' not in html_of(report)


def test_old_snapshots_without_a_timeline_or_stories_still_print() -> None:
    report = from_plain(barest())
    assert said(report)["timeline"] is None
    assert not {"timeline", "story"} & set(re.findall(r'class="([a-z]+)', html_of(report)))


def test_waits_are_as_long_as_they_took_up_to_half_an_hour() -> None:
    def width(seconds: float, longest: float) -> float:
        drawing = way([Stop("waiting", "a", "b", "good", seconds), Stop("recovery", "c", "d")], longest, THEME, "")
        return float(re.findall(r'<rect [^>]*width="([\d.]+)"', drawing)[0])

    assert width(600, 600) == pytest.approx(2 * width(300, 600), abs=0.02)
    assert width(4000, 1800) == width(1800, 1800) < WIDTH / 2
    cut = said(meal(**ALONE, food_t={"value": {"seconds": 4000}}))["timeline"]
    assert cut.note == "A bar with a cut is more than half an hour."


def test_what_differs_in_colour_differs_in_shape() -> None:
    states: tuple[StopState, ...] = ("good", "partly", "bad", "told")
    rungs = [stair([Stop("recovery", "a", "b", state)], THEME, "") for state in states]
    without_colour = {re.sub(r'"#[0-9a-f]{6}"', "", rung) for rung in rungs}
    assert len(without_colour) == 4
    ends = [
        way([Stop("interruption", "a", "b"), last], 1, THEME, "")
        for last in (
            Stop("interruption", "c", "d", "good"),
            Stop("interruption", "c", "d", "bad", None, True),
            Stop("interruption", "c", "d", "told"),
        )
    ]
    assert len({re.sub(r'"#[0-9a-f]{6}"', "", end) for end in ends}) == 3


@pytest.mark.parametrize("stops", [
    [Stop("interruption", "a", "b")], [Stop("recovery", "a", "b", "good", 5)],
    [Stop("waiting", "a", "b", "bad", None, True)], [Stop("interruption", "a", "b", "bad", None, True)] * 25,
    [Stop("recovery", "", "", "told")] * 30,
])  # fmt: skip
def test_any_stops_can_be_drawn(stops: list[Stop]) -> None:
    plain = [{"lane": one.lane, "label": one.label, "words": one.words, "state": one.state, "seconds": one.seconds,
              "never": one.never} for one in stops]  # fmt: skip
    report = from_plain(shipped(timeline=plain))
    assert "<h2" in html_of(report)


def test_an_interruption_is_not_parted_between_rows() -> None:
    waits = {f"w{n}": 0 for n in range(8)}
    stops = [*(Stop("waiting", name, "", "good", 5.0) for name in waits), *[Stop("interruption", "i", "")] * 3]
    plain = [{"lane": one.lane, "label": one.label, "words": one.words, "state": one.state, "seconds": one.seconds}
             for one in stops]  # fmt: skip
    rows = said(from_plain(shipped(timeline=plain)))["timeline"].rows
    labels = [[column.label for column in row.columns] for row in rows]
    assert [row.count("i") for row in labels] in ([3], [0, 3])
    assert sum(map(len, labels)) == 11


def test_praise_is_as_large_as_the_fault() -> None:
    """Whatever the sheets say of the one finding they say of the other, but for the colour of its rule."""
    sheets = [STORE_REPORT.parent / "common.css", STORE_REPORT / "sheet.css"]
    css = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    rules = {name: re.findall(rf"\.finding-{name}[^{{]*{{([^}}]*)}}", css) for name in ("praise", "fix")}
    assert rules["praise"] and len(rules["praise"]) == len(rules["fix"])
    colourless = {name: [re.sub(r"var\(--[a-z-]+\)", "", rule) for rule in found] for name, found in rules.items()}
    assert colourless["praise"] == colourless["fix"]
    blocks = re.findall(r'<div class="finding finding-(praise|fix)">(.*?)</div>', html_of(from_plain(shipped())), re.S)
    outlines = {name: re.findall(r"<(\w+) class=\"([\w-]+)\"", block)[:3] for name, block in blocks}
    assert outlines["praise"] == outlines["fix"]


# What they stand on takes long to make: once, by one process.


@pytest.fixture(scope="module")
def pressed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[str]]]:
    folder = tmp_path_factory.mktemp("stops")
    command = [sys.executable, "-m", "tests.reports.stops_room", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr[-3000:]
    return folder, json.loads(done.stdout)


def test_no_word_leaves_its_place(pressed: tuple[Path, dict[str, list[str]]]) -> None:
    assert pressed[1] == {name: [] for name in pressed[1]}
    assert len(pressed[1]) == 9


@pytest.mark.parametrize(("name", "words"), [
    ("alone-fi", ["Palvelu keskeytyi, eikä kukaan palannut.", "Jouduin itse", "Sujuvasti parempi pöytä",
                  "MITÄ OLISI VOINUT TAPAHTUA", "Tuolilla oli jonkun takki."]),
    ("alone-sv", ["Betjäningen avbröts och ingen kom tillbaka.", "VAD SOM HÄNDE", "VAD SOM HADE KUNNAT HÄNDA"]),
    ("both-en", ["The service was interrupted and nobody came back.", "4 of 8 rungs", "Someone in charge came"]),
])  # fmt: skip
def test_it_is_printed(pressed: tuple[Path, dict[str, list[str]]], name: str, words: list[str]) -> None:
    printed = run_of(text_of(pressed[0] / f"{name}.pdf"))
    assert [word for word in words if not set(word.split()) <= set(printed.split())] == []


def test_the_finding_is_read_aloud_and_no_time_of_day_is_told(pressed: tuple[Path, dict[str, list[str]]]) -> None:
    with pikepdf.open(pressed[0] / "both-sv.pdf") as pdf:
        aloud = [str(part["/Alt"]) for part in elements(pdf) if "/Alt" in part]
    broken = "Avbrott: Telefon. Lov eller ursäkt: man bad inte om det. Återkomst: ingen kom tillbaka."
    assert any(broken in one for one in aloud)
    assert any(one.startswith("Första hjälpen: 5\u00a0min.") for one in aloud)
    assert not any(re.search(r"\d:\d\d|kl", one) for one in aloud)


@pytest.mark.parametrize("name", ["helmi", "maija"])
def test_the_page_shows_both(app: Flask, world: World, as_person: People, name: str) -> None:
    report = approved(app, world, grt_first={"value": "me"})
    with_stops(report.id)
    answer = page(as_person(name).get(f"/hq/reports/{report.id}"))
    for said_there in ("The service was interrupted and nobody came back.", "What could have happened", "henkilökunta"):
        assert said_there in answer
    assert answer.count('class="way"') == 1


def with_stops(report_id: Any) -> None:
    """The small questionnaire has no interruption: lend the report those of another visit."""
    stops = shipped("en")["timeline"]
    stops[-2] = {**stops[-2], "words": "nobody came back", "state": "bad", "seconds": None, "never": True}
    with transaction():
        found = db.session.get_one(Report, report_id)
        found.snapshot = {**found.snapshot, "report": {**found.snapshot["report"], "timeline": stops}}
