"""In the pocket, and round the corner: blind touches on a real phone, with the server dead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
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
        self.page.locator("#guide > summary").click()
        if is_dark:
            self.page.locator("#guide input").check()
        self.page.locator("#begin").click()
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

    def rest(self) -> VisitPage:
        """The corner view, from the end of the list."""
        self.page.wait_for_timeout(270)
        self.page.locator("#pocket [data-deed=rest]").click()
        expect(self.page.locator("#pocket")).to_be_hidden()
        return VisitPage(self.page)

    def leave(self) -> VisitPage:
        size = self.page.viewport_size
        assert size
        self.hold(size["width"] / 2, size["height"] - 20)
        expect(self.page.locator("#pocket")).to_be_hidden()
        return VisitPage(self.page)

    def buzzes(self) -> list[Any]:
        return list(self.page.evaluate("globalThis.buzzes"))

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
    expect(phone.page.locator("#guide > summary")).to_be_visible()
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

    opened = pocket.rest()
    phone.page.locator("#rest").click()
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


def test_a_swipe_leaves_one_out_and_a_long_touch_takes_back(visit: VisitPage, phone: Handset) -> None:
    pocket = PocketPage(phone.page).begin().touch().touch().touch().ticks(3)
    pocket.hold().ticks(2)
    assert pocket.buzzes()[-1] != pocket.buzzes()[0]
    pocket.swipe().touch().ticks(3)
    assert pocket.ticked == ["Apples", "Nuts", "Milk"]
    assert moments(phone) == ["arrived", "noticed", "skip", "menu"]
    assert [one["moment"] for one in phone.stored("stamps") if one.get("undone")] == ["seated"]
    # What was left out is taken back as any touch, and what follows from it goes with it.
    pocket.hold().ticks(2).hold().touch().ticks(3)
    assert moments(phone) == ["arrived", "noticed", "seated"]
    assert pocket.leave().question("seat_t").get_attribute("data-source") == "measured"
    assert visit.question("menu_t").get_attribute("data-source") != "measured"


def test_the_corners_keep_interruptions_mishaps_and_moods(visit: VisitPage, phone: Handset) -> None:
    pocket = PocketPage(phone.page).begin().touch()
    pocket.corner("top left").corner("top left").corner("top right").corner("top right")
    pocket.corner("bottom left").corner("bottom right").ticks(1)
    until(lambda: len(phone.stored("stamps")) == 7)
    assert moments(phone) == ["arrived", "away", "back", "mishap", "help", "mood_down", "mood_up"]
    opened = pocket.leave()
    opened.choose("att_intr", "phone").choose("mis_any", "me")
    assert opened.chosen("att_back") == ["at_once"]
    assert opened.question("att_back").get_attribute("data-source") == "measured"
    assert opened.question("mis_t").get_attribute("data-source") == "measured"
    opened.choose("att_back", "under_five").saved()
    assert opened.question("att_back").get_attribute("data-source") == "estimated"


def test_whoever_did_not_come_back_before_the_leaving_never_came(visit: VisitPage, phone: Handset) -> None:
    pocket = PocketPage(phone.page).begin().touch().corner("top left")
    for _ in range(9):
        pocket.touch()
    opened = pocket.ticks(10).rest()
    phone.page.locator("#rest").click()
    opened.choose("att_intr", "phone")
    assert opened.chosen("att_back") == ["never"]


def test_what_was_measured_on_another_device_stays(visit: VisitPage, phone: Handset) -> None:
    phone.page.evaluate("""() => new Promise((resolve) => {
      const request = indexedDB.open("detalji");
      request.onsuccess = () => {
        const visit = location.hash.split("v=")[1];
        const work = request.result.transaction("answers", "readwrite");
        const pairs = [["from", "13:00:00"], ["to", "13:00:20"]];
        const value = { seconds: 20, from: "13:00:00", to: "13:00:20" };
        work.objectStore("answers").put({ visit, question: "grt_t", pairs, value, source: "measured", at: 1, seq: 1 });
        work.oncomplete = () => { request.result.close(); resolve(); };
      };
    })""")
    phone.page.reload()
    visit.wait_until_open()
    expect(phone.page.locator("#guide")).to_be_visible()
    PocketPage(phone.page).begin().corner("top left").corner("top left").hold().leave()
    assert visit.value("grt_t-to") == "13:00:20"
    assert visit.question("grt_t").get_attribute("data-source") == "measured"


def test_another_phone_goes_on_where_the_first_one_stopped(
    phone: Handset, server: LivingServer, work: Fieldwork, tmp_path: Path
) -> None:
    """Eleven stamps and the first taken back: of eleven, "10" must not come before "9"."""
    other = Handset(tmp_path / "other").switch_on(phone)
    try:
        other.sign_in_by(work.tokens["anna"], server.address)
        seen = ListPage(phone.page, server.address).open().open_visit(STORE)
        elsewhere = ListPage(other.page, server.address).open().open_visit(STORE)
        assert elsewhere.visit_id == seen.visit_id
        pocket = PocketPage(phone.page).begin().touch().hold()
        for count in range(1, 5):
            pocket.touch().ticks(count)
        for _ in range(3):
            pocket.corner("bottom left").corner("bottom right")
        pocket.touch().ticks(5).leave()
        until(lambda: phone.stored("drafts")[0]["merged"]["posted"] >= phone.stored("drafts")[0]["rev"])
        other.page.evaluate("() => dispatchEvent(new Event('online'))")
        until(lambda: len(stamps(other)) == 11, what="what was stamped came to the other phone")
        before = elsewhere.value("menu_t-to")
        onward = PocketPage(other.page).begin().ticks(5).touch().ticks(6).hold().ticks(5)
        onward.leave()
        # The office's clock stands between the two, so that a second may become the next one.
        times = [before, elsewhere.value("menu_t-to"), seen.value("menu_t-to")]
        seconds = [int(one[-2:]) for one in times]
        assert max((a - b) % 60 for a in seconds for b in seconds if (a - b) % 60 < 30) <= 1
        assert [stamp["moment"] for stamp in other.stored("stamps") if stamp.get("undone")].count("ordered") == 1
    finally:
        other.switch_off()


def test_what_was_answered_by_hand_is_not_replaced(visit: VisitPage, phone: Handset) -> None:
    visit.estimate("grt_t", 0, 20).saved()
    opened = PocketPage(phone.page).begin().touch().touch().touch().ticks(3).leave()
    assert opened.value("grt_t-seconds") == "20" and opened.value("grt_t-from") == ""
    assert opened.question("seat_t").get_attribute("data-source") == "measured"


def test_a_stamp_that_cannot_be_kept_is_told_and_kept_later_with_its_own_time(
    visit: VisitPage, phone: Handset
) -> None:
    pocket = PocketPage(phone.page).begin().touch().ticks(1)
    phone.page.evaluate(BREAK_STAMPS)
    before = phone.page.evaluate("Date.now()")
    pocket.touch()
    expect(phone.page.locator("#pocket .trouble")).to_be_visible()
    assert pocket.buzzes()[-1] == 500
    pocket.touch().ticks(1)
    after = phone.page.evaluate("Date.now()")
    phone.page.evaluate("() => { globalThis.broken = false; }")
    pocket.ticks(3)
    expect(phone.page.locator("#pocket .trouble")).to_be_hidden()
    kept = stamps(phone)
    assert [one["moment"] for one in kept] == SEQUENCE[:3]
    assert all(before <= one["at"] <= after for one in kept[1:])


def test_a_palm_stamps_once_two_fingers_make_it_black_and_black_takes_touches(
    visit: VisitPage, phone: Handset
) -> None:
    pocket = PocketPage(phone.page).begin().touch()
    phone.page.touchscreen.tap(200, 410)
    pocket.ticks(1)
    pocket.fingers([(150, 400)], [(250, 400)])
    screen = phone.page.locator("#pocket")
    expect(screen).to_have_css("background-color", "rgb(0, 0, 0)")
    pocket.touch().ticks(2)
    expect(screen).to_have_css("background-color", "rgb(0, 0, 0)")
    expect(screen.locator("ol")).to_have_css("opacity", "0")
    pocket.fingers([(120, 300)], [(180, 400)], [(260, 500)])
    assert moments(phone) == ["arrived", "noticed"]
    pocket.fingers([(150, 400)], [(250, 400)])
    expect(screen.locator("ol")).to_have_css("opacity", "1")


def test_keys_and_screen_readers_walk_the_list_too(visit: VisitPage, phone: Handset) -> None:
    PocketPage(phone.page).begin()
    zone = phone.page.locator("#pocket .zone")
    expect(zone).to_be_focused()
    expect(zone).to_have_accessible_name("Apples")
    phone.page.keyboard.press("Enter")
    expect(phone.page.locator("#pocket [role=status]")).to_have_text("Apples ✓")
    expect(zone).to_have_accessible_name("Nuts")
    for name, expected in (("Without it", "Salt"), ("One back", "Nuts")):
        phone.page.wait_for_timeout(270)
        phone.page.get_by_role("button", name=name).press("Enter")
        expect(zone).to_have_accessible_name(expected)
    phone.page.wait_for_timeout(270)
    phone.page.get_by_role("button", name="Close", exact=True).press("Enter")
    expect(phone.page.locator("#pocket")).to_be_hidden()
    expect(phone.page.locator("#guide > summary")).to_be_focused()


def test_the_screen_is_kept_awake_and_again_after_it_was_hidden(visit: VisitPage, phone: Handset) -> None:
    phone.page.evaluate("""() => {
      globalThis.asked = 0;
      Object.defineProperty(navigator, "wakeLock", { value: {
        request: async () => { globalThis.asked += 1; return { release() { globalThis.asked = "released"; } }; } } });
    }""")
    pocket = PocketPage(phone.page).begin().touch().ticks(1)
    assert phone.page.evaluate("asked") == 1
    phone.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert phone.page.evaluate("asked") == 2
    pocket.touch().ticks(2)
    # While it was hidden the phone may have slept, and with it the clock that never jumps.
    assert len({one["boot"] for one in stamps(phone)}) == 2
    pocket.leave()
    assert phone.page.evaluate("asked") == "released"


def test_nothing_on_the_screen_tells_of_a_visit(visit: VisitPage, phone: Handset, server: LivingServer) -> None:
    PocketPage(phone.page).begin().touch().ticks(1)
    said = phone.page.evaluate(SAID)
    assert any("Apples" in words for words in said)
    telling = [words for words in said if TELLING.search(words) and words not in ("away back",)]
    assert telling == []
    assert "Lahti" not in " ".join(said)
    assert phone.page.title() == "Notes"


def test_round_the_corner_only_what_fades_first_is_in_sight(visit: VisitPage, phone: Handset) -> None:
    pocket = PocketPage(phone.page).begin()
    for _ in range(10):
        pocket.touch()
    opened = pocket.ticks(10).rest()
    seen = phone.page.locator("[data-question]:visible")
    order = seen.evaluate_all("""all => all
      .map((each) => [each.getBoundingClientRect().top, each.dataset.question]).sort((a, b) => a[0] - b[0])""")
    feelings = ["ctx_mood", "emo_greeting", "emo_food", "emo_payment", "emo_end"]
    assert [question for _top, question in order][:5] == feelings
    assert {question for _top, question in order[5:]} == {"grt_words", "rcp_given", "bye_words", "peak"}
    assert phone.page.locator("main").bounding_box()["width"] == 390  # type: ignore[index]
    (left,) = [one["at"] for one in stamps(phone) if one["moment"] == "left"]
    shown = opened.question("emo_end").locator("legend").get_attribute("data-at")
    assert shown == phone.page.evaluate(
        "at => new Date(at).toLocaleTimeString('en-150', { hour: '2-digit', minute: '2-digit' })", left
    )
    opened.tap_emotion("emo_end", "joy", 2).choose("rcp_given", "offered").saved()
    expect(opened.question("rcp_img")).to_be_visible()
    expect(opened.question("fact_takeaway")).to_be_hidden()
    phone.page.locator("#rest").click()
    expect(opened.question("fact_takeaway")).to_be_visible()


def test_a_stamp_is_on_disk_at_once(visit: VisitPage, phone: Handset) -> None:
    pocket = PocketPage(phone.page).begin()
    phone.page.evaluate("""() => {
      globalThis.took = [];
      let at;
      addEventListener("touchend", () => { at = performance.now(); }, { capture: true });
      new MutationObserver((changes) => changes.some(({ target }) => target.className === "done")
        && globalThis.took.push(performance.now() - at)
      ).observe(document.querySelector("#pocket ol"), { subtree: true, attributeFilter: ["class"] });
    }""")
    for _ in range(10):
        pocket.touch()
    pocket.ticks(10)
    took = sorted(phone.page.evaluate("took"))
    assert len(took) == 10 and took[5] < 150
