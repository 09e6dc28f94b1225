"""The cores of a wave's report at their thresholds, each against figures worked out by hand or by another way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import sqrt
from pathlib import Path
from statistics import correlation, fmean, stdev
from typing import Any

import pytest

from reports.wave.changes import changes
from reports.wave.details import costliest, sure_ones
from reports.wave.figures import change_between, mean_of, spread_of, t_point
from reports.wave.moments import best_moments, worst_moments
from reports.wave.outcomes import outcomes
from reports.wave.peaks import peak_map
from reports.wave.promises import promises
from reports.wave.stores import portfolio
from reports.wave.told import Gesture, Moment, Promise, Share, Told, Turn, Words, told_of
from reports.wave.year import year_of
from tests.reports.waves import DOCUMENTS, FIRST, detail, said, told


def day(number: int) -> dict[str, Any]:
    return {"on": FIRST + timedelta(days=number), "number": f"N-{number:02}"}


# Figures


@pytest.mark.parametrize(
    ("freedom", "point"),
    [(0.5, 12.7062), (1, 12.7062), (1.99, 12.7062), (2, 4.3027), (5.9, 2.5706), (29, 2.0452), (30.9, 2.0423),
     (31, 2.0395), (40, 2.0211), (60, 2.0003), (120, 1.9799), (1e9, 1.959964)],
)  # fmt: skip
def test_the_points_of_t_are_those_of_the_tables(freedom: float, point: float) -> None:
    assert t_point(freedom) == pytest.approx(point, abs=1e-4)


def test_two_values_say_nothing_and_three_say_a_mean_and_its_margin() -> None:
    assert (mean_of([70, None, 90]).mean, mean_of([70, None, 90]).n) == (None, 2)
    three = mean_of([60, 90, None, 75])
    assert three.mean == 75 and three.margin == pytest.approx(4.3027 * stdev([60, 90, 75]) / sqrt(3), abs=1e-6)


def test_a_change_is_as_welch_says() -> None:
    new, old = [82, 84, 91, 79], [70, 71, 60, 66, 68]
    parts = [stdev(new) ** 2 / 4, stdev(old) ** 2 / 5]
    freedom = sum(parts) ** 2 / (parts[0] ** 2 / 3 + parts[1] ** 2 / 4)
    found = change_between(new, old)
    assert found.change == pytest.approx(fmean(new) - fmean(old), abs=1e-6)
    assert found.margin == pytest.approx(t_point(freedom) * sqrt(sum(parts)), abs=1e-6)
    assert found.is_clear and not change_between(old, [one + 0.5 for one in old]).is_clear
    assert change_between(old, new).is_clear, "down is as clear as up"


def test_no_change_without_a_margin_is_not_clear() -> None:
    assert not change_between([80, 80, 80], [80, 80, 80]).is_clear
    assert change_between([81, 81, 81], [80, 80, 80]).is_clear
    assert change_between([0, 0, 1e-146], [0, 0, 0]).margin == 0


def test_the_spread_within_groups_weighs_each_by_its_freedom() -> None:
    # 2 · 100 and 3 · 200 over 5 make 160; the pair of one store says nothing.
    assert spread_of([[70, 80, 90], [60, 60, 90, 70], [0, 100]]) == pytest.approx(sqrt(160), abs=1e-6)
    assert spread_of([[0, 100]]) is None


def test_a_section_that_was_not_asked_before_has_no_change() -> None:
    now = [told(sections=(Share("a", said("A"), 60.0 + n), Share("b", said("B"), 70.0)), **day(n)) for n in range(3)]
    before = [told(sections=(Share("a", said("Old"), 50.0),), **day(n)) for n in range(3)]
    first, second = changes(now, before).sections
    titles: list[Any] = [first.title, second.title]
    assert titles == [said("A"), said("B")] and (first.id, first.percent.change) == ("a", 11)
    assert (second.id, second.percent.now.n, second.percent.before.n, second.percent.change) == ("b", 3, 0, None)


# Details


def test_the_cost_of_a_detail_with_all_that_stands_beside_it() -> None:
    now = [
        told(store=store, details=(detail("a", points, 3.0, answer, critical_failed=critical), detail("b", 1.0, 1.0)),
             **day(n))
        for n, (store, points, answer, critical) in enumerate(
            [("x", 0.0, "no", True), ("x", 0.5, "late", False), ("y", 0.5, "late", False), ("z", 0.9996, "yes", False)]
        )
    ]  # fmt: skip
    (one,) = costliest(now, now[:2])[:1]
    assert one.id == "a" and one.before is None, "two visits before are too few to compare with"
    assert one.cost == pytest.approx((3 + 1.5 + 1.5 + 3 * 0.0004) / 4 / 4 * 100, abs=1e-5)
    assert (one.n, one.lost_in, one.stores, one.critical) == (4, 3, 2, 1)
    answer: Any = one.answer
    assert answer == said("late") and one.times == 2
    assert "b" not in [each.id for each in costliest(now, [])]
    assert costliest(now, now[:3])[0].before == pytest.approx(6 / 3 / 4 * 100, abs=1e-5)


def test_a_detail_that_cost_next_to_nothing_is_told_too() -> None:
    now = [told(details=(detail("a", 0.99, 1.0), detail("b", 1.0, 9.0)), **day(n)) for n in range(3)]
    (one,) = costliest(now, [])
    assert one.id == "a" and one.cost == pytest.approx(0.1, abs=1e-6)


def test_what_was_not_there_before_has_no_cost_before() -> None:
    now = [told(details=(detail("new", 0.0),), **day(n)) for n in range(3)]
    before = [told(details=(detail("old", 0.0),), **day(n)) for n in range(3)]
    assert costliest(now, before)[0].before is None


@pytest.mark.parametrize(
    ("points", "each", "waves", "is_sure"),
    [(0.95, 3, 3, True), (0.9499, 3, 3, False), (1.0, 2, 3, False), (1.0, 3, 2, False), (1.0, 3, 4, True)],
)
def test_a_detail_is_sure_at_95_percent_of_three_visits_in_three_waves(
    points: float, each: int, waves: int, is_sure: bool
) -> None:
    wave = [told(details=(detail("a", points),), **day(n)) for n in range(each)]
    found = sure_ones([wave] * waves)
    assert [(one.id, one.n, one.percent) for one in found] == ([("a", each, points * 100)] if is_sure else [])


# Stores


def test_stores_stand_by_their_means_only_where_each_has_three_visits() -> None:
    scores = {"a": (60, 70, 80), "b": (90, 91, 92)}
    now = [told(score, store, plus=float(n == 0), **day(n)) for store, each in scores.items()
           for n, score in enumerate(each)]  # fmt: skip
    found = portfolio(now, [])
    assert found.is_ranked and [line.store for line in found.lines] == ["b", "a"]
    assert found.lines[0].plus == pytest.approx(1 / 3, abs=1e-6) and found.lines[1].scores == (60, 70, 80)
    fewer = portfolio(now[:-1], [])
    assert not fewer.is_ranked and [line.store for line in fewer.lines] == ["a", "b"]
    assert fewer.lines[1].score.now.mean is None
    unscored = portfolio([*now, told(None, "c"), told(None, "c"), told(80, "c")], [])
    assert not unscored.is_ranked, "visits without a score are none that could be ranked"


# Promises


@pytest.mark.parametrize(
    ("then", "now", "seen"),
    [(0.5, 1.0, "mended"), (0.5, 0.9995, "mended"), (0.5, 0.999, "better"), (0.5, 0.51, "better"),
     (0.5, 0.5, "same"), (0.5, 0.2, "same"), (1.0, 1.0, "mended")],
)  # fmt: skip
def test_what_the_next_visit_saw_of_a_promise(then: float, now: float, seen: str) -> None:
    first = told(details=(detail("q", then),), promise=Promise("Mend it", "q", True, False), **day(1))
    found = promises([first, told(details=(detail("q", now),), **day(2))])
    assert found.kept[0].seen == seen and (found.promised, found.done, found.seen, found.late) == (1, 1, 1, 0)
    assert (found.mended, found.better) == (int(seen == "mended"), int(seen == "better"))


def test_another_stores_visit_sees_nothing_of_a_promise() -> None:
    first = told(details=(detail("q", 0.0),), promise=Promise("Mend it", "q", False, True), **day(1))
    found = promises([first, told(store="b", details=(detail("q", 1.0),), **day(2))])
    assert (found.visits, found.promised, found.done, found.late, found.seen) == (2, 1, 0, 1, 0)


def test_the_visit_right_after_a_promise_is_what_sees_it_and_what_was_seen_comes_first() -> None:
    points = {"mended": (0.0, 1.0, 0.0), "better": (0.0, 0.5, 1.0), "same": (0.5, 0.5, 1.0)}
    visits = []
    for store, fate in enumerate(("same", "open", "better", "mended")):
        for turn, earned in enumerate(points.get(fate, (0.0,))):
            promise = Promise(fate, "q", turn == 0 and fate != "open", False) if turn == 0 else None
            visits.append(told(80.0, f"s{store}", details=(detail("q", earned),), promise=promise, **day(turn)))
    found = promises(visits)
    assert [(one.deed, one.seen) for one in found.kept] == [
        ("mended", "mended"), ("better", "better"), ("same", "same"), ("open", None),
    ]  # fmt: skip
    assert [one.deed for one in promises(visits, most=2).kept] == ["mended", "better"]


# The way


def moment(place: str, valence: float | None, felt: bool = True, picked: bool = False) -> Moment:
    return Moment(place, said(place), valence, felt, picked)


def test_a_peak_is_good_a_low_is_bad_and_what_is_level_is_neither() -> None:
    visits = [
        told(moments=(moment("door", 3.0), moment("till", -1.0, picked=True), moment("exit", -3.0)), **day(1)),
        told(moments=(moment("door", 0.0), moment("till", None), moment("exit", 2.0, felt=False)), **day(2)),
        told(moments=(moment("door", 1.0),), turn=Turn("door", said("door"), False), **day(3)),
    ]
    found = {one.touchpoint: one for one in peak_map(visits).places}
    assert peak_map(visits).n == 2
    assert [(found[id_].peaks, found[id_].lows) for id_ in ("door", "till", "exit")] == [(2, 0), (0, 1), (0, 0)]
    assert found["door"].felt == 3 and found["door"].valence == pytest.approx(4 / 3, abs=1e-6)
    assert (found["till"].felt, found["exit"].felt, found["exit"].valence) == (1, 1, -3)
    assert (found["door"].turned_good, found["door"].turned_bad) == (0, 1)


def test_the_best_felt_are_heard_first_and_the_worst_felt_too() -> None:
    visits = [told(store=name, emotion=felt, base=base, praise=Words(said("t"), f"+{name}"),
                   fix=Words(said("t"), f"-{name}"), **day(1))
              for name, felt, base in (("a", 50.0, 10.0), ("b", 90.0, 10.0), ("c", 50.0, 99.0))]  # fmt: skip
    assert [one.words for one in best_moments(visits)] == ["+b", "+c", "+a"]
    assert [one.words for one in worst_moments(visits)] == ["-a", "-c", "-b"]
    assert [one.words for one in best_moments(visits, 2)] == ["+b", "+c"]


# What comes of it


def test_recommending_with_and_without_a_gesture() -> None:
    gifts = [(True, 9), (True, 10), (True, 8), (False, 5), (False, 6), (False, 4), (False, None)]
    visits = [told(recommend=rated, plus=float(is_made), gestures=(Gesture("gift", said("Gift?"), is_made),), **day(n))
              for n, (is_made, rated) in enumerate(gifts)]  # fmt: skip
    found = outcomes(visits)
    (one,) = found.gestures
    assert (one.id, one.times, one.effect.now.n, one.effect.before.n, one.effect.change) == ("gift", 3, 3, 3, 4)
    assert found.any_gesture.change == 4 and one.effect.is_clear
    never = [replace(each, plus=0.0, gestures=(Gesture("gift", said("Gift?"), False),)) for each in visits]
    assert outcomes(never).gestures == () and outcomes(never).any_gesture.now.n == 0


@pytest.mark.parametrize("n", [9, 10, 12])
def test_a_correlation_is_pearsons_with_fishers_interval_from_ten_visits_on(n: int) -> None:
    pairs = [(float(x * 7 % 13 + x), x * 5 % 11) for x in range(n)]
    visits = [told(recommend=y, levels={"E": x}, **day(number)) for number, (x, y) in enumerate(pairs)]
    found = outcomes(visits).drivers
    if n < 10:
        assert found == ()
        return
    (one,) = found
    r = correlation([x for x, _y in pairs], [float(y) for _x, y in pairs])
    assert (one.level, one.n) == ("E", n) and one.r == pytest.approx(r, abs=1e-6)
    # tanh of a sum, told by logarithms no more: (1 + r) / (1 − r) is stretched by e^(2 · 1.96 / √(n − 3)).
    for bound, sign in ((one.low, -1), (one.high, 1)):
        stretched = (1 + r) / (1 - r) * 2.718281828459045 ** (sign * 2 * 1.959964 / sqrt(n - 3))
        assert bound == pytest.approx((stretched - 1) / (stretched + 1), abs=1e-6)


def test_hours_are_weekdays_and_parts_in_order_with_a_mean_from_three_on() -> None:
    visits = [told(score, part=part, on=FIRST + timedelta(days=days), number=f"{days}{part}{score}")
              for days, part, score in ((1, "evening", 60.0), (0, "evening", 70.0), (0, "morning", 80.0),
                                        (7, "morning", 90.0), (14, "morning", 70.0), (0, "", 10.0))]  # fmt: skip
    found = outcomes(visits).hours
    monday = FIRST.weekday()
    assert [(one.weekday, one.part, one.score.n, one.score.mean) for one in found] == [
        (monday, "morning", 3, 80), (monday, "evening", 1, None), (monday + 1, "evening", 1, None),
    ]  # fmt: skip


# A visit and a year


def snapshot() -> dict[str, Any]:
    row = {"id": "q", "text": said("Q?"), "answer": said("yes"), "points": 0.5, "weight": 4, "plus": 0}
    return {"report": {
        "store": {"name": "A"}, "visit": {"number": "K-1"}, "headline": {"praise": None, "fix": {"title": said("F")}},
        "score": {"base": 50.0, "plus": None, "emotion_index": 44.0, "levels": [{"id": "T", "percent": None},
                  {"id": "E", "percent": 30.0}],
                  "sections": [{"id": "s", "title": said("S"), "percent": None}, {"id": "u", "title": said("U"),
                                                                                "percent": 20.0}]},
        "outcomes": {"satisfaction": 8},
        "journey": {"points": [
            {"touchpoint": "in", "label": "", "valence": 3, "start": True},
            {"touchpoint": "till", "label": said("Till"), "valence": -2, "felt": True, "peak": True},
            {"touchpoint": "out", "label": "", "valence": 3, "end": True},
        ]},
        "sections": [{"title": said("S"), "rows": [
            row, {**row, "id": "skipped", "points": None, "skipped": "not_observed"},
            {**row, "id": "free", "weight": 0, "points": 1.0, "plus": 1},
            {**row, "id": "mute", "weight": 0, "points": None, "answer": ""},
            {**row, "id": "unasked", "weight": 0, "points": None, "skipped": "not_applicable"},
        ]}],
    }}  # fmt: skip


def test_a_visit_tells_what_was_scored_felt_and_earned_and_no_more() -> None:
    one: Told = told_of(snapshot(), "a", FIRST)
    assert [(each.id, each.points, each.weight, each.lost) for each in one.details] == [("q", 0.5, 4, 2)]
    assert one.possible == 4 and (one.base, one.plus, one.emotion, one.recommend) == (50, 0, 44, 8)
    assert [(each.id, each.is_earned) for each in one.gestures] == [("free", True)]
    assert [(each.touchpoint, each.felt, each.picked) for each in one.moments] == [("till", True, True)]
    assert [each.id for each in one.sections] == ["u"] and one.levels == {"E": 30}
    assert one.praise is None and one.fix == Words(said("F"), "") and one.turn is None


def test_a_year_adds_what_was_earned_and_averages_what_was_felt() -> None:
    first = [told(base, plus=1.0, emotion=felt, sections=(Share("s", said("S"), base),), **day(n))
             for n, (base, felt) in enumerate(((60.0, 40.0), (70.0, None), (80.0, 60.0)))]  # fmt: skip
    last = [replace(one, base=(one.base or 0) + 15, on=one.on + timedelta(days=90)) for one in first]
    found = year_of([("spring", first), ("none", []), ("autumn", last)])
    assert (found.n, [point.name for point in found.waves]) == (6, ["spring", "autumn"])
    assert [(point.plus, point.felt, point.emotion, point.score.mean) for point in found.waves] == [
        (3, 2, 50, 70), (3, 2, 50, 85),
    ]  # fmt: skip
    assert found.change.change == 15
    assert [(one.first, one.last, one.percents) for one in found.sections] == [(70, 70, (70, 70))]


@pytest.mark.parametrize("folder", sorted(path for path in DOCUMENTS.iterdir() if (path / "texts.yaml").exists()))
def test_no_document_calls_what_few_say_a_net_promoter_score(folder: Path) -> None:
    said_there = (folder / "texts.yaml").read_text() + (folder / "template.html").read_text()
    assert "NPS" not in said_there and "promoter" not in said_there.casefold()
