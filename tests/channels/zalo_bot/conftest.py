"""The fake platform with two people on it, an ear, and the channel between them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.channels.zalo_bot import ZaloBotChannel
from tests.channels.zalo_bot.ear import HOA, MINH, Ear, opened
from tests.fakes.zalo_bot_api import ZaloBotFake


@pytest.fixture
async def fake() -> AsyncIterator[ZaloBotFake]:
    """The platform, where Hoa and Minh have written to the bot."""
    async with ZaloBotFake.here() as one:
        await one.person(HOA, "Hoa")
        await one.person(MINH, "Minh")
        yield one


@pytest.fixture
def ear() -> Ear:
    """Where the dispatcher would be."""
    return Ear()


@pytest.fixture
async def channel(fake: ZaloBotFake) -> AsyncIterator[ZaloBotChannel]:
    """The channel, open, its jobs not running."""
    async with opened(fake) as made:
        yield made
