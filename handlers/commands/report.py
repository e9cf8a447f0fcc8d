"""`báo cáo`: begins a session report, or offers the one that waits."""

from __future__ import annotations

from collections.abc import Sequence

from content import dates
from content.dialog import Progress
from content.message import Choice, Outbound
from content.texts import my_reports as texts
from handlers import dialogs, office_forms
from handlers.command import Command
from handlers.outcomes.session_report import FORM
from handlers.scene import Scene
from storage.progress import OpenDialog

GO_ON, ANEW = "on", "new"


def run(scene: Scene, rest: str = "") -> None:
    """Begin a report; a draft that waits is offered first, so that resuming is a choice."""
    del rest
    draft = _draft(scene)
    if draft is None:
        dialogs.start(scene, asked(scene))
        return
    begun = dates.short(dates.today(draft.started_at, scene.world.zone), scene.today)
    choices = (
        Choice(texts.RESUME, f"report:{GO_ON}"),
        Choice(texts.START_OVER, f"report:{ANEW}"),
    )
    if draft.is_open:  # else these answers would belong to the form and not to this question
        scene.uow.progress.save(draft, draft.progress, chat_id=scene.caller.chat_id, now=scene.now, is_open=False)
    scene.send(Outbound(scene.text(texts.DRAFT_WAITS, date_text=begun), choices=choices))


def asked(scene: Scene) -> str:
    """Return the dialog that asks for a session: the office's own form once one is published, else the product's."""
    version = scene.uow.forms.asked_as(FORM)
    return FORM if version is None else office_forms.dialog_of(version)[0]


def _is_report(scene: Scene, draft: OpenDialog) -> bool:
    """Say whether a draft is of a session report, of whichever version of its form; not one that corrects."""
    if draft.subject:
        return False
    if not draft.dialog.startswith(office_forms.DIALOG):
        return draft.dialog == FORM
    return any(draft.dialog == office_forms.dialog_of(one)[0] for one in scene.uow.forms.versions(FORM))


def _draft(scene: Scene) -> OpenDialog | None:
    """Return the draft that is not sent yet; one that was sent and only waited for details is let go."""
    draft = next((one for one in scene.uow.progress.of(scene.person_id) if _is_report(scene, one)), None)
    if draft is not None and Progress.from_json(draft.progress["p"]).is_sent:
        scene.uow.progress.drop(draft)
        return None
    return draft


def press(scene: Scene, args: Sequence[str]) -> None:
    """Go on with the draft, begin anew, or (from a reminder) whichever fits."""
    draft = _draft(scene)
    match args[0] if args else "":
        case "on" if draft is not None:
            dialogs.resume(scene, draft)
        case "new":
            if draft is not None:
                scene.uow.progress.drop(draft)
            dialogs.start(scene, asked(scene))
        case _:
            run(scene)


REPORT = Command(slash="baocao", words=texts.WORDS_REPORT, about=texts.ABOUT_REPORT, run=run, presses={"report": press})
