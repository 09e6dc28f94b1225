"""The browser or a page's process dies on the phone, or its files are damaged meanwhile (faults 22 to 25 and 32)."""

from __future__ import annotations

import contextlib
import os
import random
import signal
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Error as BrowserError

from tests.browser.fieldwork import Fieldwork, drawn_photo
from tests.browser.handset import Handset, until
from tests.browser.pages import ListPage, VisitPage
from tests.living import LivingServer

_STORE = "Vaasa Satama"
# Types a letter every few ms and remembers which text the page last called saved.
_TYPE = """() => {
  const field = document.querySelector('[name="words-value"]');
  const said = document.querySelector("#status [data-text]");
  globalThis.typed = { given: 0, saved: 0 };
  new MutationObserver(() => { typed.saved = typed.given; }).observe(said, { childList: true });
  setInterval(() => {
    field.value += "a";
    typed.given = field.value.length;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, 5);
}"""


def begun(phone: Handset, server: LivingServer) -> VisitPage:
    return ListPage(phone.page, server.address).open().wait_until_offline_ready(_STORE).open_visit(_STORE)


def _words(process: psutil.Process) -> str:
    with contextlib.suppress(psutil.ZombieProcess, psutil.NoSuchProcess):
        return " ".join(process.cmdline())
    return "--type=gone"


def _own_process(phone: Handset) -> psutil.Process:
    """The process of the page in front: of all that draw pages the one that works when the page does. The browser's
    spare ones stay: it would wait for ever for a window in one that is dead."""
    drawing = [one for one in phone.processes() if "--type=renderer" in _words(one)]
    before = {one.pid: one.cpu_times().user for one in drawing}
    phone.page.evaluate("() => { for (const end = performance.now() + 700; performance.now() < end;); }")
    return max(drawing, key=lambda one: one.cpu_times().user - before[one.pid])


def reopened(phone: Handset, work: Fieldwork, server: LivingServer, address: str) -> VisitPage:
    phone.switch_on().sign_in_by(work.tokens["anna"], server.address)
    phone.page.goto(address)
    return VisitPage(phone.page).wait_until_open()


def test_what_was_called_saved_survives_the_death_of_the_browser(
    phone: Handset, server: LivingServer, work: Fieldwork
) -> None:
    visit = begun(phone, server).choose("smile", "yes").saved()
    address = phone.page.url
    phone.page.evaluate(_TYPE)
    until(lambda: phone.page.evaluate("() => typed.saved") > 20)
    # Asked first: whatever was saved by now is there when the phone is opened again.
    saved = phone.page.evaluate("() => typed.saved")
    phone.kill()
    visit = reopened(phone, work, server, address)
    assert len(visit.value("words-value")) >= saved
    assert visit.chosen("smile") == ["yes"]


@pytest.mark.parametrize("way", ["the page's process is killed", "the browser is told to end"])
def test_what_was_called_saved_survives_other_ends(
    phone: Handset, server: LivingServer, work: Fieldwork, way: str
) -> None:
    begun(phone, server).write("words-value", "melkein valmis").choose("smile", "no").saved()
    address = phone.page.url
    if way == "the browser is told to end":
        (browser,) = [one for one in phone.processes() if "--type=" not in _words(one)]
        os.kill(browser.pid, signal.SIGTERM)
        psutil.wait_procs([browser], timeout=10)
        phone.switch_off()
        visit = reopened(phone, work, server, address)
    else:
        with phone.page.expect_event("crash"):
            _own_process(phone).kill()
        window = phone.context.new_page()
        window.goto(address)
        visit = VisitPage(window).wait_until_open()
    assert visit.value("words-value") == "melkein valmis"
    assert visit.chosen("smile") == ["no"]


def test_a_photo_is_kept_whole_or_not_at_all(
    phone: Handset, server: LivingServer, work: Fieldwork, tmp_path: Path
) -> None:
    visit = begun(phone, server).choose("smile", "yes").saved()
    address, chance = phone.page.url, random.Random(7)
    for place in range(2):
        photo = drawn_photo(tmp_path, f"{place}.jpg", (2400, 1800), seed=place)
        visit.question("picture").locator("[data-file]").last.set_input_files(photo)
        phone.page.wait_for_timeout(chance.randrange(400))
        phone.kill()
        visit = reopened(phone, work, server, address)
        kept = phone.stored("photos")
        assert sorted(phone.stored("blobs")) == sorted(one["bytes"] for one in kept)
        assert visit.question("picture").locator("[data-thumbs] li").count() == len(kept)
        assert visit.chosen("smile") == ["yes"]


def test_finishing_is_done_or_not_begun(phone: Handset, server: LivingServer, work: Fieldwork) -> None:
    visit = begun(phone, server).choose("smile", "yes").saved()
    address, chance = phone.page.url, random.Random(11)
    server.freeze()
    for _ in range(3):
        phone.page.evaluate("() => document.querySelector('#finish').click()")
        try:
            phone.page.locator("#missing [data-anyway]").click(timeout=2000)
        except BrowserError:
            break
        phone.page.wait_for_timeout(chance.randrange(60))
        phone.kill()
        server.thaw()
        phone.switch_on().sign_in_by(work.tokens["anna"], server.address)
        phone.page.goto(address)
        phone.page.wait_for_function("() => location.hash.includes('v=')")
        (draft,) = phone.stored("drafts")
        rows = phone.stored("outbox") + phone.stored("receipts")
        assert (draft["state"] == "editing") == (not rows), (draft, rows)
        if draft["state"] != "editing":
            break
        server.freeze()
    server.thaw()
    visit = VisitPage(phone.page)
    if phone.stored("drafts")[0]["state"] == "editing":
        visit.wait_until_open().finish(anyway=True)
    visit.wait_until_received()
    assert len(work.visits()) == 1


def test_damaged_files_of_the_browser_are_told_and_nothing_is_deleted_by_us(
    phone: Handset, server: LivingServer, work: Fieldwork
) -> None:
    the_list = ListPage(phone.page, server.address).open().wait_until_offline_ready("Vaasa Satama")
    the_list.open_visit("Vaasa Satama").choose("smile", "yes").saved()
    address = phone.page.url
    phone.kill()
    files = [one for one in phone.profile.rglob("*") if one.is_file() and ".indexeddb.leveldb" in str(one.parent)]
    assert files
    for file in files:
        file.write_bytes(b"\0" * 4096)
    phone.switch_on().sign_in_by(work.tokens["anna"], server.address)
    phone.page.goto(address)
    # What the office holds of the draft comes back; where even a new database cannot be made, it is said.
    said_so = phone.page.locator("#notice:not([hidden])")
    until(lambda: said_so.count() or phone.page.locator("#all:not([disabled])").count(), what="told or open")
    if said_so.count():
        assert said_so.inner_text()
    else:
        assert VisitPage(phone.page).chosen("smile") in (["yes"], [])
    assert phone.page.locator("body").inner_text()
