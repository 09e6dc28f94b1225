"""A store's year: what it says of waves, sections, moments and promises, whatever the visits."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.wave.told import Promise, Share, Told, Words
from reports.wave.year import year_of
from tests.reports.waves import FIRST, said, told, visit


def wave_of(number: int, scores: list[float], **changed: Any) -> list[Told]:
    return [
        told(score, number=f"w{number}-{turn}", on=FIRST + timedelta(days=90 * number + turn), **changed)
        for turn, score in enumerate(scores)
    ]


def test_waves_stand_in_their_order_with_every_visit() -> None:
    found = year_of([("Spring", wave_of(0, [60, 70, 80])), ("Summer", []), ("Autumn", wave_of(1, [90, 85]))])
    assert [(one.name, one.scores) for one in found.waves] == [("Spring", (60, 70, 80)), ("Autumn", (85, 90))]
    assert found.n == 5 and found.waves[0].score.mean == 70 and found.waves[1].score.mean is None


def test_the_years_change_is_told_from_three_visits_at_both_ends_on() -> None:
    few = year_of([("Spring", wave_of(0, [60, 70, 80])), ("Autumn", wave_of(1, [90, 85]))])
    assert few.change.change is None
    enough = year_of([("Spring", wave_of(0, [60, 61, 62])), ("Autumn", wave_of(1, [90, 91, 92]))])
    assert enough.change.change == 30 and enough.change.is_clear


def test_a_section_that_was_not_asked_in_a_wave_leaves_a_gap() -> None:
    counter, till = Share("counter", said("Counter"), 50.0), Share("till", said("Till"), 90.0)
    found = year_of([("a", wave_of(0, [70], sections=(counter,))), ("b", wave_of(1, [70], sections=(counter, till)))])
    trends = {one.id: (one.percents, one.first, one.last) for one in found.sections}
    assert trends == {"counter": ((50, 50), 50, 50), "till": ((None, 90), None, None)}


def test_moments_of_every_wave_are_heard_and_faults_stand_without_words_too() -> None:
    spring = wave_of(0, [80], praise=Words(said("Farewell"), "Kiitos!"), fix=Words(said("Queue"), ""))
    autumn = wave_of(1, [80], praise=Words(said("Coffee"), "Tuoretta!"), fix=Words(said("Till"), "Liian hidas."))
    found = year_of([("Spring", spring), ("Autumn", autumn)])
    assert [(one.wave, one.words) for one in found.best] == [("Spring", "Kiitos!"), ("Autumn", "Tuoretta!")]
    assert [(one.wave, one.words) for one in found.worst] == [("Spring", ""), ("Autumn", "Liian hidas.")]


def test_steps_are_counted_back_to_the_first_that_was_missed() -> None:
    fates = [(True, False), (False, True), (True, False), (True, False), (False, False)]
    visits = [
        told(number=f"v{n}", on=FIRST + timedelta(days=n), promise=Promise(f"Deed {n}", None, is_done, is_late))
        for n, (is_done, is_late) in enumerate(fates)
    ]
    # The last is not due yet: it neither counts nor ends the row.
    assert year_of([("a", visits)]).steps == 2


@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_the_order_of_visits_never_matters(waves: int, each: int, seed: int) -> None:
    told_waves = [(f"Wave {n}", [visit(1, n * 4 + turn, seed) for turn in range(each)]) for n in range(waves)]
    dice = random.Random(seed)
    mixed = [(name, dice.sample(visits, len(visits))) for name, visits in told_waves]
    assert year_of(told_waves) == year_of(mixed)


def test_a_year_without_a_visit_says_nothing_and_breaks_nothing() -> None:
    found = year_of([])
    assert (found.n, found.waves, found.steps, found.change.change) == (0, (), 0, None)
