"""Every screen that a person can reach by links: valid HTML, no finding of axe, nothing sticks out at 320 px."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import chromium
from tests.living import ROOT, LivingServer

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
VNU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# Properties that browsers know and the checker does not yet.
_NEWER = re.compile(r"CSS: “(field-sizing|vector-effect)”: Property .* doesn't exist")
# One demo serves them all.
ROLES = ("shopper", "reviewer", "scheduler", "administrator", "hq", "store_manager")
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}")
# What is not a page: files, and what a browser downloads.
_NOT_PAGES = re.compile(
    r"/(static|photos)/|\.(csv|yaml|json|xlsx|pdf|zip|ics|webmanifest)|/pdf|/original|/template|\?original|/logo"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingServer]:
    """A server with the demo in it, reports built."""
    with LivingServer(tmp_path_factory.mktemp("screens")) as living:
        living.flask("db", "upgrade", "--directory", "migrations")
        living.accounts = json.loads(living.flask("demo", "--visits", "6", "--json"))["accounts"]  # type: ignore[attr-defined]
        yield living.start()


def sign_in(page: Page, server: LivingServer, role: str) -> None:
    """As a person of the demo would: by the sign-in page."""
    account = next(found for found in server.accounts if found["role"] == role)  # type: ignore[attr-defined]
    page.goto(f"{server.address}/sign-in")
    page.get_by_label("E-mail").fill(account["email"])
    page.get_by_label("Password", exact=True).fill(account["password"])
    page.locator("main form").filter(has=page.locator("[type=password]")).get_by_role("button").first.click()
    page.wait_for_url(lambda address: "/sign-in" not in address)


def screens(page: Page, server: LivingServer, start: str) -> Iterator[str]:
    """Walk the links from `start`; one address of each kind (ids count as equal)."""
    waiting, seen = [start], set[str]()
    while waiting and len(seen) < 60:
        address = waiting.pop(0).split("#")[0]
        kind = _ID.sub("…", address)
        if kind in seen or not address.startswith(server.address) or _NOT_PAGES.search(address):
            continue
        seen.add(kind)
        answer = page.goto(address)
        assert answer is not None and answer.status == 200, f"{address}: {answer and answer.status}"
        yield address
        waiting += page.evaluate("() => [...document.links].map(link => link.href)")


def findings_of_axe(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    results: dict[str, Any] = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{rule['id']}: {node['html'][:160]} — {node.get('failureSummary', '')[:200]}"
        for rule in results["violations"]
        for node in rule["nodes"][:3]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("role", ROLES)
def test_the_screens_of_each_role(server: LivingServer, role: str, scheme: Any, tmp_path: Path) -> None:
    problems: list[str] = []
    with chromium() as browser:
        context = browser.new_context(
            viewport={"width": 320, "height": 700}, locale="en-GB", color_scheme=scheme, service_workers="block"
        )
        page = context.new_page()
        errors: list[str] = []
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        sign_in(page, server, role)
        pages = 0
        for address in screens(page, server, page.url):
            pages += 1
            path = address.removeprefix(server.address)
            wide = page.evaluate("() => document.documentElement.scrollWidth")
            if wide > 320:
                problems.append(f"{path}: {wide} px wide")
            problems += [f"{path}: {finding}" for finding in findings_of_axe(page)]
            problems += [f"{path}: console: {text}" for text in errors]
            errors.clear()
            if scheme == "light":
                source = context.request.get(address).text()
                (tmp_path / f"{pages:03}{re.sub('[^a-z]+', '-', _ID.sub('', path))[:60]}.html").write_text(source)
        assert pages >= 3
    if scheme == "light":
        checked = subprocess.run(
            ["java", "-jar", str(VNU), "--format", "gnu", "--errors-only", *map(str, sorted(tmp_path.glob("*.html")))],
            capture_output=True, text=True,
        )  # fmt: skip
        problems += [line.replace(str(tmp_path), "") for line in checked.stderr.splitlines() if not _NEWER.search(line)]
    assert problems == []


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_way_in_speaks_the_browsers_language(server: LivingServer, language: str) -> None:
    with chromium() as browser:
        page = browser.new_context(locale=language).new_page()
        page.goto(server.address)
        assert page.locator("html").get_attribute("lang") == language
        assert findings_of_axe(page) == []
