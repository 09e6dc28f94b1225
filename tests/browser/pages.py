"""The shopper's screens, told in sentences."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

# The same states in en, fi and sv.
SAVED = re.compile("Saved on this phone|Tallessa tässä puhelimessa|Sparat i den här telefonen")
RECEIVED = re.compile("Received by the office|Toimisto vastaanotti|Kontoret tog emot")

WRITTEN = """() => new Promise((resolve, reject) => {
  const request = indexedDB.open("detalji");
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    const reading = request.result.transaction(["drafts", "answers"]);
    reading.oncomplete = () => { request.result.close(); resolve(); };
    reading.onabort = () => reject(reading.error);
    reading.objectStore("answers").count();
  };
})"""


class ListPage:
    """The assignments."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address

    def open(self) -> ListPage:
        self.page.goto(f"{self.address}/field/")
        return self

    def card(self, store: str) -> Locator:
        return self.page.locator("article", has=self.page.get_by_role("heading", name=store))

    def wait_until_offline_ready(self, store: str) -> ListPage:
        expect(self.card(store).locator("[data-offline]")).to_have_text("Opens without internet", timeout=20_000)
        return self

    def open_visit(self, store: str) -> VisitPage:
        self.card(store).locator("[data-visit]").click()
        self.page.wait_for_url(re.compile("/field/visit/"))
        return VisitPage(self.page).wait_until_open()

    def state(self, store: str) -> Locator:
        return self.card(store).locator("[data-visit-state]")


class VisitPage:
    """The visit, in any language: questions are named by their id."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def wait_until_open(self) -> VisitPage:
        self.page.wait_for_function("() => location.hash.includes('v=') && !document.querySelector('#all').disabled")
        return self

    @property
    def visit_id(self) -> str:
        return self.page.url.split("v=")[1]

    def question(self, id_: str) -> Locator:
        return self.page.locator(f"#q-{id_}")

    def field(self, name: str) -> Locator:
        return self.page.locator(f'[name="{name}"]')

    def choose(self, id_: str, *values: str, part: str = "value") -> VisitPage:
        for value in values:
            self.question(id_).locator(f'label:has([name="{id_}-{part}"][value="{value}"])').click()
        return self

    def write(self, name: str, text: str) -> VisitPage:
        self.field(name).fill(text)
        return self

    def tap_emotion(self, id_: str, emotion: str, times: int) -> VisitPage:
        for _ in range(times):
            self.question(id_).locator(f'[data-emotion="{emotion}"] .feeling').click()
        return self

    def stamp(self, id_: str, which: str) -> VisitPage:
        self.page.locator(f'[data-now="{id_}-{which}"]').click()
        return self

    def estimate(self, id_: str, minutes: int, seconds: int) -> VisitPage:
        estimate = self.question(id_).locator(".estimate")
        if not estimate.evaluate("element => element.open"):
            estimate.locator("summary").click()
        return self.write(f"{id_}-minutes", str(minutes)).write(f"{id_}-seconds", str(seconds))

    def skip(self, id_: str, reason: str) -> VisitPage:
        return self.choose(id_, reason, part="skipped")

    def add_photo(self, id_: str, *files: Path) -> VisitPage:
        thumbs = self.question(id_).locator("[data-thumbs] li")
        before = thumbs.count()
        self.question(id_).locator("[data-file]").last.set_input_files(list(files))
        expect(thumbs).to_have_count(before + len(files), timeout=20_000)
        return self

    def photo_message(self, id_: str) -> Locator:
        return self.question(id_).locator("[data-photo-status]")

    def saved(self) -> VisitPage:
        """Waits until all that was typed is on disk, and the page says so."""
        # The line may still speak of the answer before. What reads the shelves begins when their writers have ended.
        self.page.evaluate(WRITTEN)
        expect(self.page.locator("#status [data-text]")).to_contain_text(SAVED)
        return self

    def value(self, name: str) -> str:
        return str(self.field(name).input_value())

    def chosen(self, id_: str, part: str = "value") -> list[str]:
        ticked = self.question(id_).locator(f'[name="{id_}-{part}"]:checked')
        found: Any = ticked.evaluate_all("all => all.map(each => each.value)")
        return list(found)

    def finish(self, *, anyway: bool = False) -> VisitPage:
        self.page.locator("#finish").click()
        if anyway:
            self.page.locator("#missing [data-anyway]").click()
        expect(self.outcome).to_be_visible()
        return self

    @property
    def outcome(self) -> Locator:
        return self.page.locator("#outcome [data-text]")

    def wait_until_received(self) -> str:
        """Gives the receipt's number."""
        expect(self.outcome).to_contain_text(RECEIVED, timeout=40_000)
        found = re.search(r"R-[0-9A-Z]+", self.outcome.inner_text())
        assert found
        return found[0]
