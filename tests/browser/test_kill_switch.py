"""When the worker itself has gone wrong: it can be taken away from every phone, and no answer with it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.fieldwork import Fieldwork, serve
from tests.browser.handset import Handset, until
from tests.browser.pages import ListPage
from tests.living import LivingServer

_WORKERS = "() => navigator.serviceWorker.getRegistrations().then((all) => all.length)"
_SHELVES = "() => caches.keys().then((all) => all.length)"


def without_worker(the_list: ListPage) -> bool:
    """Open the list as a shopper does now and then; whether worker and shelves go then.

    When the browser asks for a worker anew after a page was opened is its own affair: a busy one may let it be.
    """
    the_list.open()
    with suppress(AssertionError):
        until(lambda: [the_list.page.evaluate(count) for count in (_WORKERS, _SHELVES)] == [0, 0], 15)
        return True
    return False


def test_the_worker_goes_and_the_answers_stay(
    phone: Handset, server: LivingServer, work: Fieldwork, tmp_path: Path
) -> None:
    the_list = ListPage(phone.page, server.address).open().wait_until_offline_ready("Vaasa Satama")
    the_list.open_visit("Vaasa Satama").write("words-value", "tallessa").saved()
    server.kill()
    with serve(work, port=server.port, DETALJI_SERVICE_WORKER="off") as without:
        without.start()
        until(lambda: without_worker(the_list), 90, "the worker goes")
        visit = the_list.open().open_visit("Vaasa Satama")
        assert visit.value("words-value") == "tallessa"
        visit.write("words-value", "tallessa yhä").saved()
    assert [answer["value"] for answer in phone.stored("answers") if answer["question"] == "words"] == ["tallessa yhä"]
    expect(phone.page.locator("form#visit")).to_be_visible()
