"""What `doctor` finds out about Zalo: the right to speak, who the account is, and how much of a month is used."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.accounts import make_zalo_bot
from bot.channel import Misconfigured, SendError
from bot.channels.zalo_bot.channel import ZaloBotChannel
from bot.channels.zalo_bot.render import LIMITS
from bot.channels.zalo_bot.webhook import PATH
from bot.channels.zalo_oa.channel import ZaloOAChannel
from bot.channels.zalo_oa.oauth import Pair
from bot.config import Config
from bot.credentials import opened
from bot.sealing import Sealer
from content.texts import doctor_zalo as texts
from content.texts.zalo_login import explain
from storage.unit_of_work import UnitOfWork

Finding = tuple[bool, str]
LANE, BOT_LANE = "zalo_oa", "zalo_bot"
NEARLY = 0.9  # of what a bot may do for nothing
SOON = timedelta(days=14)


class StoredToken:
    """Gives out one token as it is stored. Looking refreshes nothing: that would end the token of who is serving."""

    def __init__(self, access: str) -> None:
        self._access = access

    async def current(self) -> str:
        """Return the token."""
        return self._access

    async def refused(self, token: str) -> None:
        """Raise Misconfigured: another token is not ours to get."""
        raise Misconfigured(texts.TOKEN)


class ZaloLook:
    """One look at the accounts of these settings."""

    def __init__(self, config: Config, now: datetime) -> None:
        self._config, self._now = config, now
        self._access = ""

    def stored(self, uow: UnitOfWork, key: str) -> list[Finding]:
        """Return what the database tells of them. The access token that it holds is what `accounts` tries."""
        month = f"{self._now.astimezone(self._config.zone):%Y-%m}"
        found: list[Finding] = []
        if self._config.zalo_oa_app_id:
            found.append(self._right_to_speak(uow, key))
            if (used := uow.lanes.use(LANE, month)).sent:
                found.append((True, texts.USED_OA.format(sent=used.sent, paid=used.paid, templates=used.templates)))
        if self._config.zalo_bot_token is not None:
            found.append(_allowance(uow.lanes.use(BOT_LANE, month).sent, uow.chats.counts().get(BOT_LANE, 0)))
        return found

    def _right_to_speak(self, uow: UnitOfWork, key: str) -> Finding:
        row = uow.credentials.get(LANE)
        if row is None or not (row.refresh or row.fault):
            return (True, texts.FIRST) if self._config.zalo_oa_refresh_token else (False, texts.NEVER)
        kept = opened(row, Sealer(key))
        if kept.pair is None:
            return False, texts.FAULT.format(why=explain(kept.fault))
        if is_alive := kept.pair.lives(self._now):
            self._access = kept.pair.access
        return _about(self._config, kept.pair, kept.fault, self._now, is_alive=is_alive)

    async def accounts(self) -> list[Finding]:
        """Ask Zalo who the accounts are, and say what follows from what they are."""
        found = await _account(self._config, self._access, self._now) if self._access else []
        bot = make_zalo_bot(self._config, lambda: self._now)
        return found if bot is None else found + await _bot(self._config, bot)


def _about(config: Config, pair: Pair, fault: str, now: datetime, *, is_alive: bool) -> Finding:
    access = f"{pair.access_until.astimezone(config.zone):%H:%M, %d/%m/%Y}"
    refresh = f"{pair.refresh_until.astimezone(config.zone):%d/%m/%Y}"
    if fault:
        return False, (texts.FAULT_UNTIL if is_alive else texts.FAULT).format(why=explain(fault), until=access)
    if now >= pair.refresh_until:
        return False, texts.OVER.format(refresh=refresh)
    if pair.refresh_until - now < SOON:
        return False, texts.ENDS_SOON.format(refresh=refresh)
    return True, (texts.ALIVE if is_alive else texts.ASLEEP).format(access=access, refresh=refresh)


def _allowance(sent: int, people: int) -> Finding:
    """Say how much of what Zalo gives a bot for nothing is used, and whether that is nearly all."""
    month, most = LIMITS.month_most or 0, LIMITS.people_most or 0
    is_scarce = sent >= month * NEARLY or people >= most * NEARLY
    words = texts.BOT_NEARLY if is_scarce else texts.BOT_USED
    return not is_scarce, words.format(sent=sent, most=month, people=people, people_most=most)


async def _bot(config: Config, bot: ZaloBotChannel) -> list[Finding]:
    await bot.open()
    try:
        found: list[Finding] = [(True, texts.BOT.format(name=await bot.identify()))]
        ours = f"{config.public_url}{PATH}" if config.zalo_bot_mode == "webhook" else ""
        hooked = await bot.webhook_url()
    except Misconfigured:
        return [(False, texts.BOT_REFUSES)]
    except SendError:
        return [(False, texts.BOT_AWAY)]
    finally:
        await bot.close()
    if not ours:
        return [*found, (True, texts.BOT_POLLING_TAKEN)] if hooked else found
    return [*found, (True, texts.BOT_WEBHOOK) if hooked == ours else (False, texts.BOT_WEBHOOK_OTHER)]


async def _account(config: Config, access: str, now: datetime) -> list[Finding]:
    channel = ZaloOAChannel(
        app_id=config.zalo_oa_app_id, secret_key="", tokens=StoredToken(access), clock=lambda: now,
        api_url=config.zalo_oa_api_url, timeout=config.send_timeout,
    )  # fmt: skip
    await channel.open()
    try:
        who = await channel.identify()
    except Misconfigured as error:
        return [(False, texts.REFUSES.format(why=error))]
    except SendError as error:
        return [(False, texts.AWAY.format(why=error))]
    finally:
        await channel.close()
    if not who.is_state_agency:
        return [(True, texts.ACCOUNT.format(name=who.name))]
    found: list[Finding] = [(True, texts.STATE_ACCOUNT.format(name=who.name))]
    if config.zalo_oa_message_api == "v3":
        found.append((False, texts.V3_ONLY))
    return found
