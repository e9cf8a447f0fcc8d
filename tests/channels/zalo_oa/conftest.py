"""The fake API with two people in it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.channels.zalo_oa.ear import HOA, MINH, Ear
from tests.fakes.zalo_oa_api import ZaloOA


@pytest.fixture
async def fake() -> AsyncIterator[ZaloOA]:
    """A strict API where Hoa and Minh have just written to the account."""
    async with ZaloOA.here() as one:
        await one.person(HOA, "Hoa", phone="84901234567")
        await one.person(MINH, "Minh")
        yield one


@pytest.fixture
def ear() -> Ear:
    """Where the dispatcher would be."""
    return Ear()
