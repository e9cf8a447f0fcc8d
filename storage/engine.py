"""Engines for both databases: every difference between SQLite and PostgreSQL that is not a statement is here."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.pool import NullPool

from storage.errors import DatabaseFault, NewerSchema, Unavailable

SQLITE_WAIT_MS = 2000  # a stranger's lock: longer would break the 2 s a webhook may take
STATEMENT_LIMIT_MS = 30_000
_MIGRATIONS = Path(__file__).parent / "migrations"
_APPLIED = "alembic_version"  # the table in which Alembic keeps how far a database is
IDLE_LIMIT_MS = 5_000  # ours take milliseconds; a worker frozen in between holds its lane for no longer


def is_sqlite(url: str) -> bool:
    """Say which of the two databases *url* names."""
    return make_url(url).get_backend_name() == "sqlite"


def make_engine(url: str, *, threads: int = 8, write: bool = True) -> Engine:
    """Return an engine for *url*. On SQLite every *write* transaction begins IMMEDIATE; reads begin deferred.

    Source for the pragmas: SQLite's manual on WAL; FULL keeps the last commits through a power cut.
    """
    if not is_sqlite(url):
        return create_engine(
            url,
            pool_size=threads,
            max_overflow=0,
            hide_parameters=True,  # else every error, so every log and parked update, would quote people's data
            pool_pre_ping=True,
            connect_args={
                "connect_timeout": 5,
                "keepalives_idle": 20,
                "keepalives_interval": 5,
                "keepalives_count": 3,
                "tcp_user_timeout": 10_000,
                "options": f"-c statement_timeout={STATEMENT_LIMIT_MS} "
                f"-c idle_in_transaction_session_timeout={IDLE_LIMIT_MS} -c timezone=UTC",
            },
        )
    if folder := make_url(url).database:
        Path(folder).absolute().parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        poolclass=NullPool if not write else None,
        hide_parameters=True,
        connect_args={"check_same_thread": False, "timeout": SQLITE_WAIT_MS / 1000},
    )

    @event.listens_for(engine, "connect")
    def _on_connect(dbapi: sqlite3.Connection, _record: object) -> None:
        dbapi.isolation_level = None  # SQLAlchemy, not the driver, says when a transaction begins
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            f"busy_timeout={SQLITE_WAIT_MS}",
            "foreign_keys=ON",
            f"journal_size_limit={64 * 1024 * 1024}",
            "temp_store=MEMORY",
        ):
            dbapi.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def pace_now(connection: Connection) -> float:
    """Return seconds of the clock that pace and leases use; it never jumps with the wall clock of a host."""
    if connection.dialect.name == "sqlite":
        return time.monotonic()
    found: Any = connection.exec_driver_sql("SELECT extract(epoch FROM clock_timestamp())::float8").scalar()
    return float(found)


def migrate(url: str) -> None:
    """Bring the database at *url* to the newest schema; several may do so at once.

    Raises Unavailable when it cannot be reached or is no database of ours, NewerSchema when it is ahead of this code.
    """
    try:
        if _needs_nothing(url):
            return
    except (DatabaseFault, OSError) as error:
        raise Unavailable(str(getattr(error, "orig", error))) from error
    from alembic import command  # noqa: PLC0415 (a quarter of a second, and only needed when there is something to do)
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util.exc import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["url"] = url
    try:
        command.upgrade(config, "head")
    except CommandError as error:  # it names a revision that this code does not have
        raise NewerSchema(str(error)) from error
    except DatabaseFault as error:
        raise Unavailable(str(error.orig)) from error
    except OSError as error:
        raise Unavailable(str(error)) from error


def schema_is_current(connection: Connection) -> bool:
    """Say whether the database has exactly the migrations of this code."""
    if not inspect(connection).has_table(_APPLIED):
        return False
    return [row[0] for row in connection.execute(text(f"SELECT version_num FROM {_APPLIED}"))] == [newest_migration()]


def newest_migration() -> str:
    """Return the number of the last migration; files are named by their numbers, which are as long as one another."""
    return max(file.name.partition("_")[0] for file in (_MIGRATIONS / "versions").glob("[0-9]*.py"))


def _needs_nothing(url: str) -> bool:
    """Say whether the database is as this code wants it."""
    engine = make_engine(url, threads=1, write=False)
    try:
        with engine.connect() as connection:
            return schema_is_current(connection)
    finally:
        engine.dispose()


def ping(connection: Connection) -> None:
    """Raise Unavailable unless the database answers."""
    if connection.execute(text("SELECT 1")).scalar() != 1:
        msg = "the database answers nonsense"
        raise Unavailable(msg)
