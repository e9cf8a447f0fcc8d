"""The databases that the other tests stand on."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, inspect, text

pytestmark = pytest.mark.both


def test_an_empty_database_has_no_tables(empty_database_url: str, backend: str) -> None:
    """A migration test begins with nothing, on the backend that it asked for."""
    engine = create_engine(empty_database_url)
    assert backend == engine.dialect.name
    assert inspect(engine).get_table_names() == []
    engine.dispose()


def test_a_database_is_migrated_and_writable(database_url: str) -> None:
    """A test's database has the newest schema."""
    engine = create_engine(database_url)
    assert "alembic_version" in inspect(engine).get_table_names()
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE only_here (id integer)"))
    engine.dispose()


def test_no_test_sees_what_another_wrote(database_url: str) -> None:
    """Every test has a database of its own: the table of the test before is not in it."""
    engine = create_engine(database_url)
    assert "only_here" not in inspect(engine).get_table_names()
    engine.dispose()


def test_postgresql_keeps_its_promises_on_disk(postgres_url: str) -> None:
    """Fault tests on PostgreSQL prove nothing unless commits reach the disk."""
    engine = create_engine(postgres_url)
    with engine.connect() as connection:
        kept = [connection.exec_driver_sql(f"SHOW {name}").scalar() for name in ("fsync", "synchronous_commit")]
    engine.dispose()
    assert kept == ["on", "on"]
