"""`doctor` about the Zalo Bot: its token, where its events go, and how much of the free allowance is used."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import aiohttp
import pytest

from bot.channels.zalo_bot.webhook import PATH
from bot.config import load
from bot.doctor import report
from content.message import Address
from storage.lanes import Use
from storage.unit_of_work import UnitOfWork
from tests.channels.zalo_oa.token_rig import KEY, START, Rig, rigged
from tests.fakes.zalo_bot_api import ZaloBotFake

PUBLIC = "https://127.0.0.1:9"  # nobody is there: what Zalo finds out when it is told
HOOK = {"ZALO_BOT_MODE": "webhook", "ZALO_BOT_WEBHOOK_SECRET": "w" * 40}
Look = Callable[..., Awaitable[tuple[list[str], list[str]]]]


@pytest.fixture
async def fake() -> AsyncIterator[ZaloBotFake]:
    """The platform."""
    async with ZaloBotFake.here() as one:
        yield one


@pytest.fixture
async def rig(database_url: str) -> AsyncIterator[Rig]:
    """An office on each database."""
    async with rigged(database_url) as made:
        yield made


@pytest.fixture
def look(
    rig: Rig, fake: ZaloBotFake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Look:
    """Look as `doctor` does; return what it says of the bot: what is well, and what is not."""
    monkeypatch.chdir(tmp_path)
    ours = {
        "DATABASE_URL": rig.storage.url, "SECRET_KEY": KEY, "PUBLIC_URL": PUBLIC, "SEND_TIMEOUT": "3",
        "ZALO_BOT_TOKEN": fake.token, "ZALO_BOT_API_URL": fake.url,
    }  # fmt: skip

    async def looked(**settings: str) -> tuple[list[str], list[str]]:
        await report(load(ours | settings, None), rig.clock)
        lines = capsys.readouterr().out.splitlines()
        good = [line[2:] for line in lines if line.startswith("✓ ") and "Zalo Bot" in line]
        return good, [line[2:] for line in lines if line.startswith("✗ ") and "Zalo Bot" in line]

    return looked


async def test_a_bot_that_answers(rig: Rig, look: Look) -> None:
    """What it is called, and how much is used; nearly all of messages or of people is a fault that says what to do."""
    good, bad = await look()
    assert (len(good), bad) == (2, [])
    assert "0 trên 3000 tin, 0 trên 50 người" in good[0]
    assert good[1].endswith("trả lời")
    await rig.storage.run(lambda uow: uow.lanes.count_use("zalo_bot", "2026-11", Use(2699)))
    assert "2699 trên 3000 tin" in (await look())[0][0]
    await rig.storage.run(lambda uow: uow.lanes.count_use("zalo_bot", "2026-11", Use(1)))
    good, bad = await look()
    assert len(good) == 1
    assert "2700 trên 3000 tin, 0 trên 50 người, sắp hết" in bad[0]


async def test_many_people(rig: Rig, look: Look) -> None:
    """Members with a chat there are counted, others are not."""

    def meet(uow: UnitOfWork) -> None:
        unit = uow.units.put("X02", "xã Suối Thử", "xa", None)
        for n in range(46):
            caller = uow.chats.hear(Address("zalo_bot", str(n)), START)
            if n:
                person = uow.people.put(full_name=f"Trần Thị Mẫu {n}", unit_id=unit.id, now=START)
                uow.chats.link(caller.chat_id, person.id)

    await rig.storage.run(meet)
    assert "0 trên 3000 tin, 45 trên 50 người, sắp hết" in (await look())[1][0]


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_where_events_go(fake: ZaloBotFake, look: Look) -> None:
    """To us, elsewhere, or by polling although a webhook is set."""
    _, bad = await look(**HOOK)
    assert bad[0].startswith("Webhook Zalo Bot đang trỏ tới nơi khác hoặc chưa đặt")
    await fake.rules(http_webhook=True)  # this machine is no public address
    hook = {"url": f"{PUBLIC}{PATH}", "secret_token": "w" * 40}
    async with aiohttp.ClientSession() as us, us.post(f"{fake.url}/bot{fake.token}/setWebhook", json=hook) as told:
        assert (await told.json())["ok"]
    good, bad = await look(**HOOK)
    assert (good[-1], bad) == ("Webhook Zalo Bot đúng địa chỉ", [])
    good, bad = await look()
    assert "webhook khác" in good[-1]


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_a_bot_that_does_not(look: Look) -> None:
    """A token that is refused, an API that is away."""
    _, bad = await look(ZALO_BOT_TOKEN="1:" + "a" * 20)
    assert bad == ["Zalo Bot: Zalo từ chối token. Lấy lại token từ Zalo Bot Manager, đặt vào ZALO_BOT_TOKEN"]
    _, bad = await look(ZALO_BOT_API_URL="http://127.0.0.1:9")
    assert bad[0].startswith("Zalo Bot: chưa kết nối được Zalo")
