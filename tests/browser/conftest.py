"""A shopper's phone and the server that it works for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.fieldwork import Fieldwork, prepare, serve
from tests.browser.handset import PATIENCE_S, Handset
from tests.living import LivingServer

expect.set_options(timeout=PATIENCE_S * 1000)


@pytest.fixture(scope="session")
def _prepared(tmp_path_factory: pytest.TempPathFactory) -> Fieldwork:
    return prepare(tmp_path_factory.mktemp("fieldwork"))


@pytest.fixture
def work(_prepared: Fieldwork, tmp_path: Path) -> Fieldwork:
    """A home of its own, copied from the one that was prepared."""
    home = tmp_path / "home"
    shutil.copytree(_prepared.home, home)
    return replace(_prepared, home=home)


@pytest.fixture
def server(work: Fieldwork) -> Iterator[LivingServer]:
    with serve(work) as living:
        yield living.start()


@pytest.fixture
def phone(work: Fieldwork, server: LivingServer, tmp_path: Path) -> Iterator[Handset]:
    """Anna's phone, signed in. No script on it may fail."""
    handset = Handset(tmp_path / "profile").switch_on()
    handset.sign_in_by(work.tokens["anna"], server.address)
    yield handset
    troubles = list(handset.troubles)
    handset.switch_off()
    assert troubles == []
