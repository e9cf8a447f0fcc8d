"""The bot's own account: its name is learnt, and its webhook kept, whatever the API does meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.channel import Misconfigured, NotSent
from bot.channels.telegram.account import Account
from bot.channels.telegram.api import TelegramApi
from bot.channels.telegram.transport import AiohttpTransport
from tests.channels.telegram.ear import SECRET
from tests.fakes.telegram_api import FakeTelegram

HOOK = "https://chat.example.vn/webhooks/telegram"


@pytest.fixture
async def api(fake: FakeTelegram) -> AsyncIterator[TelegramApi]:
    """The API as a channel calls it."""
    transport = AiohttpTransport(5.0)
    await transport.initialize()
    yield TelegramApi(transport, fake.token, fake.url)
    await transport.shutdown()


async def pauses(account_api: TelegramApi, hook: str, count: int) -> list[float]:
    """Run an account until it has paused *count* times; return the pauses."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == count:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await Account(account_api, hook, SECRET, sleep).run()
    return slept


async def test_tries_until_the_api_is_back(fake: FakeTelegram, api: TelegramApi) -> None:
    """While the API is away it is asked less and less often, as a 429 wishes, and then the webhook is set once."""
    await fake.script(
        {"do": "5xx", "methods": ["getMe"], "times": 2},
        {"do": "429", "retry_after": 40, "methods": ["getWebhookInfo"], "times": 1},
    )
    assert await pauses(api, HOOK, 5) == [2.0, 4.0, 40.0, 600.0, 600.0]
    assert (await fake.stats())["calls"]["setWebhook"] == 1
    assert (await fake.webhook())["secret_token"] == SECRET


async def test_a_webhook_that_somebody_moved_is_set_again(fake: FakeTelegram, api: TelegramApi) -> None:
    """Each look at the webhook puts it back where it belongs."""
    account = Account(api, HOOK, SECRET)
    await account.keep_webhook()
    await api.call("setWebhook", {"url": "https://else.example.vn/x"})
    await account.keep_webhook()
    await account.keep_webhook()
    assert (await fake.webhook())["url"] == HOOK
    assert (await fake.stats())["calls"]["setWebhook"] == 3


async def test_without_a_webhook_nothing_is_set(fake: FakeTelegram, api: TelegramApi) -> None:
    """In polling mode the account only learns its name."""
    assert await pauses(api, "", 1) == [600.0]
    assert "setWebhook" not in (await fake.stats())["calls"]


async def test_trouble_is_told_in_our_words(fake: FakeTelegram, api: TelegramApi) -> None:
    """A bad token is a setting to mend; everything else is tried later."""
    account = Account(api, HOOK, SECRET)
    for rule, expected in (({"do": "401"}, Misconfigured), ({"do": "cut_after"}, NotSent)):
        await fake.calm()
        await fake.script(rule | {"methods": ["*"]})
        with pytest.raises(expected):
            await account.identify()
        with pytest.raises(expected):
            await account.keep_webhook()
