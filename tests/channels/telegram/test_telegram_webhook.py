"""The webhook: who may post, what is refused, and that 200 means committed."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.webhook import BODY_BYTES, PATH, SECRET_HEADER
from content.message import Heard
from tests.channels.telegram.ear import HOA, MINH, SECRET, Ear, hooked, opened
from tests.fakes.telegram_api import FakeTelegram

UPDATE = {
    "update_id": 1,
    "message": {
        "message_id": 1,
        "date": 1763000000,
        "chat": {"id": HOA, "type": "private"},
        "from": {"id": HOA, "is_bot": False, "first_name": "Hoa"},
        "text": "chào",
    },
}
RIGHT = {SECRET_HEADER: SECRET}


@pytest.fixture
async def hook(fake: FakeTelegram, ear: Ear) -> AsyncIterator[str]:
    """The address of a served webhook."""
    async with hooked(fake, ear) as (_, url):
        yield url + PATH


async def post(url: str, body: bytes, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], str]:
    """POST *body* as a stranger would."""
    async with aiohttp.ClientSession() as session, session.post(url, data=body, headers=headers) as answer:
        return answer.status, dict(answer.headers), await answer.text()


@pytest.mark.parametrize("headers", [{}, {SECRET_HEADER: ""}, {SECRET_HEADER: SECRET + "x"}, {SECRET_HEADER: "bí mật"}])
async def test_without_the_secret_nothing_is_taken(hook: str, ear: Ear, headers: dict[str, str]) -> None:
    """A missing or wrong secret is 403 without detail, whatever the body."""
    for body in (json.dumps(UPDATE).encode(), b"not json", b"x" * (BODY_BYTES + 1)):
        status, _, text = await post(hook, body, headers)
        assert (status, text) == (403, "")
    assert ear.heard == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"not json", 400),
        (b"", 400),
        (b"[]", 400),
        (b"7", 400),
        (b'{"update_id": "x"}', 400),
        (b"[" * 5000, 400),
        (b"x" * (BODY_BYTES + 1), 413),
        (b'{"update_id": 5, "unknown_kind": {}}', 200),
        (json.dumps(UPDATE).encode(), 200),
    ],
)
async def test_body_is_answered_with(hook: str, body: bytes, status: int) -> None:
    """With the secret, each body has its status."""
    assert (await post(hook, body, RIGHT))[0] == status


async def test_a_body_without_length_is_cut_off_at_the_limit(hook: str) -> None:
    """A chunked body cannot sneak past the limit."""

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * 50_000

    async with aiohttp.ClientSession() as session:
        try:
            async with session.post(hook, data=endless(), headers=RIGHT) as answer:
                assert answer.status == 413
        except aiohttp.ClientError:  # the server may close before the rest is written
            pass


async def test_busy_is_503_with_retry_after(hook: str, ear: Ear) -> None:
    """When the core cannot take it, the API is asked to come again."""
    ear.busy, ear.retry_after = 1, 7
    status, headers, _ = await post(hook, json.dumps(UPDATE).encode(), RIGHT)
    assert (status, headers["Retry-After"]) == (503, "7")
    assert (await post(hook, json.dumps(UPDATE).encode(), RIGHT))[0] == 200
    assert [one.text for one in ear.heard] == ["chào"]


async def test_what_was_refused_comes_again_in_order(fake: FakeTelegram, ear: Ear) -> None:
    """The API posts one update of a chat at a time until it is taken; nothing is lost or swapped."""
    async with hooked(fake, ear):
        await ear_hears_webhook(fake)
        ear.busy = 3
        for n in range(5):
            await fake.says(HOA, f"câu {n}")
        assert await ear.texts(5) == [f"câu {n}" for n in range(5)]
    assert ear.tries == 8


async def ear_hears_webhook(fake: FakeTelegram) -> None:
    """Wait until the channel has set its webhook."""
    for _ in range(1000):
        if await fake.webhook():
            return
    raise AssertionError("no webhook was set")


async def test_webhook_is_set_with_its_secret_and_kinds(fake: FakeTelegram, ear: Ear) -> None:
    """The channel tells the API where to post, with which secret, and which kinds."""
    async with hooked(fake, ear) as (channel, url):
        await ear_hears_webhook(fake)
        set_as = await fake.webhook()
        await fake.says(MINH, "có mặt")
        assert await ear.texts(1) == ["có mặt"]
        assert channel.username == "tro_ly_thu_bot"
    assert set_as == {
        "url": url + PATH,
        "allowed_updates": ["message", "callback_query", "my_chat_member"],
        "secret_token": SECRET,
        "max_connections": 40,
    }


async def test_press_is_answered_once(fake: FakeTelegram, ear: Ear) -> None:
    """After the press was accepted its spinner is stopped, also when the press comes twice."""
    async with hooked(fake, ear) as (channel, _):
        await ear_hears_webhook(fake)
        from tests.channels.telegram.test_telegram_poll import ask  # noqa: PLC0415 (one helper of a neighbour)

        update = await ask(fake, channel)
        await fake.again(update)
        heard = await ear.until(lambda heard: len(heard) >= 2)
        assert [(Heard.PRESS, "v1:yes", str(update))] * 2 == [(one.kind, one.token, one.update_key) for one in heard]
        for _ in range(1000):
            if (await fake.stats())["calls"].get("answerCallbackQuery", 0) == 2:
                break
    assert list((await fake.answered()).values()) == [[""]]


async def test_without_a_secret_everybody_is_refused(fake: FakeTelegram) -> None:
    """A webhook without a secret takes nothing rather than everything."""
    from aiohttp import web  # noqa: PLC0415 (only here is a bare application needed)

    ear = Ear()
    async with opened(fake, mode="webhook", public_url="http://127.0.0.1") as channel:
        app = web.Application()
        app.add_routes(channel.routes(ear.accept))
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}"
        assert (await post(url, json.dumps(UPDATE).encode()))[0] == 403
        assert (await post(url, json.dumps(UPDATE).encode(), {SECRET_HEADER: ""}))[0] == 403
        await runner.cleanup()


def test_polling_has_no_route(fake: FakeTelegram, ear: Ear) -> None:
    """In polling mode no door is open."""
    channel = TelegramChannel("1:x", clock=lambda: None, api_url=fake.url)  # type: ignore[arg-type, return-value]
    assert list(channel.routes(ear.accept)) == []
