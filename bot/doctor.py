"""Checks settings, database, accounts and the office, and says what to do about each fault."""

from __future__ import annotations

from pathlib import Path

from bot.app import App
from bot.channel import Misconfigured, SendError
from bot.config import Config
from bot.place import Place, place_of
from content.roles import Role
from content.texts import doctor as texts
from storage.engine import schema_is_current
from storage.errors import DatabaseFault, Unavailable
from storage.unit_of_work import UnitOfWork

Finding = tuple[bool, str]


async def report(config: Config) -> int:
    """Print what was found; return 0 when all is well, else 1."""
    for setting in config.describe():
        print(f"  {setting.name} = {setting.value}  # {setting.about}")
    place = place_of(config, "run")
    found: list[Finding] = [(True, texts.SETTINGS)]
    if place.is_demo:
        found.append((True, texts.DEMO))
    if config.secret_key is None:
        found.append((True, texts.NO_KEY))
    if not _writable(place.folder):
        found.append((False, texts.DISK.format(path=place.folder)))
    else:
        found += await _installation(config, place)
    for good, what in found:
        print((texts.GOOD if good else texts.BAD).format(what=what))
    return 0 if all(good for good, _ in found) else 1


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".doctor"
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError:
        return False
    return True


async def _installation(config: Config, place: Place) -> list[Finding]:
    app = App(config, "run")
    found: list[Finding] = []
    if not _is_there(place):
        found.append((True, texts.NO_FILE_YET))
    else:
        app.storage.open()
        try:
            found += await app.storage.read(_database)
        except (Unavailable, DatabaseFault) as error:
            found.append((False, texts.NO_DATABASE.format(why=str(error).splitlines()[0])))
        finally:
            app.storage.close()
    if app.telegram is not None:
        await app.telegram.open()
        try:
            found.append((True, texts.TELEGRAM.format(username=await app.telegram.identify())))
        except Misconfigured:
            found.append((False, texts.TELEGRAM_REFUSES))
        except SendError:
            found.append((False, texts.TELEGRAM_AWAY))
        finally:
            await app.telegram.close()
    return found


def _is_there(place: Place) -> bool:
    file = place.database_url.partition("sqlite:///")[2]
    return not file or Path(file).exists()


def _database(uow: UnitOfWork) -> list[Finding]:
    if not schema_is_current(uow.connection):
        return [(False, texts.NO_SCHEMA)]
    found: list[Finding] = [(True, texts.DATABASE)]
    office, admins = uow.office.facts(), uow.people.count_role(Role.ADMIN)
    if not admins:
        found.append((False, texts.NO_ADMIN))
    elif not office.is_set:
        found.append((False, texts.NO_OFFICE))
    else:
        found.append((True, texts.OFFICE.format(name=office.name, admins=admins)))
    found += [(False, texts.LANE_STOPPED.format(lane=lane, why=why)) for lane, why in uow.lanes.stopped()]
    if parked := uow.inbox.parked():
        found.append((False, texts.PARKED.format(n=len(parked))))
    broken = uow.audit.broken_at()
    found.append((True, texts.AUDIT) if broken is None else (False, texts.AUDIT_BROKEN.format(row=broken)))
    return found
