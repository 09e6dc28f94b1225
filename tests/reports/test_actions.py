"""The next visit's report begins with what was promised last time, and says what was seen of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, get_args

import pytest
from flask import Flask

from extensions import db, transaction
from reports.actions import choose_action, details_to_mend, finish_action
from reports.documents.promise_view import promise
from reports.documents.texts import LANGUAGES, load_texts
from reports.editions import report_data
from reports.models import ActionPoint, Report
from reports.printer import Printer
from reports.printing import order_of, print_bytes
from reports.promises import how_it_went
from reports.replies import say
from reports.report_data import from_plain
from reports.report_parts import Answered, LastStep, Seen
from shopper import clock
from tests.reports.pressing import run_of, text_of
from tests.reports.reported import approved, approved_next, browser
from tests.reports.samples import STORE_REPORT
from tests.world import World


@pytest.mark.parametrize(
    ("then", "now", "seen"),
    [(0.0, 1.0, "mended"), (0.3, 0.8, "better"), (0.3, 0.3, "as_before"), (0.8, 0.3, "worse"), (0.3, None, "not_asked"),
     (1.0, 1.0, "as_before"), (None, 1.0, None), (None, None, None)],
)  # fmt: skip
def test_what_was_seen_compares_the_points_now_with_then(
    then: float | None, now: float | None, seen: str | None
) -> None:
    assert how_it_went(then, now) == seen


def on_paper(last: LastStep | None, language: str = "en") -> SimpleNamespace | None:
    return promise(last, load_texts(STORE_REPORT, language), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_thing_that_can_be_seen_has_its_words(language: str) -> None:
    words = set()
    for seen in get_args(Seen):
        told = on_paper(LastStep("A deed", seen=seen, then=Answered("No", 0.0, 4.0)), language)
        assert told is not None and told.seen
        words.add(told.seen)
        assert told.good == (seen in ("mended", "better")) and told.bad == (seen in ("as_before", "worse"))
    assert len(words) == 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_store_said_of_the_deed_is_told_apart(language: str) -> None:
    told = {on_paper(LastStep("A deed", done=done), language).state for done in (True, False, None)}  # type: ignore[union-attr]
    assert len(told) == 3 and all(told)


def test_then_and_now_are_told_with_their_points() -> None:
    last = LastStep("A deed", seen="mended", then=Answered("“No”", 0.0, 4.0), now=Answered("Yes", 1.0, 4.0))
    told = on_paper(last)
    assert told is not None and told.compared == "Then “No” (0/4), now “Yes” (4/4)."
    half = on_paper(LastStep("A deed", seen="better", then=Answered("", 0.1, 3.0), now=Answered("x", 0.5, 3.0)), "fi")
    assert half is not None and half.compared == "Silloin (0,3/3), nyt ”x” (1,5/3)."


def test_nothing_promised_is_nothing_said() -> None:
    assert on_paper(None) is None


def test_braces_in_an_answer_are_an_answer() -> None:
    then, now = Answered("{0} {x}", 1.0, 1.0), Answered("{}", 0.0, 1.0)
    told = on_paper(LastStep("A {deed}", seen="worse", then=then, now=now))
    assert told is not None and "{0} {x}" in told.compared and "“{}”" in told.compared


# Of real reports


def promised(
    world: World, report: Report, question: str | None = "grt_first", deed: str = "We greet first.", days_ago: int = 6
) -> None:
    """Maija's choice about `report`, made so many days ago."""
    at = before(days_ago)
    due_on = (at + timedelta(days=30)).date()
    there, maija = db.session.get_one(Report, report.id), world.person("maija")
    choose_action(there, deed, "shift_lead", due_on, maija, at, question)


def before(days: int) -> datetime:
    return clock.now() - timedelta(days=days)


def last_step(report: Report, audience: str = "store", language: str = "en") -> dict[str, Any]:
    found: dict[str, Any] = report_data(report.snapshot, audience, language)["action"]["last_step"]
    return found


@pytest.mark.parametrize(
    ("then", "now", "seen"), [("neither", "staff", "mended"), ("neither", "me", "better"), ("me", "me", "as_before"),
                              ("me", "neither", "worse")],
)  # fmt: skip
def test_the_same_detail_is_seen_now_against_then(app: Flask, world: World, then: str, now: str, seen: str) -> None:
    first = approved(app, world, days_earlier=9, grt_first={"value": then})
    promised(world, first)
    report = approved_next(app, world, grt_first={"value": now})
    told = last_step(report)
    assert (told["text"], told["seen"]) == ("We greet first.", seen)
    assert told["question"] == "Kumpi tervehti ensin? (en)"
    words = {"neither": "ei kumpikaan (en)", "me": "minä (en)", "staff": "henkilökunta (en)"}
    assert (told["then"]["answer"], told["now"]["answer"]) == (words[then], words[now])
    assert told["done"] is None and "The score was" in told["effect"]
    assert last_step(report, "hq", "fi")["seen"] == seen
    from_plain(report_data(report.snapshot, "store", "sv"))


def test_a_detail_that_was_not_asked_this_time_says_so(app: Flask, world: World) -> None:
    first = approved(app, world, days_earlier=9, mishap={"value": "yes"}, apology={"value": "no"})
    promised(world, first, "apology")
    told = last_step(approved_next(app, world))
    assert (told["seen"], told["then"]["points"], told["now"]) == ("not_asked", 0.0, None)


def test_a_skipped_detail_is_not_asked_either(app: Flask, world: World) -> None:
    promised(world, approved(app, world, days_earlier=9, undivided={"value": 3}), "undivided")
    told = last_step(approved_next(app, world, undivided={"skipped": "not_observed"}))
    assert told["seen"] == "not_asked"


def test_what_was_promised_only_after_the_visit_is_not_held_against_it(app: Flask, world: World) -> None:
    promised(world, approved(app, world, days_earlier=9, grt_first={"value": "me"}), days_ago=0)
    told = last_step(approved_next(app, world))
    assert told["text"] == "We greet first." and told["seen"] is None and told["question"]
    shown = on_paper(LastStep("We greet first.", question=told["question"]))
    assert shown is not None and shown.compared == "The promise was made only after this visit."


def test_a_deed_of_ones_own_is_told_with_how_the_score_moved(app: Flask, world: World) -> None:
    promised(world, approved(app, world, days_earlier=9), None, "Flowers on the counter")
    told = last_step(approved_next(app, world))
    assert (told["text"], told["seen"], told["question"]) == ("Flowers on the counter", None, "")
    assert told["effect"]


def test_whether_the_store_said_it_was_done_stands_beside_what_was_seen(app: Flask, world: World) -> None:
    first = approved(app, world, days_earlier=9, grt_first={"value": "me"})
    promised(world, first)
    finish_action(db.session.get_one(Report, first.id), world.person("maija"), before(5))
    told = last_step(approved_next(app, world, grt_first={"value": "me"}))
    assert (told["done"], told["seen"]) == (True, "as_before")


def test_a_day_that_passed_without_a_word_is_not_done(app: Flask, world: World) -> None:
    first = approved(app, world, days_earlier=9)
    promised(world, first)
    with transaction():
        db.session.query(ActionPoint).one().due_on = clock.today() - timedelta(days=1)
    assert last_step(approved_next(app, world))["done"] is False


def test_a_reply_alone_stands_in_the_next_report_too(app: Flask, world: World) -> None:
    first = approved(app, world, days_earlier=9)
    say(db.session.get_one(Report, first.id), "Kaksi oli {sairaana}.", world.person("maija"), before(6))
    told = last_step(approved_next(app, world))
    assert (told["text"], told["reply"], told["seen"]) == ("", "Kaksi oli {sairaana}.", None)


def test_a_store_that_neither_promised_nor_replied_is_told_nothing(app: Flask, world: World) -> None:
    approved(app, world, days_earlier=9)
    assert last_step(approved_next(app, world)) is None


def test_what_was_seen_is_frozen_with_the_report(app: Flask, world: World) -> None:
    first = approved(app, world, days_earlier=9, grt_first={"value": "me"})
    promised(world, first)
    second = approved_next(app, world)
    told = last_step(second)
    with transaction():
        db.session.query(ActionPoint).one().deed = "Something else"
    assert last_step(db.session.get_one(Report, second.id)) == told


def test_it_stands_on_page_one_in_both_editions_and_at_the_head_of_the_page(
    app: Flask, world: World, tmp_path: Path
) -> None:
    first = approved(app, world, days_earlier=9, grt_first={"value": "neither"})
    promised(world, first, deed="Katse ja tervehdys {{7*7}} <b>ennen</b> muuta")
    second = approved_next(app, world)
    for name, edition in (("maija", "store"), ("helmi", "hq")):
        said = browser(app, world, name).get(f"/hq/reports/{second.id}").get_data(as_text=True)
        assert said.index("Katse ja tervehdys {{7*7}} &lt;b&gt;ennen") < said.index('id="point-praise"')
        with Printer() as printer:
            data = report_data(db.session.get_one(Report, second.id).snapshot, edition, "fi")
            (tmp_path / edition).write_bytes(print_bytes(order_of("store_report", data), printer))
        # Capitals that stand apart are read with spaces between them.
        one = run_of(text_of(tmp_path / edition, 1, 1)).replace(" ", "")
        for words in ("VIIME KERRALLA LUPASITTE", "Katse ja tervehdys {{7*7}} <b>ennen", "MITÄ NYT NÄHTIIN", "Korjattu",
                      "ei kumpikaan", "henkilökunta", "0/4", "4/4"):  # fmt: skip
            assert words.replace(" ", "") in one, (edition, words)


def test_a_detail_hidden_from_the_store_is_never_offered() -> None:
    row = {"id": "tip", "text": "Tip?", "answer": "", "points": 0.0, "weight": 4.0, "critical_failed": False}
    snapshot = {
        "report": {"sections": [{"id": "s", "title": "Till", "rows": [row, {**row, "id": "bye", "text": "Bye?"}]}],
                   "visit": {}, "evidence": {"receipt": None}},
        "when": {"store": "", "hq": ""}, "store": {"hidden_rows": ["tip"], "answers": {}}, "suggested": "tip",
    }  # fmt: skip
    assert details_to_mend(snapshot, "en") == [("bye", "Till: Bye?")]
