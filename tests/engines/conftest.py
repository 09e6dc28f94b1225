"""A server with Anna's work, as for the tests in Chromium; each test starts the phone that it needs."""

from __future__ import annotations

from tests.browser.conftest import _prepared, server, work

__all__ = ["_prepared", "server", "work"]
