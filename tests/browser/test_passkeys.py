"""From an invitation to signing in by fingerprint, in a real browser with a device that holds passkeys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE, chromium
from tests.living import LivingServer

_DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LivingServer]:
    with LivingServer(tmp_path) as living:
        living.flask("db", "upgrade", "--directory", "migrations")
        yield living.start(processes=1)


@pytest.fixture
def page() -> Iterator[Page]:
    """A phone that asks its owner for a finger, and gets it."""
    with chromium() as browser:
        context = browser.new_context(**PHONE, locale="en-GB", service_workers="block")
        opened = context.new_page()
        session = context.new_cdp_session(opened)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": _DEVICE})
        yield opened


def come_in_with_a_passkey(server: LivingServer, page: Page) -> None:
    """Invited, without a password, with a passkey made on the account page."""
    said = server.flask("users", "invite", "new@example.org", "--role", "shopper", "--language", "en")
    page.goto(said.splitlines()[-1])
    page.get_by_label("Your name").fill("New Shopper")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("Now make a passkey")).to_be_visible()
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_text("The passkey is ready")).to_be_visible()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def test_who_is_invited_makes_a_passkey_and_needs_no_password(server: LivingServer, page: Page) -> None:
    come_in_with_a_passkey(server, page)
    sign_out(page)
    page.goto(f"{server.address}/sign-in?next=/account")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{server.address}/account")
    expect(page.get_by_text("new@example.org")).to_be_visible()


def test_a_passkey_that_was_removed_says_so_and_leaves_the_password(server: LivingServer, page: Page) -> None:
    come_in_with_a_passkey(server, page)
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("The passkey is removed")).to_be_visible()
    sign_out(page)
    page.goto(f"{server.address}/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert").filter(has_text="not known here")).to_be_visible()
    expect(page.get_by_label("Password", exact=True)).to_be_enabled()
