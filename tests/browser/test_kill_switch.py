"""When the worker itself has gone wrong: it can be taken away from every phone, and no answer with it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.fieldwork import Fieldwork, serve
from tests.browser.handset import Handset, until
from tests.browser.pages import ListPage
from tests.living import LivingServer

_WORKERS = "() => navigator.serviceWorker.getRegistrations().then((all) => all.length)"
_SHELVES = "() => caches.keys().then((all) => all.length)"


def test_the_worker_goes_and_the_answers_stay(
    phone: Handset, server: LivingServer, work: Fieldwork, tmp_path: Path
) -> None:
    the_list = ListPage(phone.page, server.address).open().wait_until_offline_ready("Vaasa Satama")
    the_list.open_visit("Vaasa Satama").write("words-value", "tallessa").saved()
    server.kill()
    with serve(work, port=server.port, DETALJI_SERVICE_WORKER="off") as without:
        without.start()
        the_list.open()
        until(lambda: phone.page.evaluate(_WORKERS) == 0)
        until(lambda: phone.page.evaluate(_SHELVES) == 0)
        visit = the_list.open().open_visit("Vaasa Satama")
        assert visit.value("words-value") == "tallessa"
        visit.write("words-value", "tallessa yhä").saved()
    assert [answer["value"] for answer in phone.stored("answers") if answer["question"] == "words"] == ["tallessa yhä"]
    expect(phone.page.locator("form#visit")).to_be_visible()
