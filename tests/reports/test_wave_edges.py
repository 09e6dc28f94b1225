"""The cores of a wave's report where visits, stores or answers are nearly alike: which comes first, which counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from reports.wave.changes import section_titles
from reports.wave.details import costliest, sure_ones
from reports.wave.findings import find
from reports.wave.moments import MOST, best_moments, worst_moments
from reports.wave.outcomes import outcomes
from reports.wave.peaks import peak_map
from reports.wave.promises import promises
from reports.wave.stores import portfolio
from reports.wave.told import Gesture, Moment, Promise, Share, Told, Turn, Words
from reports.wave.year import year_of
from tests.reports.waves import FIRST, detail, said, told


def day(number: int) -> dict[str, Any]:
    return {"on": FIRST + timedelta(days=number), "number": f"N-{number:02}"}


# Sections


def asked(store: str, on: int, number: int, **titles: str) -> Told:
    sections = tuple(Share(id_, said(title), 50.0) for id_, title in titles.items())
    return told(store=store, sections=sections, **day(on) | {"number": f"N-{number:02}"})


def test_the_visit_that_was_asked_most_gives_the_order_of_the_sections() -> None:
    visits = [asked("a", 1, 1, b="B"), asked("b", 1, 2, a="A", b="B", c="C"), asked("c", 1, 3, d="D", b="B")]
    assert list(section_titles(visits)) == ["a", "b", "c", "d"]


def test_a_sections_title_is_that_of_its_newest_visit() -> None:
    by_day = [asked("a", 2, 1, s="New"), asked("b", 1, 2, s="Old")]
    by_number = [asked("a", 1, 2, s="New"), asked("b", 1, 1, s="Old")]
    assert [section_titles(visits)["s"] for visits in (by_day, by_number)] == [said("New")] * 2


# Details


def earned(points: float, number: int, answer: str = "no", store: str = "a", on: int = 1, **changed: Any) -> Told:
    one = detail("q", points, 1.0, answer, **changed)
    return told(store=store, details=(one,), **day(on) | {"number": f"N-{number:02}"})


def test_a_detail_is_lost_in_a_visit_under_9995_of_ten_thousand() -> None:
    (one,) = costliest([earned(0.999, 1), earned(0.9995, 2), earned(1, 3)], [])
    assert (one.lost_in, one.n) == (1, 3)
    (one,) = costliest([earned(0.9996, 1, "nearly"), earned(0.9996, 2, "nearly")], [])
    answer: Any = one.answer
    assert (one.lost_in, answer, one.times) == (0, said("nearly"), 2)


def test_a_visit_in_which_nothing_was_scored_makes_no_detail_cheaper() -> None:
    (one,) = costliest([earned(0.5, 1), told(details=(), **day(2))], [])
    assert one.cost == 50


def test_a_details_words_are_those_of_its_newest_visit() -> None:
    by_day = [earned(0, 1, on=2, text=said("New")), earned(0, 2, text=said("Old"), store="b")]
    by_number = [earned(0, 1, text=said("Old")), earned(0, 2, text=said("New"), store="b")]
    texts: list[Any] = [costliest(visits, [])[0].text for visits in (by_day, by_number)]
    assert texts == [said("New")] * 2


def test_of_answers_that_differ_the_middle_one_is_told_by_points_and_then_by_words() -> None:
    def told_answer(*given: tuple[float, str]) -> Any:
        return costliest([earned(points, number, words) for number, (points, words) in enumerate(given)], [])[0].answer

    assert told_answer((0.2, "late"), (0.5, "soon")) == said("soon")
    assert told_answer((0.2, "c"), (0.2, "a"), (0.2, "b")) == said("b")


def test_only_the_last_three_waves_say_whether_a_detail_is_sure() -> None:
    sure, unsure = ([earned(points, number) for number in range(3)] for points in (1.0, 0.0))
    assert [one.id for one in sure_ones([sure, sure, sure, unsure])] == ["q"]


def test_a_sure_detail_is_told_as_it_stands_in_the_newest_wave_and_visit() -> None:
    before = [earned(1.0, number, text=said("Old")) for number in range(3)]
    now = [earned(0.96, number, on=9 - number, text=said(f"New {number}"), section=said("Till")) for number in range(4)]
    (one,) = sure_ones([now, before, before])
    words: list[Any] = [one.section, one.text]
    assert (one.n, one.percent, words) == (4, 96, [said("Till"), said("New 0")])


# Stores


def test_a_stores_dots_rise_and_its_newest_name_counts() -> None:
    visits = [told(70, name="New", **day(3)), told(90, name="Old", **day(1)), told(80, name="Old", **day(2))]
    (line,) = portfolio(visits, []).lines
    assert (line.scores, line.name) == ((70, 80, 90), "New")


# Moments


def heard(store: str, emotion: float | None, words: str, base: float = 50.0, number: int = 1) -> Told:
    """A visit with words of praise and, the same, of what was to be mended."""
    spoken = Words(said(f"{store}{number}"), words)
    return told(base, store, emotion=emotion, praise=spoken, fix=spoken, **day(number))


def test_of_one_store_the_best_felt_visit_speaks_first_whenever_it_was() -> None:
    visits = [heard("a", 50, "a50"), heard("a", 90, "a90", number=2), heard("b", 70, "b70")]
    assert [one.words for one in best_moments(visits)] == ["a90", "b70", "a50"]


def test_a_feeling_that_is_not_known_counts_as_none_at_all() -> None:
    visits = [heard("a", None, "a", base=90), heard("b", 0, "b"), heard("c", 0.5, "c", base=10)]
    assert [one.words for one in best_moments(visits)] == ["c", "a", "b"]


def test_six_moments_are_told_and_no_more() -> None:
    visits = [heard(store, 50, store) for store in "abcdefgh"]
    assert MOST == len(best_moments(visits)) == len(worst_moments(visits)) == 6


def test_what_was_to_be_mended_is_told_without_words_too_after_what_has_them() -> None:
    visits = [heard("a", 10, ""), heard("a", 20, "", number=2), heard("b", 90, "b"), heard("c", 10, "c"),
              heard("c", 5, "", number=2)]  # fmt: skip
    assert [(one.store, one.words) for one in worst_moments(visits)] == [
        ("Store c", "c"), ("Store b", "b"), ("Store a", ""), ("Store c", ""), ("Store a", ""),
    ]  # fmt: skip


# Promises


def promised(store: str, number: int, points: float | None, deed: str | None = None, is_done: bool = False) -> Told:
    """A visit that earned `points` for q (None: not asked), and the deed about q that was promised after it."""
    details = () if points is None else (detail("q", points),)
    return told(
        store=store, details=details, promise=Promise(deed, "q", is_done, False) if deed else None, **day(number)
    )


def test_twelve_promises_are_told_and_no_more() -> None:
    assert len(promises([promised(f"s{number}", 1, 0, "Greet") for number in range(13)]).kept) == 12


def test_what_is_done_comes_before_what_is_not_where_the_same_was_seen() -> None:
    found = promises([promised("a", 1, 0, "a"), promised("b", 1, 0, "b", is_done=True)])
    assert [one.deed for one in found.kept] == ["b", "a"]


def test_what_was_seen_comes_before_what_was_not_done_or_undone() -> None:
    visits = [promised("a", 1, 0, "a", is_done=True), promised("b", 1, 0, "b"), promised("b", 2, 0)]
    assert [(one.deed, one.seen) for one in promises(visits).kept] == [("b", "same"), ("a", None)]


def test_what_was_not_asked_before_can_be_mended_and_not_be_better() -> None:
    assert promises([promised("a", 1, None, "a"), promised("a", 2, 0.5)]).kept[0].seen == "same"


def test_of_a_deed_that_was_promised_again_the_last_sight_counts() -> None:
    visits = [promised("a", 1, 0, "Greet"), promised("a", 2, 0.5, "Greet"), promised("a", 3, 0.5, "Greet")]
    (one,) = promises(visits).kept
    assert (one.seen, one.times) == ("same", 3)
    (one,) = promises(visits[:2]).kept
    assert (one.seen, one.times) == ("better", 2)


# The way


def way(number: int, *places: str, **changed: Any) -> Told:
    moments = tuple(Moment(place, said(place), 1.0, True, False) for place in places)
    return told(moments=moments, **day(number), **changed)


def test_of_several_good_moments_the_best_felt_is_the_peak() -> None:
    felt = (("door", 1.0), ("till", 3.0), ("out", 2.0), ("bar", -1.0), ("rest", -3.0))
    one = told(moments=tuple(Moment(place, said(place), valence, True, False) for place, valence in felt))
    found = {place.touchpoint: (place.peaks, place.lows) for place in peak_map([one]).places}
    assert found == {"door": (0, 0), "till": (1, 0), "out": (0, 0), "bar": (0, 0), "rest": (0, 1)}


def test_the_longest_way_gives_the_order_and_what_comes_before_it_stands_before() -> None:
    visits = [way(1, "door", "bar", "out"), way(2, "door", "queue", "till", "out"), way(3, "street", "yard", "door")]
    assert [one.touchpoint for one in peak_map(visits).places] == [
        "street", "yard", "door", "bar", "queue", "till", "out",
    ]  # fmt: skip


def test_a_visit_that_was_bad_all_along_is_one_of_those_that_had_a_peak_or_a_low() -> None:
    bad = told(moments=(Moment("door", said("door"), -1.0, True, False),))
    assert peak_map([bad, told(**day(2))]).n == 1


def test_a_mood_turns_at_one_place_alone_and_what_nobody_felt_has_no_mean() -> None:
    turned = way(1, "door", "till", turn=Turn("till", said("till"), True))
    silent = replace(turned, moments=(Moment("bar", said("bar"), None, True, False),), turn=None, number="N-09")
    found = {one.touchpoint: one for one in peak_map([turned, silent]).places}
    assert [(found[id_].turned_good, found[id_].turned_bad) for id_ in ("door", "till")] == [(0, 0), (1, 0)]
    assert (found["bar"].felt, found["bar"].valence) == (0, None)


# What comes of it


def test_six_gestures_are_told_the_most_frequent_first_each_against_its_own_absence() -> None:
    made = ["b", "cb", "gfedcba"]
    visits = [
        told(recommend=number, gestures=tuple(Gesture(id_, said(id_), id_ in ids) for id_ in "hgfedcba"), **day(number))
        for number, ids in enumerate(made)
    ]
    found = outcomes(visits).gestures
    assert [(one.id, one.times) for one in found] == [("b", 3), ("c", 2), ("a", 1), ("d", 1), ("e", 1), ("f", 1)]
    assert [(one.effect.now.n, one.effect.before.n) for one in found[:3]] == [(3, 0), (2, 1), (1, 2)]


def test_who_was_not_asked_or_felt_no_such_level_counts_for_no_correlation() -> None:
    visits = [told(recommend=number % 11, levels={"E": float(number)}, **day(number)) for number in range(10)]
    silent = [told(recommend=None, levels={"E": 1.0}, **day(20)), told(recommend=5, levels={"M": 1.0}, **day(21))]
    (one,) = outcomes([*visits, *silent]).drivers
    assert (one.level, one.n) == ("E", 10)


def test_what_falls_as_the_other_rises_goes_along_with_it_the_other_way() -> None:
    falling = [told(recommend=10 - number, levels={"E": float(number)}, **day(number)) for number in range(11)]
    (one,) = outcomes(falling).drivers
    assert one.r == -1 and -1 <= one.low < one.high < -0.999


def test_a_visit_without_a_score_says_nothing_of_how_even_the_service_is() -> None:
    visits = [told(score, **day(number)) for number, score in enumerate((70, None, 80, 90))]
    assert (outcomes(visits).even, outcomes(visits[:3]).even) == (90, None)


def test_hours_go_by_weekday_before_they_go_by_part() -> None:
    visits = [told(part="morning", **day(1)), told(part="evening", **day(0))]
    assert [(one.weekday - FIRST.weekday(), one.part) for one in outcomes(visits).hours] == [
        (0, "evening"), (1, "morning"),
    ]  # fmt: skip


# A year


def test_four_moments_of_a_year_are_told_the_newest_waves_first_to_speak_and_in_the_order_of_the_waves() -> None:
    waves = [(name, [heard("s", 90, f"{name}1"), heard("s", 50, f"{name}2", number=2)]) for name in "abc"]
    found = year_of(waves)
    assert [one.words for one in found.best] == ["a1", "b1", "c1", "c2"]
    assert [one.words for one in found.worst] == ["a2", "b2", "c2", "c1"]


def test_the_same_words_are_told_once_of_a_year_and_faults_without_words_by_their_titles() -> None:
    waves = [(name, [told(praise=Words(said(name), "Kiitos!"), fix=Words(said(name), ""))]) for name in "ab"]
    found = year_of(waves)
    titles: list[Any] = [one.title for one in found.worst]
    assert [one.wave for one in found.best] == ["b"] and titles == [said("a"), said("b")]


def test_a_visit_that_was_not_scored_is_no_dot_and_a_wave_in_which_nothing_was_felt_has_no_feeling() -> None:
    visits = [told(None, emotion=None, **day(1)), told(70, emotion=None, **day(2)), told(60, emotion=None, **day(3))]
    (point,) = year_of([("a", visits)]).waves
    assert (point.scores, point.felt, point.emotion) == ((60, 70), 0, None)


def test_a_section_moved_from_the_first_wave_in_which_it_was_asked_to_the_last() -> None:
    shares = [(Share("s", said("S"), percent),) if percent else () for percent in (0, 50.0, 70.0, 90.0, 0)]
    (one,) = year_of([(f"w{n}", [told(sections=each, **day(n))]) for n, each in enumerate(shares)]).sections
    assert (one.percents, one.first, one.last) == ((None, 50, 70, 90, None), 50, 90)


def test_steps_are_counted_by_day_and_then_by_number() -> None:
    def steps(*visits: tuple[int, int, bool]) -> int:
        """`visits`: day, number, done."""
        promises_ = [
            told(promise=Promise("Deed", None, is_done, not is_done), **day(on) | {"number": f"N-{number}"})
            for on, number, is_done in visits
        ]
        return year_of([("a", promises_)]).steps

    assert (steps((1, 2, False), (2, 1, True)), steps((1, 2, True), (2, 1, False))) == (1, 0)
    assert (steps((1, 2, True), (1, 1, False)), steps((1, 1, True), (1, 2, False))) == (1, 0)


# All of it


def test_twelve_details_are_told_of_thirteen_that_cost_something_against_the_wave_just_before() -> None:
    def lost(points: float) -> list[Told]:
        details = tuple(detail(f"q{number:02}", points, 1.0) for number in range(13))
        return [told(points * 100, details=details, **day(number)) for number in range(3)]

    found = find(lost(0.0), [lost(0.5), lost(1.0)])
    assert (len(found.details), found.costing, round(found.costs, 3)) == (12, 13, 100)
    assert found.portfolio.lines[0].score.change == -50 and round(found.details[0].before or 0, 3) == 3.846
