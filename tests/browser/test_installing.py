"""Before the first visit without internet the phone is led to its home screen; what waits for a day is called for."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from shopper.sessions import COOKIE
from tests.browser.chromium import PHONE, chromium
from tests.browser.fieldwork import Fieldwork, serve
from tests.browser.pages import ListPage

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Version/18.6 Mobile Safari/604.1"
ANDROID = "Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 Chrome/141.0.0.0 Mobile Safari/537.36"
# What Safari alone tells: whether the page was opened from the home screen.
_STANDALONE = "Object.defineProperty(Navigator.prototype, 'standalone', { get: () => %s });"
_FIT_TO_INSTALL = """() => {
  const event = new Event("beforeinstallprompt", { cancelable: true });
  event.prompt = () => { globalThis.prompted = (globalThis.prompted ?? 0) + 1; };
  dispatchEvent(event);
  return event.defaultPrevented;
}"""
_A_DAY_LATER = """(() => {
  const now = Date.now;
  Date.now = () => now() + (localStorage.later ? 25 * 3600_000 : 0);
})();"""
STORE = "Vaasa Satama"
Phones = Callable[..., Page]


@pytest.fixture(scope="module")
def house(_prepared: Fieldwork, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Phones, str]]:
    """(phone, address): phone(user agent, …) is the window of a new phone of Anna's; one server and browser for all."""
    home = tmp_path_factory.mktemp("installing") / "home"
    shutil.copytree(_prepared.home, home)
    work, troubles = replace(_prepared, home=home), []
    made: list[BrowserContext] = []
    with serve(work) as server, chromium() as browser:
        server.start()

        def phone(agent: str, *scripts: str, **options: Any) -> Page:
            context = browser.new_context(user_agent=agent, **{**PHONE, "locale": "en-GB", **options})
            made.append(context)
            context.on("weberror", lambda error: troubles.append(str(error.error)))
            context.add_cookies([{"name": COOKIE, "value": work.tokens["anna"], "url": server.address}])
            for script in scripts:
                context.add_init_script(script)
            return context.new_page()

        yield phone, server.address
        for context in made:
            context.close()
    assert troubles == []


def test_safari_is_told_how_and_why_until_the_notebook_stands_on_the_home_screen(house: tuple[Phones, str]) -> None:
    phone, address = house
    page = phone(IPHONE, _STANDALONE % "false")
    coach = page.locator("#coach")
    the_list = ListPage(page, address).open()
    expect(coach).to_be_visible()
    expect(coach).to_have_attribute("open", "")
    expect(coach.locator("summary")).to_contain_text("Not protected")
    expect(coach.locator("li")).to_have_count(3)
    expect(coach.locator("li").nth(1)).to_have_text("Choose “Add to Home Screen”, then “Add”.")
    expect(coach).to_contain_text("keep their work apart")
    expect(page.locator("#install")).to_be_hidden()
    expect(coach.locator("[data-drafts]")).to_be_hidden()

    coach.locator("summary").click()
    the_list.card(STORE).get_by_role("link", name=STORE).click()
    expect(page.locator("h1")).to_have_text(STORE)
    expect(page).to_have_title("Your part")
    expect(coach).to_be_visible()
    # The steps were read; the warning stays.
    expect(coach).not_to_have_attribute("open", "")
    expect(coach.locator("ol")).to_be_hidden()

    the_list.open().open_visit(STORE).choose("smile", "yes").saved()
    the_list.open()
    expect(coach).not_to_have_attribute("open", "")
    coach.locator("summary").click()
    expect(coach.locator("[data-drafts]")).to_be_visible()


def test_a_phone_that_offers_it_itself_shows_one_button_and_no_steps_of_another(house: tuple[Phones, str]) -> None:
    phone, address = house
    page = phone(ANDROID)
    ListPage(page, address).open().wait_until_offline_ready(STORE)
    expect(page.locator("#coach")).to_be_hidden()
    expect(page.locator("#install")).to_be_hidden()
    assert page.evaluate(_FIT_TO_INSTALL) is True
    page.locator("#install").get_by_role("button", name="Put the notebook on the home screen").click()
    assert page.evaluate("() => globalThis.prompted") == 1


def test_on_the_home_screen_nothing_is_said_of_it(house: tuple[Phones, str]) -> None:
    phone, address = house
    page = phone(IPHONE, _STANDALONE % "true")
    ListPage(page, address).open().wait_until_offline_ready(STORE)
    expect(page.locator("#coach")).to_be_hidden()
    expect(page.locator("#install")).to_be_hidden()


@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_what_waits_for_a_day_is_called_for_without_a_word_of_whose_it_is(
    house: tuple[Phones, str], language: str
) -> None:
    phone, address = house
    said = {"en": "Open the app while you have internet: one visit waits.",
            "fi": "Avaa sovellus, kun sinulla on nettiä: yksi käynti odottaa.",
            "sv": "Öppna appen när du har internet: ett besök väntar."}  # fmt: skip
    page = phone(ANDROID, _A_DAY_LATER)
    page.route("**/api/visits/**", lambda route: route.abort())
    the_list = ListPage(page, address).open()
    if language != "en":
        page.locator(f"footer form button[value={language}]").click()
    the_list.open_visit(STORE).finish(anyway=True)
    waiting = page.locator("[data-unsent] [data-text]")
    the_list.open()
    expect(waiting).not_to_have_text(said[language])
    page.evaluate("() => { localStorage.later = 1; }")
    the_list.open()
    expect(waiting).to_have_text(said[language])
    told = f"{page.title()} {waiting.inner_text()}".casefold()
    assert [word for word in ("detalji", "aamu", "vaasa", "satama", "café", "mystery") if word in told] == []
