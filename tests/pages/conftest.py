"""An office with an editor, approvers and communicators on each database, and its light pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.storage import Storage
from tests.pages.office import Site, opened, peopled
from tests.play import Play


@pytest.fixture
async def play(database_url: str, tmp_path: Path) -> AsyncIterator[Play]:
    """A player on a fresh database with an office and its people."""
    storage = Storage(database_url)
    storage.open()
    yield await peopled(storage, tmp_path)
    storage.close()


@pytest.fixture
async def site(play: Play) -> AsyncIterator[Site]:
    """Serve the pages of that office."""
    async with opened(play) as site:
        yield site
