"""The page of a report is set in the faces of its print, which come with it: for who is signed in, and by a link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from app import create_app
from config import read_settings
from extensions import db, transaction
from reports.links import link_for
from reports.models import Delivery
from shopper import clock
from shopper.models import Brand, Person
from shopper.sessions import COOKIE, open_session
from tests.browser.chromium import PHONE, chromium
from tests.conftest import Browser
from tests.deposits import jpeg
from tests.living import LivingServer
from tests.reports.reported import approved
from tests.world import build_world

# Which typeface each chain's brand has, and the families of it.
LOOKS = {"aamu": "garamond", "kvall": "lato"}
FAMILIES = {"aamu": ["EB Garamond 12", "Inter"], "kvall": ["Lato", "Noto Serif"]}
_COLOURS = "main_colour=%230c5d4b&accent_colour=%23f2b32b&name=X"
PAGES = ["report", "link", "wave", "year", "proof"]
_LOADED = """() => [...document.fonts].filter(face => face.status === 'loaded')
  .map(face => face.family.replaceAll('"', ''))"""
_FAILED = "() => [...document.fonts].filter(face => face.status === 'error').length"
# The machine of the tests has the fonts themselves: here they are not named any more.
_UNNAMED = """() => ['--sans', '--serif'].forEach(name => { const root = document.documentElement;
  root.style.setProperty(name, getComputedStyle(root).getPropertyValue(name).replace(/^[^,]*,/, '')) })"""
_WIDTH = """place => { const range = document.createRange();
  range.selectNodeContents(document.querySelector(place)); return range.getBoundingClientRect().width }"""


@dataclass
class House:
    """A server with a report of each chain on it. `paths`: of each kind of page; `tokens`: sessions, by chain."""

    home: Path
    address: str = ""
    paths: dict[tuple[str, str], str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("faces"))
    _furnish(made)
    with LivingServer(made.home) as server:
        made.address = server.start(processes=1).address
        yield made


def _furnish(made: House) -> None:
    app = create_app(read_settings({"DETALJI_HOME": str(made.home)}))
    app.test_client_class = Browser
    with app.app_context():
        db.create_all()
        world = build_world()
        for chain, visit, reader in (("aamu", "lahti_visit", "helmi"), ("kvall", "borga_visit", "henrik")):
            with transaction():
                brand = world.get(Brand, f"{chain}_brand")
                brand.typeface, brand.logo = LOOKS[chain], jpeg("#3355aa")
            report = approved(app, world, visit)
            mail = db.session.query(Delivery).filter_by(reader_id=world.people[reader], report_id=report.id).one()
            made.paths |= {
                (chain, "report"): f"/hq/reports/{report.id}",
                (chain, "link"): f"/r/{link_for(mail.id, clock.now())[0]}",
                (chain, "wave"): f"/hq/waves/{world.ids[f'{chain}_wave']}",
                (chain, "year"): f"/hq/stores/{report.store_id}/year",
                (chain, "proof"): f"/hq/brand?{_COLOURS}&typeface={LOOKS[chain]}",
            }
            with transaction():
                made.tokens[chain] = open_session(db.session.get_one(Person, world.people[reader]), "test", clock.now())
        with transaction():
            made.tokens["admin"] = open_session(db.session.get_one(Person, world.people["aatos"]), "test", clock.now())
        db.session.remove()
        db.engine.dispose()


def _is_complaint(said: Any) -> bool:
    # The proof stands in a frame: opened alone it has no icon, which browsers look for.
    return said.type in ("error", "warning") and not said.location["url"].endswith("/favicon.ico")


def opened(browser: Any, house: House, chain: str, kind: str, *, without_faces: bool = False) -> tuple[Page, list[str]]:
    """The page, when its faces have come, and what the browser complained of."""
    context, complaints = browser.new_context(**PHONE, service_workers="block"), []
    if kind != "link":
        token = house.tokens["admin" if kind == "proof" else chain]
        context.add_cookies([{"name": COOKIE, "value": token, "url": house.address}])
    if without_faces:
        context.route("**/hq/fonts/**", lambda route: route.abort())
    page = context.new_page()
    page.on("console", lambda said: complaints.append(said.text) if _is_complaint(said) else None)
    answer = page.goto(house.address + house.paths[chain, kind])
    assert answer and answer.status == 200
    page.evaluate("() => document.fonts.ready.then(() => true)")
    return page, complaints


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("chain", LOOKS)
def test_a_page_is_set_in_its_brands_own_faces(house: House, chain: str, kind: str) -> None:
    with chromium() as browser:
        page, complaints = opened(browser, house, chain, kind)
        assert complaints == []
        assert sorted(set(page.evaluate(_LOADED))) == FAMILIES[chain]
        assert page.evaluate(_FAILED) == 0
        for family in FAMILIES[chain]:
            assert page.evaluate("family => document.fonts.check(`400 20px '${family}'`, 'äŋ9')", family)
        first = page.evaluate("() => getComputedStyle(document.querySelector('h1, .store')).fontFamily")
        sans = "Lato" if chain == "kvall" else "Inter"
        assert first.replace('"', "").startswith(sans)


@pytest.mark.parametrize("chain", LOOKS)
def test_without_its_faces_a_page_is_read_all_the_same(house: House, chain: str) -> None:
    with chromium() as browser:
        page, _complaints = opened(browser, house, chain, "link")
        bare, _complaints = opened(browser, house, chain, "link", without_faces=True)
        assert bare.evaluate(_LOADED) == [] and bare.evaluate(_FAILED) > 0
        bare.evaluate(_UNNAMED)
        for place in (".cover h1", ".kicker", "#how"):
            assert abs(page.evaluate(_WIDTH, place) - bare.evaluate(_WIDTH, place)) > 0.5, place
        assert bare.locator("main").inner_text() == page.locator("main").inner_text()
        # Sentences stay in a face with serifs.
        assert page.evaluate("() => getComputedStyle(document.querySelector('.sentence')).fontFamily").endswith("serif")


@pytest.mark.parametrize("kind", ["wave", "year"])
def test_what_is_not_issued_yet_has_the_brands_logo(house: House, kind: str) -> None:
    with chromium() as browser:
        page, _complaints = opened(browser, house, "aamu", kind)
        logo = page.locator(".plate img")
        logo.evaluate("image => image.decode()")
        assert logo.evaluate("image => image.naturalWidth") > 0
        assert page.locator(".cover-name").count() == 0


def test_a_face_comes_once(house: House) -> None:
    with chromium() as browser:
        page, _complaints = opened(browser, house, "aamu", "report")
        fetched: list[int] = []
        page.on("response", lambda answer: fetched.append(1) if "/hq/fonts/" in answer.url else None)
        page.goto(house.address + house.paths["aamu", "wave"])
        page.evaluate("() => document.fonts.ready.then(() => true)")
        sizes = page.evaluate(
            "() => performance.getEntriesByType('resource').filter(one => one.name.includes('/hq/fonts/'))"
            ".map(one => one.transferSize)"
        )
        assert sizes and set(sizes) == {0}
