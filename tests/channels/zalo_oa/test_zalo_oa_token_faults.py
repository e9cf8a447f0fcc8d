"""What goes wrong with tokens: a clear no, answers that are lost or late, a dead process, another key, no database."""

from __future__ import annotations

import logging
import traceback
from collections.abc import AsyncIterator, Iterator

import pytest
import structlog

from bot.channel import Misconfigured, NotSent
from bot.channels.zalo_oa.oauth import Pair
from bot.credentials import StoredTokens
from bot.sealing import Sealer
from tests.channels.zalo_oa.token_rig import KEY, LANE, Rig, rigged

pytestmark = pytest.mark.both


@pytest.fixture
async def rig(database_url: str) -> AsyncIterator[Rig]:
    """An account on each database."""
    async with rigged(database_url) as made:
        yield made


async def test_a_clear_no_needs_an_admin(rig: Rig) -> None:
    """Told once to each admin, on another channel where there is one; what still works goes on; nothing is asked."""
    old = await rig.authorise()
    tokens = rig.tokens()
    rig.oauth.script.append("-14002")
    rig.later(hours=20)
    for _ in range(3):
        await tokens.look()
        rig.later(minutes=30)
    assert (rig.oauth.asked, await rig.fault(), await tokens.current()) == (1, "declined -14002", old)
    told = await rig.alarms()
    assert [lane for lane, _ in told] == ["telegram", LANE]
    assert "10:00, 21/11/2026" in told[0][1]
    assert "chưa được kích hoạt" in told[0][1]
    assert "python -m bot zalo login" in told[0][1]
    assert await rig.stopped() == []
    rig.later(hours=5)
    with pytest.raises(Misconfigured, match="mã -14002"):
        await tokens.current()
    assert (rig.oauth.asked, len(await rig.alarms())) == (1, 2)
    await rig.authorise()
    assert await rig.works(tokens)


async def test_a_right_that_was_taken_away(rig: Rig) -> None:
    """Neither token works any more: the lane stands still for that reason, and goes on once somebody authorised."""
    old = await rig.authorise()
    tokens = rig.tokens()
    await tokens.current()
    rig.oauth.revoke()
    with pytest.raises(Misconfigured):
        await tokens.refused(old)
    with pytest.raises(Misconfigured):
        await tokens.current()
    await tokens.look()
    assert rig.oauth.asked == 1
    assert [(lane, "mã -14014" in why) for lane, why in await rig.stopped()] == [(LANE, True)]
    assert ["đang chờ" in words for _, words in await rig.alarms()] == [True, True]
    await rig.authorise()
    assert (await rig.stopped(), await rig.fault()) == ([], "")
    await tokens.look()
    assert await rig.works(tokens)


async def test_the_answer_is_lost_after_zalo_changed_the_token(rig: Rig) -> None:
    """Asked once more, which Zalo refuses: then told to the admins, and never asked again."""
    await rig.authorise()
    rig.later(hours=25)
    tokens = rig.tokens()
    rig.oauth.script.append("cut_after")
    with pytest.raises(NotSent):
        await tokens.current()
    with pytest.raises(NotSent, match="resting"):
        await tokens.current()
    assert await rig.alarms() == []
    rig.later(seconds=6)
    with pytest.raises(Misconfigured, match="mã -14014"):
        await tokens.current()
    for _ in range(5):
        rig.later(hours=1)
        await tokens.look()
        with pytest.raises(Misconfigured):
            await rig.tokens("after a restart").current()
    assert (rig.oauth.asked, len(await rig.alarms())) == (2, 2)


async def test_the_answer_is_lost_before_zalo_changed_anything(rig: Rig) -> None:
    """The same cut, but nothing was done: asked once more, and nobody had to be troubled."""
    await rig.authorise()
    rig.later(hours=20)
    tokens = rig.tokens()
    rig.oauth.script.append("cut_before")
    await tokens.look()
    rig.later(minutes=1)
    await tokens.look()
    assert (rig.oauth.asked, rig.oauth.refreshes, await rig.alarms()) == (2, 1, [])
    assert await rig.works(tokens)


async def test_answers_that_never_come(rig: Rig) -> None:
    """While the old token works it is tried now and then; once that is over, an admin is told and it ends."""
    old = await rig.authorise()
    rig.oauth.script.extend(["cut_before"] * 1000)
    tokens = rig.tokens()
    rig.later(hours=20)
    for _ in range(300):
        await tokens.look()
        rig.later(minutes=1)
    assert 10 < rig.oauth.asked < 40
    assert await rig.fault() == ""
    asked = rig.oauth.asked
    for _ in range(60):
        await tokens.look()
        rig.later(minutes=1)
    assert rig.oauth.asked == asked + 1
    assert (await rig.fault(), len(await rig.alarms())) == ("answer lost", 2)
    assert rig.oauth.check(old) == -220


@pytest.mark.parametrize(("deed", "seconds"), [("5xx", 5), ("-32", 60), ("html", 5), ("away", 5)])
async def test_no_answer_at_all_is_asked_again_later(rig: Rig, deed: str, seconds: float) -> None:
    """A server in trouble, a limit, a page instead of an answer, no network: a pause, then it goes well."""
    await rig.authorise()
    rig.later(hours=25)
    tokens = rig.tokens(url="http://127.0.0.1:9" if deed == "away" else "")
    if deed != "away":
        rig.oauth.script.append(deed)
    with pytest.raises(NotSent):
        await tokens.current()
    asked = rig.oauth.asked
    rig.later(seconds=seconds - 1)
    with pytest.raises(NotSent, match="resting"):
        await tokens.current()
    assert rig.oauth.asked == asked
    rig.later(seconds=2)
    if deed == "away":
        with pytest.raises(NotSent, match="ClientConnectorError"):
            await tokens.current()
    else:
        assert await rig.works(tokens)
    assert await rig.alarms() == []


async def test_an_outage_makes_no_storm(rig: Rig) -> None:
    """Five hours of 503 with sends all the time: the pauses grow to ten minutes, and the end of it is found out."""
    await rig.authorise()
    rig.later(hours=25)
    tokens = rig.tokens()
    rig.oauth.script.extend(["5xx"] * 1000)
    for _ in range(5 * 60):
        with pytest.raises(NotSent):
            await tokens.current()
        rig.later(minutes=1)
    assert rig.oauth.asked < 40
    assert await rig.fault() == ""
    rig.oauth.script.clear()
    rig.later(minutes=10)
    assert await rig.works(tokens)


async def test_a_process_that_died_with_the_claim(rig: Rig) -> None:
    """The next one waits a little, then says that there is none now, and takes over when the claim has run out."""
    await rig.authorise()
    rig.later(hours=25)
    assert await rig.store().claim("the dead", rig.now, 60.0)
    tokens = rig.tokens()
    with pytest.raises(NotSent, match="another process"):
        await tokens.current()
    assert (sum(rig.slept), rig.oauth.asked) == (10.0, 0)
    rig.later(seconds=51)
    assert await rig.works(tokens)


async def test_sealed_with_another_key(rig: Rig) -> None:
    """After SECRET_KEY was changed nothing can be opened: told once; with the old key back it goes on."""
    await rig.authorise()
    changed = rig.tokens(key="n" * 32)
    for _ in range(2):
        with pytest.raises(Misconfigured, match="SECRET_KEY"):
            await changed.current()
        await changed.look()
    told = await rig.alarms()
    assert (len(told), rig.oauth.asked) == (2, 0)
    assert "SECRET_KEY" in told[0][1]
    assert await rig.works(rig.tokens())
    _, first = rig.oauth.grant()
    assert await rig.works(rig.tokens(key="n" * 32, first=first))
    assert await rig.fault() == ""


async def test_a_wrong_first_token_then_a_right_one(rig: Rig) -> None:
    """Corrected in the settings and started again it works; the wrong one is asked about once in each start."""
    for n in range(2):
        tokens = rig.tokens(first="RT_mistyped")
        with pytest.raises(Misconfigured, match="mã -14014"):
            await tokens.current()
        await tokens.look()
        assert (rig.oauth.asked, len(await rig.alarms())) == (n + 1, 2)
    _, right = rig.oauth.grant()
    assert await rig.works(rig.tokens(first=right))
    assert (await rig.fault(), await rig.stopped()) == ("", [])


class Forgetful(StoredTokens):
    """A store whose database goes away between Zalo's answer and the commit."""

    away = 2

    async def save(self, pair: Pair, used: str) -> bool:
        """Fail twice, then store."""
        if self.away:
            self.away -= 1
            raise NotSent("the database is away")
        return await super().save(pair, used)


async def test_nothing_is_used_before_it_is_stored(rig: Rig) -> None:
    """The database is away when the new pair comes: it is stored as soon as that works, and only then given out."""
    await rig.authorise()
    rig.later(hours=25)
    tokens = rig.tokens(store=Forgetful(rig.storage, Sealer(KEY), rig.world, lane=LANE))
    for _ in range(2):
        with pytest.raises(NotSent, match="away"):
            await tokens.current()
    assert await rig.works(tokens)
    assert await rig.works(rig.tokens("b"))
    assert (rig.oauth.asked, rig.oauth.refreshes) == (1, 1)


async def test_an_admin_authorises_while_a_new_pair_waits(rig: Rig) -> None:
    """The admin's pair is the newer one: ours is let go."""
    await rig.authorise()
    rig.later(hours=25)
    tokens = rig.tokens(store=Forgetful(rig.storage, Sealer(KEY), rig.world, lane=LANE))
    with pytest.raises(NotSent):
        await tokens.current()
    await rig.authorise()
    for _ in range(2):
        await tokens.look()
    assert await rig.works(tokens)


async def test_a_database_that_is_away(rig: Rig) -> None:
    """A living token in memory is given out all the same; without one, sends wait."""
    access = await rig.authorise()
    tokens, empty = rig.tokens("a"), rig.tokens("b")
    await tokens.current()
    rig.storage.close()
    assert await tokens.current() == access
    await tokens.look()
    with pytest.raises(NotSent, match="database"):
        await empty.current()
    rig.storage.open()
    assert await empty.current() == access


@pytest.fixture
def logs(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """All that is logged, at the most talkative."""
    caplog.set_level(logging.DEBUG)
    before = structlog.get_config()
    structlog.configure(logger_factory=structlog.stdlib.LoggerFactory(), cache_logger_on_first_use=False)
    yield caplog
    structlog.configure(**before)


TROUBLE = ["", "5xx", "html", "-32", "-14002", "refuse", "cut_before", "cut_after"]


@pytest.mark.parametrize("deed", TROUBLE)
async def test_no_trouble_shows_a_token(rig: Rig, deed: str, logs: pytest.LogCaptureFixture) -> None:
    """Whatever Zalo answers, neither tokens nor the app's secret are in a log line, a traceback or an alarm."""
    access = await rig.authorise()
    rig.later(hours=25)
    tokens = rig.tokens()
    rig.oauth.script.append(deed)
    told = repr(await rig.store().load())
    for ask in (tokens.current, lambda: tokens.refused(access), tokens.current):
        try:
            await ask()
        except (NotSent, Misconfigured) as error:
            told += "".join(traceback.format_exception(error))
        await tokens.look()
        rig.later(minutes=1)
    assert logs.records
    told += logs.text + str(await rig.alarms())
    assert "of_the_fake" not in told
    assert rig.oauth.app_secret not in told
