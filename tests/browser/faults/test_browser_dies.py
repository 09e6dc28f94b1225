"""The browser is killed in the middle of sending (fault 26)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.faults.line import Line, line_to
from tests.browser.fieldwork import Fieldwork, drawn_photo, serve
from tests.browser.handset import Handset, until
from tests.browser.pages import ListPage, VisitPage
from tests.living import LivingServer, free_port


@pytest.fixture
def wired(work: Fieldwork) -> Iterator[tuple[LivingServer, Line]]:
    port = free_port()
    with line_to(port) as line, serve(work, port=port, base_port=line.port) as living:
        yield living.start(), line


def test_it_is_received_once_though_the_browser_was_killed_at_every_step(
    wired: tuple[LivingServer, Line], work: Fieldwork, tmp_path: Path
) -> None:
    server, line = wired
    phone = Handset(tmp_path / "wired").switch_on()
    try:
        phone.sign_in_by(work.tokens["anna"], server.address)
        the_list = ListPage(phone.page, server.address).open().wait_until_offline_ready("Vaasa Satama")
        visit = the_list.open_visit("Vaasa Satama")
        line.trouble("refuse", "/photos/")
        visit.choose("smile", "yes").add_photo("picture", drawn_photo(tmp_path, "a.jpg", (64, 48))).saved()
        id_, address = visit.visit_id, phone.page.url
        for where, method in ((f"{id_}$", "PUT"), ("/photos/", "PUT"), ("/finish", "POST")):
            line.calm()
            line.trouble("drop answer", where, method)
            seen = line.count(where, method)
            if where.startswith(id_):
                # None is sent ahead: then there would be no second step.
                line.trouble("refuse", "/photos/")
                visit.finish(anyway=True)
            # Opened again it waits before it tries again, each time longer.
            until(lambda: line.count(where, method) > seen, 60, f"the phone got as far as {where}")  # noqa: B023
            phone.kill()
            phone.switch_on()
            phone.page.goto(address)
        line.calm()
        number = VisitPage(phone.page).wait_until_received()
        ((found, state, no, sha, answers),) = work.visits()
        assert (found, state, no, answers["smile"]["value"]) == (id_, "submitted", number, "yes")
        assert [state for _visit, _question, state, _size in work.photos()] == ["received"]
        (receipt,) = phone.stored("receipts")
        assert (receipt["no"], receipt["sha"], phone.stored("outbox")) == (number, sha, [])
    finally:
        phone.switch_off()
