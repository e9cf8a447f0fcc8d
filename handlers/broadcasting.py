"""The course of broadcasts: started when due, halted at bad hours, paused, resumed, stopped, cleared away."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from content.roles import May
from content.texts import approval as states
from content.texts import broadcast as texts
from handlers import schedule
from handlers.dossier import Dossier, find
from handlers.errors import AlreadyDecided
from handlers.scene import Scene
from handlers.world import World
from storage.errors import Conflict
from storage.tables import Broadcast
from storage.unit_of_work import UnitOfWork

SWEEP_MOST = 2_000  # rows in one transaction
QUIET = "quiet"  # why a broadcast was halted at the end of the day
OUTDATED = "outdated"  # why a broadcast was stopped: its document holds no longer
ON_ITS_WAY = ("approved", "running", "paused")


def start_due(uow: UnitOfWork, world: World, now: datetime) -> None:
    """Start approved broadcasts whose time has come; halt notices at a bad hour, and let them go on after it.

    Several workers may do so at once, and people decide meanwhile: what another was faster to move is left as it is.
    """
    for broadcast_id in uow.broadcasts.due(now):
        broadcast = uow.broadcasts.get(broadcast_id)
        if not schedule.is_good(world, broadcast, now):
            broadcast.due_at = schedule.first_good(world, broadcast, now)
            continue
        with suppress(Conflict):
            _start(uow, broadcast, now)
    is_awake = schedule.is_awake(world, now)
    for broadcast in uow.broadcast_lists.bound_to_hours():
        with suppress(Conflict):
            if broadcast.state == "running" and not is_awake:
                uow.broadcasts.move(broadcast, "paused", expected=("running",), reason=QUIET)
            elif broadcast.state == "paused" and broadcast.reason == QUIET and is_awake:
                uow.broadcasts.move(broadcast, _onward(broadcast), expected=("paused",), reason="")


def _onward(broadcast: Broadcast) -> str:
    """Return the state of a halted broadcast that goes on: the last ends may have come in while it stood still."""
    ended = broadcast.sent + broadcast.failed + broadcast.uncertain + broadcast.cancelled + broadcast.expired
    return "done" if broadcast.fan_done and ended >= broadcast.total else "running"


def _start(uow: UnitOfWork, broadcast: Broadcast, now: datetime) -> None:
    watch = broadcast.watch_chat_id or uow.people.get(broadcast.author_id).chat_id
    uow.broadcasts.move(
        broadcast, "running", expected=("approved",), started_at=now, watch_chat_id=watch, watched="", reason=""
    )


def clear(uow: UnitOfWork, world: World, now: datetime) -> bool:
    """Take waiting messages of stopped and outdated broadcasts away; return whether more remain."""
    for broadcast in uow.broadcasts.outdated(world.today(now)):
        with suppress(Conflict):  # stopped meanwhile, here or by another worker
            uow.broadcasts.move(broadcast, "cancelled", expected=ON_ITS_WAY, reason=OUTDATED, ended_at=now)
    more = False
    for broadcast_id in uow.broadcasts.unswept():
        state = "expired" if uow.broadcasts.get(broadcast_id).reason == OUTDATED else "cancelled"
        more |= uow.outbox.sweep(broadcast_id, state, state, SWEEP_MOST, now) >= SWEEP_MOST
    return more


def send(scene: Scene, n: int, at: datetime | None = None) -> Dossier:
    """Let an approved broadcast go, now or at a time; a notice waits for a good hour.

    Raises NotAllowed, or AlreadyDecided when it is not approved or under way already.
    """
    dossier = find(scene.uow, n)
    _require(scene, dossier)
    broadcast = dossier.broadcast
    due = schedule.first_good(scene.world, broadcast, max(at or scene.now, scene.now))
    _move(scene, dossier, "approved", ("approved",), due_at=due, watch_chat_id=scene.caller.chat_id)
    scene.note("send", f"broadcast:{n}", None, {"at": due.isoformat()})
    return dossier


def pause(scene: Scene, n: int) -> Dossier:
    """Halt a broadcast until somebody lets it go on. Raises NotAllowed, AlreadyDecided."""
    dossier = find(scene.uow, n)
    _require(scene, dossier)
    _move(scene, dossier, "paused", ("running", "paused"), reason="")
    scene.note("pause", f"broadcast:{n}")
    return dossier


def resume(scene: Scene, n: int) -> Dossier:
    """Let a halted broadcast go on. Raises NotAllowed, AlreadyDecided."""
    dossier = find(scene.uow, n)
    _require(scene, dossier)
    _move(scene, dossier, _onward(dossier.broadcast), ("paused",), reason="")
    scene.note("resume", f"broadcast:{n}")
    return dossier


def stop(scene: Scene, n: int) -> Dossier:
    """Stop a broadcast for good; what is on the wire still arrives. Raises NotAllowed, AlreadyDecided."""
    dossier = find(scene.uow, n)
    _require(scene, dossier)
    _move(scene, dossier, "cancelled", ON_ITS_WAY, reason="stopped", ended_at=scene.now)
    scene.note("stop", f"broadcast:{n}")
    return dossier


def may_steer(scene: Scene, dossier: Dossier) -> bool:
    """Say whether the speaker may send, pause and stop: an editor or approver over the document's unit."""
    unit = dossier.document.unit_id
    return scene.may(May.SEND, unit) or scene.may(May.APPROVE, unit)


def _require(scene: Scene, dossier: Dossier) -> None:
    if not may_steer(scene, dossier):
        scene.require(May.SEND, dossier.document.unit_id)


def _move(scene: Scene, dossier: Dossier, to: str, expected: tuple[str, ...], **changes: object) -> None:
    try:
        scene.uow.broadcasts.move(dossier.broadcast, to, expected=expected, **changes)
    except Conflict:
        state = states.BROADCAST_STATES[find(scene.uow, dossier.n).broadcast.state]
        raise AlreadyDecided(scene.text(texts.CANNOT_CHANGE, n=dossier.n, state=state)) from None
