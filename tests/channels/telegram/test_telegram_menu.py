"""The menu of commands is written only where it changed."""

from __future__ import annotations

import json

import pytest

from bot.channel import Misconfigured, NotSent, Throttled
from tests.channels.telegram.ear import HOA, MINH, opened
from tests.fakes.telegram_api import FakeTelegram

EVERYBODY = [("help", "Hướng dẫn"), ("/report", "Báo cáo buổi")]
EDITOR = [*EVERYBODY, ("compose", "Soạn")]


async def test_menu_is_published_once_and_again_on_change(fake: FakeTelegram) -> None:
    """Everybody gets the default, an editor more; a second publication writes nothing; a lost role goes back."""
    async with opened(fake) as channel:
        await channel.publish_commands(EVERYBODY, {str(HOA): EDITOR, "77": EDITOR, str(MINH): []})
        await channel.publish_commands(EVERYBODY, {str(HOA): EDITOR})
    async with opened(fake) as channel:
        await channel.publish_commands(EVERYBODY, {str(HOA): EDITOR})
        assert (await fake.stats())["calls"]["setMyCommands"] == 3
        await channel.publish_commands(EVERYBODY, {str(HOA): []})
    shown = {
        json.loads(scope).get("chat_id", "all"): len(commands) for scope, commands in (await fake.commands()).items()
    }
    assert shown == {"all": 2, 77: 3}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [({"do": "5xx"}, NotSent), ({"do": "401"}, Misconfigured), ({"do": "429", "retry_after": 9}, Throttled)],
)
async def test_menu_trouble_is_told_in_our_words(
    fake: FakeTelegram, rule: dict[str, object], expected: type[Exception]
) -> None:
    """An API in trouble is one of our errors, to be tried later."""
    await fake.script(rule | {"methods": ["*"]})
    async with opened(fake) as channel:
        with pytest.raises(expected):
            await channel.publish_commands(EVERYBODY, {})
