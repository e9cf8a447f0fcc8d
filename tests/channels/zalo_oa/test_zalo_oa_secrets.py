"""The token is in every request, and the secret in every signature; neither may reach a log or an error."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot.channel import SendError, Template
from tests.channels.zalo_oa.ear import HOA, Ear, Granted, hooked, opened, parcel
from tests.fakes.zalo_oa_api import ZaloOA

TROUBLE: list[dict[str, Any]] = [
    {"do": "error", "code": -216},
    {"do": "error", "code": -213},
    {"do": "error", "code": -201, "words": "anything"},
    {"do": "error", "code": -32},
    {"do": "http"},
    {"do": "http", "status": 200},
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


class Remembering(Granted):
    """Keeps every token it gave out."""

    given: set[str]

    async def current(self) -> str:
        """Return the token of now."""
        token = await super().current()
        self.given = getattr(self, "given", set()) | {token}
        return token


@pytest.mark.parametrize("rule", TROUBLE, ids=[f"{rule['do']}{rule.get('code', '')}" for rule in TROUBLE])
async def test_no_trouble_shows_a_secret(
    fake: ZaloOA, ear: Ear, logs: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str], rule: dict[str, Any]
) -> None:
    """Whatever goes wrong with any call, no token, no secret and no word of a message is in a log or a traceback."""
    told = ""
    tokens = Remembering(fake)
    async with hooked(fake, ear, timeout=0.4, tokens=tokens) as channel:
        await fake.says(HOA, "chuyện riêng")
        await ear.until(bool)
        await fake.template("1", ["a"])
        await fake.script(rule | {"paths": ["/oa/"]})
        for ask in (
            lambda: channel.send(parcel("lời nhắn")),
            channel.identify,
            lambda: channel.send(parcel("", template=Template("1", {"a": "lời nhắn"}))),
            lambda: channel.fetch(f"{fake.url}/cdn/bi-mat", 10),
        ):
            with pytest.raises(SendError) as caught:
                await ask()
            told += "".join(traceback.format_exception(caught.value))
    written = capsys.readouterr()
    shown = logs.text + told + written.out + written.err
    assert "Traceback" in told
    assert [secret for secret in (fake.secret_key, *tokens.given, "lời nhắn", "chuyện riêng") if secret in shown] == []


async def test_an_api_that_is_not_there_shows_no_token(fake: ZaloOA, logs: pytest.LogCaptureFixture) -> None:
    """A refused connection names neither address nor token."""
    tokens = Remembering(fake)
    async with opened(fake, tokens=tokens, api_url="http://127.0.0.1:9") as channel:
        with pytest.raises(SendError) as caught:
            await channel.send(parcel("x"))
    shown = logs.text + "".join(traceback.format_exception(caught.value))
    assert [token for token in tokens.given if token in shown] == []


async def test_channel_names_its_secrets(fake: ZaloOA) -> None:
    """What must be hidden is named for those who write logs."""
    async with opened(fake) as channel:
        assert channel.secrets == (fake.secret_key,)
