"""Runs migrations in the application's own database: all or nothing, killed at any statement or not."""

from alembic import context
from flask import current_app

from extensions import Base, Instant, db


def _plain_types(kind, thing, autogen_context):
    """A migration stands alone: it names the database's own types, not our classes of today."""
    return "sa.DateTime()" if kind == "type" and isinstance(thing, Instant) else False


def run() -> None:
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # Rebuilding a table drops the old one, which others point at; the check at the end is the guard.
            raw = connection.connection.dbapi_connection
            raw.execute("PRAGMA foreign_keys=OFF").close()
            connection = connection.execution_options(detalji_begin="IMMEDIATE")
        arguments = current_app.extensions["migrate"].configure_args
        context.configure(connection=connection, target_metadata=Base.metadata, render_item=_plain_types, **arguments)
        try:
            with context.begin_transaction():
                context.run_migrations()
                if connection.dialect.name == "sqlite":
                    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                    if broken:
                        raise RuntimeError(f"the migration would leave rows that point at nothing: {broken[:3]}")
        finally:
            if connection.dialect.name == "sqlite":
                raw.execute("PRAGMA foreign_keys=ON").close()


run()
