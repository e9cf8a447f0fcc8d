"""With the real dispatcher and a real database: what Zalo tells again, even to the next process, has one effect."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from content.message import Inbound
from handlers.world import ChannelFacts
from storage.storage import Storage
from storage.tables import Delivery
from tests.channels.zalo_bot.ear import HOA, MINH, Ear, Hush, running
from tests.fakes.zalo_bot_api import ZaloBotFake
from tests.play import Play


class Office(Ear):
    """Lets a real office hear everything, and notes what it took."""

    def __init__(self, play: Play) -> None:
        super().__init__()
        self._play = play
        self.owed: list[int] = []  # replies there were after each

    async def accept(self, inbound: Inbound) -> None:
        """Have *inbound* handled, then note it."""
        await self._play.dispatcher.accept(inbound)
        self.owed.append(await self._play.storage.run(lambda uow: uow.session.scalar(_REPLIES) or 0))
        await super().accept(inbound)


_REPLIES = select(func.count()).select_from(Delivery)


@pytest.mark.parametrize("redeliver", [False, True])
async def test_one_effect_each(fake: ZaloBotFake, database_url: str, tmp_path: Path, *, redeliver: bool) -> None:
    """Three things said are three replies owed, however often they are told and by whomever they are heard."""
    storage = Storage(database_url)
    storage.open()
    play = Play(storage, tmp_path)
    await play.office()
    await play.channel("zalo_bot", ChannelFacts("Zalo Bot", text=1900, can_edit=False, has_buttons=False))
    await fake.rules(redeliver=redeliver, most_wait=0.05)
    first, next_process = Office(play), Office(play)
    try:
        async with running(fake, first, sleep=Hush()):
            await fake.says(HOA, "xin chào")
            await fake.says(MINH, "xin chào")
            await first.until(2)
            if redeliver:
                await first.tried(6)
        async with running(fake, next_process, sleep=Hush()):
            await fake.says(HOA, "xin chào")
            await next_process.until(3 if redeliver else 1)
    finally:
        storage.close()
    assert len({*first.tries, *next_process.tries}) == 3
    assert first.owed[1:] == [2] * (len(first.owed) - 1)
    assert max(next_process.owed) == 3
