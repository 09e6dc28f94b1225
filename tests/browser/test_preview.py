"""Trying a questionnaire at the desk in a real browser: the phone's own page, alive, scored, and nothing kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from extensions import db, transaction
from shopper import clock
from shopper.models import Chain
from shopper.questionnaires import start_draft
from shopper.sessions import COOKIE, open_session
from tests.browser.chromium import chromium
from tests.browser.fieldwork import Fieldwork, drawn_photo, serve
from tests.browser.pages import VisitPage
from tests.living import LivingServer
from tests.world import SMALL_QUESTIONNAIRE, THEN

PHONE = {"width": 390, "height": 844}


class Desk:
    """Headquarters' browser at a server, and the draft that they try."""

    def __init__(self, server: LivingServer, token: str, draft: str, edition: str) -> None:
        self.server, self.token, self.draft, self.edition = server, token, draft, edition
        self.troubles: list[str] = []
        self.sent: list[str] = []

    def open(self, browser: Browser, path: str, viewport: Any = PHONE) -> Page:
        context = browser.new_context(viewport=viewport, locale="en-GB")
        context.set_default_timeout(8_000)
        context.add_cookies([{"name": COOKIE, "value": self.token, "url": self.server.address, "httpOnly": True}])
        page = context.new_page()
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("request", lambda request: self.sent.append(f"{request.method} {request.url}"))
        page.goto(f"{self.server.address}{path}")
        return page


@pytest.fixture
def desk(work: Fieldwork) -> Iterator[Desk]:
    """A server, Helmi of headquarters signed in, a draft of hers. No script may fail."""
    with work._app().app_context():
        with transaction():
            token = open_session(work.world.person("helmi"), "test", clock.now())
        document = {**deepcopy(SMALL_QUESTIONNAIRE), "code": "tried"}
        draft = str(start_draft(work.world.get(Chain, "aamu"), document, THEN))
        db.session.remove()
        db.engine.dispose()
    with serve(work) as living:
        made = Desk(living.start(), token, draft, str(work.world.ids["aamu_version"]))
        yield made
    assert made.troubles == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


def figure(page: Page | FrameLocator, name: str) -> Any:
    return page.locator(f'[data-figure="{name}"]')


def fill_small(visit: VisitPage) -> None:
    visit.estimate("grt_t", 0, 45).choose("grt_first", "staff").choose("mishap", "no")
    visit.choose("undivided", "4").choose("wish", "yes").write("words-value", "Minut huomattiin heti.")


def test_the_score_follows_the_answers_and_conditions_work(desk: Desk, browser: Browser) -> None:
    page = desk.open(browser, f"/desk/drafts/{desk.draft}/preview?language=fi")
    visit = VisitPage(page)
    fill_small(visit)
    # 45 s of 30–120 s: 5/6 of 4; staff 4 of 4; attention 3/4 of 2.
    expect(figure(page, "base")).to_have_text("88.3")
    expect(figure(page, "coverage")).to_have_text("100 %")
    expect(figure(page, "plus")).to_have_text("+1")
    expect(page.locator("#progress [data-text]")).to_have_text("6/7")
    expect(visit.question("apology")).to_be_hidden()
    visit.choose("mishap", "yes")
    expect(visit.question("apology")).to_be_visible()
    visit.choose("apology", "no").choose("grt_first", "neither")
    visit.question("grt_t").locator('label:has([name="grt_t-never"])').click()
    expect(page.locator("[data-flags]")).to_have_text("1 critical failed")
    page.locator("#score summary").click()
    worst = page.locator("[data-losses] button").first
    expect(worst).to_contain_text("−30.8")
    worst.click()
    expect(visit.question("grt_t")).to_be_in_viewport()


def test_what_is_tried_survives_a_new_drawing_and_stays_in_the_window(
    desk: Desk, browser: Browser, tmp_path: Path
) -> None:
    page = desk.open(browser, f"/desk/drafts/{desk.draft}/preview?language=fi")
    visit = VisitPage(page)
    fill_small(visit)
    visit.add_photo("photo", drawn_photo(tmp_path, "held.jpg"))
    expect(visit.photo_message("photo")).to_have_text(re.compile("held|ikkunassa"))
    page.locator(".tongues a", has_text="svenska").click()
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    assert visit.chosen("grt_first") == ["staff"] and visit.value("words-value") == "Minut huomattiin heti."
    expect(figure(page, "base")).to_have_text("88.3")
    page.locator("#finish").click()
    expect(page.locator("#outcome")).to_contain_text("nothing was sent")
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 0
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    posts = {line for line in desk.sent if not line.startswith("GET")}
    assert posts == {f"POST {desk.server.address}/desk/drafts/{desk.draft}/preview/score"}
    page.locator("[data-clear]").click()
    expect(figure(page, "coverage")).to_have_text("0 %")
    assert visit.chosen("grt_first") == []


def test_what_does_not_fit_is_said_at_its_question_and_not_scored(desk: Desk, browser: Browser) -> None:
    page = desk.open(browser, f"/desk/questionnaires/{desk.edition}/preview?language=en")
    visit = VisitPage(page)
    visit.estimate("grt_t", 99_999, 0)
    page.locator('[name="grt_t-seconds"]').press("Tab")
    expect(visit.question("grt_t").locator("[data-hint]")).not_to_be_empty()
    expect(figure(page, "base")).to_have_text("–")


def test_inside_the_editor_it_follows_the_draft_and_points_without_taking_the_keyboard(
    desk: Desk, browser: Browser
) -> None:
    page = desk.open(browser, f"/desk/drafts/{desk.draft}", {"width": 1280, "height": 800})
    frame = page.frame_locator("iframe")
    first = frame.locator('label:has([name="grt_first-value"][value="staff"])')
    first.click()
    expect(figure(frame, "base")).to_have_text("100")
    words = {"op": "set", "path": ["question", "grt_first", "text", "en"], "value": "Kuka ehti ensin?"}
    page.evaluate(
        """async ([address, op]) => {
          const token = document.querySelector('[name="csrf_token"]').value;
          const body = JSON.stringify({ key: "preview-test-1", base: 0, ops: [op] });
          const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
          await fetch(`${address}/changes`, { method: "POST", body, headers });
        }""",
        [f"/desk/drafts/{desk.draft}", words],
    )
    page.locator("main input:visible").first.focus()
    tell = "message => document.querySelector('iframe').contentWindow.postMessage(message, location.origin)"
    page.evaluate(tell, {"type": "changed"})
    expect(frame.locator("#q-grt_first legend")).to_have_text(re.compile("Kuka ehti ensin"))
    expect(frame.locator('[name="grt_first-value"][value="staff"]')).to_be_checked()
    page.evaluate(tell, {"type": "show", "question": "words"})
    expect(frame.locator("#q-words")).to_be_in_viewport()
    page.evaluate(tell, {"type": "show", "question": "apology"})
    expect(frame.locator("#not-asked")).to_contain_text("asked when “Sattuiko vahinko? (en)” is yes")
    assert page.evaluate("document.activeElement.tagName") == "INPUT"


def test_nobody_elses_page_may_frame_it(desk: Desk, browser: Browser) -> None:
    page = desk.open(browser, f"/desk/drafts/{desk.draft}/preview")
    assert page.locator("#visit").count() == 1
    foreign = page.context.new_page()
    foreign.route("http://evil.example/", lambda route: route.fulfill(
        content_type="text/html", body=f'<iframe src="{desk.server.address}/desk/drafts/{desk.draft}/preview"></iframe>'
    ))  # fmt: skip
    foreign.goto("http://evil.example/")
    assert foreign.frames[1].locator("#visit").count() == 0


def test_other_weights_are_tried_in_place(desk: Desk, browser: Browser) -> None:
    page = desk.open(browser, f"/desk/drafts/{desk.draft}/weights")
    page.get_by_label("Weight of: Huomio sinuun (en)").fill("8")
    page.get_by_role("button", name="Try these weights").click()
    row = page.locator("tr", has_text="Huomio sinuun")
    expect(row).to_contain_text("50 (20)")
    page.get_by_role("link", name="As asked").click()
    expect(page.locator(".stakes th[scope=row]").first).to_contain_text("Aika tervehdykseen")
    expect(row).to_contain_text("50 (20)")
    assert page.url.endswith("/weights")
    page.get_by_role("button", name="Use these weights").click()
    expect(page.get_by_role("status").first).to_contain_text("The weights are in the draft.")
    expect(page.get_by_label("Weight of: Huomio sinuun (en)")).to_have_value("8")
