"""One attempt: from a claimed row to the channel, and from the channel's answer to how the row ends."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog

from bot.channel import (
    Channel,
    Gone,
    Misconfigured,
    Moved,
    NotNow,
    NotSent,
    Parcel,
    Rejected,
    SendError,
    Sent,
    Template,
    Throttled,
    Uncertain,
    Upload,
)
from bot.gate import Gate
from content.message import Address, Outbound
from handlers import links, schedule, templates
from handlers.rerouting import WINDOW, may_speak
from handlers.sending import Ended
from handlers.world import World
from storage.outbox import Claimed, Settled, retry_at
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork

RESEND_SECONDS = 5.0
CACHE_MOST = 200

log = structlog.get_logger()


class Attempts:
    """Sends rows of one channel. Remembers rendered broadcasts and file ids, nothing else."""

    def __init__(  # noqa: PLR0913 (the seams it stands between)
        self, storage: Storage, channel: Channel, world: World, clock: Callable[[], datetime], files: Path, gate: Gate
    ) -> None:
        self._storage, self._channel, self._world = storage, channel, world
        self._clock, self._files, self._gate = clock, files, gate
        self._renderings: dict[int, Outbound] = {}
        self._remotes: dict[int, str] = {}
        self._uploads: dict[int, asyncio.Lock] = {}
        self.unsent_in_a_row = 0

    async def make(self, row: Claimed) -> Ended:
        """Send one row and say how it ended. Never raises, but when the database is away."""
        said = await self._said(row)
        if said is None:
            return Ended(_end(row, "failed", reason="no_text"), row)
        facts = self._world.channels.get(self._channel.name)
        if facts and not row.by_template and not may_speak(facts, row.heard_at, self._clock()):
            return Ended(_end(row, "failed", reason=WINDOW), row, shut=True)
        started = time.monotonic()
        try:
            sent = await self._send(row, said)
        except SendError as error:
            return self._translate(row, said, error, started)
        except Exception:
            log.exception("adapter_bug", action="send", lane=self._channel.name, delivery=row.id)
            return Ended(_end(row, "failed", reason="fault"), row)
        self.unsent_in_a_row = 0
        self._gate.took(started)
        return Ended(_end(row, "sent", provider_id=sent.message_key), row)

    async def _said(self, row: Claimed) -> Outbound | None:
        if row.message is not None:
            return Outbound.from_json(row.message)
        if row.broadcast_id is None:
            return None
        known = self._renderings.get(row.broadcast_id)
        if known is None:
            known = await self._storage.run(
                lambda uow: uow.broadcasts.rendering(row.broadcast_id or 0, self._channel.name)
            )
            if known is not None:
                if len(self._renderings) >= CACHE_MOST:
                    self._renderings.clear()
                self._renderings[row.broadcast_id] = known
        return None if known is None else schedule.at_this_hour(self._world, known, self._clock())

    async def _send(self, row: Claimed, said: Outbound) -> Sent:
        carries = said.file is not None and self._channel.limits.carries(said.file)
        wants_link = row.by_template or said.page or (said.file is not None and not carries)
        link = links.link_of(self._world, row.id) if wants_link else ""
        template = await self._template(row, link) if row.by_template else None
        parcel = Parcel(
            Address(self._channel.name, row.address), said, row.edits, None, row.id, link=link, template=template
        )
        if said.file is None or not carries or template is not None:
            return await self._channel.send(parcel)
        file_id = said.file.file_id
        if file_id in self._remotes:
            return await self._send_file(parcel, file_id)
        # One upload at a time for each file: the others wait for the id that it brings.
        lock = self._uploads.setdefault(file_id, asyncio.Lock())
        async with lock:
            return await self._send_file(parcel, file_id)

    async def _template(self, row: Claimed, link: str) -> Template:
        broadcast = row.broadcast_id or 0
        filled = await self._storage.run(lambda uow: templates.filled(uow, self._world, broadcast, row.person_id, link))
        if filled is None:
            raise Rejected(WINDOW)
        return Template(filled.id, filled.fields, filled.phone)

    async def _send_file(self, parcel: Parcel, file_id: int) -> Sent:
        lane = self._channel.name

        def look(uow: UnitOfWork) -> tuple[Path, str | None]:
            return self._files / uow.files.get(file_id).stored_as, uow.files.remote(file_id, lane)

        remote: str | None = self._remotes.get(file_id)
        path = self._files
        if remote is None:
            path, remote = await self._storage.run(look)
        file = parcel.said.file
        if file is None:
            return await self._channel.send(parcel)
        upload = Upload(file.name, file.mime, path, file.is_photo, remote)
        try:
            sent = await self._channel.send(replace(parcel, upload=upload))
        except Rejected as error:
            if not error.stale_file or remote is None:
                raise
            path, _ = await self._storage.run(look)
            sent = await self._channel.send(replace(parcel, upload=replace(upload, path=path, remote=None)))
        if sent.remote_file and sent.remote_file != remote:
            new = sent.remote_file
            self._remotes[file_id] = new
            await self._storage.run(lambda uow: uow.files.remember_remote(file_id, lane, new))
        elif remote:
            self._remotes[file_id] = remote
        return sent

    def _translate(self, row: Claimed, said: Outbound, error: SendError, started: float) -> Ended:  # noqa: C901, PLR0911 (one case for each of the closed set)
        now = self._clock()
        if not isinstance(error, NotSent):
            self.unsent_in_a_row = 0
        match error:
            case Throttled():
                closes = not error.chat_only and self._gate.refuse(row.chat_id, started, error.seconds)
                due = now + timedelta(seconds=error.seconds)
                again = _end(row, "queued", due_at=now if closes else due, counted=False)
                return Ended(again, row, hush_until=None if closes else due)
            case NotNow(until=None):
                return Ended(_end(row, "failed", reason=WINDOW), row, shut=True)
            case NotNow():
                due = error.until or now
                again = _end(row, "queued", due_at=due, counted=False)
                is_paid_alone = error.spent or row.by_template  # what costs nothing may still be said to this chat
                return Ended(again, row, hush_until=None if is_paid_alone else due, spent=error.spent)
            case NotSent():
                self.unsent_in_a_row += 1
                due_again = retry_at(row.attempts, row.first_try, now)
                if due_again is None:
                    return Ended(_end(row, "failed", reason="unreachable"), row)
                return Ended(_end(row, "queued", due_at=due_again, reason="not_sent"), row)
            case Uncertain():
                if said.one_time or row.reads_lost:
                    return Ended(_end(row, "uncertain", reason="uncertain", read_lost=True), row)
                due = now + timedelta(seconds=RESEND_SECONDS)
                return Ended(_end(row, "queued", due_at=due, read_lost=True), row)
            case Gone():
                return Ended(_end(row, "failed", reason=error.reason), row, gone=error.reason)
            case Moved():
                return Ended(_end(row, "queued", due_at=now, counted=False), row, moved_to=error.to)
            case Rejected():
                return Ended(_end(row, "failed", reason=error.reason, rejected=True), row)
            case Misconfigured():
                waits = _end(row, "queued", due_at=now, counted=False)
                return Ended(waits, row, stop_lane=str(error) or "refused")
        msg = f"an unknown SendError: {error!r}"
        raise AssertionError(msg)


def given_back(row: Claimed, now: datetime) -> Ended:
    """Return the end of a claim of which nothing was said: uncounted, and without a doubt about it."""
    return Ended(_end(row, "queued", due_at=now, counted=False), row)


def _end(row: Claimed, state: str, **how: Any) -> Settled:
    """Return the end of this very claim of *row*."""
    return Settled(row.id, row.attempts, state, **how)
