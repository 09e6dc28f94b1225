"""What the second edition of the frozen text adds: stamps, masks, and the answer to the office's question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from extensions import db
from shopper.models import Photo, Visit
from tests.deposits import deliver, frozen, jpeg, manifest, put_visit
from tests.world import World

People = Callable[[str], FlaskClient]
NINE = int(datetime(2026, 11, 18, 9, 0, tzinfo=UTC).timestamp() * 1000)
HOUR = 3600_000


def stamp(moment: str, after: int, **more: Any) -> dict[str, Any]:
    """Tapped so many seconds after nine, by both clocks."""
    return {"moment": moment, "n": after, "at": NINE + after * 1000, "mono": 5000 + after * 1000, "boot": "b", **more}


def test_stamps_come_with_the_visit_on_the_offices_clock(as_person: People, world: World) -> None:
    clock = [{"server": NINE + 60_000, "wall": NINE}]
    stamps = [stamp("arrived", 0), stamp("noticed", 40), stamp("seated", 90, undone=True)]
    content = manifest(world, detalji=2, stamps=stamps, clock=clock)
    deliver(as_person("anna"), content)
    kept = db.session.query(Visit).one().stamps
    assert [(one["moment"], one["at"][11:19]) for one in kept] == [
        ("arrived", "09:01:00"), ("noticed", "09:01:40"), ("seated", "09:02:30"),
    ]  # fmt: skip
    assert [one.get("undone") for one in kept] == [None, None, True]


def test_a_clock_that_jumps_between_two_taps_moves_no_stamp(as_person: People, world: World) -> None:
    jumped = stamp("noticed", 40)
    jumped["at"] += 400 * 24 * HOUR
    deliver(as_person("anna"), manifest(world, detalji=2, stamps=[stamp("arrived", 0), jumped]))
    first, second = (datetime.fromisoformat(one["at"]) for one in db.session.query(Visit).one().stamps)
    assert (second - first).total_seconds() == 40


def test_a_life_of_the_page_without_a_steady_clock_counts_by_the_wall(as_person: People, world: World) -> None:
    bare = [{"moment": "arrived", "at": NINE}, {"moment": "noticed", "at": NINE + 40_000}]
    deliver(as_person("anna"), manifest(world, detalji=2, stamps=bare))
    assert [one["at"][11:19] for one in db.session.query(Visit).one().stamps] == ["09:00:00", "09:00:40"]


def test_masks_come_with_their_photo_as_the_shoppers(as_person: People, world: World) -> None:
    photo = jpeg()
    content = manifest(world, [photo], detalji=2)
    content["photos"][0]["masks"] = [[0.1, 0.2, 0.3, 0.05]]
    deliver(as_person("anna"), content, [photo])
    assert db.session.query(Photo).one().masks == [{"x": 0.1, "y": 0.2, "w": 0.3, "h": 0.05, "by": "shopper"}]


def test_the_reply_to_the_office_is_kept_in_the_shoppers_words(as_person: People, world: World) -> None:
    deliver(as_person("anna"), manifest(world, detalji=2, reply="Kassi oli ruskea, ei valkoinen."))
    assert db.session.query(Visit).one().reply == "Kassi oli ruskea, ei valkoinen."


def test_an_older_phone_says_none_of_it(as_person: People, world: World) -> None:
    deliver(as_person("anna"), manifest(world, detalji=1))
    visit = db.session.query(Visit).one()
    assert (visit.stamps, visit.reply) == ([], None)


@pytest.mark.parametrize(
    "changes",
    [
        {"stamps": {}}, {"stamps": [1]}, {"stamps": [{"moment": "Bad id", "at": NINE}]}, {"stamps": [{"moment": "a"}]},
        {"stamps": [{"moment": "a", "at": "now"}]}, {"stamps": [{"moment": "a", "at": NINE, "mono": "x"}]},
        {"stamps": [{"moment": "a", "at": NINE, "boot": {}}]}, {"stamps": [{"moment": "a", "at": True}]},
        {"stamps": [{"moment": "a", "at": NINE}] * 501}, {"reply": 5}, {"reply": "x" * 2001}, {"reply": ["x"]},
    ],
)  # fmt: skip
def test_a_wrong_shape_is_refused_whole(as_person: People, world: World, changes: dict[str, Any]) -> None:
    content = manifest(world, detalji=2, **changes)
    answer = put_visit(as_person("anna"), content["visit"], frozen(content))
    assert answer.status_code == 422 and answer.get_json()["error"]["field"]
    assert db.session.query(Visit).count() == 0


@pytest.mark.parametrize("masks", ["x", [1], [[0, 0, 1]], [[0, 0, 1, 1.1]], [[0, 0, 1, -0.1]], [[0, 0, 1, True]],
                                   [[0, 0, 1, 1]] * 41])  # fmt: skip
def test_a_mask_lies_within_its_picture(as_person: People, world: World, masks: Any) -> None:
    content = manifest(world, [jpeg()], detalji=2)
    content["photos"][0]["masks"] = masks
    assert put_visit(as_person("anna"), content["visit"], frozen(content)).status_code == 422


def test_times_of_no_century_are_dropped_and_refuse_nothing(as_person: People, world: World) -> None:
    deliver(as_person("anna"), manifest(world, detalji=2, stamps=[{"moment": "arrived", "at": 5e14}]))
    assert db.session.query(Visit).one().stamps == []
