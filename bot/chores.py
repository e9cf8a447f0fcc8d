"""Does slow work that is owed: fetching files, and office files in a child process. Its end is an Inbound."""

from __future__ import annotations

import asyncio
import contextlib
import mimetypes
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog

from bot import answer_files, workshop
from bot.channel import Accept, Busy, Channel, Rejected, SendError
from bot.row_files import rows_for
from content.message import Address, Heard, Inbound
from content.texts import files as texts
from content.texts.reading import WORK_FAILED
from handlers import submission_rows
from handlers.answer_files import KIND as ANSWER
from storage.chores import MOST_TRIES
from storage.errors import Unavailable
from storage.files import FileStore
from storage.storage import Storage
from storage.tables import Chore
from storage.unit_of_work import UnitOfWork

LEASE_SECONDS = 180.0
WORK_SECONDS = 60.0  # of one child process
EXPORT_SECONDS = 400.0  # of one that writes tens of thousands of lines on a small machine
LONGER = {submission_rows.KIND: EXPORT_SECONDS + 2 * WORK_SECONDS}  # leases: the rows are read before the work begins
IDLE_SECONDS = 0.5
FILE_BYTES = 20 * 1024 * 1024

FETCHES = ("fetch", ANSWER)

SECRET = {"unreadable": "secret"}  # what the workshop says of a paper with a secrecy mark

MOST_CLAIMS = MOST_TRIES + 2  # a chore that takes the process with it each time is given up

log = structlog.get_logger()


class TooLarge(Exception):
    """The file is larger than FILE_BYTES."""


class Chores:
    """Takes chores one at a time; several processes may do so."""

    def __init__(  # noqa: PLR0913 (the seams it stands between)
        self,
        storage: Storage,
        channels: Mapping[str, Channel],
        store: FileStore,
        accept: Accept,
        clock: Callable[[], datetime],
        me: str,
    ) -> None:
        self._storage, self._channels, self._store = storage, channels, store
        self._accept, self._clock, self._me = accept, clock, me
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Something may be owed: look at once. Only a hint."""
        self._wake.set()

    async def loop(self) -> None:
        """Do what is owed, for ever."""
        while True:
            try:
                did = await self.one()
            except Unavailable as error:
                log.warning("chore_deferred", action="chore", why=str(error)[:200])
                await asyncio.sleep(1.0)
                continue
            if not did:
                try:
                    async with asyncio.timeout(IDLE_SECONDS):
                        await self._wake.wait()
                except TimeoutError:
                    pass
                self._wake.clear()

    async def one(self) -> bool:
        """Do one chore; False when none is ripe. What a chore cannot do is told, and never stops the others."""
        chore = await self._storage.run(
            lambda uow: uow.chores.claim(self._me, now=self._clock(), lease=LEASE_SECONDS, longer=LONGER)
        )
        if chore is None:
            return False
        try:
            payload, again = await self._done(chore)
            if not (again and await self._postponed(chore, payload["fault"])):
                await self._tell(chore, payload)
                if payload.get("result") == SECRET:
                    await self._forget(chore)
                    log.warning("secret_removed", action="chore", chore=chore.id)
                elif chore.kind == ANSWER:  # the channel's own copy still knows place and phone
                    await self._forget(chore)
                await self._end(chore, payload.get("fault"))
        except asyncio.CancelledError:  # this process stops: whoever comes next need not wait for our lease to end
            with contextlib.suppress(Unavailable):
                await self._storage.run(lambda uow: uow.chores.give_back(chore.id, self._me))
            raise
        return True

    async def _done(self, chore: Chore) -> tuple[dict[str, Any], bool]:
        """Return what the end of the chore says, and whether it is worth another try."""
        payload: dict[str, Any] = {"request": chore.request}
        if chore.attempts > MOST_CLAIMS:
            log.error("chore_given_up", action="chore", chore=chore.id, kind=chore.kind)
            return payload | {"fault": WORK_FAILED["crashed"]}, False
        try:
            return payload | (await self._fetch(chore) if chore.kind in FETCHES else await self._work(chore)), False
        except Unavailable:
            raise
        except TooLarge:
            return payload | {"fault": texts.TOO_LARGE}, False
        except answer_files.FileRefused as error:
            return payload | {"fault": error.words}, False
        except SendError as error:
            log.warning("fetch_failed", action="chore", chore=chore.id, why=type(error).__name__)
            return payload | {"fault": texts.NOT_FETCHED}, not isinstance(error, Rejected)
        except workshop.WorkFailed as error:
            log.warning("work_failed", action="chore", chore=chore.id, kind=chore.kind, why=error.reason)
            log.debug("work_failed_detail", action="chore", chore=chore.id, detail=error.detail)  # may quote the file
            return payload | {"fault": error.words}, False
        except Exception:
            log.exception("chore_failed", action="chore", chore=chore.id, kind=chore.kind)
            return payload | {"fault": WORK_FAILED["crashed"]}, False

    async def _postponed(self, chore: Chore, fault: str | None) -> bool:
        """Try later while tries are left; the person is told only of the last one."""
        if chore.attempts >= MOST_TRIES:
            return False
        await self._storage.run(
            lambda uow: uow.chores.end(chore.id, self._me, now=self._clock(), fault=fault, again=True)
        )
        return True

    async def _forget(self, chore: Chore) -> None:
        """Remove what must not be kept: the row and the bytes, and the channel's own copy."""
        for file_id in chore.request.get("files", {}).values():
            for stored_as in await self._storage.run(lambda uow: uow.files.drop(file_id)):
                await asyncio.to_thread(self._store.remove, stored_as)
        channel = self._channels.get(str(chore.channel))
        if channel is not None and (remote := chore.request.get("remote")):
            await channel.forget(remote)

    async def _end(self, chore: Chore, fault: str | None) -> None:
        await self._storage.run(lambda uow: uow.chores.end(chore.id, self._me, now=self._clock(), fault=fault))

    async def _tell(self, chore: Chore, payload: dict[str, Any]) -> None:
        """Tell the end as an Inbound; a repeat after a crash is dropped by its key."""
        if chore.channel is None or chore.address is None:
            return
        inbound = Inbound(
            Address(chore.channel, chore.address), f"chore:{chore.id}", Heard.SYSTEM, self._clock(),
            token=chore.kind, payload=payload,
        )  # fmt: skip
        while True:
            try:
                await self._accept(inbound)
            except Busy as busy:
                await asyncio.sleep(busy.retry_after)
            else:
                return

    async def _fetch(self, chore: Chore) -> dict[str, Any]:
        request = chore.request
        channel = self._channels[str(chore.channel)]
        try:
            content = await channel.fetch(request["remote"], FILE_BYTES)
        except ValueError as error:
            raise TooLarge from error
        if chore.kind == "fetch":
            return {"file_id": await self._keep(content, request["name"], request.get("mime", ""))}
        # Before it is kept: what is stored never knew place or phone.
        made = await answer_files.kept(content, request["name"], request["wanted"])
        return {"file_id": await self._keep(made.content, made.name, made.mime)}

    async def _keep(self, content: bytes, name: str, mime: str) -> int:
        stored_as = await asyncio.to_thread(self._store.keep, content)
        kind = mime or mimetypes.guess_type(name)[0] or "application/octet-stream"
        now = self._clock()

        def put(uow: UnitOfWork) -> tuple[int, bool]:
            row = uow.files.put(stored_as=stored_as, content=content, name=name, mime=kind, now=now)
            return row.id, row.stored_as == stored_as

        file_id, is_new = await self._storage.run(put)
        if not is_new:
            await asyncio.to_thread(self._store.remove, stored_as)
        return file_id

    async def _work(self, chore: Chore) -> dict[str, Any]:
        """Run a kind of the workshop on stored files; keep what it makes."""
        named: dict[str, int] = chore.request.get("files", {})
        paths: dict[str, Path] = {}
        for name, file_id in named.items():
            try:
                paths[name] = await self._storage.run(lambda uow: self._store.path(uow.files.get(file_id).stored_as))
            except LookupError:  # the same bytes came twice, and were removed at the first reading
                if chore.kind != "read_document":
                    raise
                return {"result": SECRET}
        if chore.kind == submission_rows.KIND:  # it takes along the files of answers
            paths["store"] = self._store.folder
        async with rows_for(self._storage, chore.kind, chore.request) as rows:
            seconds = EXPORT_SECONDS if chore.kind in LONGER else WORK_SECONDS
            done = await workshop.work(chore.kind, chore.request, paths | rows, seconds)
        made = [await self._keep(f.content, f.name, f.mime) for f in done.files]
        return {"result": done.result, "made": made}
