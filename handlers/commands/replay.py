"""`xử lý lại`: what could not be handled, listed and tried again at an admin's word."""

from __future__ import annotations

from collections.abc import Sequence

from content import dates
from content.message import Choice, Outbound
from content.roles import May
from content.texts import replay as texts
from handlers.command import Command
from handlers.errors import NothingOpen
from handlers.scene import Scene

MOST_SHOWN = 10


def _run(scene: Scene, rest: str) -> None:
    scene.require_whole_office()  # what is parked may be anybody's
    reference = rest.strip().upper()
    if reference:
        _again(scene, reference)
        return
    waiting = scene.uow.inbox.parked()[:MOST_SHOWN]
    if not waiting:
        scene.say(texts.NONE)
        return
    lines = []
    for parked in waiting:
        facts = scene.world.channels.get(parked.channel)
        lines.append(
            texts.LINE.format(
                code=parked.reference, channel=facts.label if facts else parked.channel,
                time=dates.time_written(parked.created_at, scene.world.zone),
                date=dates.written(scene.world.today(parked.created_at)), state=texts.STATES[parked.state],
            )
        )  # fmt: skip
    choices = tuple(Choice(parked.reference, f"replay:{parked.reference}") for parked in waiting)
    scene.send(Outbound(scene.text(texts.LIST, lines="\n".join(lines)), choices=choices))


def _again(scene: Scene, reference: str) -> None:
    """Let the ticker take it up at once: it has its own transaction, so a second failure harms nothing here."""
    scene.require_whole_office()  # what is parked may be anybody's
    parked = scene.uow.inbox.by_reference(reference)
    if parked is None:
        raise NothingOpen(scene.text(texts.NO_SUCH, code=reference[:12]))
    if parked.state not in texts.STATES:
        raise NothingOpen(scene.text(texts.NOT_PARKED, code=reference))
    scene.note("inbound.replay", f"parked:{parked.id}", before={"state": parked.state})
    parked.state, parked.next_at = "waiting", scene.now
    scene.say(texts.AGAIN, code=reference)


def _press(scene: Scene, args: Sequence[str]) -> None:
    _again(scene, args[0].upper() if args else "")


REPLAY = Command(
    slash="xulylai", words=texts.WORDS, about=texts.ABOUT, run=_run, needs=May.ADMINISTER, presses={"replay": _press}
)
