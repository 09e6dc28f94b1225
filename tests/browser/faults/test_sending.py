"""Impatient fingers, two windows, a change of mind: sent once, and never half of something else (faults 9, 36, 49)."""

from __future__ import annotations

import pytest

from tests.browser.faults.errand import Site
from tests.browser.handset import until
from tests.browser.pages import VisitPage

TWICE = """(selector) => {
  const button = document.querySelector(selector);
  button.click();
  button.click();
}"""
ANSWER_AGAIN = """async (visit) => {
  const build = document.querySelector("script[type=module]").src.split("/")[4];
  const draft = await import(`/static/${build}/js/visit/draft.js`);
  const photo = {question: "photo", sha256: "0".repeat(64), type: "image/jpeg"};
  const deeds = [
    draft.saveAnswer(visit, "words", {pairs: [], value: "toista"}),
    draft.savePhoto(visit, photo, new ArrayBuffer(8)),
    draft.dropPhoto(visit, "any"),
  ];
  return Promise.all(deeds.map((deed) => deed.then(() => "taken", (problem) => problem.constructor.name)));
}"""


def test_two_taps_in_one_moment_make_one_row_and_one_delivery(site: Site) -> None:
    errand = site.begin().fill()
    site.line.trouble("refuse")
    errand.page.locator("#finish").click()
    errand.page.evaluate(TWICE, "#missing [data-anyway]")
    errand.is_told("waiting").kept()
    site.line.calm()
    errand.page.evaluate(TWICE, "#outcome [data-send]")
    errand.delivered(by_itself=True)
    assert site.line.statuses(f"{errand.id}$", "PUT") == [202]


@pytest.mark.parametrize("script", ["", "delete Navigator.prototype.locks;"], ids=["locks", "lease"])
def test_of_two_windows_that_send_at_once_one_sends(site: Site, script: str) -> None:
    errand = site.begin(script).fill(photos=2)
    site.line.trouble("refuse")
    errand.finish().is_told("waiting").kept()
    second = errand.context.new_page()
    second.goto(errand.page.url)
    second.locator("#outcome [data-send]").wait_for()
    until(lambda: errand.row()["error"])
    site.line.calm()
    before = len(site.line.statuses("/photos/"))
    for window in (errand.page, second):
        window.evaluate("() => setTimeout(() => document.querySelector('#outcome [data-send]').click(), 100)")
    errand.delivered(by_itself=True)
    # The other window hears of it.
    assert VisitPage(second).wait_until_received() == errand.visit.wait_until_received()
    assert site.line.statuses(f"{errand.id}$", "PUT") == [202]
    assert site.line.statuses("/photos/")[before:] == [201, 201]
    assert site.line.statuses("/finish")[-1:] == [200]


def test_what_was_sent_in_part_takes_no_further_answers(site: Site) -> None:
    errand = site.begin().fill(photos=1)
    site.line.trouble("refuse", "/photos/")
    errand.finish().is_told("waiting")
    sha = errand.kept()["sha"]
    assert [one.state for one in site.arrived(errand.assignment)] == ["receiving"]
    assert errand.page.locator("#finish").is_disabled()
    assert errand.page.evaluate(ANSWER_AGAIN, errand.id) == ["Frozen", "Frozen", "Frozen"]
    assert errand.kept()["sha"] == sha
    site.line.calm()
    assert errand.delivered().sha == sha


def test_a_change_of_mind_after_a_part_was_sent_is_a_visit_of_its_own(site: Site) -> None:
    errand = site.begin().fill(photos=1)
    site.line.trouble("refuse", "/photos/")
    errand.finish().is_told("waiting")
    first = errand.id
    errand.page.locator("#outcome [data-correct]").click()
    errand.page.wait_for_function("first => !location.hash.includes(first)", arg=first)
    errand.visit.wait_until_open()
    site.line.calm()
    errand.visit.write("words-value", "harkittuani").saved()
    errand.finish()
    errand.visit.wait_until_received()
    until(lambda: errand.shelf("outbox") == [], what="both are delivered")
    old, new = site.arrived(errand.assignment)
    assert (old.id, old.answers["words"]["value"]) == (first, errand.words)
    assert (new.id, new.answers["words"]["value"]) == (errand.id, "harkittuani")
    assert sorted([old.state, new.state]) == ["excluded", "submitted"] and new.state == "submitted"
    assert len({one.no for one in (old, new)}) == 2
