"""One Inbound, one transaction: note it, lock who speaks, decide, owe replies, commit."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from datetime import datetime

import structlog

from content.message import Heard, Inbound, Outbound
from content.texts import errors
from content.texts.courtesy import fill
from handlers import arrivals, door, routing
from handlers.errors import Busy, Refused
from handlers.scene import Scene
from handlers.world import World
from storage.errors import Unavailable
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork

WAITING_MOST = 200  # updates at once; beyond that the channel is told to come again
BUSY_SECONDS = 5

Route = Callable[[Scene], None]

log = structlog.get_logger()


class Dispatcher:
    """Takes what channels hear. All effects of an Inbound are on disk when `accept` returns."""

    def __init__(
        self,
        storage: Storage,
        world: World,
        clock: Callable[[], datetime],
        owed: Callable[[], None] = lambda: None,
        route: Route = routing.route,
    ) -> None:
        self._storage = storage
        self._world = world
        self._clock = clock
        self._owed = owed  # wakes the sender; only a hint
        self._route = route
        self._waiting = 0

    async def accept(self, inbound: Inbound) -> None:
        """Take one Inbound, once. Raises Busy when too many wait or the database takes no work."""
        if self._waiting >= WAITING_MOST:
            raise Busy(BUSY_SECONDS)
        self._waiting += 1
        try:
            await self._handle(door.cleaned(inbound), self._clock())
        except Unavailable as error:
            log.warning("inbound_deferred", action="accept", why=str(error).split("\n", maxsplit=1)[0])
            raise Busy(BUSY_SECONDS) from error
        finally:
            self._waiting -= 1
        self._owed()

    async def _handle(self, inbound: Inbound, now: datetime) -> None:
        try:
            await self._storage.run(lambda uow: take(uow, self._world, inbound, now, self._route))
        except Refused as refusal:
            words = refusal.words
            await self._storage.run(lambda uow: refuse(uow, self._world, inbound, words, now))
        except (Unavailable, asyncio.CancelledError):
            raise
        except Exception as error:
            log.exception("handler_raised", action="accept", channel=inbound.address.channel)
            fault = error
            await self._storage.run(lambda uow: park(uow, inbound, fault, now))

    async def retry_parked(self) -> int:
        """Try parked updates again whose time has come; return how many took effect."""
        now = self._clock()
        waiting = await self._storage.run(lambda uow: [p.inbound for p in uow.inbox.waiting(now)])
        done = 0
        for raw in waiting:
            inbound = Inbound.from_json(raw)
            try:
                await self._storage.run(lambda uow: again(uow, self._world, inbound, now, self._route))
                done += 1
            except Refused as refusal:
                words = refusal.words
                await self._storage.run(lambda uow: again(uow, self._world, inbound, now, self._route, words))
            except (Unavailable, asyncio.CancelledError):
                raise
            except Exception as error:  # noqa: BLE001 (a poison update: counted, then kept for a person)
                fault = error
                await self._storage.run(lambda uow: park(uow, inbound, fault, now))
        if done:
            self._owed()
        return done


def take(uow: UnitOfWork, world: World, inbound: Inbound, now: datetime, route: Route) -> None:
    """Let *inbound* take effect, unless it did before."""
    if inbound.kind in (Heard.ARRIVED, Heard.SEEN):
        arrivals.take(uow, inbound, now)
        return
    if not uow.inbox.note(inbound, now):
        return
    caller = uow.chats.hear(inbound.address, now)
    facts = world.channels.get(inbound.address.channel)
    if facts is not None and facts.window and inbound.kind not in (Heard.SYSTEM, Heard.BLOCKED):
        uow.chats.heard(caller.chat_id, now)
        uow.outbox.release(caller.chat_id, now)
    if inbound.kind is not Heard.SYSTEM:
        uow.inbox.overtake(inbound.address, caller.person_id, now)
    route(Scene(uow, world, inbound, caller, uow.office.facts(), now))


def refuse(uow: UnitOfWork, world: World, inbound: Inbound, words: str, now: datetime) -> None:
    """Say why not; the update has had this effect and no other."""
    if not uow.inbox.note(inbound, now):
        return
    caller = uow.chats.hear(inbound.address, now)
    Scene(uow, world, inbound, caller, uow.office.facts(), now).send(Outbound(words))


def park(uow: UnitOfWork, inbound: Inbound, fault: BaseException, now: datetime) -> None:
    """Keep an update whose handler raised, and owe one apology with a reference."""
    uow.inbox.note(inbound, now)
    reference = secrets.token_hex(4).upper()
    if uow.inbox.park(inbound, fault, reference, now) is None:
        return
    caller = uow.chats.hear(inbound.address, now)
    office = uow.office.facts()
    words = fill(errors.ERROR, office.courtesy, code=reference, office_contact=office.staff_contact)
    uow.outbox.owe(
        caller.chat_id, caller.channel, Outbound(words), now=now, dedup_key=f"apology:{reference}",
        person_id=caller.person_id,
    )  # fmt: skip


def again(  # noqa: PLR0913 (all that a Scene is made of, and what to do with it)
    uow: UnitOfWork, world: World, inbound: Inbound, now: datetime, route: Route, words: str = ""
) -> None:
    """Let a parked update take effect now; raises what its handler raises. *words*: it was refused so."""
    caller = uow.chats.hear(inbound.address, now)
    parked = uow.inbox.find(inbound)
    if parked is None or parked.state not in ("waiting", "replay"):
        return
    scene = Scene(uow, world, inbound, caller, uow.office.facts(), now)
    if words:
        scene.send(Outbound(words))
    else:
        route(scene)
    uow.inbox.close(parked)
