"""In the field on a cheap phone: taps until they are on disk, the pocket screen, the start without a network, and
typing while photos are kept. Ratios are of one run: against the bare cost of a strict write on the same phone."""

from __future__ import annotations

import gzip
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page

from benchmarks._browser import CPU_SLOWER, CheapPhone, Window
from benchmarks._figures import chromium_version, load_average, percentile, print_head, print_load, print_table, spread
from forms.definition import digest
from forms.library import shipped
from shopper.pwa import Release
from tests.browser.chromium import chromium
from tests.browser.fieldwork import Fieldwork, drawn_photo, prepare, serve
from tests.browser.pages import ListPage

PHONES, TAPS, STAMPS, LETTERS = 3, 40, 9, 60
STAFF, ME = (f'label:has([name="grt_first-value"][value="{who}"])' for who in ("staff", "me"))
# A strict write of one small record in a database of its own: what the disk and the browser cost by themselves.
_BARE = """async (times) => {
  const db = await new Promise((resolve) => {
    const request = indexedDB.open("bare", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("bare");
    request.onsuccess = () => resolve(request.result);
  });
  const found = [];
  for (let n = 0; n < times; n += 1) {
    const begun = performance.now();
    await new Promise((resolve) => {
      const transaction = db.transaction(["bare"], "readwrite", { durability: "strict" });
      transaction.objectStore("bare").put({ n, text: "x".repeat(200) }, 1);
      transaction.oncomplete = resolve;
    });
    found.push((performance.now() - begun) / 1000);
  }
  db.close();
  return found;
}"""
# From the finger on the pocket screen until its stamp is told, which happens when it is on disk.
_POCKET = """() => {
  globalThis.stamps = { begun: 0, took: [] };
  const screen = document.querySelector("#pocket");
  screen.addEventListener("touchend", () => { stamps.begun = performance.now(); }, true);
  new MutationObserver(() => {
    if (stamps.begun) stamps.took.push((performance.now() - stamps.begun) / 1000);
    stamps.begun = 0;
  }).observe(screen.querySelector("[role=status]"), { childList: true, characterData: true, subtree: true });
}"""
# How late letters are seen that come every 40 ms while a photo is being kept.
_TYPE = """async (letters) => {
  const field = document.querySelector('[name="nar-value"]');
  const late = [];
  for (let n = 0; n < letters; n += 1) {
    const due = performance.now() + 40;
    await new Promise((resolve) => setTimeout(resolve, 40));
    field.value += "a";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    late.push((performance.now() - due) / 1000);
  }
  return late;
}"""


@dataclass
class Figures:
    """Seconds, of everything that is measured."""

    bare: list[float] = field(default_factory=list)
    tap: list[float] = field(default_factory=list)
    stamp: list[float] = field(default_factory=list)
    start: list[float] = field(default_factory=list)
    letter: list[float] = field(default_factory=list)
    letter_beside_photo: list[float] = field(default_factory=list)


def main() -> None:
    """Measure and print."""
    print_head("In the field", "playwright", more=[chromium_version()])
    questions = len(shipped("restaurant").questions)
    print(f"CPU / {CPU_SLOWER}; {PHONES} fresh phones; the restaurant's {questions} questions; kept, then no network.")
    before, figures = load_average(), Figures()
    with tempfile.TemporaryDirectory() as folder:
        work = prepare(Path(folder))
        photo = drawn_photo(Path(folder), "large.jpg", (4000, 3000))
        with serve(work) as server, chromium() as browser:
            server.start()
            for _ in range(PHONES):
                _one_phone(browser, server.address, work, photo, figures)
    print_load(before)
    _print(figures)


def _one_phone(browser: Browser, address: str, work: Fieldwork, photo: Path, figures: Figures) -> None:
    page = f"{address}/field/visit/{digest(shipped('restaurant'))}/en#a={work.assignments['restaurant']}"
    phone = CheapPhone(browser, address, work.tokens["anna"])
    window = phone.window(is_slow=False)
    ListPage(window.page, address).open().wait_until_offline_ready("Lahti Tori")
    window.open_and_answer(page, STAFF)
    window.close()
    phone.context.set_offline(True)
    for _ in range(3):
        window = phone.window()
        figures.start.append(window.open_and_answer(page, ME).ready)
        window.close()
    window = phone.window()
    window.open_and_answer(page, STAFF)
    _taps(window, figures)
    _letters(window.page, photo, figures)
    _stamps(window.page, figures)
    figures.bare += window.page.evaluate(_BARE, TAPS)
    phone.close()


def _taps(window: Window, figures: Figures) -> None:
    for n in range(TAPS):
        window.tap((ME, STAFF)[n % 2])
        figures.tap.append(window.seconds_until_stored())


def _letters(page: Page, photo: Path, figures: Figures) -> None:
    figures.letter += page.evaluate(_TYPE, LETTERS)
    page.locator('[data-question="rcp_img"] [data-file]').last.set_input_files(photo)
    figures.letter_beside_photo += page.evaluate(_TYPE, LETTERS)
    page.wait_for_function("() => document.querySelector('[data-question=rcp_img] [data-thumbs] img')", timeout=60_000)


def _stamps(page: Page, figures: Figures) -> None:
    page.locator("#guide > summary").tap()
    page.locator("#begin").tap()
    page.wait_for_selector("#pocket:not([hidden])")
    page.evaluate(_POCKET)
    for _ in range(STAMPS):
        page.touchscreen.tap(200, 400)
        page.wait_for_timeout(400)
    figures.stamp += page.evaluate("() => stamps.took")


def _print(figures: Figures) -> None:
    bare = median(figures.bare)
    measured = {
        "a strict write, bare": figures.bare,
        "a tap on the form until it is on disk": figures.tap,
        "a tap on the pocket screen until it is told": figures.stamp,
        "start without a network until it can be answered": figures.start,
        "a letter until it is seen": figures.letter,
        "a letter while a photo of 12 megapixels is kept": figures.letter_beside_photo,
    }
    rows = [
        (name, spread([1000 * one for one in values], "{:.0f}"), f"{1000 * percentile(values, 0.95):.0f}",
         f"{median(values) / bare:.1f}")
        for name, values in measured.items()
    ]  # fmt: skip
    print_table((f"CPU / {CPU_SLOWER}", "ms", "slowest twentieth", ": bare write"), rows)
    files = Release(Path(__file__).parents[1] / "static").files
    client = ("phone.js", "beside.js", "sw.js")
    sizes = {name: len(gzip.compress(files[name].content, 9)) for name in client}
    told = ", ".join(f"{name} {size / 1000:.1f}" for name, size in sizes.items())
    print(f"The whole client: {sum(sizes.values()) / 1000:.1f} kB gzip ({told}).")


if __name__ == "__main__":
    main()
