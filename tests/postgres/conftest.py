"""Every test in this folder has its application on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from extensions import db
from tests.conftest import settings_in
from tests.postgres.fixtures import _made_world, app, postgres  # noqa: F401
from tests.postgres.server import OwnPostgres


@pytest.fixture
def bare(postgres: OwnPostgres, tmp_path: Path) -> Iterator[Flask]:  # noqa: F811
    """An application over an empty database."""
    with postgres.database() as address:
        made = create_app(replace(settings_in(tmp_path), database_url=address))
        yield made
        with made.app_context():
            db.engine.dispose()
