"""An office with an editor, approvers and communicators on each database, and its light pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.storage import Storage
from tests.pages.office import Site, opened
from tests.play import Play
from tests.transcripts.content_office import people


@pytest.fixture
async def play(database_url: str, tmp_path: Path) -> AsyncIterator[Play]:
    """A player on a fresh database with an office and its people."""
    storage = Storage(database_url)
    storage.open()
    stage = Play(storage, tmp_path)
    await stage.office()
    for code, name, kind, parent in (
        ("X01", "xã Đồng Mẫu", "xa", "T01"), ("X01-T1", "thôn Mẫu Đông", "thon", "X01"),
        ("X01-T2", "thôn Mẫu Đoài", "thon", "X01"), ("X02", "xã Suối Thử", "xa", "T01"),
    ):  # fmt: skip
        await stage.unit(code, name, kind, parent)
    await people(stage)
    yield stage
    storage.close()


@pytest.fixture
async def site(play: Play) -> AsyncIterator[Site]:
    """Serve the pages of that office."""
    async with opened(play) as site:
        yield site
