"""What a store reads must not help anybody to find out who came, or when to the minute."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from forms.definition import Questionnaire
from forms.library import shipped
from forms.scoring import score
from forms.shapes import LANGUAGES
from reports.editions import report_data
from reports.observed import Observed, observe
from reports.rows import hidden_from_store, section_rows, store_answers
from reports.whereabouts import part_of_day, staff_seen, when_for_hq, when_for_store

RESTAURANT = shipped("restaurant")
ANSWERS: dict[str, Any] = {
    "ctx_load": {"value": {"customers": 4, "staff": 3}},
    "fact_booking": {"value": "no"},
    "grt_t": {"value": {"seconds": 95, "from": "13:02:05", "to": "13:03:40"}},
    "rcp_given": {"value": "offered"},
    "rcp_img": {"value": {"total": "87.31", "time": "13:47"}},
    "rcp_text": {"value": {"text": "Kiitos käynnistä"}},
    "silent": {"value": "no_one"},
}


def seen(questionnaire: Questionnaire = RESTAURANT, **answers: Any) -> tuple[Observed, ...]:
    given = {**ANSWERS, **answers}
    return observe(questionnaire, given, score(questionnaire, given))


def edition(audience: str, language: str = "fi") -> dict[str, Any]:
    """An edition with the rows of these answers alone."""
    observed = seen()
    report: dict[str, Any] = {
        "sections": section_rows(RESTAURANT, observed),
        "visit": {"number": "K7M-4XRQ", "scenario": "Lounas lapsen kanssa", "when": ""},
        "evidence": {"photos": [], "receipt": {"photo": "photo:1", "text": "Kiitos", "expected": "", "match": None}},
        "remarks": [{"fi": "huomio", "sv": "anmärkning", "en": "remark"}], "flags": [],
    }  # fmt: skip
    store = {"hidden_rows": hidden_from_store(observed), "answers": store_answers(RESTAURANT, observed)}
    when = {name: when_for_hq(date(2026, 11, 16), "midday") for name in ("store", "hq")}
    return report_data({"report": report, "store": store, "when": when}, audience, language)


def rows(audience: str) -> dict[str, str]:
    return {row["id"]: row["answer"] for section in edition(audience)["sections"] for row in section["rows"]}


@pytest.mark.parametrize("secret", ["87,31", "87.31", "13:47", "13:02", "13:03", "Lounas lapsen kanssa", "photo:1"])
def test_the_stores_edition_holds_no_minute_total_or_scenario(secret: str) -> None:
    for language in LANGUAGES:
        assert secret not in json.dumps(edition("store", language), ensure_ascii=False)


def test_circumstances_and_what_is_for_headquarters_alone_are_not_in_the_stores_edition() -> None:
    assert {"silent", "fact_booking", "rcp_img"} <= rows("hq").keys()
    assert not {"silent", "fact_booking", "rcp_img"} & rows("store").keys()
    assert rows("store")["rcp_text"] == "”Kiitos käynnistä”"


def test_no_edition_tells_the_minute_of_the_sale() -> None:
    assert "87,31" in rows("hq")["rcp_img"]
    assert "13:47" not in json.dumps(edition("hq"), ensure_ascii=False)


def test_remarks_are_for_headquarters() -> None:
    assert edition("hq")["remarks"] == ["huomio"]
    assert edition("store")["remarks"] == []


def test_with_two_or_fewer_at_work_or_nobody_counted_the_store_reads_the_week() -> None:
    day = date(2026, 11, 16)
    assert when_for_store(day, "midday", 3)["fi"] == "16. marraskuuta 2026, keskipäivä"
    for staff in (2, 1, 0, None):
        assert when_for_store(day, "midday", staff)["fi"] == "Viikko 47 (2026), keskipäivä"
    assert when_for_store(date(2027, 1, 1), "evening", 1)["en"] == "Week 53 (2026), evening"


def test_staff_are_counted_only_where_they_were_seen() -> None:
    assert staff_seen(seen()) == 3
    for odd in ({"value": {"customers": 1}}, {"value": "3"}, {}, {"value": {"staff": True}}):
        assert staff_seen(seen(ctx_load=odd)) is None


def test_the_part_of_the_day_is_the_receipts_before_the_phones() -> None:
    at_home = datetime(2026, 11, 16, 20, 30, tzinfo=UTC)
    assert part_of_day(at_home, seen()) == "midday"
    assert part_of_day(at_home, seen(rcp_img={"value": {"time": "odd"}})) == "evening"
    for hour, part in ((8, "morning"), (11, "midday"), (14, "afternoon"), (17, "evening")):
        assert part_of_day(at_home.replace(hour=hour, minute=0), ()) == part
