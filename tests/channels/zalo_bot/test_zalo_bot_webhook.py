"""The webhook: who may post, what is refused, and that 200 means committed."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from unicodedata import normalize

import aiohttp
import orjson
import pytest

from bot.channels.zalo_bot.webhook import BODY_BYTES, HEADER, PATH
from content.message import Heard
from tests.channels.zalo_bot.ear import HOA, SECRET, Ear, hooked, opened, served
from tests.fakes.zalo_bot_api import ZaloBotFake

EVENT = {
    "event_name": "message.text.received",
    "message": {"message_id": "m9", "chat": {"id": HOA, "chat_type": "PRIVATE"}, "text": "hai"},
}
BODY = orjson.dumps(EVENT)
RIGHT = {HEADER: SECRET}


@pytest.fixture
async def hook(fake: ZaloBotFake, ear: Ear) -> AsyncIterator[str]:
    """The address of a served webhook."""
    async with hooked(fake, ear) as (_, url):
        yield url


async def post(
    url: str, body: bytes | AsyncIterator[bytes], headers: dict[str, str] | None = None
) -> tuple[int, dict[str, str], str]:
    """POST *body* as a stranger would."""
    async with aiohttp.ClientSession() as http, http.post(url, data=body, headers=headers) as answer:
        return answer.status, dict(answer.headers), await answer.text()


@pytest.mark.parametrize("wrapped", [False, True])
async def test_events_are_heard(fake: ZaloBotFake, ear: Ear, hook: str, *, wrapped: bool) -> None:
    """Wrapped or flat, of every kind: 200 each, one effect each, also when one comes three times at once."""
    await fake.rules(wrapped=wrapped)
    assert await fake.hook(hook, SECRET) == "webhook.ok"
    assert await fake.says(HOA, normalize("NFD", "Tiếng Việt")) == 200
    assert await fake.posts(EVENT, times=3) == [200, 200, 200]
    assert await fake.sends_photo(HOA, "a.jpg", b"\xff\xd8", "ảnh") == 200
    assert await fake.sends(HOA, "voice", voice_url="https://x/a.aac") == 200
    assert await fake.sends(HOA, "unsupported") == 200
    assert await fake.posts({"event_name": "message.unsupported.received"}) == [200]
    assert [(one.kind, one.text) for one in ear.heard] == [
        (Heard.TEXT, "Tiếng Việt"), (Heard.TEXT, "hai"), (Heard.FILE, "ảnh"), (Heard.OTHER, ""), (Heard.OTHER, ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "headers", [{}, {HEADER: ""}, {HEADER: SECRET + "x"}, {HEADER: SECRET[1:]}, {HEADER: "bí mật"}]
)
async def test_without_the_secret_nothing_is_read(hook: str, ear: Ear, headers: dict[str, str]) -> None:
    """A missing or wrong secret is 403 without detail, whatever the body."""
    for body in (BODY, b"not json", b"{}", b"x" * (BODY_BYTES + 1)):
        status, _, text = await post(hook, body, headers)
        assert (status, text) == (403, "")
    assert ear.tries == []


@pytest.mark.parametrize(
    ("headers", "status"), [({}, 200), (RIGHT, 200), ({HEADER: "wrong"}, 403), ({HEADER: ""}, 403)]
)  # fmt: skip
async def test_a_probe_is_answered(hook: str, ear: Ear, headers: dict[str, str], status: int) -> None:
    """An empty body asks whether somebody is there; who shows a wrong secret hears that it is wrong."""
    assert (await post(hook, b"", headers))[0] == status
    assert ear.tries == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"not json", 400), (b"[" * 5000, 400), (b"\xff", 400), (b"x" * (BODY_BYTES + 1), 413), (b" ", 200),
        (b"{}", 200), (b"[1,2]", 200), (b"7", 200), (b"null", 200), (b'{"ok":true}', 200),
        (b'{"result":' * 900 + b"1" + b"}" * 900, 200), (b'{"message":{"chat":{"id":"\\u0000"}}}', 200),
    ],
)  # fmt: skip
async def test_nonsense_has_no_effect(hook: str, ear: Ear, body: bytes, status: int) -> None:
    """Even with the secret."""
    assert (await post(hook, body, RIGHT))[0] == status
    assert ear.tries == []


async def test_a_body_without_length_is_cut_off_at_the_limit(hook: str) -> None:
    """A chunked body cannot sneak past the limit, although the server takes larger ones elsewhere."""

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * 50_000

    with contextlib.suppress(aiohttp.ClientError):  # the server may close before the rest is written
        assert (await post(hook, endless(), RIGHT))[0] == 413


async def test_busy_is_503_with_retry_after(hook: str, ear: Ear) -> None:
    """When the core cannot take it, Zalo is asked to come again, and what comes again is taken."""
    ear.busy, ear.retry_after = 1, 7
    status, headers, _ = await post(hook, BODY, RIGHT)
    assert (status, headers["Retry-After"]) == (503, "7")
    assert (await post(hook, BODY, RIGHT))[0] == 200
    assert [one.text for one in ear.heard] == ["hai"]


async def test_without_a_secret_everybody_is_refused(fake: ZaloBotFake, ear: Ear) -> None:
    """A webhook without a secret takes nothing rather than everything."""
    async with (
        opened(fake, mode="webhook", public_url="https://ttv.example.vn") as channel,
        served(channel, ear) as url,
    ):
        assert (await post(url, BODY))[0] == 403
        assert (await post(url, BODY, {HEADER: ""}))[0] == 403
    assert ear.tries == []


async def test_each_mode_has_its_own_door(fake: ZaloBotFake, ear: Ear) -> None:
    """When polling no address is open, and when called nothing polls."""
    async with opened(fake) as channel:
        assert list(channel.routes(ear.accept)) == []
        assert [job.name for job in channel.jobs(ear.accept)] == ["zalo-bot-account", "zalo-bot-poll"]
    async with hooked(fake, ear) as (channel, url):
        assert url.endswith(PATH)
        assert [job.name for job in channel.jobs(ear.accept)] == ["zalo-bot-account"]
