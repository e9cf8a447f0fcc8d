"""Sends what is owed on one lane: claim a few rows, send them, record how they ended. Retry lives here alone."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from bot import failpoints
from bot.attempt import Attempts, given_back
from bot.channel import Channel, Job
from bot.gate import Gate
from handlers import sending
from handlers.sending import Ended
from handlers.world import World
from storage.errors import Unavailable
from storage.outbox import ALERT, NOTICE, Claimed
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork

SLOTS = 64  # messages on the wire at once
AHEAD = 32  # rows claimed that wait for a slot, so that no slot waits for a claim
RESERVED = 8  # of these places only replies and alerts may take
CLAIM_SECONDS = 0.025  # a claim is made when every claimed row is on the wire, or after this
POLL_SECONDS = 0.2  # without a wake-up: another process may have owed something
ACK_SECONDS = 0.05
ACK_MOST = 50
UNRECORDED_MOST = 200  # more than a slow database may lag behind
BREAK_AFTER = 5  # requests in a row that never left: the platform is away
BREAK_SECONDS = 5.0

log = structlog.get_logger()


class Sender:
    """One lane's sender, as jobs to be supervised: one that claims, one that records, and a slot for each message."""

    def __init__(  # noqa: PLR0913 (the seams it stands between)
        self,
        storage: Storage,
        channel: Channel,
        world: World,
        clock: Callable[[], datetime],
        files: Path,
        me: str,
        *,
        timeout: float = 30.0,
        classes: Sequence[int] = tuple(range(NOTICE + 1)),
        slots: int = SLOTS,
    ) -> None:
        self._storage, self._channel, self._world, self._clock, self._me = storage, channel, world, clock, me
        self._timeout, self._classes, self._slots = timeout, tuple(classes), slots
        self._gate = Gate()
        self._attempts = Attempts(storage, channel, world, clock, files, self._gate)
        self._claimed: asyncio.PriorityQueue[tuple[int, int, float, Claimed]] = asyncio.PriorityQueue()
        self._ends: list[Ended] = []
        self._wake, self._full = asyncio.Event(), asyncio.Event()
        self._taken = 0  # rows claimed that have not ended
        self._unrecorded = 0  # ends that are not recorded
        self._slot_free = asyncio.Event()
        self._on_wire = 0
        self._can_record = True
        self._stopping = False
        self._turn = 0
        self._told_spent = ""  # the month in which the office was told
        self.sent = 0

    @property
    def lane(self) -> str:
        """The lane's name: its channel's."""
        return self._channel.name

    def wake(self) -> None:
        """Something was owed: look at once. Only a hint."""
        self._wake.set()

    def jobs(self) -> list[Job]:
        """Return the loops to run."""
        slots = [Job(f"send:{self.lane}:{n}", self._send_loop) for n in range(self._slots)]
        return [Job(f"claim:{self.lane}", self._claim_loop), Job(f"record:{self.lane}", self._record_loop), *slots]

    async def drain(self) -> None:
        """Claim no more; return once all that was claimed is sent or given back, and recorded."""
        self._stopping = True
        while self._taken or self._unrecorded:  # noqa: ASYNC110 (two counters of many slots, once at the end)
            await asyncio.sleep(0.01)

    async def _claim_loop(self) -> None:
        while True:
            if self._taken > self._slots:
                await _either(self._slot_free, CLAIM_SECONDS)
            if self._must_wait():
                await asyncio.sleep(min(self._gate.seconds_left() or CLAIM_SECONDS, CLAIM_SECONDS))
                continue
            self._wake.clear()
            self._turn += 1
            most, turn = self._slots + AHEAD - self._taken, self._turn
            classes = self._classes if most > RESERVED else [klass for klass in self._classes if klass <= ALERT]
            now = self._clock()  # the month of the claim is the month that is told of
            claimed_at = time.monotonic()  # before the lease begins: a process that is stopped in between must notice
            try:
                claim = await self._storage.run(
                    lambda uow: uow.outbox.claim(
                        self.lane, self._me, most=most, now=now, lease=2 * self._timeout,
                        chat_pause=self._channel.limits.per_chat_seconds, classes=classes, turn=turn,
                        allowance=self._allowance(now),
                    )
                )  # fmt: skip
            except Unavailable as error:
                log.warning("claim_failed", action="claim", lane=self.lane, why=str(error)[:200])
                await asyncio.sleep(1.0)
                continue
            if claim.spent:
                await self._tell_spent(now)
            self._taken += len(claim.rows)
            for row in claim.rows:
                self._claimed.put_nowait((row.klass, row.id, claimed_at, row))
            if claim.rows:
                failpoints.reached("after_claim")
                self._slot_free.clear()
                continue
            pause = max(claim.wait, CLAIM_SECONDS) if claim.wait else POLL_SECONDS
            await _either(self._wake, min(pause, POLL_SECONDS))

    def _allowance(self, now: datetime) -> tuple[str, int] | None:
        most = self._channel.limits.month_most
        return None if most is None else (self._world.month(now), most)

    async def _tell_spent(self, now: datetime) -> None:
        if self._told_spent != (month := self._world.month(now)):
            with contextlib.suppress(Unavailable):
                await self._storage.run(lambda uow: sending.tell_spent(uow, self._world, self.lane, now))
                self._told_spent = month

    def _must_wait(self) -> bool:
        """Say why nothing may be claimed: stopping, a shut gate, no slot, or ends that cannot be recorded."""
        is_full = self._taken >= self._slots + AHEAD or self._unrecorded >= UNRECORDED_MOST
        return self._stopping or not self._can_record or is_full or self._gate.is_closed()

    async def _send_loop(self) -> None:
        while True:
            _, _, claimed_at, row = await self._claimed.get()
            # One that waited long for a slot might outlive its lease on the wire.
            is_late = time.monotonic() - claimed_at > self._timeout / 2
            if self._gate.is_closed() or self._stopping or is_late:
                # Claimed, but not on the wire: given back uncounted, and without a doubt about it.
                end = given_back(row, self._clock())
            else:
                self._on_wire += 1
                try:
                    end = await self._attempts.make(row)
                except Unavailable:
                    end = given_back(row, self._clock())
                finally:
                    self._on_wire -= 1
                failpoints.reached("after_http_before_ack")
            self._ends.append(end)
            self._taken -= 1
            self._unrecorded += 1
            if self._taken <= self._slots:
                self._slot_free.set()
            if len(self._ends) >= ACK_MOST:
                self._full.set()

    async def _record_loop(self) -> None:
        while True:
            await _either(self._full, ACK_SECONDS)
            self._full.clear()
            if self._ends:
                await self._record()
            if self._gate.refused and not self._on_wire:
                await self._judge()

    async def _record(self) -> None:
        ends, self._ends = self._ends, []
        gate_seconds = self._gate.seconds_left()
        if self._attempts.unsent_in_a_row >= BREAK_AFTER:
            gate_seconds = max(gate_seconds, BREAK_SECONDS)
            self._gate.until = max(self._gate.until, time.monotonic() + BREAK_SECONDS)
        now = self._clock()

        def record(uow: UnitOfWork) -> int:
            recorded = sending.record(uow, self._world, self.lane, self._me, ends, now)
            if gate_seconds:
                uow.lanes.close(self.lane, gate_seconds)
            return recorded.refused

        refused = None
        while refused is None:
            try:
                refused = await self._storage.run(record)
            except Unavailable as error:
                # No sending that cannot be recorded: claiming stops until this succeeds.
                self._can_record = False
                log.warning("record_failed", action="record", lane=self.lane, why=str(error)[:200])
                await asyncio.sleep(0.5)
        self._can_record = True
        self._unrecorded -= len(ends)
        self.sent += sum(end.settled.state == "sent" for end in ends)
        if refused:
            log.warning("late_ends_refused", action="record", lane=self.lane, rows=refused)

    async def _judge(self) -> None:
        """Nothing is on the wire: was the 429 the lane's, or one chat's?"""
        seconds = self._gate.seconds_left()
        chat_id = self._gate.verdict()
        if chat_id is None:
            return
        until = self._clock()

        def only_this_chat(uow: UnitOfWork) -> None:
            uow.chats.hush(chat_id, until + timedelta(seconds=seconds))
            uow.lanes.reopen(self.lane)

        with contextlib.suppress(Unavailable):
            await self._storage.run(only_this_chat)


async def _either(event: asyncio.Event, seconds: float) -> None:
    """Wait until *event* is set, but at most *seconds*."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
