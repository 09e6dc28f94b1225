"""WebKitGTK, in a window that keeps its storage and in a private one where Blobs cannot be kept at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.fieldwork import Fieldwork
from tests.browser.handset import until
from tests.engines.walk import VisitWalk, text_of, wait_until_installed
from tests.engines.webkit import WebKitPhone
from tests.engines.whole_visit import STORE, answer, assert_delivered_once, assert_shown, open_visit
from tests.living import LivingServer

# What a private window refuses: (a Blob is kept, there is a manager of storage).
_CAN = """async () => {
  const request = indexedDB.open('probe', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('things');
  const db = await new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const isKept = await new Promise((resolve) => {
    const transaction = db.transaction('things', 'readwrite');
    transaction.oncomplete = () => resolve(true);
    transaction.onabort = () => resolve(false);
    try {
      transaction.objectStore('things').put(new Blob(['x']), 1);
    } catch {
      resolve(false);
    }
  });
  return [isKept, Boolean(navigator.storage)];
}"""


@pytest.fixture
def phone(
    work: Fieldwork, server: LivingServer, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[WebKitPhone]:
    handset = WebKitPhone(tmp_path, is_private=getattr(request, "param", "") == "private")
    try:
        handset.switch_on().sign_in_by(work.tokens["anna"], server.address)
        yield handset
    finally:
        handset.kill()


def test_it_delivers_once_what_was_answered_before_the_window_was_killed(
    phone: WebKitPhone, server: LivingServer, work: Fieldwork, tmp_path: Path
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


def test_a_visit_opens_from_a_list_that_was_left_while_it_was_still_writing(
    phone: WebKitPhone, server: LivingServer
) -> None:
    wait_until_installed(phone, server.address, STORE)
    server.kill()
    address = open_visit(phone, server.address).address
    for _ in range(5):
        # The list is set aside whole and would keep its transactions open.
        phone.open(f"{server.address}/field/")
        phone.open(address)
        VisitWalk(phone)


@pytest.mark.parametrize("phone", ["private"], indirect=True)
def test_a_private_window_works_without_its_server_and_keeps_photos_that_it_may_not_keep_as_files(
    phone: WebKitPhone, server: LivingServer, work: Fieldwork, tmp_path: Path
) -> None:
    wait_until_installed(phone, server.address, STORE)
    assert phone.run(_CAN) == [False, False]
    server.kill()
    phone.open(f"{server.address}/field/")
    until(lambda: STORE in text_of(phone, "#list"), 20, "the list is shown")
    visit = open_visit(phone, server.address)
    answer(visit, tmp_path)
    visit_id, address = visit.id, visit.address

    phone.open(f"{server.address}/field/")
    phone.open(address)
    visit = VisitWalk(phone)
    assert visit.id == visit_id
    assert_shown(visit)

    server.start()
    receipt = visit.finish().wait_until_received()
    assert_delivered_once(phone, server, work, visit_id, receipt)
