"""The demo: what it tells must be believable, and it must come in by the same doors as everything else."""

from __future__ import annotations

import hashlib
import re
from datetime import date, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest

from forms.builder import judge
from forms.conditions import asked_questions
from forms.library import shipped
from forms.scoring import score
from reports.demo.imagine import freeze, imagine
from reports.demo.plans import CHAINS, plan_visits
from reports.demo.seasons import season_of, seasons_between, two_waves
from reports.demo.words import all_sentences
from shopper.clean_copy import clean_copy
from shopper.manifest import read_manifest
from shopper.moments import sequence

TODAY = date(2026, 11, 21)
RESTAURANT = shipped("restaurant")
MANY = plan_visits(TODAY, 132)
TOLD = [imagine(fate.plan, RESTAURANT) for fate in MANY]


def test_it_writes_only_visits_that_the_questionnaire_takes_without_a_remark() -> None:
    for told in TOLD:
        verdict = judge(RESTAURANT, told.plan.language, told.answers)
        assert (verdict.errors, verdict.unknown, verdict.hidden) == ({}, [], {}), told.plan.name


def test_it_leaves_open_only_what_may_be_left_open() -> None:
    optional = {"grt_words", "bye_words", "rcp_img", "emo_greeting", "emo_food", "emo_payment"}
    for told in TOLD:
        assert set(asked_questions(RESTAURANT, told.answers)) - told.answers.keys() <= optional, told.plan.name


def test_it_imagines_the_same_visit_each_time() -> None:
    plan = MANY[7].plan
    one, other = imagine(plan, RESTAURANT), imagine(plan, RESTAURANT)
    assert one.answers == other.answers
    assert [draw() for _question, draw in one.drawings] == [draw() for _question, draw in other.drawings]


def test_it_has_good_days_and_bad_days_and_stores_that_differ() -> None:
    by_store: dict[str, list[float]] = {}
    for told in TOLD:
        base = score(RESTAURANT, told.answers).base
        assert base is not None
        by_store.setdefault(told.plan.store.code, []).append(base)
    means = {code: sum(bases) / len(bases) for code, bases in by_store.items()}
    every = [base for bases in by_store.values() for base in bases]
    assert min(every) < 55 and max(every) > 95 and 72 < sum(every) / len(every) < 88
    assert means["TRE01"] > means["VAA01"] + 8


@pytest.mark.parametrize(
    ("code", "by", "id_"),
    [("HEL01", "components", "U"), ("TKU01", "touchpoints", "greeting"), ("OUL01", "touchpoints", "menu")],
)
def test_it_shows_what_a_store_mended_between_the_waves(code: str, by: str, id_: str) -> None:
    percents: tuple[list[float], list[float]] = ([], [])
    for told in TOLD:
        if told.plan.store.code == code:
            share = getattr(score(RESTAURANT, told.answers), by)[id_].percent
            percents[told.plan.wave.number].append(share or 0.0)
    before, after = (sum(each) / len(each) for each in percents)
    assert after > before + 5


def test_it_sends_manifests_that_the_door_reads() -> None:
    photos = [(question, draw()) for question, draw in TOLD[0].drawings]
    visit, body = freeze(TOLD[0], photos, uuid4(), "a" * 64)
    manifest = read_manifest(body, hashlib.sha256(body).hexdigest())
    assert manifest.visit == visit and len(manifest.photos) == len(photos) > 0
    assert judge(RESTAURANT, manifest.language, manifest.answers).errors == {}
    assert abs(manifest.clock_offset_ms) < 1000


def test_it_taps_the_moments_that_it_measured_in_their_order_and_a_mood_now_and_then() -> None:
    order = sequence(RESTAURANT)
    for told in TOLD:
        stamps = told.stamps
        assert [one["at"] for one in stamps] == sorted(one["at"] for one in stamps), told.plan.name
        walked = [order.index(one["moment"]) for one in stamps if one["moment"] in order]
        assert walked == sorted(walked), told.plan.name
        assert len({one["moment"] for one in stamps}) == len(stamps), told.plan.name
    moods = [one["moment"] for told in TOLD for one in told.stamps if one["moment"].startswith("mood_")]
    assert {"mood_up", "mood_down"} == set(moods)
    assert any(not any(one["moment"].startswith("mood_") for one in told.stamps) for told in TOLD)


def test_it_draws_photos_of_a_fair_size_that_never_look_alike() -> None:
    prints = []
    for fate in plan_visits(TODAY, 22):
        for _question, draw in imagine(fate.plan, RESTAURANT).drawings:
            content = draw()
            assert 40_000 < len(content) < 250_000
            prints.append(clean_copy(content)[0]["fingerprint"])
    assert len(set(prints)) == len(prints)


def test_it_plans_a_part_of_each_state_and_sends_nobody_twice_to_a_store() -> None:
    fates = plan_visits(TODAY, 44)
    assert sum(fate.state == "approved" for fate in fates) == 44
    others = sorted(fate.state for fate in fates if fate.state != "approved")
    assert others == ["late", "returned", "submitted", "submitted"]
    near: dict[tuple[str, int], list[date]] = {}
    for fate in fates:
        near.setdefault((fate.plan.store.code, fate.shopper), []).append(fate.plan.wave.last_on)
    for days in near.values():
        assert all(later - sooner > timedelta(days=90) for sooner, later in pairwise(days))


@pytest.mark.parametrize("visits", [2, 3, 12, 13, 44])
def test_it_plans_any_number_of_visits_within_their_waves(visits: int) -> None:
    for today in (date(2026, 1, 3), date(2026, 3, 1), date(2027, 8, 15)):
        for fate in plan_visits(today, visits):
            assert fate.plan.wave.first_on <= fate.plan.began.date() <= min(fate.plan.wave.last_on, today)


def test_it_knows_the_seasons() -> None:
    assert [season_of(date(2026, month, 1)) for month in (1, 3, 8, 11, 12)] == [
        "winter", "spring", "summer", "autumn", "winter"
    ]  # fmt: skip
    spans = list(seasons_between(date(2026, 1, 10), date(2026, 9, 2)))
    assert [span[0] for span in spans] == ["winter", "spring", "summer", "autumn"]
    assert spans[0][1:] == (date(2025, 12, 1), date(2026, 2, 28))
    assert [wave.name["fi"] for wave in two_waves(TODAY)] == ["Kesä 2026", "Syksy 2026"]


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_it_has_many_sentences_of_its_own_and_none_that_names_a_day_or_an_hour(language: str) -> None:
    sentences = all_sentences(language)
    assert len(set(sentences)) == len(sentences) >= 60
    assert not [each for each in sentences if re.search(r"[0-9]|\bkello\b|\bklockan\b", each)]


def test_it_tells_of_no_two_visits_in_the_same_words() -> None:
    for state in ("fi", "sv"):
        stories = [
            imagine(fate.plan, RESTAURANT).answers["nar"]["value"]
            for fate in plan_visits(TODAY, 44)
            if fate.plan.language == state
        ]
        assert len(set(stories)) == len(stories)


def test_it_gives_each_chain_greetings_for_every_season() -> None:
    for chain in CHAINS:
        assert set(chain.greetings) == {"winter", "spring", "summer", "autumn"}
        assert all({"fi", "sv"} == set(texts) for texts in chain.greetings.values())
