"""The back/forward cache, and a worker that is woken while a page sends (faults 38 and 60)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.fieldwork import Fieldwork
from tests.browser.handset import Handset, until
from tests.browser.pages import ListPage, VisitPage
from tests.living import LivingServer


@pytest.fixture
def remembering(work: Fieldwork, server: LivingServer, tmp_path: Path) -> Iterator[Handset]:
    """Anna's phone with a back/forward cache, which the driver switches off otherwise."""
    handset = Handset(tmp_path / "remembering", ignore_default_args=["--disable-back-forward-cache"]).switch_on()
    handset.sign_in_by(work.tokens["anna"], server.address)
    yield handset
    handset.switch_off()


def test_back_from_the_cache_the_form_is_as_it_now_is(remembering: Handset, server: LivingServer) -> None:
    phone = remembering
    ListPage(phone.page, server.address).open().open_visit("Vaasa Satama").choose("smile", "yes").saved()
    address = phone.page.url
    phone.page.goto(f"{server.address}/field/")
    # Meanwhile another window goes on with the draft.
    other = phone.context.new_page()
    other.goto(address)
    elsewhere = VisitPage(other).wait_until_open()
    elsewhere.write("words-value", "toisessa ikkunassa").saved()
    other.close()
    window = phone.context.pages[0]
    window.go_back()
    visit = VisitPage(window).wait_until_open()
    assert visit.value("words-value") == "toisessa ikkunassa"
    assert visit.chosen("smile") == ["yes"]
    visit.write("words-value", "taas täällä").saved()
    assert "taas täällä" in [one.get("value") for one in phone.stored("answers")]


def test_a_worker_that_is_woken_while_a_page_sends_does_not_send_twice(
    phone: Handset, server: LivingServer, work: Fieldwork
) -> None:
    visit = ListPage(phone.page, server.address).open().wait_until_offline_ready("Vaasa Satama")
    page = visit.open_visit("Vaasa Satama").choose("smile", "yes").saved()
    phone.context.set_offline(True)
    page.finish(anyway=True)
    session = phone.context.new_cdp_session(phone.page)
    registrations: list[str] = []
    session.on("ServiceWorker.workerRegistrationUpdated",
               lambda event: registrations.extend(one["registrationId"] for one in event["registrations"]))
    session.send("ServiceWorker.enable")
    until(lambda: phone.page.wait_for_timeout(50) or registrations, what="the worker's registration")
    phone.context.set_offline(False)
    for _ in range(3):
        session.send("ServiceWorker.dispatchSyncEvent", {
            "origin": server.address, "registrationId": registrations[0], "tag": "outbox", "lastChance": False})
    page.wait_until_received()
    assert len(work.visits()) == 1
    assert phone.stored("outbox") == []
