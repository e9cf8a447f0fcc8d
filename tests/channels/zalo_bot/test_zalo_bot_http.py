"""The channel against the strict fake, over real HTTP."""

from __future__ import annotations

import asyncio
import io
import itertools
import logging
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web

from bot.channel import Gone, Misconfigured, NotSent, Rejected, Throttled, Uncertain
from bot.channels.zalo_bot import ZaloBotChannel
from bot.channels.zalo_bot.webhook import HEADER, PATH
from bot.supervisor import Supervisor
from content.message import Attachment, Heard, Outbound
from tests.channels.zalo_bot.ear import HOA, MINH, NOW, SECRET, Ear, parcel
from tests.fakes.zalo_bot_api import ZaloBotFake


@asynccontextmanager
async def polling(channel: ZaloBotChannel, ear: Ear) -> AsyncIterator[None]:
    """Let the channel's loops run."""
    supervisor = Supervisor()
    for job in channel.jobs(ear.accept):
        supervisor.start(job.name, job.run)
    try:
        yield
    finally:
        await supervisor.stop(1.0)


@asynccontextmanager
async def called(fake: ZaloBotFake, ear: Ear) -> AsyncIterator[str]:
    """Serve the webhook; return its address."""
    channel = ZaloBotChannel(
        token=fake.token, clock=lambda: NOW, api_url=fake.url, mode="webhook", webhook_secret=SECRET,
        public_url="https://ttv.example.vn",
    )  # fmt: skip
    app = web.Application()
    app.add_routes(channel.routes(ear.accept))
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}"
    finally:
        await runner.cleanup()


@pytest.mark.parametrize("real_status", [False, True])
@pytest.mark.parametrize("redeliver", [False, True])
async def test_polled_events_have_one_effect_each(
    fake: ZaloBotFake, channel: ZaloBotChannel, ear: Ear, *, redeliver: bool, real_status: bool
) -> None:
    """Delivered once or again and again, refusals as HTTP 200 or not: heard once, in order, polled once a second."""
    await fake.rules(redeliver=redeliver, real_status=real_status)
    async with polling(channel, ear):
        await fake.says(HOA, "một")
        await fake.says(MINH, "hai")
        await fake.sends_photo(HOA, "a.jpg", b"\xff\xd8anh", "ảnh")
        heard = await ear.until(3)
    assert [(one.address.chat, one.text) for one in heard] == [(HOA, "một"), (MINH, "hai"), (HOA, "ảnh")]
    polls = (await fake.stats())["polls"]
    assert all(later - sooner >= 0.95 for sooner, later in itertools.pairwise(polls))
    assert await channel.fetch(heard[2].file.remote if heard[2].file else "", 100) == b"\xff\xd8anh"


async def test_what_cannot_be_taken_now_is_tried_before_the_next_poll(
    fake: ZaloBotFake, channel: ZaloBotChannel, ear: Ear
) -> None:
    """Busy: the same event again, and no other before it."""
    ear.busy = 3
    async with polling(channel, ear):
        await fake.says(HOA, "một")
        await fake.says(HOA, "hai")
        heard = await ear.until(2)
    assert [one.text for one in heard] == ["một", "hai"]
    assert ear.tries[:4] == [heard[0].update_key] * 4


async def test_a_webhook_of_before_is_taken_away(fake: ZaloBotFake, channel: ZaloBotChannel, ear: Ear) -> None:
    """Polling is refused while one is set, so the poller removes it."""
    async with called(fake, ear) as url:
        await fake.hook(url, SECRET)
        async with polling(channel, ear):
            async with asyncio.timeout(10):
                while not (await fake.stats())["polls"]:  # noqa: ASYNC110 (a process would be watched so too)
                    await asyncio.sleep(0.05)
            await fake.says(HOA, "một")
            await ear.until(1)


@pytest.mark.parametrize("wrapped", [False, True])
async def test_posted_events(fake: ZaloBotFake, ear: Ear, *, wrapped: bool) -> None:
    """Both shapes, three times at once: 200 each, one effect; the probe gets 200."""
    await fake.rules(wrapped=wrapped)
    async with called(fake, ear) as url:
        assert await fake.hook(url, SECRET) == 200
        assert await fake.says(HOA, "một") == 200
        event = {
            "event_name": "message.text.received",
            "message": {"message_id": "m9", "chat": {"id": HOA}, "text": "hai"},
        }
        assert await fake.posts(event, times=3) == [200, 200, 200]
        ear.busy = 1
        assert await fake.says(HOA, "ba") == 503
        assert await fake.posts({"event_name": "message.unsupported.received"}) == [200]
    assert [one.text for one in ear.heard] == ["một", "hai"]


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({}, b'{"message":{}}', 403), ({HEADER: "x"}, b'{"message":{}}', 403), ({HEADER: "é"}, b"{}", 403),
        ({HEADER: SECRET}, b"not json", 400), ({HEADER: SECRET}, b"x" * 1_100_000, 413), ({HEADER: SECRET}, b"", 200),
        ({}, b"", 200), ({HEADER: SECRET}, b"[1,2]", 200),
    ],
)  # fmt: skip
async def test_posts_of_others(fake: ZaloBotFake, ear: Ear, headers: dict[str, str], body: bytes, status: int) -> None:
    """Without the secret nothing is read; with it, nonsense has no effect."""
    async with (
        called(fake, ear) as url,
        aiohttp.ClientSession() as http,
        http.post(url, data=io.BytesIO(body), headers=headers) as answer,
    ):
        assert answer.status == status
    assert ear.tries == []


async def test_messages_arrive(fake: ZaloBotFake, channel: ZaloBotChannel) -> None:
    """A text, and a picture by an address that is fetched twice."""
    sent = await channel.send(parcel("Kính chào"))
    assert sent.message_key
    assert [one.text for one in await fake.sees(HOA)] == ["Kính chào"]
    await fake.sends_photo(MINH, "bieu-do.png", b"png")
    said = Outbound("Biểu đồ", file=Attachment(1, "a.png", "image/png", 9, is_photo=True))
    await fake.rules()
    served = await _serves_pictures()
    try:
        await channel.send(parcel(said, link=served[1]))
    finally:
        await served[0].cleanup()
    assert (await fake.sees(HOA))[-1].text == "Biểu đồ"
    assert list((await fake.stats())["fetched"].values()) == [2]
    assert (await fake.stats())["violations"] == []


async def _serves_pictures() -> tuple[web.AppRunner, str]:
    async def picture(_: web.Request) -> web.Response:
        return web.Response(body=b"png", content_type="image/png")

    app = web.Application()
    app.add_routes([web.get("/d/x/f", picture)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}/d/x"


@pytest.mark.parametrize("real_status", [False, True])
@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ({"do": "error", "code": 401}, Misconfigured), ({"do": "error", "code": 403}, NotSent),
        ({"do": "error", "code": 429}, Throttled), ({"do": "html"}, Uncertain), ({"do": "cut"}, Uncertain),
        ({"do": "error", "code": 400, "description": "The chat_id is invalid"}, Gone),
        ({"do": "error", "code": 400}, Rejected),
    ],
)  # fmt: skip
async def test_refusals_of_sends(
    fake: ZaloBotFake,
    channel: ZaloBotChannel,
    fault: dict[str, object],
    expected: type[Exception],
    *,
    real_status: bool,
) -> None:
    """Each is told in the sender's words, whichever HTTP status it comes with, and the next send works."""
    await fake.rules(real_status=real_status)
    await fake.script(fault)
    with pytest.raises(expected) as refused:
        await channel.send(parcel("Kính chào"))
    assert fake.token not in f"{refused.value!r}{refused.value.__cause__!r}"
    await channel.send(parcel("Kính chào"))


async def test_the_quota_of_a_month_and_of_people(fake: ZaloBotFake, channel: ZaloBotChannel) -> None:
    """Message 3,001 and user 51 are refused: we wait longer and longer, or hear that the chat is none."""
    await fake.rules(month_most=1, users_most=1)
    await channel.send(parcel("một"))
    waits = []
    for _ in "abc":
        with pytest.raises(Throttled) as refused:
            await channel.send(parcel("hai"))
        waits.append(refused.value.seconds)
    assert waits == [5, 10, 20]
    assert channel.throttled_in_a_row == 3
    with pytest.raises(Gone):
        await channel.send(parcel("ba", MINH))


async def test_an_api_that_is_away(fake: ZaloBotFake) -> None:
    """Nothing listens: nothing was sent, and nothing is told of the address."""
    channel = ZaloBotChannel(token=fake.token, clock=lambda: NOW, api_url="http://127.0.0.1:9", timeout=1.0)
    await channel.open()
    with pytest.raises(NotSent) as refused:
        await channel.send(parcel("a"))
    assert fake.token not in repr(refused.value)
    await channel.close()


@pytest.mark.parametrize(
    "address",
    ["http://photo.zdn.vn/a", "https://evil.example/a", "https://zdn.vn.evil.example/a", "file:///etc/passwd", "x"],
)
async def test_files_of_other_hosts_are_not_fetched(channel: ZaloBotChannel, address: str) -> None:
    """An address comes with an event: only Zalo's own hosts over TLS are read."""
    with pytest.raises(Rejected):
        await channel.fetch(address, 100)


async def test_a_file_that_is_too_large(fake: ZaloBotFake, channel: ZaloBotChannel, ear: Ear) -> None:
    """Reading stops at the limit."""
    async with polling(channel, ear):
        await fake.sends_photo(HOA, "a.jpg", b"x" * 1000)
        (heard,) = await ear.until(1)
    assert heard.kind is Heard.FILE
    with pytest.raises(ValueError, match="larger"):
        await channel.fetch(heard.file.remote if heard.file else "", 999)


async def test_slow_work_is_shown(fake: ZaloBotFake) -> None:
    """Who waits for more than a second sees that somebody is at it; quick work shows nothing."""
    channel = ZaloBotChannel(token=fake.token, clock=lambda: NOW, api_url=fake.url, sleep=_at_once)
    await channel.open()
    started = asyncio.Event()

    async def accept(_: object) -> None:
        await asyncio.wait_for(started.wait(), 5)

    slow = channel._shown_at_work(accept)  # noqa: SLF001 (what both ways of hearing share)
    async with asyncio.TaskGroup() as group:
        from bot.channels.zalo_bot.parse import parse  # noqa: PLC0415 (only here)

        heard = parse({"message": {"message_id": "m", "chat": {"id": HOA}, "text": "a"}}, NOW)
        assert heard is not None
        group.create_task(_done(slow(heard)))
        async with asyncio.timeout(5):
            while not (await fake.stats())["calls"].get("sendChatAction"):  # noqa: ASYNC110 (a count at the far end)
                await asyncio.sleep(0.02)
        started.set()
    await channel.close()


async def _done(work: Awaitable[None]) -> None:
    await work


async def _at_once(_: float) -> None:
    await asyncio.sleep(0)


async def test_the_account_tells_its_name_and_keeps_its_webhook(fake: ZaloBotFake, ear: Ear) -> None:
    """In webhook mode the address is set with its secret; the name is asked for doctor."""
    channel = ZaloBotChannel(
        token=fake.token, clock=lambda: NOW, api_url=fake.url, mode="webhook", webhook_secret=SECRET,
        public_url="https://ttv.example.vn",
    )  # fmt: skip
    await channel.open()
    assert await channel.identify() == "Bot Thử"
    assert await channel.webhook_url() == ""
    async with polling(channel, ear):
        async with asyncio.timeout(5):
            while await channel.webhook_url() != f"https://ttv.example.vn{PATH}":  # noqa: ASYNC110 (told by the far end)
                await asyncio.sleep(0.05)
    await channel.close()


async def test_a_bad_token_is_told(fake: ZaloBotFake) -> None:
    """Doctor hears that the account is refused."""
    channel = ZaloBotChannel(token="1:ABCDEFGHIJK", clock=lambda: NOW, api_url=fake.url)
    await channel.open()
    with pytest.raises(Misconfigured):
        await channel.identify()
    await channel.close()


async def test_no_secret_in_the_log(
    fake: ZaloBotFake, channel: ZaloBotChannel, ear: Ear, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever goes wrong, the token is in no line."""
    caplog.set_level(logging.DEBUG)
    await fake.script(*({"do": do, "code": 500, "methods": ["getUpdates", "sendMessage"]} for do in ("cut", "error")))
    async with polling(channel, ear):
        for _ in "ab":
            with pytest.raises(Uncertain):
                await channel.send(parcel("a"))
            await fake.script({"do": "html"})
        await asyncio.sleep(0)
    assert caplog.text.count(fake.token.partition(":")[2]) == 0
