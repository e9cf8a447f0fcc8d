"""`thu hồi`: take back what went out; asks for the reason that everyone who has it will read."""

from __future__ import annotations

from collections.abc import Sequence

from content.dialogs.reason import WITHDRAWAL
from content.message import Choice, Outbound
from content.roles import May
from content.texts import approval as texts
from content.texts import documents as words
from handlers import broadcasting, dialogs
from handlers.arguments import number
from handlers.command import Command
from handlers.dossier import Dossier, find, named
from handlers.errors import AlreadyDecided, NotAllowed
from handlers.scene import Scene

LIST_MOST = 10


def _run(scene: Scene, rest: str) -> None:
    if rest:
        _ask(scene, named(scene, rest, texts.NO_SUCH))
        return
    issued = scene.uow.broadcast_lists.withdrawable(scene.units_for(May.WITHDRAW), scene.today, LIST_MOST)
    shown = [find(scene.uow, b.id) for b in issued]
    if not shown:
        scene.say(texts.NOTHING_TO_WITHDRAW)
        return
    lines = [scene.text(texts.WHICH_WITHDRAW)]
    lines += [scene.text(texts.LINE, n=d.n, title=d.document.title) for d in shown]
    choices = tuple(
        Choice(texts.LABEL_WITHDRAW.format(n=d.n), f"recall:{d.n}", texts.WORD_WITHDRAW.format(n=d.n), decisive=True)
        for d in shown
    )
    scene.screen(Outbound("\n".join(lines), choices=choices, numbered=False), "recall")


def _ask(scene: Scene, dossier: Dossier) -> None:
    if not broadcasting.may_steer(scene, dossier):
        raise NotAllowed(scene.text(texts.NO_SUCH, n=dossier.n))
    if scene.uow.documents.approved_of(dossier.document.id) is None:
        raise AlreadyDecided(scene.text(texts.NOT_IN_FORCE, state=words.STATES[dossier.version.state]))
    scene.say(texts.WITHDRAW_ASK, title=dossier.document.title)
    dialogs.start(scene, WITHDRAWAL.key, str(dossier.n))


def _press(scene: Scene, args: Sequence[str]) -> None:
    _ask(scene, named(scene, args[0] if args else "", texts.NO_SUCH))


WITHDRAW = Command(
    slash="thuhoi", words=texts.WORDS_WITHDRAW, about=texts.WITHDRAW, run=_run, needs=May.WITHDRAW, takes=number,
    presses={"recall": _press},
)  # fmt: skip
