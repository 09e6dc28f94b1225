"""The example that docs/report_example.md works by hand, counted again out of its own lines."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from forms.definition import from_plain
from forms.scoring import score
from reports.comparison import Benchmark, mean_of
from reports.documents.store_report_kind import STORE_REPORT
from reports.documents.texts import load_texts
from reports.documents.view import view_of
from reports.editions import report_data
from reports.findings import find
from reports.journey import journey
from reports.observed import observe
from reports.report_data import from_plain as read_report
from reports.snapshot import account, score_data
from reports.theme import theme_of

PAGE = Path(__file__).resolve().parents[2] / "docs" / "report_example.md"
BLOCK = re.search(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
assert BLOCK
EXAMPLE: dict[str, Any] = yaml.safe_load(BLOCK.group(1))
ASKED, ANSWERS = from_plain(EXAMPLE["questionnaire"]), EXAMPLE["answers"]
RESULT = score(ASKED, ANSWERS)
SAID = EXAMPLE["score"]


def near(value: Any) -> Any:
    return pytest.approx(value, abs=0.001)


def percents(shares: Any) -> dict[str, float]:
    return {id_: share.percent for id_, share in shares.items() if share.percent is not None}


def test_the_score() -> None:
    assert (RESULT.base, RESULT.coverage, RESULT.plus, RESULT.emotion_index) == (
        near(SAID["base"]), near(SAID["coverage"]), SAID["plus"], near(SAID["emotion_index"])
    )  # fmt: skip
    assert percents(RESULT.sections) == near(SAID["sections"])
    assert percents(RESULT.levels) == near(SAID["levels"])
    assert percents(RESULT.components) == near(SAID["components"])


def test_the_findings() -> None:
    found, said = find(ASKED, ANSWERS, RESULT), EXAMPLE["findings"]
    assert found.praise and found.fix and found.step
    assert (found.praise.title["en"], found.fix.title["en"]) == (said["praise"], said["fix"])
    assert found.mends == said["mends"]
    assert said["lost"] in found.fix.text["en"]
    assert found.fix.quote == "She left and the phone won."
    assert "At once" in found.step.title["en"]
    assert len(found.flags) == said["flags"]


def test_the_comparison_in_the_figures_as_they_are_printed() -> None:
    mean = mean_of(EXAMPLE["others"])
    assert mean == (near(EXAMPLE["comparison"]["mean"]), EXAMPLE["comparison"]["n"])
    assert mean_of(EXAMPLE["others"][:2]) is None
    seen = observe(ASKED, ANSWERS, RESULT)
    report = {
        **account(ASKED, ANSWERS, RESULT, seen),
        "brand": {"name": "B", "main_colour": "#0c5d4b", "accent_colour": "#f2b32b"},
        "chain": "C", "store": {"name": "S", "code": "S"}, "issued_on": "2026-11-22",
        "visit": {"number": "K7M-4XRQ", "scenario": "", "when": ""},
        "score": score_data(ASKED, RESULT, Benchmark(previous=EXAMPLE["previous"], chain_mean=mean[0], n=mean[1])),
    }  # fmt: skip
    snapshot = {"report": report, "when": {"hq": dict.fromkeys(("fi", "sv", "en"), "week 47")}}
    data = read_report(report_data(snapshot, "hq", "en"))
    said = view_of(data, load_texts(STORE_REPORT.folder, "en"), theme_of(data.brand), "")
    assert said["score"] == "66"
    assert [fact.figure for fact in said["facts"]][:2] == EXAMPLE["comparison"]["facts"]


def test_the_curve() -> None:
    moments = journey(ASKED, ANSWERS, RESULT)
    assert [moment.valence for moment in moments] == EXAMPLE["curve"]
    assert [moment.peak for moment in moments].index(True) == EXAMPLE["curve"].index(-3)
    assert (moments[0].start, moments[-1].end) == (True, True)
