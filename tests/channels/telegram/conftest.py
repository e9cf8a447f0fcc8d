"""The fake Bot API with two people in it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.channels.telegram.ear import HOA, MINH, Ear
from tests.fakes.telegram_api import FakeTelegram


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    """A strict Bot API where Hoa and Minh have started the bot."""
    async with FakeTelegram.here() as one:
        await one.person(HOA, "Hoa")
        await one.person(MINH, "Minh")
        yield one


@pytest.fixture
def ear() -> Ear:
    """Where the dispatcher would be."""
    return Ear()
