"""The first page of a report on a screen has the form of its print: what is large there is large here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import PHONE, chromium
from tests.browser.test_screens import findings_of_axe, sign_in
from tests.living import LivingServer

WIDTHS: dict[str, dict[str, Any]] = {"phone": PHONE, "desk": {"viewport": {"width": 1280, "height": 800}}}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingServer]:
    """A server with the demo in it, a wave's report issued."""
    with LivingServer(tmp_path_factory.mktemp("front")) as living:
        living.flask("db", "upgrade", "--directory", "migrations")
        living.accounts = json.loads(living.flask("demo", "--visits", "14", "--json"))["accounts"]  # type: ignore[attr-defined]
        yield living.start()


def style(page: Page, place: str, *names: str) -> list[str]:
    script = "([place, names]) => names.map(name => getComputedStyle(document.querySelector(place))[name])"
    found: list[str] = page.evaluate(script, [place, list(names)])
    return found


def size(page: Page, place: str) -> float:
    return float(style(page, place, "fontSize")[0].removesuffix("px"))


def top(page: Page, place: str) -> float:
    box = page.locator(place).first.bounding_box()
    assert box, place
    return box["y"]


def token(page: Page, name: str) -> str:
    return str(page.evaluate("name => getComputedStyle(document.documentElement).getPropertyValue(name)", name))


def rgb(colour: str) -> str:
    return f"rgb({', '.join(str(int(colour[place : place + 2], 16)) for place in (1, 3, 5))})"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_report_begins_as_its_print_does(server: LivingServer, width: str, scheme: Any) -> None:
    with chromium() as browser:
        context = browser.new_context(**WIDTHS[width], color_scheme=scheme, locale="en-GB", service_workers="block")
        page = context.new_page()
        sign_in(page, server, "hq")
        page.goto(f"{server.address}/hq/")
        page.locator("a.report-card").first.click()
        page.wait_for_selector(".cover")
        # The cover: the brand's colour from edge to edge, its logo on white, the landscape of this visit.
        box, whole = page.locator(".cover").bounding_box(), page.evaluate("() => document.documentElement.clientWidth")
        assert box and (box["x"], box["width"]) == (0, whole)
        assert style(page, ".cover", "backgroundColor") == [rgb(token(page, "--cover"))]
        assert page.locator(".plate img").evaluate("image => image.naturalWidth") > 0
        assert style(page, ".plate", "backgroundColor") == ["rgb(255, 255, 255)"]
        assert page.locator(".cover-art path").count() == 20
        # The score is by far the largest, the store's name comes next, the verdict is set in the other face.
        score, store, verdict = (size(page, place) for place in (".score-figure", ".cover h1", ".sentence"))
        assert score > 2.5 * store > 2.5 * verdict
        assert style(page, ".sentence", "fontFamily") != style(page, ".cover h1", "fontFamily")
        # Praise is as large as what is to be mended, and each has its colour.
        points = [f".point.{key}" for key in ("praise", "fix", "step")]
        looks = [style(page, f"{point} .point-title", "fontSize", "fontWeight") for point in points]
        assert looks[0] == looks[1] == looks[2]
        colours = {style(page, point, "borderTopColor")[0] for point in points}
        assert len(colours) == 3
        order = [".cover", ".figures", ".at-a-glance", ".point.praise", "#journey", "#details", "#how"]
        if width == "phone":
            assert [top(page, place) for place in order] == sorted(top(page, place) for place in order)
        else:
            assert abs(top(page, ".at-a-glance") - top(page, ".point.praise")) < 1
        assert page.locator(".bar-chart .mean").count() >= 3
        assert findings_of_axe(page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_waves_page_has_the_same_first_page(server: LivingServer, width: str) -> None:
    with chromium() as browser:
        page = browser.new_context(**WIDTHS[width], locale="en-GB", service_workers="block").new_page()
        sign_in(page, server, "hq")
        page.goto(f"{server.address}/hq/waves")
        page.locator("a.wave-card").first.click()
        page.wait_for_selector(".cover")
        assert page.locator(".cover-art path").count() == 20
        assert size(page, ".score-figure") > 2.5 * size(page, ".cover h1")
        assert page.locator(".point").count() >= 2
        assert page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")
