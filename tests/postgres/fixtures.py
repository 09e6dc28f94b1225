"""The fixtures of tests/conftest.py on PostgreSQL: the same world, the same application, another database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from app import create_app
from extensions import db
from tests.conftest import Browser, settings_in
from tests.postgres.server import OwnPostgres, name_of
from tests.world import World, build_world


@pytest.fixture(scope="session")
def postgres() -> Iterator[OwnPostgres]:
    """A server for all tests of a process."""
    made = OwnPostgres()
    try:
        made.start()
        yield made
    finally:
        made.remove()


@pytest.fixture(scope="session")
def _made_world(postgres: OwnPostgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, World]]:
    """The address of a database that the migrations made, with the world in it."""
    with postgres.database() as address:
        app = create_app(replace(settings_in(tmp_path_factory.mktemp("world")), database_url=address))
        with app.app_context():
            upgrade()
            world = build_world()
            db.session.remove()
            db.engine.dispose()
        yield address, world


@pytest.fixture
def app(_made_world: tuple[str, World], postgres: OwnPostgres, tmp_path: Path) -> Iterator[Flask]:
    """The application, in testing mode, inside its context, with a copy of the world."""
    with ExitStack() as over:
        address = over.enter_context(postgres.database(like=name_of(_made_world[0])))
        made = create_app(replace(settings_in(tmp_path), database_url=address))
        made.testing = True
        made.test_client_class = Browser
        with made.app_context():
            yield made
            db.session.remove()
            db.engine.dispose()
