"""The score: cases worked out by hand, and what must hold for every visit."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.conditions import asked_questions
from forms.definition import from_plain
from forms.kinds import KINDS
from forms.library import shipped
from forms.scoring import score
from tests.forms.answers import values, visits
from tests.tables import table

TABLE = table("scoring")
SMALL = from_plain(TABLE["questionnaire"])
RESTAURANT = shipped("restaurant")


def percents(shares: Any) -> dict[str, float | None]:
    return {name: share.percent for name, share in shares.items()}


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["name"])
def test_it_scores_as_worked_out_by_hand(case):
    scored = score(SMALL, case["answers"])
    found = {
        **{key: getattr(scored, key) for key in ("base", "coverage", "plus", "emotion_index")},
        **{key: percents(getattr(scored, key)) for key in ("sections", "touchpoints", "levels", "components")},
        "flags": list(scored.flags),
    }
    for key, expected in case["expect"].items():
        if isinstance(expected, dict):
            assert {name: found[key][name] for name in expected} == pytest.approx(expected, abs=1e-6), case["why"]
        else:
            assert found[key] == (pytest.approx(expected, abs=1e-6) if isinstance(expected, float) else expected)


def test_emotion_is_weighed_beside_the_base_where_the_questionnaire_says_so():
    answers = {"hear": {"value": 2}, "feel": {"value": [{"emotion": "joy", "strength": 3}]},
               "top": {"value": {"touchpoint": "till", "sign": "plus", "strength": 3}}}  # fmt: skip
    plain = {**TABLE["questionnaire"], "emotion_weight": 40}
    weighing = score(from_plain(plain), answers)
    assert (weighing.base, weighing.emotion_index) == (25, 100)
    assert weighing.weighted == 25 * 0.6 + 100 * 0.4
    assert score(SMALL, answers).weighted is None
    assert score(from_plain(plain), {"hear": {"value": 2}}).weighted is None


def test_a_question_says_what_it_earned_and_what_was_lost():
    scored = score(SMALL, {"hear": {"value": 2}, "gap": {"value": "far"}})
    hear, gap, first = (scored.questions[id_] for id_ in ("hear", "gap", "first"))
    assert (hear.points, hear.weight, hear.earned, hear.lost, hear.plus) == (0.25, 3, 0.75, 2.25, 0)
    assert (gap.points, gap.earned, gap.lost, gap.plus) == (1, 3, 0, 2)
    assert (first.points, first.earned, first.lost) == (None, 0, 0)
    assert "help" not in scored.questions


def test_the_plain_form_is_json_and_marks_the_capped_section():
    plain = score(SMALL, {"first": {"value": "nobody"}, "wait": {"value": {"seconds": 1}}}).to_plain()
    assert plain["flags"] == ["first"]
    assert plain["sections"]["come"] == {"earned": 4, "possible": 8, "percent": 50, "capped": True}
    assert plain["sections"]["stay"] == {"earned": 0, "possible": 0, "percent": None, "capped": False}


@given(visits(RESTAURANT))
@settings(max_examples=60, deadline=None)
def test_all_shares_stay_within_bounds(answers):
    scored = score(RESTAURANT, answers)
    shares = [*scored.sections.values(), *scored.levels.values(), *scored.components.values()]
    figures = [scored.base, scored.coverage, scored.emotion_index, *(share.percent for share in shares)]
    assert all(0 <= figure <= 100 for figure in figures if figure is not None)
    assert scored.plus >= 0
    assert all(share.percent <= 60 for share in shares if share.capped)


@given(visits(SMALL), st.data())
@settings(max_examples=150, deadline=None)
def test_a_better_answer_never_lowers_the_base(answers, data):
    scored = [id_ for id_ in asked_questions(SMALL, answers) if SMALL.by_id[id_].weight]
    question = SMALL.by_id[data.draw(st.sampled_from(scored))]
    kind = KINDS[question.kind]
    pair = [data.draw(values(question)) for _ in range(2)]
    worse, better = sorted(pair, key=lambda value: kind.points(question, value))
    bases = [score(SMALL, {**answers, question.id: {"value": value}}).base for value in (worse, better)]
    assert bases[0] <= bases[1]


@given(visits(SMALL), st.data(), st.sampled_from(["not_applicable", "not_observed"]))
@settings(max_examples=150, deadline=None)
def test_a_skip_scores_as_if_the_question_were_not_answered(answers, data, reason):
    scored = [id_ for id_ in asked_questions(SMALL, answers) if SMALL.by_id[id_].weight]
    id_ = data.draw(st.sampled_from(scored))
    skipped = score(SMALL, {**answers, id_: {"skipped": reason}})
    silent = score(SMALL, {key: answer for key, answer in answers.items() if key != id_})
    assert (skipped.base, skipped.coverage, skipped.plus, skipped.flags) == (
        silent.base,
        silent.coverage,
        silent.plus,
        silent.flags,
    )


@given(visits(SMALL), st.sampled_from(["yes", "no"]), st.sampled_from(["big", "small", "none"]))
@settings(max_examples=100, deadline=None)
def test_a_plus_never_moves_the_base(answers, treat, gift):
    without = score(SMALL, {key: answer for key, answer in answers.items() if key not in ("treat", "gift")})
    with_them = score(SMALL, {**answers, "treat": {"value": treat}, "gift": {"value": gift}})
    assert (with_them.base, with_them.coverage) == (without.base, without.coverage)
    assert with_them.sections == without.sections
    assert with_them.plus >= without.plus


@given(visits(SMALL), st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_order_in_which_answers_came_does_not_matter(answers, random):
    shuffled = list(answers.items())
    random.shuffle(shuffled)
    assert score(SMALL, dict(shuffled)) == score(SMALL, answers)
