"""Debian's Chromium, driven by Playwright."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}


@contextmanager
def chromium(**options: Any) -> Iterator[Browser]:
    """A browser that forgets everything; contexts are made from it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS, **options)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def phone(profile: Path, **options: Any) -> Iterator[BrowserContext]:
    """A phone whose storage lives in `profile` and outlives the browser, however that ends."""
    for lock in profile.glob("Singleton*"):
        lock.unlink()
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(profile), executable_path="/usr/bin/chromium", args=ARGUMENTS, **{**PHONE, **options}
        )
        try:
            yield context
        finally:
            context.close()
