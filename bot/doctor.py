"""Checks settings, key, database, accounts and the office, and says what to do about each fault."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.accounts import make_telegram
from bot.channel import Misconfigured, SendError
from bot.channels.telegram.channel import TelegramChannel
from bot.clock import utc_now
from bot.config import Config
from bot.doctor_zalo import ZaloLook
from bot.health import BACKLOG_SECONDS
from bot.place import KEY_MARK, LOOPBACK, NoKey, Place, key_file, mark_of, place_of, secret_key
from content.roles import Role
from content.texts import doctor as texts
from storage.engine import schema_is_current
from storage.errors import DatabaseFault, Unavailable
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork

Finding = tuple[bool, str]


async def report(config: Config, clock: Callable[[], datetime] = utc_now) -> int:
    """Print what was found; return 0 when all is well, else 1. Nothing is changed, nothing is made."""
    for setting in config.describe():
        print(f"  {setting.name} = {setting.value}  # {setting.about}")
    place = place_of(config, "run")
    if place.is_demo and "database_url" in config.model_fields_set:  # named outright: that one is asked about
        place = Place(config.database_url, place_of(config, "web").folder, is_demo=False)
    found: list[Finding] = [(True, texts.SETTINGS)]
    now = clock()
    zalo = ZaloLook(config, now)
    if place.is_demo:
        found.append((True, texts.DEMO))
        if config.host not in (None, *LOOPBACK):
            found.append((False, texts.DEMO_BEYOND))
    if not _writable(place.folder):
        found.append((False, texts.DISK.format(path=place.folder)))
    else:
        key, about_key = _key(config, place)
        found += about_key + await _stored(place, key, now, zalo)
    if (telegram := make_telegram(config, clock)) is not None:
        found += await _account(telegram, polls=config.telegram_mode == "polling")
    found += await zalo.accounts()
    for good, what in found:
        print((texts.GOOD if good else texts.BAD).format(what=what))
    return 0 if all(good for good, _ in found) else 1


def _writable(folder: Path) -> bool:
    """Try in the folder, or in the nearest one above it that is there."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    probe = folder / ".doctor"
    try:
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError:
        return False
    return True


def _key(config: Config, place: Place) -> tuple[str | None, list[Finding]]:
    if config.secret_key is None and not key_file(place.folder).exists():
        return None, [(True, texts.NO_KEY)]
    try:
        return secret_key(config, place.folder), []
    except NoKey:
        return None, [(False, texts.BAD_KEY.format(path=key_file(place.folder)))]


async def _stored(place: Place, key: str | None, now: datetime, zalo: ZaloLook) -> list[Finding]:
    if place.database_file is not None and not place.database_file.exists():
        return [(True, texts.NO_FILE_YET)]
    storage = Storage(place.database_url)
    storage.open()
    try:
        return await storage.read(lambda uow: _database(uow, place, key, now, zalo))
    except (Unavailable, DatabaseFault) as error:
        return [(False, texts.NO_DATABASE.format(why=str(error).splitlines()[0]))]
    finally:
        storage.close()


def _database(uow: UnitOfWork, place: Place, key: str | None, now: datetime, zalo: ZaloLook) -> list[Finding]:
    if not schema_is_current(uow.connection):
        return [(False, texts.NO_SCHEMA)]
    found: list[Finding] = [(True, texts.DATABASE)]
    if not place.is_demo and uow.office.meta("demo") == "1":
        found.append((False, texts.DEMO_DATABASE))
    known = uow.office.meta(KEY_MARK)
    if not place.is_demo and key is not None and known not in (None, mark_of(key)):
        found.append((False, texts.OTHER_KEY))
    office, admins = uow.office.facts(), uow.people.count_role(Role.ADMIN)
    if not admins:
        found.append((False, texts.NO_ADMIN))
    elif not office.is_set:
        found.append((False, texts.NO_OFFICE))
    else:
        found.append((True, texts.OFFICE.format(name=office.name, admins=admins)))
    found += zalo.stored(uow, key or "")
    found += [(False, texts.LANE_STOPPED.format(lane=lane, why=why)) for lane, why in uow.lanes.stopped()]
    if (waiting := uow.outbox.backlog_seconds(now)) > BACKLOG_SECONDS:
        found.append((False, texts.WAITING.format(n=int(waiting // 60))))
    if parked := uow.inbox.parked():
        found.append((False, texts.PARKED.format(n=len(parked))))
    broken = uow.audit.broken_at()
    found.append((True, texts.AUDIT) if broken is None else (False, texts.AUDIT_BROKEN.format(row=broken)))
    return found


async def _account(telegram: TelegramChannel, *, polls: bool) -> list[Finding]:
    await telegram.open()
    try:
        found: list[Finding] = [(True, texts.TELEGRAM.format(username=await telegram.identify()))]
        is_ours, pending, trouble = await telegram.webhook()
        if polls:
            found += [] if is_ours else [(True, texts.POLLING_TAKEN)]
        elif not is_ours:
            found.append((False, texts.WEBHOOK_OTHER))
        elif trouble:
            found.append((False, texts.WEBHOOK_TROUBLE.format(why=trouble)))
        else:
            found.append((True, texts.WEBHOOK.format(pending=pending)))
    except Misconfigured:
        return [(False, texts.TELEGRAM_REFUSES)]
    except SendError:
        return [(False, texts.TELEGRAM_AWAY)]
    finally:
        await telegram.close()
    return found
