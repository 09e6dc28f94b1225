"""The layout engine gets the pictures of its job and nothing else in the world."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reports.pressing import in_the_press_room


@pytest.fixture(scope="module")
def hostile() -> dict[str, Any]:
    return in_the_press_room("hostile")


def test_every_hostile_page_is_stopped_or_fetches_nothing(hostile: dict[str, Any]) -> None:
    assert len(hostile["fates"]) >= 12
    assert {name for name, fate in hostile["fates"].items() if fate == "leaked"} == set()
    printed = {name for name, fate in hostile["fates"].items() if fate == "printed"}
    # Inside drawings the engine swallows the refusal and complains instead, which fails a report all the same.
    assert printed <= {"a use from elsewhere", "an image in a drawing"}


def test_nobody_is_called_over_the_network(hostile: dict[str, Any]) -> None:
    assert hostile["calls"] == []


def test_the_jobs_own_picture_is_served(hostile: dict[str, Any]) -> None:
    assert hostile["served"] == "printed"


def test_pictures_are_jpeg_or_png_and_not_too_many() -> None:
    fates = in_the_press_room("pictures")
    assert "taken" not in fates.values(), fates
    assert "too large" in fates["more than fits"]
    assert "neither JPEG nor PNG" in fates["a drawing"]
