"""How a broadcast goes: shown live in its sender's chat, and whenever somebody asks."""

from __future__ import annotations

from datetime import datetime

from content import dates
from content.message import Choice, Outbound
from content.texts import approval as states
from content.texts import broadcast as texts
from content.texts.courtesy import Courtesy, fill
from handlers.broadcasting import OUTDATED, QUIET
from handlers.dossier import Dossier, find, still_watches
from handlers.schedule import AT, WAITS
from handlers.withdrawal import KIND
from handlers.world import World
from storage.outbox import ALERT
from storage.tables import Broadcast
from storage.unit_of_work import UnitOfWork

ENDED = ("done", "cancelled")
END = "end"
MILESTONES = 4  # quarters, on channels that cannot change a message


def refresh(uow: UnitOfWork, world: World, now: datetime) -> bool:
    """Owe the progress of watched broadcasts where it has changed; return whether anything was owed.

    Who is suspended, has let the chat go or may no longer watch is shown nothing more.
    """
    owed = False
    for broadcast, chat in uow.broadcast_lists.shown_live():
        facts = world.channels.get(chat.channel)
        can_edit = facts is not None and facts.can_edit
        mark = _mark(broadcast, live=can_edit)
        if mark == broadcast.watched:
            continue
        dossier = find(uow, broadcast.id)
        broadcast.watched = mark
        if not still_watches(uow, chat.person_id, dossier):
            continue
        said = screen(uow, world, dossier, uow.office.facts().courtesy)
        key = f"progress:{broadcast.id}"
        owed |= uow.outbox.owe(
            chat.id, chat.channel, said.but(key=key, replaces=key if can_edit else ""), now=now, klass=ALERT,
            dedup_key=f"{key}:{mark}", person_id=chat.person_id,
        )  # fmt: skip
    return owed


def screen(uow: UnitOfWork, world: World, dossier: Dossier, courtesy: Courtesy) -> Outbound:
    """Return where a broadcast stands and what may be done with it."""
    n, broadcast = dossier.n, dossier.broadcast
    head = texts.HEAD_WITHDRAWAL if broadcast.kind == KIND else texts.HEAD
    lines = [fill(head, courtesy, n=n, title=dossier.document.title), _line(world, broadcast, courtesy)]
    if broadcast.uncertain:
        lines.append(fill(texts.UNCERTAIN, courtesy, n=broadcast.uncertain))
    if broadcast.sent and broadcast.kind != KIND:
        percent = round(100 * broadcast.acked / max(broadcast.total, 1))
        lines.append(fill(texts.ACK_COVER, courtesy, done=broadcast.acked, total=broadcast.total, percent=percent))
    return Outbound("\n".join(lines), choices=_choices(dossier), numbered=False)


def _line(world: World, broadcast: Broadcast, courtesy: Courtesy) -> str:
    total = broadcast.total if broadcast.fan_done else max(broadcast.total, broadcast.audience.get("count", 0))
    done = broadcast.sent + broadcast.failed + broadcast.uncertain
    numbers = {
        "done": done, "total": total, "ok": broadcast.sent, "cancelled": total - done, "failed": broadcast.failed,
        "expired": broadcast.expired,
    }  # fmt: skip
    match broadcast.state:
        case "running":
            template = texts.SENDING
        case "paused":
            special = {QUIET: texts.PAUSED_QUIET, "rejected": texts.PAUSED_REJECTED}
            template = special.get(broadcast.reason, texts.PAUSED)
        case "done":
            template = texts.SENT_REPORT if broadcast.failed else texts.SENT_ALL
        case "cancelled":
            template = texts.OUTDATED if broadcast.reason == OUTDATED else texts.STOPPED
        case _:
            return fill(texts.NOT_STARTED, courtesy, when=when(world, broadcast, courtesy))
    return fill(template, courtesy, **numbers)


def when(world: World, broadcast: Broadcast, courtesy: Courtesy, now: datetime | None = None) -> str:
    """Return when a broadcast goes out, in words; *now* tells a broadcast that goes at once from one that waits."""
    due = broadcast.due_at
    if broadcast.state not in ("submitted", "approved"):
        return states.BROADCAST_STATES[broadcast.state]
    if due is None:
        waits = broadcast.audience.get("when") == WAITS
        return fill(states.WHEN_WAITS, courtesy, n=broadcast.id) if waits else states.WHEN_NOW
    if now is not None and due <= now:
        return states.WHEN_NOW
    planned = broadcast.audience.get("when") == AT or now is None
    at = {"time": dates.time_written(due, world.zone), "date": dates.written(world.today(due))}
    return fill(states.WHEN_AT if planned else states.WHEN_QUIET, courtesy, **at)


def _choices(dossier: Dossier) -> tuple[Choice, ...]:
    """Return what may be done; each press checks the right of who presses."""
    n, broadcast = dossier.n, dossier.broadcast
    state = broadcast.state
    refresh_it = Choice(texts.BUTTON_REFRESH, f"prog:{n}", texts.WORD_PROGRESS.format(n=n))
    stop = Choice(texts.BUTTON_STOP, f"halt:{n}", texts.WORD_STOP.format(n=n), decisive=True)
    choices = [refresh_it]
    if state == "approved":
        choices.append(Choice(texts.BUTTON_SEND, f"send:{n}", texts.WORD_SEND.format(n=n), decisive=True))
    if state == "running":
        choices.append(Choice(texts.BUTTON_PAUSE, f"hold:{n}", texts.BUTTON_PAUSE.lower()))
    if state == "paused":
        choices.append(Choice(texts.BUTTON_RESUME, f"cont:{n}", texts.BUTTON_RESUME.lower()))
    if state in ("approved", "running", "paused"):
        choices.append(stop)
    if state not in ("draft", "submitted", "approved"):
        if broadcast.failed + broadcast.uncertain + broadcast.expired + broadcast.cancelled:
            choices.append(Choice(texts.BUTTON_FAILS, f"fails:{n}", texts.BUTTON_FAILS.lower()))
        choices.append(Choice(texts.BUTTON_SHEET, f"sheet:{n}", texts.BUTTON_SHEET.lower()))
    if state in ENDED and broadcast.kind != KIND:
        choices.append(Choice(texts.BUTTON_AGAIN, f"others:{n}", texts.BUTTON_AGAIN.lower()))
    return tuple(choices)


def _mark(broadcast: Broadcast, *, live: bool) -> str:
    """Return what stands for the progress that would be shown: the same mark, nothing new to show."""
    if broadcast.state in ENDED and (
        broadcast.state == "done" or broadcast.sent + broadcast.failed + broadcast.uncertain + broadcast.cancelled
        + broadcast.expired >= broadcast.total
    ):  # fmt: skip
        return END
    done = broadcast.sent + broadcast.failed + broadcast.uncertain
    if live:
        return f"{broadcast.state}:{broadcast.reason}:{done}:{broadcast.failed}:{broadcast.cancelled}"
    return f"{broadcast.state}:{broadcast.reason}:{MILESTONES * done // max(broadcast.total, 1)}"
