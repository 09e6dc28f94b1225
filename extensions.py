"""The objects that every floor shares, made without an app: database, migrations, form tokens, languages."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from flask_babel import Babel
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import DateTime, MetaData, event, make_url
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Plain declarative base; the extension only lends its session."""

    metadata = MetaData(naming_convention=NAMES)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC. Refuses naive values; reads back aware ones on every database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


db = SQLAlchemy(metadata=Base.metadata)
migrate = Migrate()
csrf = CSRFProtect()
babel = Babel()

# One writer at a time (docs/decisions/0015-postgresql.md). Waiting here, in order, is fairer and quicker than eight
# threads that poll SQLite's lock of the file, and holds no connection; other processes still wait on the database's own
# lock, for at most 20 seconds.
_writer = threading.RLock()
# On PostgreSQL the lock is a number that means nothing but this. A process that froze while it held it is put out.
_WRITE_ALONE = (
    "SELECT set_config('lock_timeout', '20s', true), set_config('idle_in_transaction_session_timeout', '60s', true),"
    " pg_advisory_xact_lock(6824071)"
)


@contextmanager
def transaction() -> Iterator[None]:
    """All or nothing: begin for writing, commit at the end, roll back on any exception.

    Ends the reading that went before, so that what the block checks is what it changes (a read that later turns
    into a write would fail at once on SQLite). Raises RuntimeError where unsaved changes would be lost by that,
    OperationalError where others hold the database too long or it is out of reach. Objects loaded earlier are read
    afresh inside.
    """
    session = db.session
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("unsaved changes before a transaction: make them inside it")
    session.rollback()
    with _writer:
        try:
            connection = session.connection(execution_options={"detalji_begin": "IMMEDIATE"})
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(_WRITE_ALONE)
            yield
            session.commit()
        except BaseException:
            session.rollback()
            raise


def engine_options(database_url: str) -> dict[str, Any]:
    """How connections are made. One that a restarted PostgreSQL has ended is noticed before it is used again; a server
    that has vanished from the network is given up within seconds, not when the kernel does."""
    if make_url(database_url).get_backend_name() != "postgresql":
        return {}
    patience = {"connect_timeout": 5, "keepalives_idle": 30, "tcp_user_timeout": 20_000}
    return {"pool_pre_ping": True, "pool_size": 10, "connect_args": patience}


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, record: Any) -> None:
    """WAL with FULL: an acknowledged visit must survive a power cut. We begin transactions ourselves, below."""
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    for pragma in ("busy_timeout=20000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    """IMMEDIATE for writing: a deferred transaction that reads first fails at once when another has written."""
    if connection.dialect.name == "sqlite":
        mode = connection.get_execution_options().get("detalji_begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")
