"""The score weighted with emotion stands beside the base where a questionnaire weighs emotion, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from forms.library import shipped as shipped_questionnaire
from forms.scoring import score
from reports.comparison import Benchmark
from reports.printer import Printer
from reports.report_data import ReportDataError, from_plain
from reports.snapshot import score_data
from tests.reports.answered import full_answers, reported
from tests.reports.drawn import sample_pictures
from tests.reports.pressing import run_of, text_of
from tests.reports.samples import shipped

PLAIN = shipped_questionnaire("fashion_boutique")
WEIGHING = replace(PLAIN, emotion_weight=30)
ANSWERS = full_answers(PLAIN)
SAID = {
    "fi": "painotettu tunteella 30 %: 84",
    "sv": "viktat med känsla 30 %: 84",
    "en": "weighted with emotion 30%: 84",
}


def with_weighted(language: str = "fi", edition: str = "store", /, **changed: Any) -> dict[str, Any]:
    """The shipped sample (base 86.6, emotion index 79.2) as of a questionnaire that weighs emotion by 30 %."""
    data = shipped(language, edition)
    data["score"] = {**data["score"], "weighted": {"score": 84.38, "share": 30, **changed}}
    return data


def test_it_is_frozen_beside_the_base_with_its_share() -> None:
    result = score(WEIGHING, ANSWERS)
    assert result.base is not None and result.emotion_index is not None
    frozen = score_data(WEIGHING, result, Benchmark())
    assert frozen["base"] == result.base
    assert frozen["weighted"]["share"] == 30
    assert frozen["weighted"]["score"] == pytest.approx(result.base * 0.7 + result.emotion_index * 0.3)


def test_a_questionnaire_that_does_not_weigh_emotion_leaves_no_trace_of_it() -> None:
    assert "weighted" not in score_data(PLAIN, score(PLAIN, ANSWERS), Benchmark())
    report = reported(PLAIN, ANSWERS, "hq", "fi")
    assert report.score.weighted is None
    assert "weighted" not in report.to_plain()["score"]


def test_without_an_emotion_index_there_is_no_weighted_score() -> None:
    unfelt = {id_: answer for id_, answer in ANSWERS.items() if id_ not in ("emo_end", "peak")}
    result = score(WEIGHING, unfelt)
    assert result.base is not None
    assert "weighted" not in score_data(WEIGHING, result, Benchmark())


def test_its_report_goes_to_plain_data_and_back() -> None:
    report = reported(WEIGHING, ANSWERS, "store", "fi")
    assert report.score.weighted is not None
    assert from_plain(report.to_plain()) == report


@pytest.mark.parametrize("wrong", [{"score": 101}, {"score": -1}, {"share": 0}, {"share": 100}])
def test_a_weighted_score_out_of_bounds_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ReportDataError, match="weighted"):
        from_plain(with_weighted(**wrong))


def test_it_is_printed_beside_the_base_and_told_of_in_both_editions_and_every_language(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    with Printer() as printer:
        for edition in ("store", "hq"):
            for language, words in SAID.items():
                printer.print(with_weighted(language, edition), sample_pictures(), file)
                first = run_of(text_of(file, 1, 1))
                assert words in first and "87" in first.split()
                assert {"fi": "Painotettu luku on 70 %", "sv": "Det viktade talet består till 70 %",
                        "en": "The weighted figure is 70%"}[language] in run_of(text_of(file))  # fmt: skip


def test_a_report_without_it_says_nothing_of_weighing(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    with Printer() as printer:
        printer.print(shipped("fi", "hq"), sample_pictures(), file)
    assert "painotettu" not in run_of(text_of(file)).lower()
