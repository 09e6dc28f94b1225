"""What every test stands on: an application of its own, in a folder of its own, with the small world in it."""

from __future__ import annotations

import contextvars
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import Phase, settings

from app import create_app
from config import Settings
from extensions import db, transaction
from shopper import clock
from shopper.models import Person
from shopper.sessions import COOKIE, open_session
from tests.compiled import keep_compiled_templates
from tests.world import World, build_world

keep_compiled_templates()
# What is found is told as it was found: making it small takes minutes where each try asks a database, and the limit of
# time would end the test before it tells anything. By hand: -n 0 -o timeout=0 --hypothesis-profile=default.
settings.register_profile("as found", phases=[phase for phase in Phase if phase is not Phase.shrink], print_blob=True)
settings.load_profile("as found")


def settings_in(home: Path) -> Settings:
    """Embedded settings under `home`."""
    return Settings(
        home=home,
        database_url=f"sqlite:///{home / 'detalji.sqlite'}",
        files_url=f"file://{home / 'files'}",
        mail_url=str(home / "mail"),
        secret_key="a secret of the tests, long enough for all",
        base_url="http://localhost:5000",
    )


class Browser(FlaskClient):
    """Asks as from outside: each request has a context of its own, and the test sees the database afresh after it."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        ask = super().open
        answer = contextvars.Context().run(lambda: ask(*args, **kwargs))
        db.session.rollback()
        return answer


@pytest.fixture(scope="session")
def _made_world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World]:
    """The database with the world in it, made once and copied for each test."""
    home = tmp_path_factory.mktemp("world")
    app = create_app(settings_in(home))
    with app.app_context():
        db.create_all()
        world = build_world()
        db.session.remove()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()
    return home / "detalji.sqlite", world


@pytest.fixture
def app(_made_world: tuple[Path, World], tmp_path: Path) -> Iterator[Flask]:
    """The application, in testing mode, inside its context."""
    shutil.copy(_made_world[0], tmp_path / "detalji.sqlite")
    made = create_app(settings_in(tmp_path))
    made.testing = True
    made.test_client_class = Browser
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def world(_made_world: tuple[Path, World], app: Flask) -> World:
    return _made_world[1]


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def as_person(app: Flask, world: World) -> Callable[[str], FlaskClient]:
    """as_person("anna") gives a browser in which Anna is signed in."""

    def sign_in(name: str) -> FlaskClient:
        return browser_of(app, world.people[name])

    return sign_in


def browser_of(app: Flask, person_id: UUID) -> FlaskClient:
    """A client with a session of this person."""
    with transaction():
        token = open_session(db.session.get_one(Person, person_id), "test", clock.now())
    browser = app.test_client()
    browser.set_cookie(COOKIE, token)
    return browser


def form_token(browser: FlaskClient, path: str = "/account") -> str:
    """The form token of a page, as a person's browser would send it back."""
    page = browser.get(path).get_data(as_text=True)
    return page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """The order in which modules go to the processes of `make test`; by itself, pytest-xdist chooses one."""
    from tests.turns import Turns  # only where the plugin is there

    return Turns(config, log) if config.option.dist == "loadscope" else None


if os.environ.get("DETALJI_TEST_DATABASE") == "postgresql":
    # Asked for by hand: whatever stands on these fixtures then runs on PostgreSQL (tests/postgres/).
    from tests.postgres.fixtures import _made_world, app, postgres  # noqa: F401
