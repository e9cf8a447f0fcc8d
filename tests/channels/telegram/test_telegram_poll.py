"""Polling: nothing is confirmed before it is committed."""

from __future__ import annotations

import asyncio
from collections import deque

import pytest
from aiohttp import web

from bot.channel import Busy
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.api import TelegramApi
from bot.channels.telegram.callbacks import Callbacks
from bot.channels.telegram.parse import Parsed
from bot.channels.telegram.poll import Poller
from bot.channels.telegram.transport import AiohttpTransport
from content.message import Choice, Heard, Inbound, Outbound
from tests.channels.telegram.ear import HOA, MINH, Ear, opened, parcel, running
from tests.fakes.telegram_api import FakeTelegram


async def ask(fake: FakeTelegram, channel: TelegramChannel) -> int:
    """Ask Hoa yes or no, and have her press yes; return the update's number."""
    await channel.send(parcel(Outbound("Đã nắm?", choices=(Choice("Có", "v1:yes"), Choice("Không", "v1:no")))))
    return await fake.presses(HOA, "Có")


async def confirmed(fake: FakeTelegram) -> None:
    """Wait until the API has nothing left to tell."""
    for _ in range(2000):
        if (await fake.stats())["waiting_updates"] == 0:
            return
    raise AssertionError("the offset never moved")


async def test_updates_come_in_order_of_each_person(fake: FakeTelegram, ear: Ear) -> None:
    """Two people talk at once; each one's words keep their order, and the offset passes them all."""
    for n in range(30):
        await fake.says(HOA if n % 2 else MINH, str(n))
    async with running(fake, ear):
        heard = await ear.until(lambda heard: len(heard) == 30)
        await confirmed(fake)
    for person in (HOA, MINH):
        mine = [int(one.text) for one in heard if one.address.chat == str(person)]
        assert mine == sorted(mine)
        assert len(mine) == 15


async def test_different_people_are_handled_side_by_side(fake: FakeTelegram) -> None:
    """Forty people are accepted together, so that their commits can be shared; one person never overtakes himself."""
    await fake.bulk(1000, 60)
    for n in range(60):
        await fake.says(1000 + n, "chào")
    together = asyncio.Event()
    waiting = 0

    async def accept(inbound: Inbound) -> None:
        nonlocal waiting
        waiting += 1
        if waiting == 40:
            together.set()
        await asyncio.wait_for(together.wait(), 10)

    ear = Ear()
    ear.accept = accept  # type: ignore[method-assign]  # the seam itself, with a barrier in it
    async with running(fake, ear):
        await confirmed(fake)
    assert waiting == 60


async def test_busy_holds_the_offset_and_the_same_update_comes_again(fake: FakeTelegram) -> None:
    """While the core is busy nothing is confirmed; afterwards the very same update is taken once."""
    update = await fake.says(HOA, "báo cáo")
    tried = asyncio.Event()
    go_on = asyncio.Event()
    keys: list[str] = []

    async def accept(inbound: Inbound) -> None:
        keys.append(inbound.update_key)
        if len(keys) <= 2:
            tried.set()
            raise Busy(0)
        await go_on.wait()

    ear = Ear()
    ear.accept = accept  # type: ignore[method-assign]  # the seam itself
    async with running(fake, ear):
        await asyncio.wait_for(tried.wait(), 10)
        assert (await fake.stats())["waiting_updates"] == 1
        go_on.set()
        await confirmed(fake)
    assert keys == [str(update)] * 3


async def test_killed_before_commit_the_update_comes_to_the_next_process(fake: FakeTelegram, ear: Ear) -> None:
    """A poller that dies while handling has confirmed nothing."""
    update = await fake.says(HOA, "báo cáo")
    inside = asyncio.Event()

    async def never(inbound: Inbound) -> None:
        inside.set()
        await asyncio.Event().wait()

    dying = Ear()
    dying.accept = never  # type: ignore[method-assign]  # the seam itself
    async with running(fake, dying):
        await asyncio.wait_for(inside.wait(), 10)
    async with running(fake, ear):
        (heard,) = await ear.until(bool)
    assert (heard.text, heard.update_key) == ("báo cáo", str(update))


async def test_an_update_that_cannot_be_read_stops_nobody(fake: FakeTelegram, ear: Ear) -> None:
    """Odd shapes and unknown kinds are passed, the offset moves on, and what follows is heard."""
    await fake.pushes({"message": {"text": "no chat, no date"}})
    await fake.pushes({"message": "a string"})
    await fake.pushes({"brand_new_kind": {"x": 1}})
    await fake.says(HOA, "vẫn nghe")
    async with running(fake, ear):
        assert await ear.texts(1) == ["vẫn nghe"]
        await confirmed(fake)


async def test_press_is_heard_and_answered(fake: FakeTelegram, ear: Ear) -> None:
    """A press arrives with its token and message, and its spinner stops."""
    async with running(fake, ear) as channel:
        await ask(fake, channel)
        (heard,) = await ear.until(bool)
        for _ in range(2000):
            if (await fake.stats())["unanswered_presses"] == 0:
                break
    assert (heard.kind, heard.token, heard.message_key) == (Heard.PRESS, "v1:yes", "1")
    assert list((await fake.answered()).values()) == [[""]]
    assert (await fake.stats())["violations"] == []


async def test_webhook_is_taken_away_and_what_waited_is_kept(fake: FakeTelegram, ear: Ear) -> None:
    """Starting to poll after webhook days works at once and loses nothing."""
    assert fake.server is not None
    fake.server.updates.webhook = {"url": "http://127.0.0.1:9/away"}
    fake.server.updates.busy_with["chat 1"] = deque()
    await fake.says(HOA, "còn đây")
    async with running(fake, ear):
        assert await ear.texts(1) == ["còn đây"]
    assert await fake.webhook() == {}


async def test_poll_goes_on_after_trouble(fake: FakeTelegram, ear: Ear) -> None:
    """Errors of the API, conflicts and cuts only pause the poller."""
    for rule in ({"do": "5xx"}, {"do": "cut_after"}, {"do": "429", "retry_after": 0}):
        await fake.script(rule | {"methods": ["getUpdates"], "times": 1})
    await fake.script({"do": "403", "status": 409, "description": "Conflict", "methods": ["getUpdates"], "times": 1})
    await fake.says(HOA, "kiên trì")
    async with running(fake, ear):
        assert await ear.texts(1) == ["kiên trì"]


async def test_who_has_no_lease_does_not_poll(fake: FakeTelegram, ear: Ear) -> None:
    """Of two processes only the one that holds the lease asks for updates."""
    asked = asyncio.Event()

    async def not_mine() -> bool:
        asked.set()
        return False

    await fake.says(HOA, "chờ")
    async with running(fake, ear, holds_lease=not_mine):
        await asyncio.wait_for(asked.wait(), 10)
    assert (await fake.stats())["calls"].get("getUpdates", 0) == 0

    async def mine() -> bool:
        return True

    async with running(fake, ear, holds_lease=mine):
        assert await ear.texts(1) == ["chờ"]


async def test_block_and_unblock_are_heard(fake: FakeTelegram, ear: Ear) -> None:
    """Reach stays true: blocking and unblocking are told at once."""
    async with running(fake, ear):
        await fake.blocks(HOA)
        await fake.blocks(HOA, blocked=False)
        heard = await ear.until(lambda heard: len(heard) == 2)
    assert [one.kind for one in heard] == [Heard.BLOCKED, Heard.UNBLOCKED]


async def test_own_number_by_the_button(fake: FakeTelegram, ear: Ear) -> None:
    """The share button brings the sender's own number."""
    async with running(fake, ear) as channel:
        await channel.send(parcel(Outbound("Số điện thoại?", ask_phone=True)))
        await fake.presses(HOA, (await fake.keyboard(HOA))[0])
        (heard,) = await ear.until(bool)
    assert (heard.kind, heard.phone[:3]) == (Heard.CONTACT, "+84")


async def test_an_api_that_was_away_is_found_again(fake: FakeTelegram, ear: Ear) -> None:
    """A start without the API stops nothing; the name is learnt when it is back."""
    await fake.script({"do": "5xx", "methods": ["getMe"], "times": 1})
    async with opened(fake) as channel:
        assert channel.username == ""
        assert await channel.identify() == channel.username == "tro_ly_thu_bot"


@pytest.mark.parametrize("result", ["[]", '[{"nobody": "can read this"}]', "{}"])
async def test_a_server_that_does_not_wait_makes_no_busy_loop(ear: Ear, result: str) -> None:
    """An API that answers at once instead of waiting, or with nonsense, is asked a few times a second and no more."""

    async def answer(request: web.BaseRequest) -> web.Response:
        await request.read()
        return web.Response(text=f'{{"ok":true,"result":{result}}}', content_type="application/json")

    runner = web.ServerRunner(web.Server(answer))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    transport = AiohttpTransport(5.0)
    await transport.initialize()
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 3:
            raise asyncio.CancelledError

    api = TelegramApi(transport, "1:x", f"http://127.0.0.1:{runner.addresses[0][1]}")
    poller = Poller(api, _unreadable, Callbacks(api), sleep=sleep, monotonic=lambda: 0.0)
    with pytest.raises(asyncio.CancelledError):
        await poller.run(ear.accept)
    assert all(0.2 <= seconds <= 0.3 for seconds in slept)
    await transport.shutdown()
    await runner.cleanup()


def _unreadable(raw: dict[str, object]) -> Parsed:
    raise ValueError(raw)
