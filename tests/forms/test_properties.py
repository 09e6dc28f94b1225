"""What holds for any questionnaire that can be loaded: it takes its own answers and scores them within bounds."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from forms.builder import judge, judge_posted
from forms.conditions import asked_questions
from forms.kinds import KINDS
from forms.scoring import CAP, DIGITS, Score, score
from forms.shapes import Question, Questionnaire
from tests.forms.answers import answers, visits
from tests.forms.made import questionnaires

Answers = dict[str, dict[str, Any]]
THOROUGH = settings(max_examples=80, deadline=None)
QUESTIONNAIRES = questionnaires(12)


@st.composite
def answered(draw: Callable[[st.SearchStrategy[Any]], Any]) -> tuple[Questionnaire, Answers]:
    """A questionnaire and a visit in which each asked question has an answer or none, and no other has one."""
    questionnaire = draw(QUESTIONNAIRES)
    given_answers = draw(visits(questionnaire))
    asked = asked_questions(questionnaire, given_answers)
    return questionnaire, {id_: given_answers[id_] for id_ in asked if id_ in given_answers}


@given(answered(), st.sampled_from(["fi", "sv", "en"]))
@THOROUGH
def test_it_takes_its_own_answers_as_they_are(visit: tuple[Questionnaire, Answers], language: str) -> None:
    questionnaire, given_answers = visit
    verdict = judge(questionnaire, language, given_answers)
    assert verdict.values == given_answers
    assert (verdict.hidden, verdict.unknown) == ({}, [])
    assert not verdict.errors.keys() & given_answers.keys()
    assert all(questionnaire.by_id[id_].required for id_ in verdict.errors)
    assert verdict.asked == asked_questions(questionnaire, given_answers)


@given(answered())
@THOROUGH
def test_judged_again_it_is_the_same_and_so_it_is_after_a_journey_as_json(visit: tuple[Questionnaire, Answers]) -> None:
    questionnaire, given_answers = visit
    first = judge(questionnaire, "fi", given_answers)
    assert judge(questionnaire, "fi", first.values) == first
    assert judge(questionnaire, "fi", json.loads(json.dumps(first.values))) == first


@given(answered())
@THOROUGH
def test_a_posted_page_gets_the_same_verdict(visit: tuple[Questionnaire, Answers]) -> None:
    questionnaire, given_answers = visit
    pairs = [pair for id_, answer in given_answers.items() for pair in _pairs(questionnaire.by_id[id_], answer)]
    assert judge_posted(questionnaire, "sv", MultiDict(pairs)) == judge(questionnaire, "sv", given_answers)


@given(answered())
@THOROUGH
def test_every_figure_of_the_score_keeps_its_bounds(visit: tuple[Questionnaire, Answers]) -> None:
    questionnaire, given_answers = visit
    found = score(questionnaire, given_answers)
    percents = [found.base, found.coverage, found.emotion_index, *_percents(found)]
    assert all(percent is None or 0 <= percent <= 100 for percent in percents)
    assert found.plus >= 0
    assert set(found.questions) == set(asked_questions(questionnaire, given_answers))
    for one in found.questions.values():
        assert one.points is None or 0 <= one.points <= 1
        assert one.earned >= 0 and one.lost >= 0 and one.earned + one.lost <= one.weight + 10**-DIGITS
    for section in questionnaire.sections:
        share, failed = found.sections[section.id], {question.id for question in section.questions} & set(found.flags)
        assert share.capped == bool(failed)
        assert share.earned <= share.possible * (CAP if failed else 1) + 10**-DIGITS
    json.dumps(found.to_plain(), allow_nan=False)


def _percents(found: Score) -> list[float | None]:
    groups = (found.sections, found.touchpoints, found.levels, found.components)
    return [share.percent for group in groups for share in group.values()]


@given(answered(), st.data())
@settings(max_examples=50, deadline=None)
def test_a_better_answer_never_lowers_the_base(visit: tuple[Questionnaire, Answers], data: st.DataObject) -> None:
    # Where a condition asks more after the better answer, the sums are of other questions.
    questionnaire, given_answers = _without_conditions(visit[0]), visit[1]
    weighty = [one for one in questionnaire.questions if one.weight and one.due_after_days is None]
    assume(weighty)
    question = data.draw(st.sampled_from(weighty))
    two = [score(questionnaire, given_answers | {question.id: data.draw(answers(question))}) for _ in range(2)]
    points = [found.questions[question.id].points for found in two]
    assume(None not in points)
    worse, better = (found for _points, found in sorted(zip(points, two, strict=True), key=lambda pair: pair[0] or 0))
    assert worse.base is not None and better.base is not None
    assert worse.base <= better.base
    assert set(better.flags) <= set(worse.flags)


def _without_conditions(whole: Questionnaire) -> Questionnaire:
    sections = [
        replace(section, questions=tuple(replace(question, when=None) for question in section.questions))
        for section in whole.sections
    ]
    return replace(whole, sections=tuple(sections))


@given(answered(), st.data())
@THOROUGH
def test_what_is_not_asked_or_was_skipped_is_in_neither_sum(
    visit: tuple[Questionnaire, Answers], data: st.DataObject
) -> None:
    questionnaire, given_answers = visit
    before = score(questionnaire, given_answers)
    asked = set(asked_questions(questionnaire, given_answers))
    unasked = {one.id: data.draw(answers(one)) for one in questionnaire.questions if one.id not in asked}
    assert score(questionnaire, unasked | given_answers) == before
    skipped = {id_: {"skipped": "not_applicable"} for id_ in asked if questionnaire.by_id[id_].weight}
    nothing = score(_without_conditions(questionnaire), given_answers | skipped)
    assert all(nothing.questions[id_].points is None for id_ in skipped)


def _pairs(question: Question, answer: dict[str, Any]) -> list[tuple[str, str]]:
    return KINDS[question.kind].formdata(question, answer)
