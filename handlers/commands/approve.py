"""`duyệt`: what waits for the speaker's decision, opened and decided."""

from __future__ import annotations

from collections.abc import Sequence

from content import dates
from content.dialogs.reason import REASON
from content.message import Choice, Outbound
from content.roles import May
from content.texts import approval as texts
from handlers import approval_card, approvals, dialogs, withdrawal
from handlers.arguments import number
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
    dossier = named(scene, given, texts.NO_SUCH)
    scene.require(May.APPROVE)
    n, shown = dossier.n, approvals.shown_count(scene, dossier.n)
    if shown is None:
        scene.say(texts.READ_FIRST)
        approval_card.show(scene, n)
        return
    if dossier.broadcast.kind == withdrawal.KIND:  # whoever gets it until then is told too, so no count is agreed to
        dossier = withdrawal.confirm(scene, n)
        scene.say(texts.WITHDRAWN, title=dossier.document.title, total=dossier.broadcast.audience["count"])
        return
    total = approval_card.people(scene, approvals.to_decide(scene, n))
    if total != shown:
        scene.say(texts.COUNT_CHANGED, shown=shown, total=total)
        approval_card.show(scene, n)
        return
    dossier = approvals.approve(scene, n, shown)
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


def give_back(scene: Scene, given: str) -> None:
    """Ask why it is given back. Raises as `approvals.approve` does."""
    dossier = named(scene, given, texts.NO_SUCH)
    _ask_reason(scene, dossier, REJECT if dossier.broadcast.kind == withdrawal.KIND else RETURN)


def reject(scene: Scene, given: str) -> None:
    """Ask why it is rejected. Raises as `approvals.approve` does."""
    _ask_reason(scene, named(scene, given, texts.NO_SUCH), REJECT)


def _return(scene: Scene, args: Sequence[str]) -> None:
    give_back(scene, args[0] if args else "")


def _reject(scene: Scene, args: Sequence[str]) -> None:
    reject(scene, args[0] if args else "")


def _ask_reason(scene: Scene, dossier: Dossier, verb: str) -> None:
    approvals.to_decide(scene, dossier.n)
    dialogs.start(scene, REASON.key, f"{verb}:{dossier.n}")


APPROVE = Command(
    slash="duyet", words=texts.WORDS_APPROVE, about=texts.APPROVE, run=_run, needs=May.APPROVE, takes=number,
    presses={"apv": _open, "ok": _agree, "giveback": _return, "no": _reject},
)  # fmt: skip
