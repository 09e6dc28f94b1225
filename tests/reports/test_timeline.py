"""Where a visit stopped: the waits, what broke into the service, and how a mishap was made good; worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from forms.definition import Questionnaire, from_plain, to_plain
from forms.library import shipped
from forms.scoring import score
from forms.shapes import LANGUAGES
from reports.halts import Halt, hidden_stops, stop_data
from reports.observed import observe
from reports.report_data import MOST_POINTS
from reports.rows import hidden_from_store
from reports.timeline import timeline

RESTAURANT = shipped("restaurant")
ALONE: dict[str, Any] = {
    "grt_t": {"value": {"seconds": 22}},
    "att_intr": {"value": ["phone"]},
    "att_sorry": {"value": "no"},
    "att_back": {"value": "never"},
    "pay_t": {"value": {"seconds": 301}},
}
SPILLED: dict[str, Any] = {
    "mis_any": {"value": "me"},
    "mis_t": {"value": {"seconds": 300}},
    "mis_all": {"value": "yes"},
    "mis_mgr": {"value": "yes"},
    "mis_apol": {"value": "routine"},
    "mis_eye": {"value": "no"},
    "mis_offer": {"value": ["cleaning", "laundry"]},
    "mis_prom": {"value": {"what": "Tulkaa klo 15", "who": "manager", "due_on": "2026-11-30", "others": "unsure"}},
    "mis_relief": {"value": [{"emotion": "trust", "strength": 2}]},
}
EXACT = ("15", "2026", "30.11", "13:")


def stops(questionnaire: Questionnaire = RESTAURANT, stamps: Any = (), **answers: Any) -> tuple[Halt, ...]:
    return timeline(questionnaire, answers, score(questionnaire, answers), stamps)


def told(halts: tuple[Halt, ...], language: str = "fi") -> list[tuple[str, str, str]]:
    return [(halt.label[language], halt.words[language], halt.state) for halt in halts]


def with_question(questionnaire: Questionnaire, id_: str, **changes: Any) -> Questionnaire:
    """The questionnaire with one question changed; None takes a setting away."""
    plain = to_plain(questionnaire)
    for section in plain["sections"]:
        for place, question in enumerate(section["questions"]):
            if question["id"] == id_:
                changed = {**question, **changes}
                section["questions"][place] = {key: value for key, value in changed.items() if value is not None}
    return from_plain(plain)


def test_nobody_came_back_from_the_phone() -> None:
    assert told(stops(**ALONE)) == [
        ("Tervehdys", "22 s", "good"),
        ("Keskeytys", "Puhelin", "told"),
        ("Lupa tai pahoittelu", "ei pyydetty", "bad"),
        ("Paluu", "kukaan ei palannut", "bad"),
        ("Maksaminen", "5 min 1 s", "partly"),
    ]
    back = stops(**ALONE)[3]
    assert (back.never, back.seconds, back.words["en"]) == (True, None, "nobody came back")


@pytest.mark.parametrize(("chosen", "state"), [("at_once", "good"), ("under_five", "partly")])
def test_who_comes_back_closes_the_gap(chosen: str, state: str) -> None:
    back = stops(**{**ALONE, "att_back": {"value": chosen}})[3]
    assert (back.state, back.never) == (state, False)


def test_whether_somebody_came_back_is_said_to_be_unknown_where_nobody_told() -> None:
    back = stops(**{**ALONE, "att_back": {"skipped": "not_observed"}})[3]
    assert (back.words["en"], back.state, back.never) == ("not known", "told", False)


def test_the_rungs_of_a_recovery_follow_each_other() -> None:
    assert told(stops(**SPILLED), "en") == [
        ("Mishap", "Me", "told"),
        ("First help", "5 min", "partly"),
        ("All attended to", "yes", "good"),
        ("Someone in charge came", "yes", "good"),
        ("Apology", "Routine", "partly"),
        ("At eye level", "no", "bad"),
        ("Offered unasked", "Cleaning, Laundry bill", "good"),
        ("A promise all would keep", "Not sure", "partly"),
        ("Feeling afterwards", "trust (clear)", "good"),
    ]
    assert {halt.lane for halt in stops(**SPILLED)} == {"recovery"}


def test_help_that_never_came_is_no_rung() -> None:
    halt = stops(**{**SPILLED, "mis_t": {"value": {"never": True}}})[1]
    assert (halt.never, halt.state, halt.seconds) == (True, "bad", None)


@pytest.mark.parametrize("answers", [
    {"att_intr": {"value": ["nothing"]}, "mis_any": {"value": "no"}},
    {"att_intr": {"skipped": "not_observed"}, "mis_any": {}},
    {},
])  # fmt: skip
def test_where_nothing_happened_waits_are_all_there_is(answers: dict[str, Any]) -> None:
    halts = stops(**{**answers, "grt_t": {"value": {"never": True}}})
    assert [(halt.lane, halt.never, halt.state) for halt in halts] == [("waiting", True, "bad")]


def test_what_is_not_asked_is_not_told() -> None:
    assert stops(shipped("deli"), queue_t={"value": {"seconds": 60}}, **ALONE, **SPILLED)[0].lane == "waiting"
    assert {halt.lane for halt in stops(shipped("deli"), **ALONE, **SPILLED)} == {"waiting"}


def test_what_was_skipped_is_no_rung() -> None:
    halts = stops(**{**SPILLED, "mis_prom": {"skipped": "not_applicable"}})
    assert "A promise all would keep" not in [halt.label["en"] for halt in halts]


def test_stops_stand_by_touchpoint_and_what_was_stamped_by_its_stamps() -> None:
    lanes = [halt.questions[0] for halt in stops(**ALONE, **SPILLED)]
    assert (lanes.index("att_intr"), lanes.index("mis_any"), lanes[-1]) == (1, 4, "pay_t")
    early = {"mis_t": {"value": {"seconds": 20, "from": "12:03:00", "to": "12:03:20"}},
             "grt_t": {"value": {"seconds": 22, "from": "12:40:00", "to": "12:40:22"}}}  # fmt: skip
    order = [halt.questions[0] for halt in stops(**ALONE | SPILLED | early)]
    assert order.index("mis_any") == 0
    assert order.index("grt_t") > order.index("att_intr")


def test_a_visit_past_midnight_goes_on() -> None:
    night: dict[str, Any] = {"grt_t": {"value": {"seconds": 22, "from": "23:50:00", "to": "23:50:22"}},
             "pay_t": {"value": {"seconds": 60, "from": "00:20:00", "to": "00:21:00"}}}  # fmt: skip
    assert [halt.questions[0] for halt in stops(**night)] == ["grt_t", "pay_t"]


def test_the_stamps_of_a_stay_of_days_order_nothing() -> None:
    stay: dict[str, Any] = {"chk_t": {"value": {"seconds": 60, "from": "15:00:00", "to": "15:01:00"}},
            "out_t": {"value": {"seconds": 60, "from": "09:00:00", "to": "09:01:00"}}}  # fmt: skip
    assert [halt.questions[0] for halt in stops(shipped("hotel"), **stay)] == ["chk_t", "out_t"]


STAMPS = [
    {"moment": "away", "at": "2026-11-16T11:00:00+00:00", "undone": True},
    {"moment": "away", "at": "2026-11-16T11:10:00+00:00", "undone": False},
    {"moment": "mood_down", "at": "2026-11-16T11:11:00+00:00", "undone": False},
    {"moment": "back", "at": "2026-11-16T11:11:30+00:00", "undone": False},
    {"moment": "away", "at": "2026-11-16T11:20:00+00:00", "undone": False},
    {"moment": "back", "at": "2026-11-16T11:20:10+00:00", "undone": False},
]


def test_an_absence_that_was_stamped_tells_its_longest_length() -> None:
    measured = {**ALONE, "att_back": {"value": "under_five", "source": "measured"}}
    assert stops(stamps=STAMPS, **measured)[3].seconds == 90
    by_hand = {**ALONE, "att_back": {"value": "under_five", "source": "estimated"}}
    assert stops(stamps=STAMPS, **by_hand)[3].seconds is None


def test_a_questionnaire_that_asks_how_long_tells_it() -> None:
    plain = to_plain(RESTAURANT)
    gap = {"id": "att_gap", "kind": "duration", "touchpoint": "attention", "text": dict.fromkeys(LANGUAGES, "?"),
           "never": True}  # fmt: skip
    next(one for one in plain["sections"] if one["id"] == "attention")["questions"].append(gap)
    asking = from_plain(plain)
    timed = {**ALONE, "att_back": {"value": "under_five"}, "att_gap": {"value": {"seconds": 200}}}
    assert (stops(asking, **timed)[3].seconds, stops(asking, **timed)[3].questions) == (200, ("att_back", "att_gap"))
    alone = {**ALONE, "att_back": {"skipped": "not_observed"}, "att_gap": {"value": {"never": True}}}
    assert (stops(asking, **alone)[3].never, stops(asking, **alone)[3].state) == (True, "bad")


def test_a_mishap_that_is_not_told_leaves_its_time_among_the_waits() -> None:
    open_to_all = with_question(RESTAURANT, "mis_t", when=None)
    halts = stops(open_to_all, mis_t={"value": {"seconds": 30}})
    assert [(halt.lane, halt.label["fi"]) for halt in halts] == [("waiting", "Vahinko ja hyvitys")]


def test_two_waits_at_one_touchpoint_are_told_apart() -> None:
    crowded = with_question(RESTAURANT, "menu_t", touchpoint="seating")
    both = {"seat_t": {"value": {"seconds": 30}}, "menu_t": {"value": {"seconds": 40}}}
    assert len({halt.label["fi"] for halt in stops(crowded, **both)}) == 2


def test_no_stop_tells_a_time_of_day() -> None:
    stamped = {**SPILLED, "grt_t": {"value": {"seconds": 22, "from": "13:02:05", "to": "13:02:27"}}}
    for halt in stops(**stamped):
        for language in LANGUAGES:
            assert not any(secret in halt.words[language] + halt.label[language] for secret in EXACT)


def test_every_text_is_there_in_three_languages() -> None:
    for halt in stops(**ALONE, **SPILLED):
        assert set(halt.label) == set(halt.words) == set(LANGUAGES)
        assert all(halt.label.values())
        assert all(halt.words.values())


def test_the_store_reads_no_stop_of_a_question_that_is_kept_from_it() -> None:
    fixed = with_question(RESTAURANT, "att_sorry", weight=None, level=None, component=None, fact=True)
    halts = stops(fixed, **ALONE)
    hidden = hidden_from_store(observe(fixed, ALONE, score(fixed, ALONE)))
    assert [halts[place].questions for place in hidden_stops(halts, hidden)] == [("att_sorry",)]
    assert hidden_stops(stops(**ALONE), hidden_from_store(observe(RESTAURANT, ALONE, score(RESTAURANT, ALONE)))) == []


def test_there_are_never_more_stops_than_a_report_holds() -> None:
    plain = to_plain(RESTAURANT)
    waits = [{"id": f"wait_{n}", "kind": "duration", "touchpoint": "queue_up", "target": "1:00", "limit": "2:00",
              "text": dict.fromkeys(LANGUAGES, f"{n}")} for n in range(MOST_POINTS + 5)]  # fmt: skip
    name = dict.fromkeys(LANGUAGES, "Jono")
    plain["touchpoints"].append({"id": "queue_up", "name": name})
    plain["sections"].append({"id": "more", "title": name, "questions": waits})
    many = from_plain(plain)
    waited: dict[str, Any] = {str(wait["id"]): {"value": {"seconds": 5}} for wait in waits}
    answers = {**ALONE, **SPILLED, **waited}
    halts = stops(many, **answers)
    assert len(halts) == MOST_POINTS
    assert {halt.lane for halt in halts} == {"waiting", "interruption", "recovery"}


ODD: list[Any] = [
    None, 7, "x", [], {}, {"value": {}}, {"value": [[]]}, {"value": [{}, "phone", 3]}, {"value": True}, {"value": -1},
    {"value": {"seconds": 10**400}}, {"value": {"seconds": "9", "from": 7}}, {"value": {"never": 1}},
    {"value": {"seconds": 5, "from": "25:99:00"}}, {"value": {"others": {}}}, {"value": "nothing"}, {"photos": 3},
    {"value": [{"emotion": [], "strength": {}}]}, {"value": "yes", "skipped": "not_observed"},
]  # fmt: skip


@pytest.mark.parametrize("id_", [*ALONE, *SPILLED])
def test_an_answer_of_any_shape_still_gives_a_timeline(id_: str) -> None:
    for odd in ODD:
        answers = {**ALONE, **SPILLED, id_: odd}
        halts = timeline(RESTAURANT, answers, score(RESTAURANT, answers))
        assert all(set(stop) == {"lane", "label", "words", "state", "seconds", "never"} for stop in stop_data(halts))


def test_odd_stamps_tell_nothing() -> None:
    measured = {**ALONE, "att_back": {"value": "under_five", "source": "measured"}}
    odd: list[Any] = [{}, {"moment": "away", "at": 7}, {"moment": "away", "at": "noon"}, {},
                      {"moment": ["back"], "at": None}, {"moment": "away", "at": "2026-11-16T11:00:00"}]  # fmt: skip
    assert stops(stamps=odd, **measured)[3].seconds is None
