"""How soon after its moment an answer was given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from forms.definition import Questionnaire
from forms.library import shipped
from shopper.timing import delays

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def stamped(**moments: float) -> list[dict[str, Any]]:
    return [{"moment": moment, "at": at(minutes).isoformat()} for moment, minutes in moments.items()]


@pytest.fixture(scope="module")
def restaurant() -> Questionnaire:
    return shipped("restaurant")


def test_it_counts_from_the_last_moment_of_the_touchpoint(restaurant: Questionnaire) -> None:
    found = delays(restaurant, stamped(arrived=0, noticed=1), {"grt_first": at(11), "grt_t": at(1.5)})
    assert found == {"grt_first": 600, "grt_t": 30}


def test_a_touchpoint_without_stamps_takes_the_one_before_it(restaurant: Questionnaire) -> None:
    # Nothing of the attention is stamped: it is asked after the food.
    assert delays(restaurant, stamped(ordered=5, served=20, paid=60), {"att_check": at(21)}) == {"att_check": 60}


def test_what_comes_before_all_stamps_or_after_them_takes_the_leaving(restaurant: Questionnaire) -> None:
    stamps = stamped(arrived=0, noticed=1, left=50)
    assert delays(restaurant, stamps, {"ctx_mood": at(51), "emo_end": at(52)}) == {"ctx_mood": 60, "emo_end": 120}


def test_what_was_taken_back_does_not_count_and_the_later_stamp_does(restaurant: Questionnaire) -> None:
    stamps = [*stamped(noticed=1), {"moment": "noticed", "at": at(9).isoformat(), "undone": True}, *stamped(arrived=0)]
    assert delays(restaurant, stamps, {"grt_smile": at(10)}) == {"grt_smile": 540}
    again = [*stamps, {"moment": "noticed", "at": at(4).isoformat()}]
    assert delays(restaurant, again, {"grt_smile": at(10)}) == {"grt_smile": 360}


def test_there_is_no_delay_where_a_time_is_unknown_or_out_of_order(restaurant: Questionnaire) -> None:
    stamps = stamped(arrived=0, noticed=1)
    assert delays(restaurant, stamps, {"grt_smile": at(0.5), "grt_first": None}) == {}
    assert delays(restaurant, [], {"grt_smile": at(5)}) == {}
    assert delays(restaurant, stamps, {"unheard_of": at(5)}) == {}


def test_moments_that_no_question_names_change_nothing(restaurant: Questionnaire) -> None:
    stamps = [*stamped(arrived=0, noticed=1), *stamped(skip=2, mood_up=3, something=4)]
    assert delays(restaurant, stamps, {"grt_smile": at(5)}) == {"grt_smile": 240}
