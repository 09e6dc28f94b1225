"""Photos of a report, large on a tap: for who is signed in and who holds a link, by finger, keys and without script."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from app import create_app
from config import read_settings
from extensions import db, transaction
from reports.links import link_for
from reports.models import Delivery
from shopper import clock
from shopper.models import Brand, Person
from shopper.sessions import COOKIE, open_session
from tests.browser.chromium import PHONE, chromium
from tests.browser.test_screens import VNU, findings_of_axe
from tests.conftest import Browser
from tests.living import LivingServer
from tests.reports.reported import approved
from tests.world import build_world

SIZE = (1600, 900)


@dataclass
class Shown:
    """A server with one report on it. `signed_in`, `linked`: its pages; `token`: a session of headquarters."""

    server: LivingServer
    signed_in: str
    linked: str
    token: str


def photo(colour: str) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", SIZE, colour).save(content, "JPEG")
    return content.getvalue()


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    home = tmp_path_factory.mktemp("pictures")
    app = create_app(read_settings({"DETALJI_HOME": str(home)}))
    app.test_client_class = Browser
    with app.app_context():
        db.create_all()
        world = build_world()
        with transaction():
            world.get(Brand, "aamu_brand").cover = photo("#777777")
        report = approved(app, world, photos=[photo(colour) for colour in ("#aa3333", "#33aa33", "#3333aa")])
        address = f"/hq/reports/{report.id}"
        delivery = db.session.query(Delivery).filter_by(reader_id=world.people["maija"]).one()
        secret, _end = link_for(delivery.id, clock.now())
        with transaction():
            token = open_session(db.session.get_one(Person, world.people["helmi"]), "test", clock.now())
        db.session.remove()
        db.engine.dispose()
    with LivingServer(home) as server:
        server.start()
        yield Shown(server, f"{server.address}{address}", f"{server.address}/r/{secret}", token)


@contextmanager
def opened(shown: Shown, which: str, **options: Any) -> Iterator[Page]:
    """The report's page in a browser of its own, on which no script may fail and nothing may be refused."""
    with chromium() as browser:
        context = browser.new_context(service_workers="block", locale="en-GB", **options)
        if which == "signed_in":
            context.add_cookies([{"name": COOKIE, "value": shown.token, "url": shown.server.address}])
        context.set_default_timeout(10_000)
        page, troubles = context.new_page(), list[str]()
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(getattr(shown, which))
        yield page
        # A picture by itself is shown by the browser's own page, which grumbles at our strict policy.
        assert [trouble for trouble in troubles if "Applying inline style" not in trouble] == []


def thumb(page: Page, place: int) -> Locator:
    return page.locator("figure a:has(img)").nth(place)


def large(page: Page) -> Locator:
    return page.locator("dialog.large")


def path_in(page: Page, place: int) -> str:
    return str(thumb(page, place).evaluate("link => link.href"))


@pytest.mark.parametrize("which", ["signed_in", "linked"])
def test_a_tap_opens_a_photo_over_the_whole_phone(shown: Shown, which: str) -> None:
    with opened(shown, which, **PHONE) as page:
        assert page.locator("figure a:has(img)").count() == 3
        thumb(page, 1).tap()
        picture = large(page).locator("img")
        expect(picture).to_be_visible()
        page.wait_for_function("() => document.querySelector('dialog.large img').naturalWidth > 0")
        assert picture.evaluate("image => image.src") == path_in(page, 1)
        assert picture.get_attribute("alt") == thumb(page, 1).locator("img").get_attribute("alt")
        box, whole = picture.bounding_box(), large(page).bounding_box()
        assert box and whole
        assert (whole["x"], whole["y"], whole["width"], whole["height"]) == (0, 0, 390, 844)
        assert box["width"] > 370 and abs(box["width"] / box["height"] - SIZE[0] / SIZE[1]) < 0.02
        expect(large(page).locator("[data-caption]")).to_have_text(re.compile(r"^2/3 · Kuva"))
        for button in large(page).locator("button").all():
            size = button.bounding_box()
            assert size and min(size["width"], size["height"]) >= 44
        # Beside the picture a tap closes it.
        page.touchscreen.tap(195, 40)
        expect(large(page)).to_be_hidden()


def test_keys_do_it_all_and_the_focus_comes_back(shown: Shown) -> None:
    with opened(shown, "signed_in") as page:
        thumb(page, 0).focus()
        page.keyboard.press("Enter")
        picture = large(page).locator("img")
        for key, place in (("ArrowRight", 1), ("ArrowRight", 2), ("ArrowRight", 0), ("ArrowLeft", 2), ("ArrowLeft", 1)):
            page.keyboard.press(key)
            assert picture.evaluate("image => image.src") == path_in(page, place), key
            expect(large(page).locator("[data-caption]")).to_contain_text(f"{place + 1}/3")
        # The page behind is out of reach.
        for _ in range(8):
            page.keyboard.press("Tab")
            assert page.evaluate("() => !document.activeElement.closest('main') || "
                                 "!!document.activeElement.closest('dialog')")  # fmt: skip
        page.keyboard.press("Escape")
        expect(large(page)).to_be_hidden()
        expect(thumb(page, 1)).to_be_focused()
        page.keyboard.press("Enter")
        large(page).get_by_role("button", name="The next photo").click()
        assert picture.evaluate("image => image.src") == path_in(page, 2)
        large(page).get_by_role("button", name="Close").click()
        expect(thumb(page, 2)).to_be_focused()


def pinch(page: Page) -> None:
    """Two fingers on the middle of the page, that move apart."""
    session = page.context.new_cdp_session(page)
    for apart in range(20, 140, 5):
        fingers = [{"x": 195 + side * apart, "y": 400, "id": number} for number, side in enumerate((-1, 1))]
        kind = "touchStart" if apart == 20 else "touchMove"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})
        page.wait_for_timeout(16)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_two_fingers_can_enlarge_what_is_shown(shown: Shown) -> None:
    with opened(shown, "linked", **PHONE) as page:
        thumb(page, 0).tap()
        expect(large(page)).to_be_visible()
        pinch(page)
        page.wait_for_function("() => visualViewport.scale > 1.5")
        expect(large(page)).to_be_visible()


def test_without_script_the_link_shows_the_picture_by_itself(shown: Shown) -> None:
    with opened(shown, "linked", java_script_enabled=False) as page:
        assert not large(page).is_visible()
        with page.expect_navigation() as answer:
            thumb(page, 0).click()
        assert answer.value.status == 200
        assert answer.value.headers["content-type"] == "image/jpeg"


def test_a_click_for_a_new_tab_gets_one(shown: Shown) -> None:
    with opened(shown, "signed_in") as page:
        with page.context.expect_page() as tab:
            thumb(page, 0).click(modifiers=["Control"])
        assert "/hq/photos/" in tab.value.url
        expect(large(page)).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("which", ["signed_in", "linked"])
def test_page_and_photo_are_for_everybody(shown: Shown, which: str, scheme: Any) -> None:
    for width in (320, 1280):
        with opened(shown, which, viewport={"width": width, "height": 800}, color_scheme=scheme) as page:
            assert page.evaluate("() => document.documentElement.scrollWidth") <= width
            cover = page.locator(".cover").evaluate("cover => getComputedStyle(cover).backgroundImage")
            assert "/pictures/" in cover and "linear-gradient" in cover
            assert findings_of_axe(page) == []
            thumb(page, 0).click()
            expect(large(page)).to_be_visible()
            assert findings_of_axe(page) == []


def test_the_page_of_a_link_is_valid(shown: Shown, tmp_path: Path) -> None:
    with opened(shown, "linked") as page:
        (tmp_path / "linked.html").write_text(page.context.request.get(shown.linked).text())
    command = ["java", "-jar", str(VNU), "--errors-only", str(tmp_path / "linked.html")]
    assert subprocess.run(command, capture_output=True, text=True).stderr == ""
