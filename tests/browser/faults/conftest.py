"""One server, one line and one browser for all tests of a file; a phone and an assignment for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import chromium
from tests.browser.faults.errand import Site, site_of
from tests.browser.fieldwork import Fieldwork


@pytest.fixture(scope="module")
def faulty_work(_prepared: Fieldwork, tmp_path_factory: pytest.TempPathFactory) -> Fieldwork:
    """A home of this file's own."""
    home = tmp_path_factory.mktemp("faults") / "home"
    shutil.copytree(_prepared.home, home)
    return replace(_prepared, home=home)


@pytest.fixture(scope="module")
def faulty_browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def _site(
    faulty_work: Fieldwork, faulty_browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    with site_of(faulty_work, faulty_browser, tmp_path_factory.mktemp("photos")) as made:
        yield made


@pytest.fixture
def site(_site: Site) -> Iterator[Site]:
    """The server, well, and the line, calm. No script on any phone may fail."""
    if not _site.server.is_alive():
        _site.server.start()
    yield _site
    _site.line.calm()
    troubles = [one for errand in _site.errands for one in errand.troubles]
    for errand in _site.errands:
        errand.put_away()
    _site.errands.clear()
    assert troubles == []
