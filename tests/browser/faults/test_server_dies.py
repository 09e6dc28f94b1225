"""The server is killed, frozen, or gone when the page is opened (faults 1 to 4 and 21)."""

from __future__ import annotations

import contextlib
import random
import socket
import threading
import time

import pytest
from playwright.sync_api import expect

from tests.browser.faults.errand import Errand, Site, spoken
from tests.browser.faults.line import Deed, Line, hang_up
from tests.browser.handset import until
from tests.browser.pages import ListPage


def killing(site: Site, after_s: float) -> Deed:
    """The whole request reaches the server, which is killed so long after."""

    def deed(line: Line, client: socket.socket, request: bytes) -> None:
        threading.Thread(target=line.passed, args=(request,), daemon=True).start()
        time.sleep(after_s)
        site.server.kill()
        hang_up(client)

    return deed


def killing_before_the_answer(site: Site) -> Deed:
    """The server has done what was asked, and is killed before its answer gets through."""

    def deed(line: Line, client: socket.socket, request: bytes) -> None:
        assert line.passed(request).startswith(b"HTTP/1.1 2")
        site.server.kill()
        hang_up(client)

    return deed


def held_after_half(half: threading.Event) -> Deed:
    """Half of the request reaches the server, which waits for the rest until it is killed."""

    def deed(line: Line, client: socket.socket, request: bytes) -> None:
        with socket.create_connection(("127.0.0.1", line.target), timeout=20) as server:
            server.sendall(request[: len(request) // 2])
            half.set()
            with contextlib.suppress(OSError):
                server.recv(1)
        hang_up(client)

    return deed


def killing_while_it_writes(site: Site) -> Deed:
    """The server is killed as soon as a file of a photo appears that has not got its name yet, on a slow disk."""

    def deed(line: Line, client: socket.socket, request: bytes) -> None:
        slow = site.work.home / "slow-disk"
        slow.touch()
        threading.Thread(target=line.passed, args=(request,), daemon=True).start()
        until(lambda: any(site.files.folder.glob(".part-*")))
        site.server.kill()
        slow.unlink()
        hang_up(client)

    return deed


def freezing(site: Site) -> Deed:
    """The server stops in the middle of its work; the request lies before it."""

    def deed(line: Line, client: socket.socket, request: bytes) -> None:
        site.server.freeze()
        line.passed(request)

    return deed


def bring_back(site: Site, errand: Errand) -> None:
    site.line.calm()
    site.server.start()
    errand.send()


@pytest.mark.parametrize("seed", [1, 2])
def test_it_takes_the_same_text_after_a_kill_at_any_moment_of_receiving_it(site: Site, seed: int) -> None:
    chance = random.Random(seed)
    errand = site.begin().fill()
    site.line.trouble(killing(site, chance.random() * 0.03), errand.id, "PUT", times=1)
    errand.finish()
    until(lambda: not site.server.is_alive())
    errand.is_told("waiting")
    sha = errand.kept()["sha"]
    bring_back(site, errand)
    assert errand.delivered().sha == sha


def test_it_sends_a_photo_again_of_which_the_server_had_half_when_it_was_killed(site: Site) -> None:
    errand = site.begin().fill(photos=1, size=(1200, 900))
    half = threading.Event()
    site.line.trouble(held_after_half(half), "/photos/", "PUT", times=1)
    errand.finish()
    assert half.wait(10)
    expect(errand.visit.outcome).to_have_text(errand.say("sending", sent=0, total=1))
    site.server.kill()
    errand.is_told("waiting")
    (sha,) = [photo["sha256"] for photo in errand.kept()["photos"]]
    assert not site.files.has(sha)
    bring_back(site, errand)
    errand.delivered()


def test_a_file_that_was_being_written_when_the_server_was_killed_is_never_taken_for_the_photo(site: Site) -> None:
    # Before it is taken: a photo of a draft goes to the office as soon as there is time for it.
    site.line.trouble(killing_while_it_writes(site), "/photos/", "PUT", times=1)
    errand = site.begin().fill(photos=1, size=(1600, 1200))
    (photo,) = errand.shelf("photos")
    errand.finish()
    until(lambda: not site.server.is_alive())
    errand.is_told("waiting").kept()
    parts = list(site.files.folder.glob(".part-*"))
    assert parts and not site.files.has(photo["sha256"])
    bring_back(site, errand)
    errand.delivered()
    assert site.files.sweep_parts(0, time.time() + 1) == len(parts)


def test_it_gives_the_same_receipt_when_it_was_killed_before_the_answer(site: Site) -> None:
    errand = site.begin().fill(photos=1)
    site.line.trouble(killing_before_the_answer(site), "/finish", times=1)
    errand.finish()
    until(lambda: not site.server.is_alive())
    errand.is_told("waiting").kept()
    (known,) = site.arrived(errand.assignment)
    assert known.state == "submitted"
    bring_back(site, errand)
    assert errand.delivered().no == known.no


def test_it_gives_up_waiting_for_a_frozen_server_and_still_makes_one_visit(site: Site) -> None:
    errand = site.begin(is_impatient=True).fill()
    site.line.trouble(freezing(site), errand.id, "PUT", times=1)
    try:
        errand.finish().is_told("waiting").kept()
        assert site.line.statuses(f"/visits/{errand.id}") == []
    finally:
        site.server.thaw()
    # What the phone had given up on is done all the same, and then asked for once more.
    until(lambda: site.line.statuses(errand.id, "PUT") == [202])
    errand.send()
    errand.delivered()
    assert site.line.statuses(errand.id, "PUT") == [202, 202]


def test_a_visit_opens_with_the_server_dead_anew_and_in_another_tab(site: Site) -> None:
    errand = site.begin(service_workers="allow")
    the_list = ListPage(errand.page, site.address).open()
    offline = the_list.card(errand.store).locator("[data-offline]")
    expect(offline).to_have_text(errand.say("works_offline"), timeout=15_000)
    the_list.open_visit(errand.store)
    errand.fill()
    site.server.kill()
    errand.page.reload()
    errand.visit.wait_until_open()
    assert errand.visit.value("words-value") == errand.words
    tab = errand.context.new_page()
    tab.goto(f"{site.address}/field/")
    expect(ListPage(tab, site.address).state(errand.store)).to_be_visible()
    expect(tab.locator("#notice")).to_have_text(spoken(tab, "kept"))
    ListPage(tab, site.address).card(errand.store).locator("[data-visit]").click()
    expect(tab.locator("#notice [data-text]")).to_have_text(spoken(tab, "elsewhere"))
    tab.close()
    errand.finish().is_told("waiting").kept()
    bring_back(site, errand)
    errand.delivered()
