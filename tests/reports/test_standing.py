"""Where a score stands: the store's visits before, the chain's other stores, and their place on page one."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask

from extensions import db, transaction
from reports.comparison import FEWEST_STORES, MOST_EARLIER
from reports.report_data import ReportDataError, from_plain
from reports.standing_charts import STORES_WIDTH, TREND_WIDTH, among_stores, trend
from reports.theme import theme_of
from shopper.models import Store
from tests.reports.pressing import in_the_press_room
from tests.reports.reported import approved, approved_next
from tests.reports.samples import shipped
from tests.world import World

THEME = theme_of(from_plain(shipped("fi")).brand)


def dots(svg: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"M([\d.]+) ([\d.]+)h\.01", svg)]


def own(svg: str) -> tuple[float, float]:
    found = re.search(r'<circle cx="([\d.]+)" cy="([\d.]+)"', svg)
    assert found
    return float(found[1]), float(found[2])


def test_a_trend_rises_as_the_scores_rise_and_ends_at_this_visit() -> None:
    svg = trend([60, 70, 90], ["a", "b", "nyt"], ["60", "70", "90"], None, THEME, "finding")
    (first, second), last = dots(svg), own(svg)
    assert first[0] < second[0] < last[0] <= TREND_WIDTH
    assert first[1] > second[1] > last[1]
    assert second[1] - last[1] == pytest.approx(2 * (first[1] - second[1]), abs=0.05)


def test_a_small_difference_looks_small() -> None:
    small, large = (trend([80, high], ["a", "nyt"], ["", ""], None, THEME, "") for high in (82, 100))
    rise = [dots(svg)[0][1] - own(svg)[1] for svg in (small, large)]
    assert rise[0] == pytest.approx(rise[1] / 10, abs=0.05)


def test_stores_alike_stand_one_above_the_other_and_all_inside_the_drawing() -> None:
    svg = among_stores([70.0] * 40 + [12.0, 100.0], 70, "70", THEME, "")
    places = dots(svg)
    assert len(places) == len(set(places)) == 42
    assert all(0 < x < STORES_WIDTH and y > 0 for x, y in places)
    assert own(svg)[1] < min(y for _x, y in places), "the visit's own dot stands on top of those like it"


@pytest.mark.parametrize(
    "change",
    [{"stores": [101.0]}, {"stores": [-1.0]}, {"earlier": [{"month": "2026-13", "base": 3}]},
     {"earlier": [{"month": "2026-03-01", "base": 3}]}, {"earlier": [{"month": "2026-03", "base": 300}]}],
)  # fmt: skip
def test_a_score_that_cannot_be_is_refused(change: dict[str, object]) -> None:
    data = shipped("fi")
    with pytest.raises(ReportDataError):
        from_plain({**data, "score": {**data["score"], **change}})


def test_a_snapshot_from_before_still_prints() -> None:
    data = shipped("fi")
    score = {key: value for key, value in data["score"].items() if key not in ("earlier", "stores")}
    assert from_plain({**data, "score": score}).score.stores == ()


def test_a_report_tells_the_stores_last_visits_before_oldest_first(app: Flask, world: World) -> None:
    approved(app, world, days_earlier=40)
    for days in range(MOST_EARLIER + 1, 0, -1):
        score = approved_next(app, world, days_earlier=days).snapshot["report"]["score"]
    told = score["earlier"]
    assert len(told) == MOST_EARLIER
    assert all(re.fullmatch(r"\d{4}-\d\d", one["month"]) for one in told)
    assert [one["month"] for one in told] == sorted(one["month"] for one in told)
    assert score["previous"] == told[-1]["base"]
    assert score["stores"] == [], "its own scores are none of other stores"


def test_other_stores_are_told_from_five_on_each_with_its_newest_score(app: Flask, world: World) -> None:
    chain, brand = world.ids["aamu"], world.ids["aamu_brand"]
    first = approved(app, world, days_earlier=30)
    for number in range(FEWEST_STORES):
        with transaction():
            store = Store(chain_id=chain, brand_id=brand, code=f"N{number}", name=f"N{number}", city="", language="fi")
            db.session.add(store)
            db.session.flush()
            world.ids[f"n{number}"] = store.id
        last = approved_next(app, world, f"n{number}", days_earlier=9)
        told = last.snapshot["report"]["score"]["stores"]
        others = number + 1
        assert len(told) == (others if others >= FEWEST_STORES else 0)
    approved_next(app, world, "n1", days_earlier=4)
    again = approved_next(app, world, "n0", days_earlier=3)
    assert len(again.snapshot["report"]["score"]["stores"]) == FEWEST_STORES
    assert first.snapshot["report"]["score"]["stores"] == []


@pytest.fixture(scope="module")
def pages() -> dict[str, dict[str, Any]]:
    """Case → what page one holds, measured by a process that lays it out."""
    return in_the_press_room("standing")


def test_it_stands_on_page_one_wherever_it_is_shown_and_never_makes_a_page(pages: dict[str, dict[str, Any]]) -> None:
    for name, found in pages.items():
        assert found["second"] != "", name
        assert found["label_on"] in ([1], []), f"{name}: its label is on {found['label_on']}"
        assert found["room_px"] >= 0, f"{name}: {found}"
    assert any(found["label_on"] for found in pages.values())
    assert any(not found["label_on"] for found in pages.values())
