"""A play on each database: an office with a few units, and nobody in it yet."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.storage import Storage
from tests.play import Play


@pytest.fixture
async def play(database_url: str, tmp_path: Path) -> AsyncIterator[Play]:
    """A player on a fresh database with an office and some units."""
    storage = Storage(database_url)
    storage.open()
    stage = Play(storage, tmp_path)
    await stage.office()
    await stage.unit("X01", "xã Đồng Mẫu", "xa")
    await stage.unit("X01-T1", "thôn Mẫu Đông", "thon", "X01")
    await stage.unit("X01-T2", "thôn Mẫu Đoài", "thon", "X01")
    await stage.unit("X02", "xã Suối Thử", "xa")
    yield stage
    storage.close()
