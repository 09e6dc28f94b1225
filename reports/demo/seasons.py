"""Seasons and waves, counted from the day on which the demo is filled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from reports.demo.shapes import WavePlan

SEASONS = ("winter", "spring", "summer", "autumn")
_NAMES = {
    "winter": {"fi": "Talvi", "sv": "Vinter"},
    "spring": {"fi": "Kevät", "sv": "Vår"},
    "summer": {"fi": "Kesä", "sv": "Sommar"},
    "autumn": {"fi": "Syksy", "sv": "Höst"},
}
_DAY = timedelta(days=1)


def season_of(day: date) -> str:
    """winter (December to February), spring, summer or autumn."""
    return SEASONS[day.month % 12 // 3]


def seasons_between(first: date, last: date) -> Iterator[tuple[str, date, date]]:
    """(season, first day, last day) of each season that touches the days from `first` to `last`."""
    day = first
    while day <= last:
        begins, ends = _bounds(day)
        yield season_of(day), begins, ends
        day = ends + _DAY


def two_waves(today: date) -> tuple[WavePlan, WavePlan]:
    """One that ended three months ago and one that still runs; a shopper may see a store again in the second."""
    past = (today - 165 * _DAY, today - 95 * _DAY)
    running = (today - 45 * _DAY, today + 30 * _DAY)
    return _wave(0, *past), _wave(1, *running)


def _wave(number: int, first: date, last: date) -> WavePlan:
    middle = first + (last - first) / 2
    name = {language: f"{word} {middle.year}" for language, word in _NAMES[season_of(middle)].items()}
    return WavePlan(number, name, first, last)


def _bounds(day: date) -> tuple[date, date]:
    month = day.month - day.month % 3
    first = date(day.year, month, 1) if month else date(day.year - 1, 12, 1)
    after = first.replace(year=first.year + 1, month=3) if first.month == 12 else first.replace(month=first.month + 3)
    return first, after - _DAY
