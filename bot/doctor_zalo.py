"""What `doctor` finds out about Zalo: the right to speak, who the account is, and how much of a month is used."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.channel import Misconfigured, SendError
from bot.channels.zalo_oa.channel import ZaloOAChannel
from bot.channels.zalo_oa.oauth import Pair
from bot.config import Config
from bot.credentials import opened
from bot.sealing import Sealer
from content.texts import doctor_zalo as texts
from content.texts.zalo_login import explain
from storage.unit_of_work import UnitOfWork

Finding = tuple[bool, str]
LANE = "zalo_oa"
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
        if not self._config.zalo_oa_app_id:
            return []
        found = [self._right_to_speak(uow, key)]
        if (used := uow.lanes.use(LANE, f"{self._now.astimezone(self._config.zone):%Y-%m}")).sent:
            found.append((True, texts.USED_OA.format(sent=used.sent, paid=used.paid, templates=used.templates)))
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
        return await _account(self._config, self._access, self._now) if self._access else []


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
