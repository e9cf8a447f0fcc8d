"""Shells: one in an empty folder, one on each migrated database."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.operations.shell import KEY, Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """An empty folder without any setting."""
    return Shell(tmp_path)


@pytest.fixture
def office_shell(database_url: str, tmp_path: Path) -> Shell:
    """A folder with settings that point to a migrated database: what `run` does, on each backend."""
    return Shell(
        tmp_path,
        {"DATABASE_URL": database_url, "SECRET_KEY": KEY, "PUBLIC_URL": "http://localhost", "HOST": "127.0.0.1"},
    )
