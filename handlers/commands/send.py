"""`phát`: let what is approved go out, now or at a time; or plan it for others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from content import dates
from content.dialog import Facts, Unreadable
from content.dialogs.audience import Moment
from content.message import Choice, Outbound
from content.roles import May
from content.texts import approval as states
from content.texts import broadcast as texts
from handlers import approvals, broadcasting
from handlers.arguments import number_and_time
from handlers.command import Command
from handlers.dossier import Dossier, find, named
from handlers.errors import AlreadyDecided, NothingOpen
from handlers.outcomes import audience
from handlers.scene import Scene

LIST_MOST = 50


def _run(scene: Scene, rest: str) -> None:
    if not rest:
        _list(scene)
        return
    words = rest.split()
    if words[0].lower() in texts.WORDS_NUMBER:
        words = words[1:]
    dossier = named(scene, words[0] if words else "", texts.NO_SUCH)
    at = _moment(scene, " ".join(words[1:])) if len(words) > 1 else None
    if dossier.broadcast.state in ("done", "cancelled") and broadcasting.may_steer(scene, dossier):
        said = scene.text(texts.CANNOT_SEND, n=dossier.n, state=states.BROADCAST_STATES[dossier.broadcast.state])
        again = Choice(texts.BUTTON_AGAIN, f"others:{dossier.n}", texts.BUTTON_AGAIN.lower())
        scene.send(Outbound(said, choices=(again,)))
        return
    _send(scene, dossier, at)


def _list(scene: Scene) -> None:
    units = scene.units_for(May.SEND) | scene.units_for(May.APPROVE)  # who may steer them
    issued = scene.uow.broadcast_lists.issued_by(units, ("approved",), LIST_MOST)
    approved = [find(scene.uow, b.id) for b in issued]
    if not approved:
        scene.say(texts.NOTHING_WAITS)
        return
    lines = [scene.text(texts.WAITING)]
    state = states.BROADCAST_STATES["approved"]
    lines += [scene.text(texts.LINE, n=d.n, title=d.document.title, state=state) for d in approved]
    choices = tuple(
        Choice(f"{texts.BUTTON_SEND} {d.n}", f"send:{d.n}", texts.WORD_SEND_ONE.format(n=d.n), decisive=True)
        for d in approved
    )
    scene.screen(Outbound("\n".join(lines), choices=choices, numbered=False), "approved")


def _send(scene: Scene, dossier: Dossier, at: datetime | None = None) -> None:
    if dossier.broadcast.state != "approved":
        state = states.BROADCAST_STATES[dossier.broadcast.state]
        raise AlreadyDecided(scene.text(texts.CANNOT_SEND, n=dossier.n, state=state))
    done = broadcasting.send(scene, dossier.n, at)
    due = done.broadcast.due_at or scene.now
    if due <= scene.now:
        scene.say(texts.STARTED, n=done.n, total=done.broadcast.audience.get("count", 0))
        return
    at_words = {"time": dates.time_written(due, scene.world.zone), "date": dates.written(scene.world.today(due))}
    scene.say(texts.PLANNED if at is not None and due == at else texts.QUIET, n=done.n, **at_words)


def _moment(scene: Scene, text: str) -> datetime:
    facts = Facts(scene.today, scene.local_now, courtesy=scene.office.courtesy)
    try:
        read = Moment(key="at", ask=states.ASK_AT).read(text, facts)
    except Unreadable as wrong:
        raise NothingOpen(wrong.reason) from None
    return datetime.fromisoformat(str(read)).replace(tzinfo=scene.world.zone)


def _press_send(scene: Scene, args: Sequence[str]) -> None:
    _send(scene, named(scene, args[0] if args else "", texts.NO_SUCH))


def _press_again(scene: Scene, args: Sequence[str]) -> None:
    dossier = named(scene, args[0] if args else "", texts.NO_SUCH)
    audience.begin(scene, approvals.again(scene, dossier.n))


SEND = Command(
    slash="phat", words=texts.WORDS_SEND, about=texts.SEND, run=_run, needs=May.SEND, takes=number_and_time,
    presses={"send": _press_send, "others": _press_again},
)  # fmt: skip
