"""What the reviewer is told of stamps: the moments in order, and how soon each answer came."""

from __future__ import annotations

import pytest
from flask import Flask

from forms.library import shipped
from shopper.desk.reading import timeline
from shopper.desk.words import delay_words
from shopper.languages import in_language
from shopper.models import Visit


def test_the_moments_stand_in_order_of_time_without_those_that_were_taken_back() -> None:
    visit = Visit(stamps=[
        {"moment": "noticed", "at": "2026-11-02T12:00:30+00:00"},
        {"moment": "arrived", "at": "2026-11-02T12:00:00+00:00"},
        {"moment": "seated", "at": "2026-11-02T12:01:00+00:00", "undone": True},
        {"moment": "skip", "at": "2026-11-02T12:02:00+00:00"},
    ])  # fmt: skip
    told = timeline(visit, shipped("restaurant"), "fi")
    assert [name for _at, name in told] == ["Saavuin", "Huomattiin", "Ohitettu"]
    assert timeline(visit, None, "fi") == []
    assert timeline(Visit(stamps=[]), shipped("restaurant"), "fi") == []


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "minuutin sisällä hetkestään"), (59, "minuutin sisällä hetkestään"), (60, "1 min hetkensä jälkeen"),
        (3_599, "59 min hetkensä jälkeen"), (7_200, "2 h hetkensä jälkeen"), (200_000, "2 päivää hetkensä jälkeen"),
        (None, ""), (-5, ""), ("soon", ""),
    ],
)  # fmt: skip
def test_a_delay_is_told_in_words(app: Flask, seconds: object, words: str) -> None:
    with app.test_request_context("/"), in_language("fi"):
        assert delay_words(seconds) == words
