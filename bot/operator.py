"""What an operator does once from the command line: beside a serving process, never instead of it."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import unicodedata
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout
from rich.console import Console
from rich.progress import Progress

from bot import workshop
from bot.channel import SendError
from bot.clock import utc_now
from bot.config import Config
from bot.place import KEY_MARK, Place, StartRefused, claim_database, key_file, mark_of, place_of, secret_key
from content.reading.roster import RosterSheet
from content.roles import Role
from content.texts import importing
from content.texts import startup as texts
from handlers import roster
from handlers.errors import Refused
from handlers.first_invite import first_invite
from handlers.roster_plan import CHANGED, NEW, SAME, Plan
from storage.engine import migrate, schema_is_current
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from bot.app import App

READ_SECONDS = 60.0
TRIES, PAUSE_SECONDS = 20, 0.25  # to get at a database that another command is just making ready
LONGEST_NAME = 80  # characters


class OperatorError(StartRefused):
    """What was asked cannot be done; the text is one sentence."""


async def take_over(config: Config) -> None:
    """Bring the database to the newest schema, and let it belong to the key of now. Raises OperatorError."""
    place = place_of(config, "web")
    await _migrated(place)
    if config.secret_key is None and not key_file(place.folder).exists():
        return
    mark = mark_of(secret_key(config, place.folder))

    def take(uow: UnitOfWork) -> bool:
        known = uow.office.meta(KEY_MARK)
        uow.office.set_meta(KEY_MARK, mark)
        return known not in (None, mark)

    async with _opened(Storage(place.database_url)) as storage:
        if await storage.run(take):
            print(texts.KEY_TAKEN)


async def _migrated(place: Place) -> None:
    """Bring the schema up to date, unless a process serves from this folder: it has done so when it started."""
    for _ in range(TRIES):
        try:
            place.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with FileLock(place.lock).acquire(timeout=0):
                await asyncio.to_thread(migrate, place.database_url)
                return
        except Timeout:
            async with _opened(Storage(place.database_url)) as storage:
                if await storage.read(lambda uow: schema_is_current(uow.connection)):
                    return
        except OSError as error:
            raise OperatorError(texts.NO_FOLDER.format(path=place.folder)) from error
        await asyncio.sleep(PAUSE_SECONDS)  # another command is at it
    raise OperatorError(texts.LOCKED.format(path=place.folder))


@contextlib.asynccontextmanager
async def _opened(storage: Storage) -> AsyncIterator[Storage]:
    storage.open()
    try:
        yield storage
    finally:
        storage.close()


@contextlib.asynccontextmanager
async def _product(config: Config) -> AsyncIterator[App]:
    """The product without its loops, on a database that is ready and its own."""
    from bot.app import App  # noqa: PLC0415 (half a second, which `migrate` need not wait)

    place = place_of(config, "web")
    await _migrated(place)
    app = App(config, "web")
    key = secret_key(config, place.folder)
    async with _opened(app.storage):
        await app.storage.run(lambda uow: claim_database(uow, place, key))
        yield app


async def invite(config: Config, role: Role, name: str, unit: str) -> None:
    """Print a one-time code and its links. Makes the person when the roster does not have them."""
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    if name and not (name.isprintable() and any(map(str.isalpha, name)) and len(name) <= LONGEST_NAME):
        raise OperatorError(texts.BAD_NAME.format(most=LONGEST_NAME))
    async with _product(config) as app:
        now = utc_now()
        try:
            made = await app.storage.run(
                lambda uow: first_invite(uow, app.world, role=role, name=name, unit_code=unit.strip(), now=now)
            )
        except Refused as error:
            raise OperatorError(error.words) from error
        if app.telegram is not None:
            try:
                await app.telegram.open()
                with contextlib.suppress(SendError):
                    await app.telegram.identify()
            finally:
                await app.telegram.close()
        until = made.expires_at.astimezone(ZoneInfo(config.timezone))
        print(texts.INVITE.format(name=made.name, code=made.code, until=f"{until:%d/%m/%Y}"))
        links = app.invite_links(made.code)
        for channel, link in links:
            print(texts.INVITE_LINK.format(channel=channel, link=link))
        if not links:
            print(texts.NO_LINK if app.telegram is not None else texts.NO_CHANNEL)


async def import_roster(config: Config, file: Path, *, skip_faulty: bool) -> None:
    """Read the sheet, say what it would change and what is wrong with it, and write it.

    Nothing is written while anything is wrong, unless *skip_faulty*. Raises OperatorError.
    """
    sheet = await _sheet(file)
    async with _product(config) as app:
        plan = await app.storage.read(lambda uow: roster.preview(uow, sheet, roster.everybody()))
        _show(file, plan)
        whole = [fault for fault in plan.faults if not fault.row]
        if plan.faults and (whole or not skip_faulty):
            raise OperatorError(texts.ROSTER_FAULTS.format(n=len(plan.faults)) if not whole else whole[0].words)
        if not plan.count(NEW) + plan.count(CHANGED):
            print(texts.ROSTER_NOTHING)
            return
        new, changed, same, faults = await _write(app, sheet)
    print(texts.ROSTER_DONE.format(new=new, changed=changed, same=same, faults=faults))


async def _sheet(file: Path) -> RosterSheet:
    try:
        with file.open("rb"):
            pass
        done = await workshop.work("read_roster", {}, {"roster": file}, READ_SECONDS)
    except OSError as error:
        raise OperatorError(texts.NO_FILE.format(path=file)) from error
    except workshop.WorkFailed as error:
        raise OperatorError(error.words) from error
    return RosterSheet.from_json(done.result["roster"])


def _show(file: Path, plan: Plan) -> None:
    print(
        importing.PREVIEW.format(
            name=file.name, new=plan.count(NEW), changed=plan.count(CHANGED), same=plan.count(SAME),
            faults=len(plan.faults), units=len(plan.new_units),
        )
    )  # fmt: skip
    for fault in plan.faults:
        if fault.row:
            print(importing.FAULT.format(row=fault.row, column=fault.column, why=fault.words))


async def _write(app: App, sheet: RosterSheet) -> tuple[int, int, int, int]:
    """Write part after part, each in a transaction of its own; begun again, what is written already is the same."""
    new = changed = same = faults = 0
    start: int | None = 0
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
        bar = progress.add_task(texts.ROSTER_WORKING, total=len(sheet.rows))
        while start is not None:
            at = start
            done = await app.storage.run(
                lambda uow: roster.apply(uow, app.world, sheet, roster.everybody(), utc_now(), start=at)
            )
            new, changed, same = new + done.new, changed + done.changed, same + done.same
            faults += len(done.faults)
            start = done.next
            progress.update(bar, completed=start or len(sheet.rows))
    return new, changed, same, faults
