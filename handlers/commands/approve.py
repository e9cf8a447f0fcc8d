"""`duyệt`: what waits for the speaker's decision, opened and decided."""

from __future__ import annotations

from collections.abc import Sequence

from content import dates
from content.dialogs.reason import REASON
from content.message import Choice, Outbound
from content.roles import May
from content.texts import approval as texts
from handlers import approval_card, approvals, dialogs, withdrawal
from handlers.command import Command
from handlers.dossier import Dossier, named
from handlers.outcomes.reason import REJECT, RETURN
from handlers.scene import Scene


def _run(scene: Scene, rest: str) -> None:
    if rest:
        approval_card.show(scene, named(scene, rest, texts.NO_SUCH).n)
        return
    waiting = approvals.waiting(scene)
    if not waiting:
        scene.say(texts.NOTHING_WAITS)
        return
    lines = [scene.text(texts.WAITING)]
    for d in waiting:
        total = scene.uow.broadcasts.count(d.audience)[0]
        lines.append(scene.text(texts.WAITING_LINE, n=d.n, title=d.document.title, total=total))
    choices = tuple(Choice(texts.OPEN_ONE.format(n=d.n), f"apv:{d.n}", str(d.n)) for d in waiting)
    scene.screen(Outbound("\n".join(lines), choices=choices, numbered=False), "waiting")


def agree(scene: Scene, given: str) -> None:
    """Approve, once the speaker has the text before them: by the button, or by its full words."""
    n = named(scene, given, texts.NO_SUCH).n
    scene.require(May.APPROVE)
    if not approvals.has_read(scene, n):
        scene.say(texts.READ_FIRST)
        approval_card.show(scene, n)
        return
    if named(scene, given, texts.NO_SUCH).broadcast.kind == withdrawal.KIND:
        dossier = withdrawal.confirm(scene, n)
        scene.say(texts.WITHDRAWN, title=dossier.document.title, total=dossier.broadcast.audience["count"])
        return
    dossier = approvals.approve(scene, n)
    title, when = dossier.document.title, approval_card.when(scene, dossier)
    scene.say(texts.APPROVED, n=n, title=title, total=dossier.broadcast.audience["count"], when=when)
    _tell_authors(scene, dossier, when)


def _tell_authors(scene: Scene, dossier: Dossier, when: str) -> None:
    said = scene.text(
        texts.APPROVED_TO_AUTHOR, n=dossier.n, title=dossier.document.title, approver=scene.caller.full_name,
        time=dates.time_written(scene.now, scene.world.zone), date=dates.written(scene.today), when=when,
    )  # fmt: skip
    for author in {dossier.version.author_id, dossier.broadcast.author_id}:
        scene.tell(author, Outbound(said), dedup_key=f"decided:{dossier.n}:{author}")


def _open(scene: Scene, args: Sequence[str]) -> None:
    approval_card.show(scene, named(scene, args[0] if args else "", texts.NO_SUCH).n)


def _agree(scene: Scene, args: Sequence[str]) -> None:
    agree(scene, args[0] if args else "")


def _return(scene: Scene, args: Sequence[str]) -> None:
    _ask_reason(scene, args, RETURN)


def _reject(scene: Scene, args: Sequence[str]) -> None:
    _ask_reason(scene, args, REJECT)


def _ask_reason(scene: Scene, args: Sequence[str], verb: str) -> None:
    n = approvals.open_for_decision(scene, named(scene, args[0] if args else "", texts.NO_SUCH).n).n
    dialogs.start(scene, REASON.key, f"{verb}:{n}")


APPROVE = Command(
    slash="duyet", words=texts.WORDS_APPROVE, about=texts.APPROVE, run=_run, needs=May.APPROVE,
    presses={"apv": _open, "ok": _agree, "giveback": _return, "no": _reject},
)  # fmt: skip
