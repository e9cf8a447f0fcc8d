"""Polling: one request at a time, one a second, and nothing is asked for before all that came is committed."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from typing import Any
from unicodedata import normalize

import pytest
from aiohttp import web

from bot.channel import Busy
from bot.channels.zalo_bot import ZaloBotChannel
from bot.channels.zalo_bot.api import ZaloBotApi
from bot.channels.zalo_bot.parse import parse
from bot.channels.zalo_bot.poll import LONGEST_PAUSE, POLL_SECONDS, Poller
from bot.http import Http
from content.message import Heard, Inbound
from tests.channels.zalo_bot.ear import HOA, MINH, NOW, SECRET, Ear, Hush, hooked, listening, running
from tests.fakes.zalo_bot_api import ZaloBotFake


@pytest.mark.parametrize("real_status", [False, True])
@pytest.mark.parametrize("redeliver", [False, True])
async def test_each_event_has_one_effect(fake: ZaloBotFake, ear: Ear, *, redeliver: bool, real_status: bool) -> None:
    """Told once or again and again, refusals as HTTP 200 or not: heard once, in order, polled once a second."""
    await fake.rules(redeliver=redeliver, real_status=real_status)
    async with running(fake, ear) as channel:
        await fake.says(HOA, normalize("NFD", "một"))
        await fake.says(MINH, "hai")
        await fake.sends_photo(HOA, "a.jpg", b"\xff\xd8anh", "ảnh")
        heard = await ear.until(3)
        if redeliver:
            keys = await ear.tried(5)
            assert keys[3] in keys[:3]
        assert heard[2].file is not None
        assert await channel.fetch(heard[2].file.remote, 100) == b"\xff\xd8anh"
    assert [(one.address.chat, one.text) for one in heard] == [(HOA, "một"), (MINH, "hai"), (HOA, "ảnh")]
    stats = await fake.stats()
    assert all(later - sooner >= 0.7 for sooner, later in itertools.pairwise(stats["polls"]))
    assert stats["violations"] == []


@pytest.mark.parametrize("empty", ["408", "null", "missing", "list"])
@pytest.mark.parametrize("real_status", [False, True])
async def test_a_poll_may_end_in_any_way(fake: ZaloBotFake, ear: Ear, *, empty: str, real_status: bool) -> None:
    """Nothing to tell comes as a refusal, as nothing, or as an empty list; something comes alone or in a list."""
    await fake.rules(empty=empty, most_wait=0.05, listed=empty == "list", real_status=real_status)
    hush = Hush()
    async with running(fake, ear, sleep=hush, monotonic=lambda: 0.0):
        while (await fake.stats())["calls"].get("getUpdates", 0) < 3:
            pass
        await fake.says(HOA, "sau khi trống")
        (heard,) = await ear.until(1)
    assert heard.text == "sau khi trống"
    assert set(hush.pauses) <= {1.0, 600.0}  # a second between polls, ten minutes between looks at the account


@pytest.mark.parametrize(
    "kind", [("sticker", {"sticker": "0f"}), ("voice", {"voice_url": "https://x"}), ("unsupported", {})]
)
async def test_what_is_not_taken_is_heard(fake: ZaloBotFake, ear: Ear, kind: tuple[str, dict[str, str]]) -> None:
    """So that it can be answered with what to do instead; what names nobody stops nobody."""
    async with running(fake, ear):
        await fake.posts({"event_name": "message.unsupported.received"})
        await fake.sends(HOA, kind[0], **kind[1])
        (heard,) = await ear.until(1)
    assert (heard.kind, heard.payload) == (Heard.OTHER, {"what": kind[0]})


async def test_busy_holds_the_next_poll(fake: ZaloBotFake, ear: Ear) -> None:
    """The same event again, no other before it, and no poll meanwhile."""
    ear.busy, ear.retry_after = 3, 7
    hush = Hush()
    async with running(fake, ear, sleep=hush):
        await fake.says(HOA, "một")
        await fake.says(HOA, "hai")
        heard = await ear.until(2)
    assert [one.text for one in heard] == ["một", "hai"]
    assert ear.tries[:4] == [heard[0].update_key] * 4
    assert hush.pauses.count(7) == 3


async def test_killed_before_the_commit_the_event_comes_again(fake: ZaloBotFake, ear: Ear) -> None:
    """Where Zalo tells again: a poller that dies at work has asked for nothing after it."""
    await fake.rules(redeliver=True)
    await fake.says(HOA, "báo cáo")
    inside = asyncio.Event()

    async def never(inbound: Inbound) -> None:
        inside.set()
        await asyncio.Event().wait()

    dying = Ear()
    dying.accept = never  # type: ignore[method-assign]  # the seam itself
    async with running(fake, dying):
        await asyncio.wait_for(inside.wait(), 10)
        assert len((await fake.stats())["polls"]) == 1
    async with running(fake, ear):
        assert (await ear.until(1))[0].text == "báo cáo"


async def test_a_webhook_of_before_is_taken_away(fake: ZaloBotFake, ear: Ear) -> None:
    """Polling is refused while one is set, so it is removed first, and again when somebody sets one."""
    async with hooked(fake, Ear()) as (_, url):
        await fake.hook(url, SECRET)
        await fake.rules(most_wait=0.05)
        async with running(fake, ear, sleep=Hush(), monotonic=lambda: 0.0):
            while not (await fake.stats())["polls"]:
                pass
            await fake.hook(url, SECRET)
            while (await fake.stats())["webhook"]:
                pass
            await fake.says(HOA, "một")
            await ear.until(1)


async def test_who_has_no_lease_does_not_poll(fake: ZaloBotFake, ear: Ear) -> None:
    """Of two processes only the one that holds the lease asks, and the other takes no webhook away."""
    asked = asyncio.Event()

    async def not_mine() -> bool:
        asked.set()
        return False

    async def mine() -> bool:
        return True

    await fake.says(HOA, "chờ")
    async with running(fake, ear, holds_lease=not_mine):
        await asyncio.wait_for(asked.wait(), 10)
    assert set((await fake.stats())["calls"]) == {"getMe"}
    async with running(fake, ear, holds_lease=mine):
        assert (await ear.until(1))[0].text == "chờ"


async def test_trouble_only_pauses(fake: ZaloBotFake, ear: Ear) -> None:
    """Cuts, pages of a proxy and refusals are waited out, longer each time, and what was said is heard after them."""
    trouble: list[dict[str, Any]] = [
        {"do": "cut"},
        {"do": "html"},
        {"do": "error", "code": 403},
        {"do": "error", "code": 429},
    ]
    await fake.script(*(one | {"methods": ["getUpdates"]} for one in trouble))
    await fake.says(HOA, "kiên trì")
    hush = Hush()
    async with running(fake, ear, sleep=hush, monotonic=lambda: 0.0):
        assert (await ear.until(1))[0].text == "kiên trì"
        await fake.says(HOA, "tiếp")
        await ear.until(2)
    assert [pause for pause in hush.pauses if pause != 600][:5] == [1, 2, 4, 8, 1]


async def test_a_reset_token_is_asked_with_once_a_minute(fake: ZaloBotFake, ear: Ear) -> None:
    """Only an admin can help, so Zalo is not asked often."""
    hush = Hush(most=3)
    await _polls(fake.url, ear, hush)
    assert hush.pauses == [LONGEST_PAUSE] * 3


@pytest.mark.parametrize("result", ["", ',"result":null', ',"result":[]', ',"result":{"nobody":"reads this"}'])
async def test_an_api_that_does_not_wait_makes_no_busy_loop(ear: Ear, result: str) -> None:
    """One that answers at once, or with nonsense, is asked once a second and no more."""
    asked: list[dict[str, Any]] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(await request.json())
        return web.Response(text=f'{{"ok":true{result}}}', content_type="text/plain")

    app = web.Application()
    app.router.add_post("/{path:.*}", answer)
    hush = Hush(most=3)
    async with listening(app) as url:
        await _polls(url, ear, hush)
    assert hush.pauses == [1.0] * 3
    assert asked == [{}] + [{"timeout": POLL_SECONDS}] * 3


async def _polls(url: str, ear: Ear, hush: Hush) -> None:
    """Let a poller with a token of its own go on until *hush* ends it."""
    http = Http(5.0)
    await http.open()
    poller = Poller(
        ZaloBotApi(http, "1:other", url), lambda event: parse(event, NOW), sleep=hush, monotonic=lambda: 0.0
    )
    with pytest.raises(asyncio.CancelledError):
        await poller.run(ear.accept)
    await http.close()


async def test_slow_work_is_shown(fake: ZaloBotFake, channel: ZaloBotChannel) -> None:
    """Who waits for more than a second sees that somebody is at it; quick work shows nothing."""
    began, done = asyncio.Event(), asyncio.Event()

    async def slow(inbound: Inbound) -> None:
        began.set()
        await done.wait()

    ear = Ear()
    async with running(fake, ear) as quick:
        await fake.says(MINH, "nhanh")
        await ear.until(1)
        assert quick.name == channel.name
    working = Ear()
    working.accept = slow  # type: ignore[method-assign]  # the seam itself
    async with running(fake, working):
        await fake.says(HOA, "chậm")
        await asyncio.wait_for(began.wait(), 10)
        assert await fake.waits_typing(HOA)
        done.set()
    assert (await fake.stats())["typed"] == [HOA]


@pytest.mark.parametrize("fault", [{"do": "cut"}, {"do": "error", "code": 429}, {"do": "html"}])
async def test_nobody_minds_when_it_cannot_be_shown(fake: ZaloBotFake, fault: dict[str, Any]) -> None:
    """The work goes on, and Busy is told as it was."""
    await fake.script(fault | {"methods": ["sendChatAction"], "times": None})
    tries: list[str] = []
    over = asyncio.Event()

    async def slow(inbound: Inbound) -> None:
        tries.append(inbound.text)
        while not (await fake.stats())["calls"].get("sendChatAction", 0) >= len(tries):
            pass
        if len(tries) == 1:
            raise Busy(0)
        over.set()

    ear = Ear()
    ear.accept = slow  # type: ignore[method-assign]  # the seam itself
    hush: Callable[[float], Awaitable[None]] = Hush()
    async with running(fake, ear, sleep=hush):
        await fake.says(HOA, "một")
        await asyncio.wait_for(over.wait(), 10)
    assert tries == ["một", "một"]
