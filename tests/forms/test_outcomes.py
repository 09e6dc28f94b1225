"""What one visit's answers say beside the score."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.builder import judge
from forms.definition import Questionnaire, from_plain
from forms.library import details
from forms.outcomes import Outcomes, Sitting, Turn, outcomes
from forms.scoring import score
from tests.forms.made import questionnaires
from tests.world import said

IDS = ("exp_pre", "care", "promise", "out4", "dist", "leave", "next", "tell", "tell_n", "silent", "nps", "turn", "why3",
       "emo_why", "exp_gap", "stay", "pick")  # fmt: skip
FULL: dict[str, Any] = {
    "exp_pre": 3, "care": 5, "promise": 4, "exp_gap": "above", "leave": "no", "next": "here", "tell": "good",
    "tell_n": 4, "silent": "friends", "nps": 9, "why3": ["service", "price"], "emo_why": "care", "pick": "warmth",
    "out4": {"feedback": 4, "buy": 6, "back": 10, "recommend": 8},
    "dist": {"range": 7, "product": 8, "service": 10, "brand": 5},
    "turn": {"touchpoint": "payment", "sign": "minus", "time": "13:45", "words": "kassi lensi tiskille"},
    "stay": [
        {"on": "2026-11-30", "time": "18:30", "touchpoint": "room", "emotion": "joy", "strength": 2},
        {"on": "2026-12-01", "touchpoint": "payment", "emotion": "irritation", "strength": 3, "words": "jono"},
    ],
}  # fmt: skip


def asked(*ids: str) -> Questionnaire:
    """A questionnaire of the shelf's questions with these ids."""
    shelf = {one.id: dict(one.question) for one in details()}
    questions = [{**shelf[id_], "touchpoint": "room"} for id_ in ids if id_ in shelf]
    places = [{"id": id_, "name": said(id_)} for id_ in ("room", "payment")]
    section = {"id": "all", "title": said("Kaikki"), "questions": questions}
    return from_plain({"code": "a", "title": said("A"), "languages": ["fi", "sv", "en"], "touchpoints": places,
                       "sections": [section]})  # fmt: skip


WHOLE = asked(*IDS)


def told(**changed: Any) -> Outcomes:
    values = {id_: value for id_, value in {**FULL, **changed}.items() if id_ in WHOLE.by_id and value is not None}
    return outcomes(WHOLE, {id_: {"value": value} for id_, value in values.items()})


def test_the_shelf_holds_every_question_that_is_looked_for() -> None:
    assert set(IDS) <= WHOLE.by_id.keys()
    verdict = judge(WHOLE, "fi", {id_: {"value": FULL[id_]} for id_ in WHOLE.by_id if id_ in FULL})
    assert verdict.errors == {} and not verdict.hidden


def test_excellence_is_the_share_of_best_steps_and_leaves_the_expectation_out() -> None:
    found = told().excellence
    assert found and (found.best, found.n, found.rate) == (1, 2, 50)
    assert told(care=None, promise=None).excellence is None


def test_intents_are_four_and_their_index() -> None:
    found = told().intents
    assert found and dict(found.parts) == {"feedback": 4, "buy": 6, "back": 10, "recommend": 8} and found.index == 70
    part = told(out4={"feedback": 4, "buy": 6}).intents
    assert part and dict(part.parts) == {"feedback": 4, "buy": 6} and part.index is None


def test_distance_is_what_lacks_to_being_close() -> None:
    found = told().distance
    assert found and dict(found.parts) == {"range": 3, "product": 2, "service": 0, "brand": 5} and found.index == 25


@pytest.mark.parametrize(
    ("changed", "index"),
    [({}, (70 + 100 + 75) / 3), ({"next": "online"}, (70 + 0 + 75) / 3), ({"next": "unknown"}, (70 + 75) / 2),
     ({"out4": None}, (100 + 75) / 2)],
)  # fmt: skip
def test_commitment_is_the_mean_of_what_is_known(changed: dict[str, Any], index: float) -> None:
    found = told(**changed).commitment
    assert found and found.index == pytest.approx(index, abs=1e-6)
    assert told(out4=None, next=None).commitment is None


@pytest.mark.parametrize(("gap", "before", "after"), [("above", 3, 4), ("far_above", 4, 5), ("far_below", 2, 1)])
def test_the_expectation_is_where_it_began_and_ended(gap: str, before: int, after: int) -> None:
    found = told(exp_gap=gap, exp_pre=before).expectation
    assert found and found.before == before and found.after == after


def test_without_the_question_before_the_gap_alone_is_told() -> None:
    found = told(exp_pre=None).expectation
    assert found and (found.step, found.before, found.after) == (1, None, None)


def test_what_is_told_to_others_has_a_sign_and_a_number() -> None:
    good, bad, none = told().echo, told(tell="bad").echo, told(tell="no").echo
    assert good and bad and none
    assert (good.balance, bad.balance, none.balance) == (4, -4, 0)
    alone = told(tell="bad", tell_n=None).echo
    assert alone and alone.people is None and alone.balance == -1


def test_the_rest_is_told_as_it_was_chosen() -> None:
    found = told()
    assert (found.is_risk, found.silent, found.next_time, found.satisfaction) == (False, "friends", "here", 9)
    assert (found.reasons, found.cause, found.preference) == (("service", "price"), "care", "warmth")
    assert told(leave="yes").is_risk is True and told(leave=None).is_risk is None


def test_the_turn_of_the_mood_is_a_place_or_nowhere() -> None:
    assert told().turn == Turn("payment", "minus", "13:45", "kassi lensi tiskille")
    assert told(turn={"none": True}).turn == Turn()
    assert told(turn=None).turn is None


def test_a_stay_is_a_curve_over_days() -> None:
    assert told().sittings == (
        Sitting("2026-11-30", "18:30", "room", "joy", 2, ""),
        Sitting("2026-12-01", "", "payment", "irritation", -3, "jono"),
    )


def test_nothing_asked_or_answered_is_nothing() -> None:
    assert told(**dict.fromkeys(FULL)) == Outcomes()
    assert outcomes(asked("grt_smile"), {"grt_smile": {"value": "yes"}, "leave": {"value": "yes"}}) == Outcomes()


def test_what_was_not_asked_does_not_count() -> None:
    later = asked("tell", "tell_n")
    answers = {"tell": {"value": "no"}, "tell_n": {"value": 7}}
    found = outcomes(later, answers)
    assert found.echo and found.echo.people == 0
    assert outcomes(later, answers, score(later, answers)) == found


_ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["yes", "good", "a", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    | st.fixed_dictionaries({"value": inner}),
    max_leaves=6,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(IDS), _ODD))
@settings(max_examples=300, deadline=None)
def test_no_answer_however_odd_makes_it_raise(answers: dict[str, Any]) -> None:
    assert isinstance(outcomes(WHOLE, answers), Outcomes)


@given(questionnaires(), st.data())
@settings(max_examples=150, deadline=None)
def test_it_never_raises_for_any_questionnaire_and_what_is_judged_of_any_answers(
    questionnaire: Questionnaire, data: st.DataObject
) -> None:
    came = data.draw(st.dictionaries(st.sampled_from(sorted(questionnaire.by_id)), _ODD))
    judged = judge(questionnaire, "fi", came)
    for answers in (came, judged.values):
        found = outcomes(questionnaire, answers)
        assert found.commitment is None or 0 <= found.commitment.index <= 100
        assert found == outcomes(questionnaire, answers, score(questionnaire, answers))
