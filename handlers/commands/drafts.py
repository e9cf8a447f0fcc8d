"""`bản thảo`: own drafts, their cards, and what may be done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from content.dialogs.reason import ONE_POINT
from content.roles import May
from content.texts import composing as texts
from handlers import dialogs, dossier_list, draft_card, drafting, preview
from handlers.arguments import number
from handlers.command import Command, Press
from handlers.dossier import Dossier, find, may_see, named
from handlers.errors import NotAllowed, NothingOpen
from handlers.outcomes import audience, talking_point
from handlers.scene import Scene

UNFINISHED = ("draft", "submitted", "returned", "approved")


def _run(scene: Scene, rest: str) -> None:
    if rest:
        draft_card.show(scene, _mine(scene, rest))
        return
    units = scene.units_for(May.SUBMIT) | scene.units_for(May.APPROVE)  # who may see them, besides their authors
    issued = scene.uow.broadcast_lists.issued_by(
        units, UNFINISHED, draft_card.LIST_MOST, or_of=scene.person_id, kind="issue"
    )
    shown = [find(scene.uow, b.id) for b in issued]
    if not shown:
        scene.say(texts.NO_DRAFTS)
        return
    dossier_list.show(scene, texts.DRAFTS_LIST, ((d, draft_card.state_of(d)) for d in shown), "dr", "drafts")


def _mine(scene: Scene, given: str) -> Dossier:
    dossier = named(scene, given, texts.NO_SUCH_DRAFT)
    if not may_see(scene, dossier):
        raise NothingOpen(scene.text(texts.NO_SUCH_DRAFT, n=dossier.n))
    return dossier


def _preview(scene: Scene, dossier: Dossier) -> None:
    preview.show(scene, dossier)
    draft_card.show(scene, dossier)


def _edit(scene: Scene, dossier: Dossier) -> None:
    talking_point.begin_edit(scene, drafting.editable(scene, dossier.n))


def _more(scene: Scene, dossier: Dossier) -> None:
    talking_point.begin_more(scene, drafting.editable(scene, dossier.n))


def _edit_point(scene: Scene, dossier: Dossier) -> None:
    drafting.editable(scene, dossier.n)
    dialogs.start(scene, ONE_POINT.key, str(dossier.n))


def _next(scene: Scene, dossier: Dossier) -> None:
    draft_card.show(scene, drafting.next_version(scene, dossier.n))


def _delete(scene: Scene, dossier: Dossier) -> None:
    title = drafting.discard(scene, dossier.n)
    for draft in scene.uow.progress.of(scene.person_id):
        if draft.subject == str(dossier.n):  # questions about what is no more
            scene.uow.progress.drop(draft)
    scene.say(texts.DELETED, title=title)


def _press(do: Callable[[Scene, Dossier], None]) -> Press:
    def pressed(scene: Scene, args: Sequence[str]) -> None:
        if not any(scene.may(may) for may in (May.DRAFT, May.APPROVE)):
            raise NotAllowed(scene.text(texts.NO_SUCH_DRAFT, n=args[0] if args else "?"))
        do(scene, _mine(scene, args[0] if args else ""))

    return pressed


DRAFTS = Command(
    slash="nhap", words=texts.WORDS_DRAFTS, about=texts.DRAFTS, run=_run, needs=May.DRAFT, takes=number,
    presses={
        "dr": _press(draft_card.show), "dv": _press(_preview), "dt": _press(preview.try_out), "de": _press(_edit),
        "dm": _press(_more), "dp": _press(_edit_point), "ds": _press(audience.begin), "dn": _press(_next),
        "dd": _press(_delete),
    },
)  # fmt: skip
