"""The access token: always a living one, one refresh however many ask, and a clear end when an admin is needed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from bot.channel import Misconfigured, NotSent
from bot.channels.zalo_oa.tokens import Tokens
from bot.credentials import StoredTokens
from bot.sealing import Sealer
from tests.channels.zalo_oa.token_rig import KEY, LANE, Rig, rigged

pytestmark = pytest.mark.both


@pytest.fixture
async def rig(database_url: str) -> AsyncIterator[Rig]:
    """An account on each database."""
    async with rigged(database_url) as made:
        yield made


async def test_the_first_token_from_the_settings(rig: Rig) -> None:
    """It is used once; the pair that it brings is kept sealed, and a new start lives on that."""
    _, first = rig.oauth.grant()
    tokens = rig.tokens(first=first)
    assert await rig.works(tokens)
    assert await rig.works(tokens)
    stored = await rig.everything_stored()
    assert "_of_the_fake" not in stored
    assert await rig.works(rig.tokens("b", first=first))
    assert (rig.oauth.asked, rig.oauth.refreshes) == (1, 1)


async def test_before_anybody_authorised(rig: Rig) -> None:
    """There is nothing to ask Zalo with, and nobody is alarmed of what nobody had."""
    tokens = rig.tokens()
    with pytest.raises(Misconfigured, match="chưa cấp quyền lần nào; cấp lại quyền"):
        await tokens.current()
    await tokens.look()
    assert (rig.oauth.asked, await rig.alarms(), await rig.fault()) == (0, [], "")


async def test_refreshed_ahead_of_time(rig: Rig) -> None:
    """At twenty of its twenty-five hours, while the old one would still do; the old one ends there."""
    old = await rig.authorise()
    tokens = rig.tokens()
    rig.later(hours=19, minutes=59)
    await tokens.look()
    assert (await tokens.current(), rig.oauth.asked) == (old, 0)
    rig.later(minutes=1)
    await tokens.look()
    assert rig.oauth.check(old) == -216
    assert await rig.works(tokens)
    assert rig.oauth.refreshes == 1


async def test_it_goes_on_for_days(rig: Rig) -> None:
    """The job looks each minute, and every twenty hours that means a refresh."""
    await rig.authorise()
    slept = 0

    async def sleep(seconds: float) -> None:
        nonlocal slept
        assert seconds == 60
        slept += 1
        rig.later(minutes=20)  # twenty looks in one, the test is in a hurry
        if slept == 3 * 61:
            raise asyncio.CancelledError

    tokens = rig.tokens(sleep=sleep)
    with pytest.raises(asyncio.CancelledError):
        await tokens.run()
    assert rig.oauth.refreshes == 3
    assert await rig.works(tokens)


async def test_however_many_ask_at_the_end_of_it(rig: Rig) -> None:
    """A hundred tasks of each of two processes meet a dead token: one refresh, one token for all."""
    await rig.authorise()
    rig.later(hours=25)
    mine, theirs = rig.tokens("a"), rig.tokens("b")
    got = await asyncio.gather(*(who.current() for who in (mine, theirs) for _ in range(100)))
    assert len(set(got)) == 1
    assert rig.oauth.check(got[0]) == 0
    assert (rig.oauth.asked, rig.oauth.refreshes) == (1, 1)


async def test_another_process_was_faster(rig: Rig) -> None:
    """The API refuses our token, and the stored pair is another one already: that one is used, nothing is asked."""
    old = await rig.authorise()
    mine, theirs = rig.tokens("a"), rig.tokens("b")
    assert await mine.current() == old
    rig.later(hours=20)
    await theirs.look()
    assert await mine.current() == old  # it cannot know yet
    await mine.refused(old)
    assert await rig.works(mine)
    assert rig.oauth.asked == 1
    await mine.refused(old)  # a send that was on the wire meanwhile
    assert (rig.oauth.asked, await rig.works(mine)) == (1, True)


class Overtaken(StoredTokens):
    """A store at whose door another process is always a moment earlier."""

    faster: Tokens

    async def claim(self, me: str, now: datetime, seconds: float) -> bool:
        """Take the right, once the other one has made use of it."""
        await self.faster.look()
        return await super().claim(me, now, seconds)


async def test_another_process_finished_just_before_the_claim(rig: Rig) -> None:
    """What was read before the claim is looked at again after it: the token that is used up is not presented."""
    await rig.authorise()
    rig.later(hours=25)
    store = Overtaken(rig.storage, Sealer(KEY), rig.world, lane=LANE)
    store.faster = rig.tokens("b")
    mine = rig.tokens("a", store=store)
    assert await rig.works(mine)
    assert (rig.oauth.asked, rig.oauth.refreshes, await rig.fault()) == (1, 1, "")


async def test_refused_before_its_time(rig: Rig) -> None:
    """Many sends at once are told that the token is no good: one refresh."""
    old = await rig.authorise()
    tokens = rig.tokens()
    await tokens.current()
    await asyncio.gather(*(tokens.refused(old) for _ in range(20)))
    assert await rig.works(tokens)
    assert rig.oauth.refreshes == 1


async def test_new_tokens_that_are_refused_as_well(rig: Rig) -> None:
    """No endless exchange: after three new pairs in an hour an admin must look."""
    await rig.authorise()
    tokens = rig.tokens()
    for _ in range(3):
        await tokens.refused(await tokens.current())
    with pytest.raises(Misconfigured, match="vừa cấp lại vẫn bị từ chối"):
        await tokens.refused(await tokens.current())
    with pytest.raises(Misconfigured):
        await tokens.current()
    await tokens.look()
    assert (rig.oauth.asked, len(await rig.alarms())) == (3, 2)


async def test_short_lives(rig: Rig) -> None:
    """Tokens of half a minute are refreshed in time, not all the time."""
    rig.oauth.access_seconds = 30
    await rig.authorise()
    tokens = rig.tokens()
    for _ in range(300):
        assert await rig.works(tokens)
        rig.later(seconds=1)
    assert 10 <= rig.oauth.refreshes <= 12


async def test_an_end_in_order(rig: Rig) -> None:
    """Closing lets a refresh come home, and begins no other."""
    await rig.authorise()
    rig.later(hours=25)
    tokens = rig.tokens()
    on_its_way = asyncio.create_task(tokens.current())
    while not rig.oauth.asked:  # noqa: ASYNC110 (the fake has no event for it)
        await asyncio.sleep(0)
    await tokens.close()
    assert rig.oauth.check(await on_its_way) == 0
    rig.later(hours=25)
    with pytest.raises(NotSent, match="closing"):
        await tokens.current()
