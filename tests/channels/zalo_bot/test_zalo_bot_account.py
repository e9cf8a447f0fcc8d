"""The bot's own account: who it is, and where its events go."""

from __future__ import annotations

from typing import Any

import pytest
import structlog

from bot.channel import Misconfigured, NotSent, Throttled
from bot.channels.zalo_bot.webhook import PATH
from tests.channels.zalo_bot.ear import SECRET, Ear, Hush, opened, running
from tests.fakes.zalo_bot_api import ZaloBotFake

URL = "https://ttv.example.vn"
HOOK: dict[str, Any] = {"mode": "webhook", "webhook_secret": SECRET, "public_url": f"{URL}/"}


async def until_asked(fake: ZaloBotFake, method: str, times: int) -> None:
    """Wait until *method* was asked so often."""
    for _ in range(5000):
        if (await fake.stats())["calls"].get(method, 0) >= times:
            return
    raise AssertionError(f"{method} was not asked {times} times")


@pytest.mark.parametrize("real_status", [False, True])
async def test_the_account_is_known(fake: ZaloBotFake, *, real_status: bool) -> None:
    """Its name for doctor, and where Zalo posts: nowhere when none is set, which Zalo tells as a refusal."""
    await fake.rules(real_status=real_status)
    async with opened(fake) as channel:
        assert await channel.identify() == "Bot Thử"
        assert await channel.webhook_url() == ""
        await fake.hook("http://127.0.0.1:9/x", SECRET)
        assert await channel.webhook_url() == "http://127.0.0.1:9/x"


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ({"do": "error", "code": 401}, Misconfigured), ({"do": "error", "code": 429}, Throttled),
        ({"do": "error", "code": 403}, NotSent), ({"do": "cut"}, NotSent), ({"do": "html"}, NotSent),
    ],
)  # fmt: skip
async def test_an_account_that_is_not_told(fake: ZaloBotFake, fault: dict[str, Any], expected: type[Exception]) -> None:
    """Doctor hears whether the token is refused, or whether to ask later."""
    async with opened(fake) as channel:
        for ask, method in ((channel.identify, "getMe"), (channel.webhook_url, "getWebhookInfo")):
            await fake.script(fault | {"methods": [method]})
            with pytest.raises(expected):
                await ask()


async def test_an_api_that_is_away_stops_no_start(fake: ZaloBotFake, ear: Ear) -> None:
    """The channel opens, asks on with longer and longer pauses, and rests once it knows."""
    await fake.script({"do": "html", "methods": ["getMe"], "times": 4})
    hush = Hush()
    async with running(fake, ear, **HOOK, sleep=hush):
        await until_asked(fake, "getMe", 6)
    assert hush.pauses[:4] == [2, 4, 8, 600]


async def test_the_webhook_is_set_and_watched(fake: ZaloBotFake, ear: Ear) -> None:
    """Each process tells the secret once, and again when somebody has put another address there."""
    async with running(fake, ear, **HOOK, sleep=Hush()):
        await until_asked(fake, "getWebhookInfo", 3)
        stats = await fake.stats()
        assert stats["webhook"] == [f"{URL}{PATH}", SECRET]
        assert stats["calls"]["setWebhook"] == 1
        await fake.hook("http://127.0.0.1:9/x", "another-secret")
        await until_asked(fake, "setWebhook", 2)
        assert (await fake.stats())["webhook"] == [f"{URL}{PATH}", SECRET]
    assert (await fake.stats())["violations"] == []


@pytest.mark.parametrize("outcome", ["http.403", "http.5xx", "err.tls", "err.dns", "err.timeout", "err.blocked"])
async def test_a_webhook_that_zalo_cannot_reach_is_told_and_tried_again(
    fake: ZaloBotFake, ear: Ear, outcome: str
) -> None:
    """Zalo keeps the address even so; the log says what it found, until it finds us."""
    await fake.rules(outcome=outcome)
    hush = Hush()
    with structlog.testing.capture_logs() as logs:
        async with running(fake, ear, **HOOK, sleep=hush):
            await until_asked(fake, "setWebhook", 3)
            await fake.rules(outcome="webhook.ok")
            await until_asked(fake, "getWebhookInfo", 1)
    said = [one["said"] for one in logs if one["event"] == "zalo_bot.webhook_trouble"]
    assert len(said) >= 3
    assert set(said) == {outcome}
    assert hush.pauses[:3] == [2, 4, 8]
    assert 600 in hush.pauses


@pytest.mark.parametrize("outcome", ["webhook.ok", None])
async def test_what_zalo_found_may_be_left_out(fake: ZaloBotFake, ear: Ear, outcome: str | None) -> None:
    """No word is no trouble."""
    await fake.rules(outcome=outcome)
    async with running(fake, ear, **HOOK, sleep=Hush()):
        await until_asked(fake, "getWebhookInfo", 2)
    assert (await fake.stats())["calls"]["setWebhook"] == 1
