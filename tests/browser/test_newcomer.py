"""Somebody who never saw the editor: a question of one's own, from the first click to the phone that asks it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from extensions import transaction
from shopper import clock
from shopper.sessions import COOKIE, open_session
from tests.browser.chromium import PHONE, chromium
from tests.browser.drafting import Drafting, prepare_drafts
from tests.browser.pages import ListPage, VisitPage
from tests.living import LivingServer

WORDS = {
    "suomi": "Laitettiinko gerbera omaan pussiinsa?",
    "svenska": "Lades gerberan i en egen påse?",
    "English": "Was the gerbera put into its own bag?",
}
TITLE = "Kukkabutiikki"


@dataclass
class Scene:
    """A server with Aamu's people: Aatos the administrator, Helmi of headquarters, Anna who shops."""

    server: LivingServer
    work: Drafting
    troubles: list[str] = field(default_factory=list)

    def desk(self, browser: Browser, who: str) -> Page:
        page = self._window(
            browser, who, viewport={"width": 1280, "height": 800}, locale="en-GB", service_workers="block",
            reduced_motion="reduce",
        )  # fmt: skip
        page.goto(f"{self.server.address}/")
        return page

    def phone(self, browser: Browser) -> Page:
        return self._window(browser, "anna", **PHONE, locale="fi-FI")

    def _window(self, browser: Browser, who: str, **options: Any) -> Page:
        context = browser.new_context(**options)
        context.set_default_timeout(20_000)
        cookie = {"name": COOKIE, "value": self.work.tokens[who], "url": self.server.address, "httpOnly": True}
        context.add_cookies([cookie])  # type: ignore[list-item]
        page = context.new_page()
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        return page


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    home = tmp_path_factory.mktemp("newcomer")
    work = prepare_drafts(home)
    with work._context(), transaction():
        anna = work.world.person("anna")
        anna.language = "fi"
        work.tokens["anna"] = open_session(anna, "test", clock.now())
    with LivingServer(home) as living:
        made = Scene(living.start(), work)
        yield made
    assert made.troubles == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


def begin(page: Page) -> None:
    """From the navigation to an editor that holds the fashion boutique under a title of one's own."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Questionnaires").click()
    if page.get_by_role("heading", name="Questionnaires", level=1).is_visible() and "/chains/" not in page.url:
        page.get_by_role("main").get_by_role("link", name="Café Aamu").click()
    page.get_by_role("link", name="New questionnaire").click()
    page.get_by_role("radio", name=re.compile("^Fashion boutique")).check()
    page.get_by_label("Title").fill(TITLE)
    page.get_by_role("button", name="Begin").click()
    page.locator("main[data-ready]").wait_for()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()


def add_the_gerbera(page: Page) -> None:
    """The question with its words in three languages, worth, photo and condition."""
    page.get_by_role("button", name="Add a question to Packaging").click()
    for language, words in WORDS.items():
        page.get_by_role("textbox", name=f"What is asked, {language}").fill(words)
    pane = page.get_by_role("region", name="Question")
    pane.get_by_label("How it is answered").select_option(label="Yes or no")
    pane.get_by_role("group", name="Weight").get_by_role("button", name="3").click()
    pane.get_by_label("Level").select_option(label="M – meaning: what stays?")
    pane.get_by_label("Component").select_option(label="Q – quality of what is bought")
    pane.get_by_label("Photos beside the answer").fill("1")
    pane.get_by_role("button", name=re.compile("Ask only when")).click()
    pane.get_by_label("Earlier question").select_option(label="Did you buy anything?")
    pane.get_by_label("Compared with").select_option(label="yes")
    expect(pane).to_contain_text("Asked when “Did you buy anything?” is yes.")
    expect(page.get_by_text("All changes are saved").first).to_be_visible()


def answer(preview: FrameLocator, question: str, choice: str) -> None:
    preview.get_by_role("group", name=question).get_by_text(choice, exact=True).first.click()


def try_it(page: Page) -> None:
    """In the preview the question comes when something was bought, and counts."""
    page.get_by_role("button", name="Preview").click()
    preview = page.frame_locator("iframe")
    gerbera = preview.get_by_role("group", name=WORDS["English"])
    answer(preview, "Did you buy anything?", "No")
    expect(gerbera).to_be_hidden()
    answer(preview, "Did you buy anything?", "Yes")
    expect(gerbera).to_be_visible()
    expect(gerbera.get_by_text("Take a photo")).to_be_visible()
    answer(preview, WORDS["English"], "No")
    expect(preview.locator("[data-figure=base]")).to_have_text("0")
    answer(preview, WORDS["English"], "Yes")
    expect(preview.locator("[data-figure=base]")).to_have_text("100")


def check_and_publish(page: Page) -> None:
    page.get_by_role("button", name="Checks").click()
    checks = page.get_by_role("region", name="Preview, checks and weights")
    expect(checks).to_contain_text("Nothing stops publishing")
    page.get_by_role("button", name="Weights").click()
    expect(checks).to_contain_text("Half of the points")
    expect(checks).to_contain_text(WORDS["English"])
    page.get_by_role("button", name="Publish…").click()
    page.wait_for_load_state()
    page.get_by_role("main").get_by_role("button", name=re.compile("^Publish")).click()
    expect(page.get_by_role("status").filter(has_text="Published.")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(WORDS["English"])


def plan(page: Page) -> None:
    """A programme that asks it, with a scenario, a wave, and an assignment for Anna."""
    today = clock.today()
    page.get_by_role("link", name="Fieldwork").click()
    aamu = page.locator("section", has=page.get_by_role("heading", name="Café Aamu"))
    aamu.get_by_role("link", name="New programme").click()
    page.get_by_label("Name").fill("Kukat")
    page.get_by_label("Questionnaire").select_option("kukkabutiikki")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="New scenario").click()
    page.get_by_label("Title").fill("Osta gerbera")
    page.get_by_label("Briefing in Finnish").fill("Osta yksi gerbera ja katso, miten se pakataan.")
    page.get_by_role("button", name="Save").click()
    if "/scenarios/" in page.url:
        page.get_by_role("link", name=re.compile("Kukat")).first.click()
    page.get_by_role("link", name="New wave").click()
    page.get_by_label("Name").fill("Joulu")
    page.get_by_label("First day").fill(today.isoformat())
    page.get_by_label("Last day").fill((today + timedelta(days=30)).isoformat())
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name=re.compile("Assign")).first.click()
    page.get_by_label(re.compile("Lahti")).check()
    page.get_by_label("Shopper").select_option(label="S-ANNA")
    page.get_by_label("Scenario").select_option(label="Osta gerbera")
    page.get_by_label("Last day").fill((today + timedelta(days=20)).isoformat())
    page.get_by_label(re.compile("Fee")).fill("20")
    page.get_by_label(re.compile("paid back")).fill("10")
    page.get_by_role("button", name="Offer").click()
    # Anna has been to Lahti lately, which the office may overlook.
    page.get_by_label("Assign all the same").check()
    page.get_by_role("button", name="Offer").click()
    expect(page.get_by_role("main")).to_contain_text("offered")


def test_an_administrator_asks_of_the_gerbera_and_a_shoppers_phone_shows_it(scene: Scene, browser: Browser) -> None:
    page = scene.desk(browser, "aatos")
    begin(page)
    add_the_gerbera(page)
    try_it(page)
    check_and_publish(page)
    plan(page)

    phone = scene.phone(browser)
    ListPage(phone, scene.server.address).open()
    card = phone.locator("article", has_text="Osta gerbera")
    card.get_by_role("link").first.click()
    phone.get_by_role("button", name="Otan tämän").click()
    ListPage(phone, scene.server.address).open()
    card.locator("[data-visit]").click()
    visit = VisitPage(phone).wait_until_open()
    gerbera = phone.get_by_role("group", name=WORDS["suomi"])
    expect(gerbera).to_be_hidden()
    visit.choose("fact_purchase", "yes")
    expect(gerbera).to_be_visible()
    expect(gerbera.get_by_text("Ota kuva")).to_be_visible()
    gerbera.get_by_text("Kyllä", exact=True).click()
    visit.saved()


def test_headquarters_ask_of_the_gerbera_and_the_office_is_to_assign_it(scene: Scene, browser: Browser) -> None:
    page = scene.desk(browser, "helmi")
    begin(page)
    add_the_gerbera(page)
    try_it(page)
    check_and_publish(page)
    expect(page.get_by_role("status").filter(has_text="The office assigns it")).to_be_visible()
    assert page.get_by_role("link", name="Fieldwork").count() == 0
