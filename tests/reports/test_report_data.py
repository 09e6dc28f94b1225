"""Report data: what it takes, what it refuses, and that nothing is lost on the way."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reports.report_data import MOST_PHOTOS, MOST_ROWS, ReportDataError, from_plain
from reports.report_parts import SectionScore
from tests.reports.samples import barest, longest, shipped

ROW = {"id": "a", "text": "t", "answer": "a"}


@pytest.mark.parametrize(
    "data", [shipped("sv", "hq"), barest(), longest("en", "hq")], ids=["sample", "barest", "longest"]
)
def test_it_comes_back_from_json_unchanged(data: dict[str, Any]) -> None:
    report = from_plain(data)
    assert from_plain(json.loads(json.dumps(report.to_plain()))) == report


def test_it_names_each_picture_once() -> None:
    data = shipped()
    data["evidence"]["photos"] *= 2
    keys = from_plain(data).picture_keys()
    assert keys == ("brand:logo", "photo:table", "photo:coffee", "photo:door", "photo:receipt")


@pytest.mark.parametrize(
    ("percent", "mean", "capped", "low"),
    [
        (70.0, 75.0, False, True), (70.6, 75.0, False, False), (79.0, 95.0, False, True), (80.0, 95.0, False, False),
        (40.0, None, False, False), (90.0, 80.0, True, True), (None, 80.0, False, False),
    ],
)  # fmt: skip
def test_a_section_is_low_when_capped_or_clearly_below_the_chain(
    percent: float | None, mean: float | None, capped: bool, low: bool
) -> None:
    assert SectionScore("a", "A", percent, capped=capped, chain_mean=mean).low is low


def wrong(**changes: Any) -> dict[str, Any]:
    return {**shipped("fi", "hq"), **changes}


REFUSED = {
    "a row too many": (wrong(sections=[{"id": str(n), "title": "", "rows": [ROW] * 60} for n in range(9)]), "rows"),
    "six thousand rows": (wrong(sections=[{"id": "a", "title": "", "rows": [ROW] * 6000}]), str(MOST_ROWS)),
    "a photo too many": (
        wrong(evidence={"photos": [{"key": "photo:a", "caption": "", "alt": ""}] * (MOST_PHOTOS + 1)}),
        "photos",
    ),
    "a text without end": (wrong(chain="a" * 1_000_000), "chain"),
    "an unknown field": (wrong(shopper="Aino"), "shopper"),
    "a missing field": ({"edition": "store"}, "missing"),
    "an unknown edition": (wrong(edition="press"), "edition"),
    "a number for a word": (wrong(chain=3), "chain"),
    "no number": (wrong(score={"base": float("nan"), "coverage": 1}), "score.base"),
    "a day that is none": (wrong(issued_on="16.11.2026"), "issued_on"),
    "a picture from elsewhere": (wrong(brand={**shipped()["brand"], "logo": "https://example.org/a.png"}), "brand:"),
    "a mood off the scale": (
        wrong(journey={"points": [{"touchpoint": "a", "label": "a", "valence": 4}]}),
        "valence",
    ),
    "too much strength": (
        wrong(
            journey={
                "points": [
                    {"touchpoint": "a", "label": "", "valence": 1, "emotions": [{"emotion": "joy", "strength": 9}]}
                ]
            }
        ),
        "strength",
    ),
    "points above one": (wrong(sections=[{"id": "a", "title": "", "rows": [{**ROW, "points": 1.2}]}]), "points"),
}


@pytest.mark.parametrize(("data", "named"), REFUSED.values(), ids=REFUSED)
def test_it_refuses_and_names_the_place(data: dict[str, Any], named: str) -> None:
    with pytest.raises(ReportDataError, match=named):
        from_plain(data)


def test_it_refuses_what_is_nested_without_end() -> None:
    deep: Any = "bottom"
    for _ in range(500):
        deep = [deep]
    with pytest.raises(ReportDataError, match="deep"):
        from_plain(wrong(remarks=deep))


@pytest.mark.parametrize("when", ["14.11.2026", "2026-11-14", "vko 46 klo 13", "week 46, 13:20", "v. 46 kl. 14"])
def test_the_stores_edition_never_tells_the_hour_or_the_day(when: str) -> None:
    with pytest.raises(ReportDataError, match=r"visit\.when"):
        from_plain(shipped(visit={"when": when, "number": "A"}))
    assert from_plain(shipped(edition="hq", visit={"when": when, "number": "A"})).visit.when == when


@pytest.mark.parametrize("when", ["vko 46, iltapäivä", "v. 46, eftermiddag", "week 46, afternoon", ""])
def test_the_stores_edition_tells_week_and_part_of_the_day(when: str) -> None:
    assert from_plain(shipped(visit={"when": when, "number": "A"})).visit.when == when


@pytest.mark.parametrize("field", ["remarks", "flags"])
def test_remarks_on_trust_stay_out_of_the_stores_edition(field: str) -> None:
    with pytest.raises(ReportDataError, match="headquarters"):
        from_plain(shipped(**{field: ["x"]}))
