"""Every migration runs up, down, and with data; models and migrations agree."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import inspect, text

from app import create_app
from extensions import Base, db
from tests.conftest import settings_in
from tests.world import build_world

MIGRATIONS = Path(__file__).parent.parent / "migrations"
REVISIONS = [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()][::-1]


@pytest.fixture
def bare(tmp_path: Path) -> Flask:
    """An application over an empty database."""
    return create_app(settings_in(tmp_path))


def tables() -> set[str]:
    db.engine.dispose()
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_models_and_migrations_agree(bare: Flask) -> None:
    with bare.app_context():
        upgrade()
        check()
        assert tables() == set(Base.metadata.tables)
        db.engine.dispose()


@pytest.mark.parametrize("revision", REVISIONS)
def test_each_goes_up_and_down_and_up(bare: Flask, revision: str) -> None:
    with bare.app_context():
        upgrade(revision=revision)
        there = tables()
        downgrade(revision="-1")
        upgrade(revision=revision)
        assert tables() == there
        db.engine.dispose()


def test_the_world_survives_the_newest_and_the_way_back_empties_the_house(bare: Flask) -> None:
    with bare.app_context():
        upgrade()
        build_world()
        db.session.remove()
        upgrade()
        assert db.session.execute(text("SELECT count(*) FROM store")).scalar() == 3
        assert db.session.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        db.session.remove()
        downgrade(revision="base")
        assert tables() == set()
        db.engine.dispose()


def test_what_is_not_right_is_refused_by_the_database(bare: Flask) -> None:
    """A named constraint stands behind each rule that the models state."""
    with bare.app_context():
        upgrade()
        unnamed = [
            (table, constraint)
            for table in tables()
            for constraint in inspect(db.engine).get_check_constraints(table)
            if not constraint["name"]
        ]
        assert unnamed == []
        db.engine.dispose()
