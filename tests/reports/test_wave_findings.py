"""What a wave says, whatever the visits: properties and edges of the counting."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import comparison
from reports.wave.details import costliest, sure_ones
from reports.wave.figures import FEWEST, change_between, mean_of, spread_of, t_point
from reports.wave.findings import find
from reports.wave.moments import best_moments
from reports.wave.outcomes import outcomes
from reports.wave.peaks import peak_map
from reports.wave.promises import promises
from reports.wave.stores import portfolio
from reports.wave.told import Moment, Promise, Told, Words
from tests.reports.waves import FIRST, detail, said, told, visit, wave

SCORES = st.lists(st.floats(0, 100), max_size=40)


def test_it_asks_for_as_many_visits_as_the_rest_of_the_product() -> None:
    assert FEWEST == comparison.FEWEST


@given(st.integers(1, 12), st.integers(1, 4), st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_the_order_in_which_visits_come_never_matters(stores: int, each: int, seed: int) -> None:
    now, before = wave(stores, each, seed), wave(stores, 3, seed + 1)
    shuffled = random.Random(seed)
    mixed, mixed_before = shuffled.sample(now, len(now)), shuffled.sample(before, len(before))
    assert find(now, [before]) == find(mixed, [mixed_before])


@given(SCORES)
def test_a_mean_lies_among_its_values_and_needs_three(scores: list[float]) -> None:
    found = mean_of(scores)
    assert found.n == len(scores)
    assert (found.mean is None) == (found.margin is None) == (len(scores) < FEWEST)
    if found.mean is not None:
        assert min(scores) - 1e-6 <= found.mean <= max(scores) + 1e-6


@given(st.lists(st.floats(0, 100), min_size=3, max_size=10), st.integers(2, 6))
def test_margins_shrink_as_visits_grow(scores: list[float], times: int) -> None:
    few, many = mean_of(scores), mean_of(scores * times)
    assert (few.margin or 0) >= (many.margin or 0)


def test_the_points_of_t_fall_towards_the_normal_curve() -> None:
    points = [t_point(freedom) for freedom in range(1, 400)]
    assert points == sorted(points, reverse=True) and points[-1] > 1.9599
    # From printed tables of the distribution.
    assert (t_point(1), t_point(10), t_point(30)) == (12.7062, 2.2281, 2.0423)
    assert t_point(60) == pytest.approx(2.0003, abs=1e-4) and t_point(120) == pytest.approx(1.9799, abs=1e-4)
    assert t_point(5.88) == t_point(5)


@given(SCORES, SCORES)
def test_a_change_is_told_only_where_both_have_three(now: list[float], before: list[float]) -> None:
    found = change_between(now, before)
    assert (found.change is None) == (min(len(now), len(before)) < FEWEST)
    back = change_between(before, now)
    assert found.is_clear == back.is_clear
    if found.change is not None and back.change is not None:
        assert found.change == pytest.approx(-back.change, abs=1e-5) and found.margin == back.margin


def test_the_same_everywhere_is_a_margin_of_nothing_and_a_clear_change() -> None:
    assert mean_of([80, 80, 80]).margin == 0
    found = change_between([80, 80, 80], [70, 70, 70])
    assert (found.change, found.margin, found.is_clear) == (10, 0, True)
    assert not change_between([80, 80, 80], [80, 80, 80]).is_clear


@given(st.lists(st.integers(1, 5), min_size=2, max_size=8))
def test_it_never_ranks_where_a_store_has_under_three_visits(counts: list[int]) -> None:
    visits = [visit(store, turn) for store, count in enumerate(counts) for turn in range(count)]
    found = portfolio(visits, [])
    assert found.is_ranked == (min(counts) >= FEWEST)
    names = [line.name.casefold() for line in found.lines]
    if found.is_ranked:
        means = [line.score.now.mean or 0 for line in found.lines]
        assert means == sorted(means, reverse=True)
    else:
        assert names == sorted(names)
    assert all((line.score.now.mean is None) == (line.score.now.n < FEWEST) for line in found.lines)


def test_a_store_alone_has_no_place_in_an_order() -> None:
    assert not portfolio([visit(1, turn) for turn in range(5)], []).is_ranked


@given(st.integers(1, 6), st.integers(1, 4), st.integers(0, 10**6))
@settings(max_examples=30)
def test_the_costs_of_all_details_sum_to_what_the_mean_lacks(stores: int, each: int, seed: int) -> None:
    visits = wave(stores, each, seed)
    lacking = 100 - sum(one.base or 0 for one in visits) / len(visits)
    costs = costliest(visits, [])
    assert sum(one.cost for one in costs) == pytest.approx(lacking, abs=1e-3)
    assert [one.cost for one in costs] == sorted((one.cost for one in costs), reverse=True)
    assert all(0 < one.lost_in <= one.n <= len(visits) and one.stores <= stores for one in costs)


def test_of_answers_that_all_differ_the_one_in_the_middle_is_told() -> None:
    waits = [(0.9, "40 s"), (0.2, "9 min"), (0.5, "4 min")]
    visits = [told(number=f"v{n}", details=(detail("t", points, answer=said_),))
              for n, (points, said_) in enumerate(waits)]  # fmt: skip
    (one,) = costliest(visits, [])
    assert (one.answer, one.times) == (said("4 min"), 1)  # type: ignore[comparison-overlap]


def test_a_detail_costs_nothing_where_it_was_never_lost() -> None:
    assert costliest([told(details=(detail("a", 1),))], []) == ()


def test_the_bar_is_raised_after_three_sure_waves_of_three_visits() -> None:
    sure = [told(number=f"v{n}", details=(detail("a", 1), detail("b", 0.9))) for n in range(3)]
    assert [one.id for one in sure_ones([sure, sure, sure])] == ["a"]
    assert sure_ones([sure, sure]) == () and sure_ones([sure, sure, sure[:2]]) == ()


def moment(touchpoint: str, valence: float | None, *, felt: bool = True, picked: bool = False) -> Moment:
    return Moment(touchpoint, said(touchpoint), valence, felt, picked)


def test_what_was_picked_is_the_peak_and_what_was_derived_is_none() -> None:
    visits = [
        told(number="1", moments=(moment("door", 3), moment("till", 1, picked=True), moment("table", -1))),
        told(number="2", moments=(moment("door", 2), moment("till", -3), moment("table", -1, picked=True))),
        told(number="3", moments=(moment("door", 3, felt=False), moment("till", None))),
    ]
    found = peak_map(visits)
    told_of = {place.touchpoint: (place.peaks, place.lows) for place in found.places}
    assert told_of == {"door": (1, 0), "till": (1, 0), "table": (0, 2)} and found.n == 2
    assert [place.touchpoint for place in found.places] == ["door", "till", "table"]


def test_ways_of_different_lengths_keep_their_order() -> None:
    long = told(number="1", moments=tuple(moment(place, 1) for place in ("door", "queue", "till", "out")))
    short = told(number="2", moments=tuple(moment(place, 1) for place in ("door", "bar", "out")))
    assert [one.touchpoint for one in peak_map([short, long]).places] == ["door", "bar", "queue", "till", "out"]


def test_every_store_is_heard_once_before_any_is_heard_twice() -> None:
    visits = [told(store=store, number=f"{store}{n}", praise=Words(said("Farewell"), f"{store}, {n}!"), emotion=feeling)
              for store, feeling in (("a", 90.0), ("b", 40.0)) for n in range(3)]  # fmt: skip
    assert [quote.store for quote in best_moments(visits, 4)] == ["Store a", "Store b", "Store a", "Store b"]
    assert best_moments([told(praise=Words(said("Farewell"), ""))]) == ()


def test_the_same_words_are_told_once() -> None:
    praised = Words(said("Farewell"), "Tulkaa pian!")
    assert len(best_moments([told(number=f"v{n}", praise=praised) for n in range(4)])) == 1


def promising(points: list[float], question: str | None = "a") -> list[Told]:
    return [
        told(number=f"v{n}", on=FIRST + timedelta(days=n), details=(detail("a", one),),
             promise=Promise(f"Deed {n}", question, True, False))
        for n, one in enumerate(points)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("points", "seen"), [([0, 1], "mended"), ([0.2, 0.5], "better"), ([0.5, 0.5], "same"), ([0.5, 0.2], "same")]
)
def test_the_next_visit_shows_whether_a_promise_was_kept(points: list[float], seen: str) -> None:
    kept = promises(promising(points)).kept
    assert [one.seen for one in kept] == [seen, None]


def test_a_promise_that_names_no_detail_is_never_called_kept() -> None:
    found = promises(promising([0, 1, 1], None))
    assert (found.promised, found.done, found.seen) == (3, 3, 0)


def test_a_deed_promised_again_stands_once_with_how_often() -> None:
    visits = [told(number=f"v{n}", on=FIRST + timedelta(days=n), promise=Promise("Greet", None, n > 0, False))
              for n in range(3)]  # fmt: skip
    (one,) = promises(visits).kept
    assert (one.times, one.is_done) == (3, True)


def test_evenness_needs_a_store_with_three_visits() -> None:
    assert spread_of([[1.0, 2.0], [3.0]]) is None
    assert spread_of([[70, 80, 90], [80, 80, 80]]) == pytest.approx(50**0.5)
    assert outcomes([told(number="1"), told(number="2")]).even is None


def test_a_correlation_needs_ten_visits_that_differ() -> None:
    def pairs(count: int, recommend: int | None) -> list[Told]:
        return [told(number=f"v{n:02}", levels={"E": float(n)}, recommend=n if recommend is None else recommend)
                for n in range(count)]  # fmt: skip

    assert outcomes(pairs(9, None)).drivers == ()
    assert outcomes(pairs(12, 7)).drivers == ()
    (one,) = outcomes(pairs(12, None)).drivers
    assert one.level == "E" and one.r == 1.0 and one.low > 0.99 and one.n == 12


def test_a_wave_without_a_visit_says_nothing_and_breaks_nothing() -> None:
    found = find([], [[], []])
    assert found.n == 0 and found.portfolio.lines == () and found.details == () and found.costs == 0
