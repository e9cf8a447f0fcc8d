"""The webhook: who may post, what is refused, that 200 means committed, and that Zalo never waits two seconds."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from bot.channels.zalo_oa.webhook import BODY_BYTES, PATH, SIGNATURE, STAMP, mac
from content.message import FileRef, Heard
from tests.channels.zalo_oa.ear import HOA, MINH, PDF, PNG, Ear, hooked, opened, served
from tests.fakes.zalo_oa_api import ZaloOA

NOW = datetime(2026, 9, 21, 14, 15, tzinfo=UTC)
APP = "9000000000000000001"
SECRET = "oa-secret-demo"
VECTOR = (
    '{"app_id":"9000000000000000001","event_name":"user_send_text","timestamp":"1790000003000",'
    '"message":{"msg_id":"m-1","text":"lịch"}}'
).encode()
VECTOR_MAC = "866fff129df9f8f6d182e7bddc3d69e001bdb6e1f87352032fd7658742488ce0"
SAYS = {
    "app_id": APP,
    "event_name": "user_send_text",
    "timestamp": "1790000003000",
    "sender": {"id": HOA},
    "message": {"msg_id": "m-1", "text": "lịch"},
}


@pytest.fixture
async def hook(fake: ZaloOA, ear: Ear) -> AsyncIterator[str]:
    """The address of a served webhook, of the app and the day of the reference's test vector."""
    async with opened(fake, app_id=APP, secret_key=SECRET, clock=lambda: NOW) as channel, served(channel, ear) as url:
        yield url


async def post(url: str, body: bytes, headers: dict[str, str] | None = None) -> tuple[int, str]:
    """POST *body* as anybody can."""
    async with aiohttp.ClientSession() as session, session.post(url, data=body, headers=headers) as answer:
        return answer.status, await answer.text()


def signed(event: dict[str, Any], *, by: str = SECRET, stamp: str | None = None) -> tuple[bytes, dict[str, str]]:
    """Return the body of *event* and the headers that sign it."""
    body = json.dumps(event, ensure_ascii=False).encode()
    given = str(event.get("timestamp", "")) if stamp is None else stamp
    return body, {SIGNATURE: f"mac={mac(APP, body, given, by)}"} | ({STAMP: stamp} if stamp is not None else {})


def test_mac_is_that_of_the_reference() -> None:
    """The digest over the very bytes is the one that was checked on live traffic's recipe."""
    assert mac(APP, VECTOR, "1790000003000", SECRET) == VECTOR_MAC


@pytest.mark.parametrize("shown", [f"mac={VECTOR_MAC}", VECTOR_MAC])
async def test_the_right_mac_is_taken_in_both_spellings(hook: str, shown: str) -> None:
    """The signature counts with or without its name."""
    assert await post(hook, VECTOR, {SIGNATURE: shown}) == (200, "")


@pytest.mark.parametrize(
    "shown",
    [
        "",
        "mac=",
        f"mac={VECTOR_MAC[:-1]}1",
        f"mac={VECTOR_MAC.upper()}",
        f"mac=mac={VECTOR_MAC}",
        f"mac={VECTOR_MAC}0",
        "bí mật",
        f"mac={mac('9000000000000000002', VECTOR, '1790000003000', SECRET)}",
        f"mac={mac(APP, VECTOR, '1790000003000', 'oa-secret-demo2')}",
        f"mac={mac(APP, VECTOR, '1790000003001', SECRET)}",
        f"mac={mac(APP, VECTOR.replace(b' ', b''), '', SECRET)}",
    ],
)
async def test_any_other_mac_is_refused_without_detail(hook: str, ear: Ear, shown: str) -> None:
    """A wrong, missing or misspelt signature is 403 and nothing else."""
    assert await post(hook, VECTOR, {SIGNATURE: shown}) == (403, "")
    assert await post(hook, VECTOR + b" ", {SIGNATURE: f"mac={VECTOR_MAC}"}) == (403, "")
    assert ear.tries == 0


async def test_the_time_may_stand_in_a_header(hook: str, ear: Ear) -> None:
    """Where the signed time is that of a header it is that which counts, also for how old the post is."""
    body, headers = signed(SAYS, stamp="1790000003500")
    assert (await post(hook, body, headers))[0] == 200
    body, headers = signed({name: value for name, value in SAYS.items() if name != "timestamp"}, stamp="1790000003500")
    assert (await post(hook, body, headers))[0] == 200
    body, headers = signed(SAYS, stamp=str(int((NOW - timedelta(hours=27)).timestamp() * 1000)))
    assert (await post(hook, body, headers))[0] == 403
    body, headers = signed(SAYS, stamp="17900000035x")
    assert (await post(hook, body, headers))[0] == 403
    assert [one.text for one in ear.heard] == ["lịch"]


@pytest.mark.parametrize(
    ("shift", "status"),
    [
        (timedelta(hours=-25, minutes=-59), 200),
        (timedelta(hours=-26, minutes=-1), 403),
        (timedelta(minutes=9), 200),
        (timedelta(minutes=11), 403),
    ],
)
async def test_posts_of_another_day_are_refused(hook: str, shift: timedelta, status: int) -> None:
    """A recording cannot be played again days later, while Zalo's last retry still counts."""
    body, headers = signed(SAYS | {"timestamp": str(int((NOW + shift).timestamp() * 1000))})
    assert (await post(hook, body, headers))[0] == status


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 200),
        (b"{}", 200),
        (b" { } ", 200),
        (b"[]", 403),
        (b"null", 403),
        (b"not json", 403),
        (b"[" * 5000, 403),
        (b'{"event_name":"user_send_text"}', 403),
        (b"x" * (BODY_BYTES + 1), 413),
    ],
)
async def test_unsigned_body_is_answered_with(hook: str, ear: Ear, body: bytes, status: int) -> None:
    """The empty probe of the console is answered; whatever else comes unsigned is not."""
    assert (await post(hook, body))[0] == status
    assert ear.tries == 0


async def test_another_apps_event_is_refused(hook: str) -> None:
    """An event that names another app is not ours, even if the secret is."""
    body, headers = signed(SAYS | {"app_id": "9000000000000000002"})
    assert (await post(hook, body, headers))[0] == 403


async def test_a_body_without_length_is_cut_off_at_the_limit(hook: str) -> None:
    """A chunked body cannot sneak past the limit."""

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * 50_000

    async with aiohttp.ClientSession() as session:
        try:
            async with session.post(hook, data=endless()) as answer:
                assert answer.status == 413
        except aiohttp.ClientError:  # the server may close before the rest is written
            pass


async def test_signed_events_that_nobody_knows_are_taken(hook: str, ear: Ear) -> None:
    """Zalo switches a webhook off that refuses; so what it signs gets 200, understood or not."""
    for event in (
        SAYS | {"event_name": "new_thing"},
        SAYS | {"message": 7},
        {"app_id": APP, "timestamp": "1790000003000"},
    ):
        body, headers = signed(event)
        assert (await post(hook, body, headers))[0] == 200
    assert [one.text for one in ear.heard] == [""]


async def test_without_a_secret_everybody_is_refused(fake: ZaloOA, ear: Ear) -> None:
    """A webhook without a secret takes nothing rather than everything; the probe is answered all the same."""
    async with opened(fake, app_id=APP, secret_key="", clock=lambda: NOW) as channel, served(channel, ear) as url:
        body, headers = signed(SAYS, by="")
        assert [(await post(url, body, headers))[0], (await post(url, b"{}"))[0]] == [403, 200]
        assert channel.secrets == ()
    assert ear.heard == []


async def test_busy_is_503_with_retry_after(hook: str, ear: Ear) -> None:
    """When the core cannot take it, Zalo is asked to come again, and then it is taken."""
    ear.busy = 1
    body, headers = signed(SAYS)
    async with aiohttp.ClientSession() as session, session.post(hook, data=body, headers=headers) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (503, "7")
    assert (await post(hook, body, headers))[0] == 200
    assert [one.text for one in ear.heard] == ["lịch"]


async def test_slow_work_is_answered_in_time_and_goes_on(fake: ZaloOA, ear: Ear) -> None:
    """What is not committed within two seconds gets 503, never 200, and is done all the same, once."""
    ear.gate = asyncio.Event()
    async with opened(fake, app_id=APP, secret_key=SECRET, clock=lambda: NOW) as channel, served(channel, ear) as url:
        body, headers = signed(SAYS)
        began = time.monotonic()
        first, second = await asyncio.gather(post(url, body, headers), post(url, body, headers))
        assert time.monotonic() - began < 2.0
        assert (first[0], second[0], ear.heard) == (503, 503, [])
        ear.gate.set()
        await ear.until(bool)
        assert (await post(url, body, headers))[0] == 200
    assert ([one.text for one in ear.heard], ear.tries) == (["lịch"], 3)


async def test_late_busy_ends_quietly(fake: ZaloOA, ear: Ear) -> None:
    """Work that fails after its late answer harms nobody: Zalo comes again anyway."""
    gate = asyncio.Event()

    async def accept(inbound: Any) -> None:
        await gate.wait()
        ear.busy = 1
        await ear.accept(inbound)

    listener = Ear()
    listener.accept = accept  # type: ignore[method-assign]  # an ear that turns busy late
    async with (
        opened(fake, app_id=APP, secret_key=SECRET, clock=lambda: NOW, answer_seconds=0.05) as channel,
        served(channel, listener) as url,
    ):
        body, headers = signed(SAYS)
        assert (await post(url, body, headers))[0] == 503
        gate.set()
        assert (await post(url, b"{}"))[0] == 200
    assert ear.heard == []


async def test_who_hangs_up_loses_nothing(fake: ZaloOA, ear: Ear) -> None:
    """A client that is gone before the late answer does not take the work with it."""
    ear.gate = asyncio.Event()
    async with (
        opened(fake, app_id=APP, secret_key=SECRET, clock=lambda: NOW, answer_seconds=0.3) as channel,
        served(channel, ear) as url,
    ):
        body, headers = signed(SAYS)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await post(url, body, headers)
        assert (await post(url, body, headers))[0] == 503  # by now the first one was answered too, into the void
        ear.gate.set()
        assert [one.text for one in await ear.until(bool)] == ["lịch"]


@pytest.mark.parametrize("how", [{}, {"stamp_in_header": True}, {"bare_mac": True}])
async def test_people_are_heard_over_the_real_way(fake: ZaloOA, ear: Ear, how: dict[str, Any]) -> None:
    """What people type, press and send arrives through the fake's own signing, in each of its spellings."""
    async with hooked(fake, ear) as channel:
        await fake.hook(**how)
        await fake.follows(MINH)
        await fake.says(HOA, "báo cáo hôm nay")
        await fake.sends_file(HOA, "báo cáo.pdf", PDF)
        await fake.sends_file(HOA, "anh.png", PNG, kind="image", text="ảnh")
        await fake.sends(HOA, "location", coordinates={"latitude": "10.4", "longitude": "106.1"})
        await fake.acts(HOA, "user_click_chatnow")
        await fake.acts(HOA, "user_submit_info", info={"phone": "0901234567"})
        await fake.settled()
        heard = {(one.kind, one.address.chat, one.text) for one in ear.heard}
        files = [one.file for one in ear.heard if one.file]
        fetched = [await channel.fetch(file.remote, 10_000) for file in files]
    assert heard == {
        (Heard.START, MINH, ""),
        (Heard.TEXT, HOA, "báo cáo hôm nay"),
        (Heard.FILE, HOA, ""),
        (Heard.FILE, HOA, "ảnh"),
        (Heard.OTHER, HOA, ""),
        (Heard.START, HOA, ""),
        (Heard.TEXT, HOA, "+84901234567"),
    }
    assert sorted(fetched) == sorted([PDF, PNG])
    assert FileRef(files[0].remote, "báo cáo.pdf", "", len(PDF)) in files
    assert {post[2] for post in (await fake.stats())["posts"]} == {200}


async def test_the_same_event_thrice_at_once_is_one(fake: ZaloOA, ear: Ear) -> None:
    """Copies that come together carry one key, so the core keeps one; each copy gets its 200."""
    async with hooked(fake, ear):
        number = await fake.says(HOA, "một lần")
        await fake.again(number, times=3)
        await fake.settled()
    assert ([one.text for one in ear.heard], ear.tries) == (["một lần"], 4)
    assert [post[2] for post in (await fake.stats())["posts"]] == [200] * 4


async def test_what_was_refused_comes_again(fake: ZaloOA, ear: Ear) -> None:
    """Zalo's retries bring what a busy core could not take, as the same event."""
    async with hooked(fake, ear):
        ear.busy = 3
        await fake.says(HOA, "chờ lâu")
        await fake.settled()
    assert [one.text for one in ear.heard] == ["chờ lâu"]
    assert [post[1:] for post in (await fake.stats())["posts"]] == [[0, 503], [1, 503], [2, 503], [3, 200]]


async def test_after_the_last_retry_zalo_posts_no_more(fake: ZaloOA, ear: Ear) -> None:
    """Six refusals of one event and the webhook is off: that is what the late 503 must never lead to."""
    async with hooked(fake, ear):
        ear.busy = 6
        await fake.says(HOA, "mất")
        await fake.settled()
        await fake.says(HOA, "không tới")
        await fake.settled()
    stats = await fake.stats()
    assert (ear.heard, stats["hook"], len(stats["lost"])) == ([], False, 2)


def test_the_address_is_the_one_of_the_interface() -> None:
    """Consoles hold this address, so it does not change."""
    assert PATH == "/webhooks/zalo-oa"
