"""The token is part of every address, so no address may reach a log, an error or a traceback."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from aiohttp import web

from bot.channel import SendError
from bot.channels.zalo_bot import ZaloBotChannel
from tests.channels.zalo_bot.ear import HOA, SECRET, Ear, Hush, listening, opened, parcel, running
from tests.fakes.zalo_bot_api import ZaloBotFake

TROUBLE: list[dict[str, Any]] = [
    *({"do": "error", "code": code} for code in (400, 401, 403, 404, 408, 426, 429, 500)), {"do": "html"},
    {"do": "html", "status": 200}, {"do": "cut"}, {"do": "cut_after"}, {"do": "hang", "seconds": 2},
]  # fmt: skip


@pytest.fixture
def logs(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """All that is logged, at the most talkative."""
    caplog.set_level(logging.DEBUG)
    before = structlog.get_config()
    structlog.configure(logger_factory=structlog.stdlib.LoggerFactory(), cache_logger_on_first_use=False)
    yield caplog
    structlog.configure(**before)


async def told_by(channel: ZaloBotChannel) -> str:
    """Return the tracebacks of everything that can be asked of *channel*, each of which fails."""
    told = ""
    for ask in (lambda: channel.send(parcel("x")), channel.identify, channel.webhook_url):
        try:
            await ask()
        except SendError as error:
            told += "".join(traceback.format_exception(error))
    return told


@pytest.mark.parametrize("rule", TROUBLE, ids=[f"{one['do']}-{one.get('code', '')}" for one in TROUBLE])
async def test_no_trouble_shows_the_token(
    fake: ZaloBotFake,
    ear: Ear,
    logs: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    rule: dict[str, Any],
) -> None:
    """Whatever goes wrong with any method, in the loops too, the token is in no log line and no traceback."""
    await fake.says(HOA, "chào")
    async with running(fake, ear, timeout=0.3, sleep=Hush()) as channel:
        await ear.until(1)
        await fake.script(rule | {"methods": ["*"], "times": None})
        told = await told_by(channel)
    written = capsys.readouterr()
    shown = logs.text + told + written.out + written.err
    assert "Traceback" in told
    assert "zalo_bot" in shown
    assert fake.token not in shown
    assert fake.token.partition(":")[2] not in shown


@pytest.mark.parametrize("status", [200, 400, 404, 500])
async def test_an_answer_that_repeats_the_address_shows_no_token(
    fake: ZaloBotFake, ear: Ear, logs: pytest.LogCaptureFixture, status: int
) -> None:
    """What a server says of our request may hold all of it."""

    async def answer(request: web.Request) -> web.Response:
        said = {"ok": False, "error_code": 400, "description": f"bad {request.rel_url} {request.path[5:]}"}
        return web.json_response(said, status=status)

    app = web.Application()
    app.router.add_post("/{path:.*}", answer)
    async with listening(app) as url, running(fake, ear, api_url=url, sleep=Hush(most=6)) as channel:
        told = await told_by(channel)
    assert fake.token.partition(":")[2] not in logs.text + told


async def test_an_api_that_is_not_there_shows_no_token(fake: ZaloBotFake, logs: pytest.LogCaptureFixture) -> None:
    """A refused connection names no address either."""
    async with opened(fake, api_url="http://127.0.0.1:9", timeout=1.0) as channel:
        told = await told_by(channel)
    assert fake.token.partition(":")[2] not in logs.text + told


async def test_the_channel_names_its_secrets(fake: ZaloBotFake) -> None:
    """What must be hidden is named for those who write logs: also the part of a token that alone is secret."""
    async with opened(fake, webhook_secret=SECRET) as channel:
        assert channel.secrets == (fake.token, fake.token.partition(":")[2], SECRET)
    async with opened(fake) as channel:
        assert channel.secrets == (fake.token, fake.token.partition(":")[2])
