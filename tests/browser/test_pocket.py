"""In the pocket, and round the corner: blind touches on a real phone, with the server dead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fieldwork import Fieldwork
from tests.browser.handset import Handset, until
from tests.browser.pages import ListPage, VisitPage
from tests.living import LivingServer

STORE = "Lahti Tori"
SEQUENCE = ["arrived", "noticed", "seated", "menu", "ready", "ordered", "served", "bill", "paid", "left"]
TIMINGS = {
    "grt_t": ("arrived", "noticed"), "seat_t": ("noticed", "seated"), "menu_t": ("seated", "menu"),
    "ord_t": ("ready", "ordered"), "food_t": ("ordered", "served"), "pay_t": ("bill", "paid"),
}  # fmt: skip
# What would tell those around what is going on, in our three languages.
TELLING = re.compile(
    r"visit|shopper|shopping|store|brand|assign|brief|report|mystery|secret|question|survey|detalji|stamp|moment"
    r"|käyn|kauppa|myymälä|tehtävä|toimeksianto|brändi|haamu|salai|raportti|kysymy|hetki"
    r"|besök|butik|uppdrag|varumärke|hemlig|rapport|fråg|stund|aamu|localhost|127\.0",
    re.IGNORECASE,
)
# Everything on the screen that an eye or a screen reader meets.
SAID = """() => {
  const screen = document.querySelector("#pocket");
  const said = [document.title, screen.textContent];
  for (const element of [screen, ...screen.querySelectorAll("*")]) {
    for (const { value } of element.attributes) said.push(value);
    for (const side of ["::before", "::after"]) said.push(getComputedStyle(element, side).content);
  }
  return said;
}"""
BREAK_STAMPS = """() => {
  const put = IDBObjectStore.prototype.put;
  globalThis.broken = true;
  IDBObjectStore.prototype.put = function (...args) {
    if (globalThis.broken && this.name === "stamps") throw new DOMException("no", "NotAllowedError");
    return put.apply(this, args);
  };
}"""
HEAR_BUZZES = """globalThis.buzzes = [];
navigator.vibrate = (pattern) => { globalThis.buzzes.push(pattern); return true; };"""


class PocketPage:
    """The pocket screen, touched without looking."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def begin(self, *, is_dark: bool = False) -> PocketPage:
        self.page.locator("#explain").click()
        if is_dark:
            self.page.locator("#guide input").check()
        self.page.locator("#guide [value=start]").click()
        return self.wait_until_open()

    def wait_until_open(self) -> PocketPage:
        expect(self.page.locator("#pocket")).to_be_visible()
        return self

    def touch(self, x: float = 0.5, y: float = 0.5) -> PocketPage:
        """A tap at a place of the screen (shares of it); never sooner than a palm would come again."""
        self.page.wait_for_timeout(270)
        size = self.page.viewport_size
        assert size
        self.page.touchscreen.tap(size["width"] * x, size["height"] * y)
        return self

    def corner(self, place: str) -> PocketPage:
        x = 0.04 if "left" in place else 0.96
        return self.touch(x, 0.03 if "top" in place else 0.97)

    def fingers(self, *moves: list[tuple[float, float]], hold_ms: int = 30) -> PocketPage:
        """Fingers that go each its way at the same time."""
        self.page.wait_for_timeout(270)
        client = self.page.context.new_cdp_session(self.page)
        steps = max(len(way) for way in moves)
        for step in range(steps):
            points = [{"x": way[min(step, len(way) - 1)][0], "y": way[min(step, len(way) - 1)][1], "id": number}
                      for number, way in enumerate(moves)]  # fmt: skip
            kind = "touchMove" if step else "touchStart"
            client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
            self.page.wait_for_timeout(hold_ms)
        client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        client.detach()
        return self

    def swipe(self) -> PocketPage:
        return self.fingers([(300, 400), (220, 402), (140, 405), (80, 405)])

    def hold(self, x: float = 190, y: float = 400) -> PocketPage:
        return self.fingers([(x, y)], hold_ms=850)

    @property
    def ticked(self) -> list[str]:
        return self.page.locator("#pocket li.done").all_inner_texts()

    def ticks(self, count: int) -> PocketPage:
        expect(self.page.locator("#pocket li.done")).to_have_count(count)
        return self


def stamps(phone: Handset) -> list[dict[str, Any]]:
    """What counts, in the order of the touches."""
    return [stamp for stamp in phone.stored("stamps") if not stamp.get("undone")]


def moments(phone: Handset) -> list[str]:
    return [stamp["moment"] for stamp in stamps(phone)]


@pytest.fixture
def visit(phone: Handset, server: LivingServer) -> Iterator[VisitPage]:
    """The restaurant's visit, opened with the server dead and no network."""
    phone.context.add_init_script(HEAR_BUZZES)
    ListPage(phone.page, server.address).open().wait_until_offline_ready(STORE)
    server.kill()
    phone.context.set_offline(True)
    opened = ListPage(phone.page, server.address).open().open_visit(STORE)
    expect(phone.page.locator("#explain")).to_be_visible()
    yield opened
    phone.context.set_offline(False)


def test_ten_blind_taps_fill_all_timings_survive_a_kill_and_reach_the_office(
    visit: VisitPage, phone: Handset, server: LivingServer, work: Fieldwork
) -> None:
    pocket = PocketPage(phone.page).begin()
    for n in range(4):
        pocket.touch(0.3 + n / 10, 0.4)
    pocket.ticks(4)
    address = phone.page.url
    assert address.endswith("&p=1")
    phone.kill()

    phone.switch_on()
    phone.context.set_offline(True)
    phone.page.goto(address)
    pocket = PocketPage(phone.page).wait_until_open().ticks(4)
    for n in range(6):
        pocket.touch(0.5, 0.3 + n / 20)
    pocket.ticks(10)
    kept = stamps(phone)
    assert [stamp["moment"] for stamp in kept] == SEQUENCE
    times = [stamp["at"] for stamp in kept]
    assert times == sorted(times) and len(set(times)) == 10

    phone.page.locator("#pocket [data-to=corner]").click()
    expect(phone.page.locator("#pocket")).to_be_hidden()
    phone.page.locator("#rest").click()
    opened = VisitPage(phone.page)
    for question in TIMINGS:
        assert opened.question(question).get_attribute("data-source") == "measured"
        expect(opened.question(question).get_by_text("measured", exact=True)).to_have_css("display", "inline")
    by_moment = dict(zip(SEQUENCE, times, strict=True))
    for question, (first, last) in TIMINGS.items():
        between = (by_moment[last] - by_moment[first]) / 1000
        (answer,) = [one["value"] for one in phone.stored("answers") if one["question"] == question]
        assert abs(answer["seconds"] - between) <= 1

    opened.write("seat_t-to", opened.value("seat_t-from")).saved()
    assert opened.question("seat_t").get_attribute("data-source") == "estimated"
    visit_id = re.search("v=([0-9a-f-]+)", phone.page.url)
    assert visit_id
    phone.context.set_offline(False)
    server.start()
    opened.finish(anyway=True)
    until(lambda: phone.page.reload() and VisitPage(phone.page).wait_until_received())
    ((id_, _state, _number, _sha, answers),) = work.visits()
    assert id_ == visit_id[1]
    assert {question: answers[question]["source"] for question in TIMINGS} == {
        **dict.fromkeys(TIMINGS, "measured"), "seat_t": "estimated",
    }  # fmt: skip
    assert all(answers[question]["delay"] >= 0 for question in TIMINGS)
    assert [stamp["moment"] for stamp in work.stamps()] == SEQUENCE
