"""The shopper's screens in every state: no finding of axe, valid HTML, nothing sticks out at 320 px."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fieldwork import Fieldwork, drawn_photo
from tests.browser.handset import Handset
from tests.browser.pages import ListPage
from tests.browser.test_screens import VNU, findings_of_axe
from tests.living import LivingServer

LAY_ALL_OUT = """() => {
  for (const question of document.querySelectorAll('.question')) question.style.contentVisibility = 'visible';
}"""


@pytest.fixture(params=["light", "dark"])
def narrow(request: pytest.FixtureRequest, work: Fieldwork, server: LivingServer, tmp_path: Path) -> Iterator[Handset]:
    """Anna's very narrow phone."""
    size = {"width": 320, "height": 640}
    handset = Handset(tmp_path / "narrow", viewport=size, color_scheme=request.param).switch_on()
    handset.sign_in_by(work.tokens["anna"], server.address)
    yield handset
    handset.switch_off()


def look(page: Page, name: str) -> list[str]:
    # What lies outside the view is not laid out, and axe would measure it where it is not.
    page.evaluate(LAY_ALL_OUT)
    wide = page.evaluate("() => document.documentElement.scrollWidth")
    return [f"{name}: {finding}" for finding in findings_of_axe(page)] + ([f"{name}: {wide} px"] if wide > 320 else [])


def test_every_state_of_a_visit(narrow: Handset, server: LivingServer, work: Fieldwork, tmp_path: Path) -> None:
    page = narrow.page
    the_list = ListPage(page, server.address).open().wait_until_offline_ready("Vaasa Satama")
    found = look(page, "list")
    page.goto(f"{server.address}/field/assignments/{work.assignments['every kind']}")
    expect(page.locator("[data-offline]")).to_be_visible()
    found += look(page, "briefing")
    page.goto(f"{page.url}/plain")
    found += look(page, "plain")
    visit = the_list.open().open_visit("Vaasa Satama")
    found += look(page, "visit")
    visit.choose("mishap", "yes").tap_emotion("mood", "disgust", 3).write("load-guests", "120")
    visit.add_photo("picture", drawn_photo(tmp_path, "a.jpg")).stamp("wait", "from").stamp("wait", "to").saved()
    found += look(page, "visit begun")
    page.locator("[data-view-toggle]").click()
    found += look(page, "one part")
    page.locator("[data-view-toggle]").click()
    page.locator("#finish").click()
    found += look(page, "missing")
    server.kill()
    page.locator("#missing [data-anyway]").click()
    expect(visit.outcome).to_contain_text("Will be sent")
    found += look(page, "finished")
    the_list.open()
    expect(the_list.state("Vaasa Satama")).to_contain_text("Will be sent")
    found += look(page, "list without server")
    page.goto(f"{server.address}/field/assignments/{work.assignments['every kind']}")
    expect(page.locator("#briefing")).to_be_visible()
    found += look(page, "briefing without server")
    assert found == []


def test_the_pages_are_valid(phone: Handset, server: LivingServer, work: Fieldwork, tmp_path: Path) -> None:
    ListPage(phone.page, server.address).open()
    addresses = [str(one) for one in phone.page.evaluate("() => [...document.links].map((link) => link.href)")]
    visits = [address for address in addresses if "/field/visit/" in address]
    plain = f"{server.address}/field/assignments/{work.assignments['every kind']}/plain"
    files = []
    for number, address in enumerate([*visits, plain, f"{server.address}/field/shell/fi"]):
        file = tmp_path / f"{number}.html"
        file.write_text(phone.context.request.get(address.split("#")[0]).text())
        files.append(str(file))
    # Two properties of CSS are newer than the checker.
    newer = ["--filterpattern", ".*CSS: “(field-sizing|vector-effect)”.*"]
    checked = subprocess.run(
        ["java", "-jar", str(VNU), "--format", "gnu", "--errors-only", *newer, *files], capture_output=True, text=True
    )
    assert len(files) >= 4
    assert checked.stderr == ""
