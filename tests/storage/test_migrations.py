"""How far a database is: asked without Alembic, which takes a quarter of a second to load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from storage import engine as under_test
from storage.errors import NewerSchema, Unavailable

ROOT = Path(under_test.__file__).parents[1]
AGAIN = """
import sys
from storage.engine import migrate
migrate(sys.argv[1])
print("alembic" in sys.modules)
"""


def _again(url: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", AGAIN, url], capture_output=True, text=True, check=True, env={"PYTHONPATH": str(ROOT)}
    )
    return done.stdout.strip()


def test_the_newest_migration_is_the_one_alembic_ends_with() -> None:
    """Files are numbered in the order in which they follow one another."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "storage" / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [under_test.newest_migration()]


def test_a_current_database_is_left_alone_without_alembic(tmp_path: Path) -> None:
    """The first start migrates, the second only looks."""
    url = f"sqlite:///{tmp_path / 'office.db'}"
    assert (_again(url), _again(url)) == ("True", "False")


def test_a_database_of_a_later_release_is_refused(tmp_path: Path) -> None:
    """A revision that this code does not have is never taken for its own."""
    url = f"sqlite:///{tmp_path / 'office.db'}"
    under_test.migrate(url)
    database = create_engine(url)
    with database.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with database.connect() as connection:
        assert not under_test.schema_is_current(connection)
    database.dispose()
    with pytest.raises(NewerSchema):
        under_test.migrate(url)


def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path) -> None:
    """And says so before anything is written."""
    (tmp_path / "office.db").write_bytes(b"no database " * 500)
    with pytest.raises(Unavailable):
        under_test.migrate(f"sqlite:///{tmp_path / 'office.db'}")
