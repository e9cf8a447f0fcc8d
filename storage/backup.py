"""A copy of the embedded database, whole as of one moment, beside whoever serves."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.engine import SQLITE_WAIT_MS
from storage.errors import Unavailable


def copy_database(source: Path, to: Path) -> None:
    """Write the SQLite database *source* to the new file *to*. Raises Unavailable when it cannot be read whole."""
    try:
        with (
            closing(sqlite3.connect(source, timeout=SQLITE_WAIT_MS / 1000)) as database,
            closing(sqlite3.connect(to)) as copy,
        ):
            database.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
    except sqlite3.Error as error:
        raise Unavailable(str(error)) from error
    if not is_whole(to):
        raise Unavailable(f"{source} is damaged")


def is_whole(file: Path) -> bool:
    """Say whether *file* is a database of ours without damage."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
            (found,) = database.execute("PRAGMA integrity_check").fetchone()
            database.execute("SELECT version_num FROM alembic_version")
            return bool(found == "ok")
    except sqlite3.Error:
        return False


def beside(file: Path) -> tuple[Path, ...]:
    """Return the files that SQLite keeps beside the database *file*, those that are there."""
    return tuple(path for ending in ("-wal", "-shm") if (path := file.with_name(file.name + ending)).exists())
