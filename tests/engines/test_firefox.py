"""Firefox ESR: the app is installed, opens without its server, and loses nothing when the browser is killed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.fieldwork import Fieldwork
from tests.browser.handset import until
from tests.engines.firefox import FirefoxPhone
from tests.engines.walk import VisitWalk, text_of, wait_until_installed
from tests.engines.whole_visit import STORE, answer, assert_delivered_once, assert_shown, open_visit
from tests.living import LivingServer


@pytest.fixture
def phone(work: Fieldwork, server: LivingServer, tmp_path: Path) -> Iterator[FirefoxPhone]:
    handset = FirefoxPhone(tmp_path)
    try:
        handset.switch_on().sign_in_by(work.tokens["anna"], server.address)
        yield handset
    finally:
        handset.kill()


def test_it_opens_with_the_server_dead_once_it_was_installed(
    phone: FirefoxPhone, server: LivingServer, work: Fieldwork
) -> None:
    wait_until_installed(phone, server.address, STORE)
    server.kill()
    phone.open(f"{server.address}/field/")
    until(lambda: STORE in text_of(phone, "#list"), 20, "the list is shown")
    phone.open(f"{server.address}/field/assignments/{work.assignments['every kind']}")
    until(lambda: "Torikatu 1, 15110 Lahti" in text_of(phone, "#briefing"), 20, "the briefing is shown")


def test_it_delivers_once_what_was_answered_before_the_browser_was_killed(
    phone: FirefoxPhone, server: LivingServer, work: Fieldwork, tmp_path: Path
) -> None:
    wait_until_installed(phone, server.address, STORE)
    server.kill()
    visit = open_visit(phone, server.address)
    answer(visit, tmp_path)
    visit_id, address = visit.id, visit.address

    phone.kill()
    phone.switch_on().open(address)
    visit = VisitWalk(phone)
    assert visit.id == visit_id
    assert_shown(visit)
    assert visit.finish().outcome == "Finished. Will be sent when there is internet. Keep the app."

    server.start()
    phone.open(address)
    receipt = VisitWalk(phone).wait_until_received()
    assert_delivered_once(phone, server, work, visit_id, receipt)
