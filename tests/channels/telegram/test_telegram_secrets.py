"""The token is part of every address, so no address may reach a log, an error or a traceback."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot.channel import SendError
from bot.channels.telegram import TelegramChannel
from tests.channels.telegram.ear import HOA, NOW, SECRET, Ear, opened, parcel, running
from tests.fakes.telegram_api import FakeTelegram

TROUBLE: list[dict[str, Any]] = [
    {"do": "401"},
    {"do": "403"},
    {"do": "400", "description": "Bad Request: anything"},
    {"do": "429", "retry_after": 0},
    {"do": "5xx"},
    {"do": "cut_before"},
    {"do": "cut_after"},
    {"do": "hang", "seconds": 2},
]


@pytest.fixture
def logs(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """All that is logged, at the most talkative."""
    caplog.set_level(logging.DEBUG)
    before = structlog.get_config()
    structlog.configure(logger_factory=structlog.stdlib.LoggerFactory(), cache_logger_on_first_use=False)
    yield caplog
    structlog.configure(**before)


@pytest.mark.parametrize("rule", TROUBLE, ids=[rule["do"] for rule in TROUBLE])
async def test_no_trouble_shows_the_token(
    fake: FakeTelegram,
    ear: Ear,
    logs: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    rule: dict[str, Any],
) -> None:
    """Whatever goes wrong with any method, the token is in no log line and no traceback."""
    await fake.says(HOA, "chào")
    told = ""
    async with running(fake, ear, timeout=0.3) as channel:
        await ear.until(bool)
        await fake.script(rule | {"methods": ["*"]})
        for ask in (
            lambda: channel.send(parcel("x")),
            lambda: channel.fetch("x", 10),
            channel.identify,
            lambda: channel.publish_commands([("help", "Giúp")], {}),
        ):
            with pytest.raises(SendError) as caught:
                await ask()
            told += "".join(traceback.format_exception(caught.value))
        await fake.calm()
    written = capsys.readouterr()
    shown = logs.text + told + written.out + written.err
    assert "Traceback" in told
    assert fake.token not in shown
    assert fake.token.partition(":")[2] not in shown


async def test_an_api_that_is_not_there_shows_no_token(logs: pytest.LogCaptureFixture) -> None:
    """A refused connection names no address either."""
    channel = TelegramChannel("1:geheim", api_url="http://127.0.0.1:9", clock=lambda: NOW)
    await channel.open()
    with pytest.raises(SendError) as caught:
        await channel.send(parcel("x"))
    await channel.close()
    assert "geheim" not in logs.text + "".join(traceback.format_exception(caught.value))


async def test_channel_names_its_secrets(fake: FakeTelegram) -> None:
    """What must be hidden is named for those who write logs."""
    async with opened(fake, webhook_secret=SECRET) as channel:
        assert channel.secrets == (fake.token, SECRET)
    async with opened(fake) as channel:
        assert channel.secrets == (fake.token,)
