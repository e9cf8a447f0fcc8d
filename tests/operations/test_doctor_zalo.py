"""`doctor` about the Official Account: whether it may speak and until when, who it is, and what to do."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.zalo_oa.oauth import Pair
from bot.config import load
from bot.credentials import put
from bot.doctor import report
from bot.sealing import Sealer
from storage.lanes import Use
from tests.channels.zalo_oa.token_rig import KEY, LANE, START, Rig, rigged
from tests.fakes.zalo_oa_api import ZaloOA

Look = Callable[..., Awaitable[tuple[list[str], list[str]]]]


@pytest.fixture
async def fake() -> AsyncIterator[ZaloOA]:
    """The account at Zalo."""
    async with ZaloOA.here() as one:
        yield one


@pytest.fixture
async def rig(database_url: str) -> AsyncIterator[Rig]:
    """An office on each database, with nothing authorised yet."""
    async with rigged(database_url) as made:
        yield made


@pytest.fixture
def look(
    rig: Rig, fake: ZaloOA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Look:
    """Look as `doctor` does; return what it says of Zalo: what is well, and what is not."""
    monkeypatch.chdir(tmp_path)
    ours = {
        "DATABASE_URL": rig.storage.url, "SECRET_KEY": KEY, "PUBLIC_URL": "https://ttv.example.vn", "SEND_TIMEOUT": "3",
        "ZALO_OA_APP_ID": "1", "ZALO_OA_APP_SECRET": "a" * 20, "ZALO_OA_SECRET_KEY": "s" * 20,
        "ZALO_OA_API_URL": fake.url,
    }  # fmt: skip

    async def looked(**settings: str) -> tuple[list[str], list[str]]:
        code = await report(load(ours | settings, None), rig.clock)
        lines = capsys.readouterr().out.splitlines()
        good, bad = ([line[2:] for line in lines if line.startswith(mark)] for mark in ("✓ ", "✗ "))
        assert code == bool(bad)
        return tuple([line for line in found if "zalo" in line.lower()] for found in (good, bad))  # type: ignore[return-value]  # two

    return looked


async def authorised(rig: Rig, fake: ZaloOA, *, ago: timedelta = timedelta(0)) -> None:
    """Store a pair that Zalo knows, as if it had been got so long *ago*."""
    access, refresh = await fake.grant()
    since = START - ago
    pair = Pair(access, refresh, since + timedelta(hours=25), since + timedelta(days=90), since)
    await rig.storage.run(lambda uow: put(uow, Sealer(KEY), LANE, pair, None))


async def test_never_authorised(look: Look) -> None:
    """What to do is said; a first token in the settings will do; an installation without Zalo hears nothing of it."""
    assert await look() == ([], ["Zalo OA: chưa cấp quyền. Chạy: python -m bot zalo login"])
    good, bad = await look(ZALO_OA_REFRESH_TOKEN="RT_1")
    assert (len(good), bad) == (1, [])
    nothing = dict.fromkeys(("ZALO_OA_APP_ID", "ZALO_OA_APP_SECRET", "ZALO_OA_SECRET_KEY"), "")
    assert await look(**nothing) == ([], [])


async def test_all_is_well(rig: Rig, fake: ZaloOA, look: Look) -> None:
    """Until when the token holds, until when it can be refreshed, what the account is called, what was sent."""
    await authorised(rig, fake)
    await rig.storage.run(lambda uow: uow.lanes.count_use(LANE, "2026-11", Use(30, 2, 1)))
    good, bad = await look()
    assert bad == []
    assert "dùng đến 10:00, 21/11/2026" in good[0]
    assert "đến 18/02/2027" in good[0]
    assert good[1].startswith("Zalo OA: tháng này đã gửi 30 tin, trong đó 2 tin ngoài")
    assert good[2].endswith("trả lời")


async def test_an_account_of_a_state_agency(rig: Rig, fake: ZaloOA, look: Look) -> None:
    """What -235 means is said; with v3 alone it is a fault, and the setting that mends it is named."""
    await authorised(rig, fake)
    await fake.rules(oa_type=4)
    good, bad = await look()
    assert "-235" in good[-1]
    assert bad == []
    _, bad = await look(ZALO_OA_MESSAGE_API="v3")
    assert "ZALO_OA_MESSAGE_API=auto" in bad[0]


@pytest.mark.parametrize(
    ("days", "is_well", "said"),
    [(2, True, "đã hết lúc"), (75, True, "đã hết lúc"), (77, False, "đã lâu không"), (91, False, "đã hết hạn ngày")],
)
async def test_a_long_sleep(rig: Rig, fake: ZaloOA, look: Look, *, days: int, is_well: bool, said: str) -> None:
    """The office was closed: two weeks before the refresh token ends it is a fault, afterwards somebody must log in."""
    await authorised(rig, fake, ago=timedelta(days=days))
    good, bad = await look()
    assert [len(good), len(bad)] == ([1, 0] if is_well else [0, 1])
    assert said in (good + bad)[0]


async def test_a_fault(rig: Rig, fake: ZaloOA, look: Look) -> None:
    """Why it cannot be refreshed, and whether it still speaks."""
    await authorised(rig, fake)
    used = (await rig.store().load()).version
    await rig.store().fail("declined -14014", used, START, START + timedelta(hours=5))
    good, bad = await look()
    assert bad[0].startswith(
        "Zalo OA: không gia hạn được quyền (Zalo từ chối, mã -14014), có thể còn gửi được đến 10:00"
    )
    assert len(good) == 1
    rig.later(days=2)
    good, bad = await look()
    assert bad[0].startswith("Zalo OA: không gia hạn được quyền (Zalo từ chối, mã -14014). Cấp lại")
    assert good == []


async def test_another_key(rig: Rig, fake: ZaloOA, look: Look) -> None:
    """After SECRET_KEY was changed the stored tokens cannot be opened: authorise again."""
    await authorised(rig, fake)
    good, bad = await look(SECRET_KEY="n" * 32)
    assert good == []
    assert "SECRET_KEY đã đổi" in bad[0]
    assert "python -m bot zalo login" in bad[0]


async def test_zalo_refuses_or_is_away(rig: Rig, fake: ZaloOA, look: Look) -> None:
    """A token that the API does not take, and an API that is not there; looking refreshes nothing."""
    await authorised(rig, fake)
    asked = await fake.oauth()
    await fake.grant()
    _, bad = await look()
    assert "Zalo từ chối" in bad[0]
    assert (await fake.oauth())["asked"] == asked["asked"]
    _, bad = await look(ZALO_OA_API_URL="http://127.0.0.1:9")
    assert bad[0].startswith("Zalo OA: chưa kết nối được Zalo")
