"""How an answer is known: the grade of its evidence, for headquarters alone."""

from __future__ import annotations

from typing import Any

import pytest

from forms.library import shipped as shipped_questionnaire
from forms.scoring import score
from reports.documents.store_report_kind import STORE_REPORT
from reports.documents.texts import load_texts
from reports.documents.view import view_of
from reports.evidence_grade import grade_of
from reports.observed import Observed, observe
from reports.report_data import ReportDataError, from_plain
from reports.theme import theme_of
from tests.reports.answered import judged_answers, reported
from tests.reports.samples import shipped

FURNITURE = shipped_questionnaire("furniture")
MINUTE = {"from": "13:02:05", "to": "13:03:05", "seconds": 60}


def answered(question: str, **answer: Any) -> Observed:
    answers = {**judged_answers(FURNITURE, 1), question: answer}
    return next(one for one in observe(FURNITURE, answers, score(FURNITURE, answers)) if one.question.id == question)


@pytest.mark.parametrize(
    ("question", "answer", "grade"),
    [
        ("grt_t", {"value": MINUTE}, "stamped"),
        ("grt_t", {"value": {"seconds": 60}, "source": "estimated"}, "unknown"),
        ("grt_first", {"value": "staff", "source": "measured"}, "stamped"),
        ("grt_first", {"value": "staff", "photos": ["a"], "delay": 90_000}, "photographed"),
        ("grt_first", {"value": "staff", "delay": 3600}, "soon"),
        ("grt_first", {"value": "staff", "delay": 3601}, "later"),
        ("grt_first", {"value": "staff", "delay": -1}, "unknown"),
        ("grt_first", {"value": "staff", "delay": "soon"}, "unknown"),
        ("grt_first", {"value": "staff"}, "unknown"),
        ("grt_first", {"skipped": "not_observed", "delay": 5}, None),
    ],
)
def test_a_grade_by_what_stands_behind_an_answer(question: str, answer: dict[str, Any], grade: str | None) -> None:
    assert grade_of(answered(question, **answer)) == grade


def test_the_answer_to_a_receipt_question_is_known_from_the_receipt() -> None:
    question = next(one for one in shipped_questionnaire("restaurant").questions if one.kind == "receipt")
    assert grade_of(Observed(question, {"value": {"text": "Kiitos"}, "delay": 90_000}, None, 0)) == "receipt"
    assert grade_of(Observed(question, {"photos": ["a"]}, None, 0)) == "receipt"
    assert grade_of(Observed(question, {}, None, 0)) is None


def test_headquarters_read_the_share_of_each_grade_and_they_make_the_whole() -> None:
    answers = judged_answers(FURNITURE, 1)
    soon = {id_: {**one, "delay": 60} for id_, one in answers.items()}
    late = {id_: {**one, "delay": 90_000} for id_, one in answers.items()}
    for given, words in ((soon, "Noted within an hour of the moment"), (late, "Noted later")):
        data = reported(FURNITURE, given, "hq", "en")
        said = view_of(data, load_texts(STORE_REPORT.folder, "en"), theme_of(data.brand), "")
        assert words in [one.label for one in said["known"]]
        assert sum(one.percent for one in said["known"]) == pytest.approx(100)
        assert data.score.base == reported(FURNITURE, answers, "hq", "en").score.base, "it changes no score"


def test_a_store_never_reads_how_its_shopper_knows() -> None:
    data = reported(FURNITURE, judged_answers(FURNITURE, 1), "store", "en")
    assert all(row.grade is None for section in data.sections for row in section.rows)
    plain = shipped("fi")
    plain["sections"][0]["rows"][0]["grade"] = "later"
    with pytest.raises(ReportDataError, match="headquarters"):
        from_plain(plain)
