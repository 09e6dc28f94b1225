"""Somebody else answers: a guest Wi-Fi, or a proxy, for the visit and for the app itself (faults 10 to 12)."""

from __future__ import annotations

import socket

import pytest
from playwright.sync_api import Page, expect

from tests.browser.faults.errand import Site
from tests.browser.faults.line import Deed, Line, answering
from tests.browser.handset import until
from tests.browser.pages import ListPage

PORTAL = answering("200 OK", b"<!doctype html><title>Free Wi-Fi</title><p>Please log in.")
REDIRECT = answering("302 Found", Location="http://portal.invalid/login")
BARE_JSON = answering("200 OK", b"{}", "application/json")
# What a portal would have to know to be believed: our mark, and a receipt that names nothing of ours.
FORGED = answering("200 OK", b'{"detalji": 1, "now": 0, "receipt": {"no": "R-1"}}', "application/json")
LIES = {"html": PORTAL, "redirect": REDIRECT, "bare json": BARE_JSON, "forged": FORGED}


@pytest.mark.parametrize("lie", LIES)
def test_a_portal_that_answers_only_at_the_end_is_not_believed(site: Site, lie: str) -> None:
    errand = site.begin().fill(photos=1)
    site.line.trouble(LIES[lie], "/finish")
    errand.finish().is_told("portal").kept()
    (known,) = site.arrived(errand.assignment)
    assert known.state == "receiving"
    assert errand.shelf("receipts") == []
    site.line.calm()
    errand.delivered()


@pytest.mark.parametrize("lie", [PORTAL, REDIRECT, BARE_JSON], ids=["html", "redirect", "bare json"])
def test_a_portal_from_the_first_step_on_is_told_and_nothing_is_sent(site: Site, lie: Deed) -> None:
    errand = site.begin().fill()
    site.line.trouble(lie)
    errand.finish().is_told("portal").kept()
    assert site.arrived(errand.assignment) == []
    site.line.calm()
    errand.delivered()


LOOK_FOR_UPDATE = "() => navigator.serviceWorker.getRegistration().then((one) => one.update()).catch(() => {})"
WORKER = """() => navigator.serviceWorker.getRegistration().then((one) => one && {
  active: Boolean(one.active), waiting: Boolean(one.waiting), installing: Boolean(one.installing),
})"""


def shelves(page: Page) -> list[str]:
    """The releases that the worker keeps on this phone."""
    return sorted(page.evaluate("() => caches.keys()"))


def renewing(build: str) -> Deed:
    """The server as it is one release later: the same files under another name."""

    def deed(line: Line, client: socket.socket, request: bytes) -> None:
        answer = line.passed(request.replace(NEXT_BUILD.encode(), build.encode()))
        client.sendall(answer.replace(build.encode(), NEXT_BUILD.encode()))

    return deed


NEXT_BUILD = "0123456789ab"


@pytest.mark.parametrize(("lie", "where"), [(PORTAL, "/icons/"), (answering("500 Oops"), "/css/tokens.css")],
                         ids=["portal", "one asset 500"])  # fmt: skip
def test_an_app_that_cannot_be_fetched_whole_is_not_installed_and_the_list_says_so(
    site: Site, lie: Deed, where: str
) -> None:
    errand = site.begin(service_workers="allow").fill()
    site.line.trouble(lie, where)
    the_list = ListPage(errand.page, site.address).open()
    offline = the_list.card(errand.store).locator("[data-offline]")
    expect(offline).to_have_text(errand.say("needs_internet"))
    until(lambda: site.line.count(where) and not (errand.page.evaluate(WORKER) or {}).get("installing"))
    assert not (errand.page.evaluate(WORKER) or {}).get("active")
    site.line.calm()
    the_list.open()
    expect(offline).to_have_text(errand.say("works_offline"), timeout=15_000)
    the_list.open_visit(errand.store)
    errand.finish().delivered()


@pytest.mark.parametrize(("lie", "where"), [(PORTAL, NEXT_BUILD), (answering("500 Oops"), f"{NEXT_BUILD}/css/tokens")],
                         ids=["portal", "one asset 500"])  # fmt: skip
def test_a_release_that_cannot_be_fetched_whole_leaves_the_old_one_at_work(site: Site, lie: Deed, where: str) -> None:
    errand = site.begin(service_workers="allow").fill()
    the_list = ListPage(errand.page, site.address).open()
    offline = the_list.card(errand.store).locator("[data-offline]")
    expect(offline).to_have_text(errand.say("works_offline"), timeout=15_000)
    (build,) = [name.removeprefix("detalji-") for name in shelves(errand.page)]
    site.line.trouble(lie, where)
    site.line.trouble(renewing(build), "/")
    errand.page.evaluate(LOOK_FOR_UPDATE)
    until(lambda: site.line.count(where))
    until(lambda: errand.page.evaluate(WORKER) == {"active": True, "waiting": False, "installing": False})
    assert f"detalji-{build}" in shelves(errand.page)
    site.line.calm()
    site.line.trouble("refuse", "/")
    the_list.open().open_visit(errand.store)
    assert errand.visit.value("words-value") == errand.words
    errand.finish().is_told("waiting").kept()
    site.line.calm()
    errand.delivered()
    # Told the truth, it takes the new release, which then waits to be taken into use.
    site.line.trouble(renewing(build), "/")
    errand.page.evaluate(LOOK_FOR_UPDATE)
    until(lambda: errand.page.evaluate(WORKER)["waiting"])
