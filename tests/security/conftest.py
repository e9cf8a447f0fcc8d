"""An office with two communes on each database, for those who try what they may not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.storage import Storage
from tests.play import Play


@pytest.fixture
async def play(database_url: str, tmp_path: Path) -> AsyncIterator[Play]:
    """A player on a fresh database with an office, two communes and a hamlet."""
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
