"""The pages of the way in, also as they come back with mistakes: valid, accessible, narrow."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import chromium
from tests.browser.test_screens import VNU, findings_of_axe
from tests.living import LivingServer

PASSWORD = "neljä sanaa peräkkäin"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LivingServer]:
    with LivingServer(tmp_path) as living:
        living.flask("db", "upgrade", "--directory", "migrations")
        yield living.start(processes=1)


def _invite(server: LivingServer, role: str) -> str:
    return server.flask("users", "invite", "one@example.org", "--role", role, "--language", "en").splitlines()[-1]


def _pages(server: LivingServer, page: Page) -> Iterator[str]:
    """Bring each page onto the screen; gives what it is called."""

    def press(name: str) -> None:
        with page.expect_navigation():
            page.get_by_role("button", name=name, exact=True).click()

    page.goto(server.address)
    yield "start of an empty installation"
    page.goto(_invite(server, "shopper"))
    yield "invitation"
    page.get_by_label("Your name").fill("Only One")
    page.get_by_label("Password").fill("short")
    press("Begin")
    yield "invitation with a mistake"
    page.get_by_label("Password").fill(PASSWORD)
    press("Begin")
    page.goto(f"{server.address}/account")
    yield "account"
    page.get_by_label("Your password until now").fill("wrong")
    page.get_by_label("New password").fill(PASSWORD)
    press("Change the password")
    yield "account with a mistake"
    page.goto(_invite(server, "administrator"))
    yield "invitation to one more role"
    page.goto(f"{server.address}/account")
    press("Sign out")
    yield "start"
    page.goto(f"{server.address}/sign-in")
    yield "sign-in"
    page.get_by_label("E-mail").fill("one@example.org")
    page.get_by_label("Password").fill("wrong")
    press("Sign in")
    yield "sign-in with a mistake"
    page.goto(f"{server.address}/forgotten")
    yield "forgotten"
    page.get_by_label("E-mail").fill("one@example.org")
    press("Send me the link")
    yield "link sent"
    page.goto(f"{server.address}/invitation/none")
    yield "no such link"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_way_in_is_valid_accessible_and_narrow(server: LivingServer, scheme: Any, tmp_path: Path) -> None:
    problems: list[str] = []
    with chromium() as browser:
        page = browser.new_context(
            viewport={"width": 320, "height": 700}, locale="en-GB", color_scheme=scheme, service_workers="block"
        ).new_page()
        for name in _pages(server, page):
            wide = page.evaluate("() => document.documentElement.scrollWidth")
            problems += [f"{name}: {wide} px wide"] if wide > 320 else []
            problems += [f"{name}: {finding}" for finding in findings_of_axe(page)]
            (tmp_path / f"{name.replace(' ', '-')}.html").write_text(page.content())
    if scheme == "light":
        pages = map(str, sorted(tmp_path.glob("*.html")))
        command = ["java", "-jar", str(VNU), "--format", "gnu", "--errors-only", *pages]
        problems += subprocess.run(command, capture_output=True, text=True).stderr.splitlines()
    assert problems == []
