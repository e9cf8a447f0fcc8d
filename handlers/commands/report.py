"""`báo cáo`: begins a session report, or offers the one that waits."""

from __future__ import annotations

from collections.abc import Sequence

from content import dates
from content.dialog import Progress
from content.message import Choice, Outbound
from content.texts import my_reports as texts
from content.texts import quick_report as quick_texts
from handlers import dialogs, office_forms, quick_reports, report_subjects
from handlers.command import Command
from handlers.scene import Scene
from storage.progress import OpenDialog

GO_ON, ANEW = "on", "new"


def run(scene: Scene, rest: str = "") -> None:
    """Begin a report; a draft that waits is offered first, so that resuming is a choice. More words are a report."""
    if rest:
        quick_reports.take(scene, scene.inbound.text)
        return
    draft = _draft(scene)
    if draft is None:
        dialogs.start(scene, office_forms.session_dialog(scene))
        return
    begun = dates.short(dates.today(draft.started_at, scene.world.zone), scene.today)
    choices = (
        Choice(texts.RESUME, f"report:{GO_ON}"),
        Choice(texts.START_OVER, f"report:{ANEW}"),
    )
    if draft.is_open:  # else these answers would belong to the form and not to this question
        scene.uow.progress.save(draft, draft.progress, chat_id=scene.caller.chat_id, now=scene.now, is_open=False)
    scene.send(Outbound(scene.text(texts.DRAFT_WAITS, date_text=begun), choices=choices))


def _draft(scene: Scene) -> OpenDialog | None:
    """Return the draft that is not sent yet; one that was sent and only waited for details is let go."""
    begun = (one for one in scene.uow.progress.of(scene.person_id) if not one.subject)
    draft = next((one for one in begun if office_forms.is_session(scene, one.dialog)), None)
    if draft is not None and Progress.from_json(draft.progress["p"]).is_sent:
        scene.uow.progress.drop(draft)
        draft = None
    return draft or next(iter(report_subjects.waiting(scene)), None)


def press(scene: Scene, args: Sequence[str]) -> None:
    """Go on with the draft, begin anew, or (from a reminder) whichever fits."""
    draft = _draft(scene)
    match args[0] if args else "":
        case "on" if draft is not None:
            dialogs.resume(scene, draft)
        case "all":
            quick_reports.send_all(scene)
        case "new":
            if draft is not None:
                scene.uow.progress.drop(draft)
            dialogs.start(scene, office_forms.session_dialog(scene))
        case _:
            run(scene)


def template(scene: Scene, rest: str = "") -> None:
    """Send the template that is filled where there is no network, alone in its message so that it is copied whole."""
    del rest
    scene.say(quick_texts.TEMPLATE_SAY)
    scene.send(Outbound(quick_texts.TEMPLATE))


REPORT = Command(slash="baocao", words=texts.WORDS_REPORT, about=texts.ABOUT_REPORT, run=run, presses={"report": press})
REPORT_TEMPLATE = Command(
    slash="maubaocao", words=quick_texts.WORDS_TEMPLATE, about=quick_texts.ABOUT_TEMPLATE, run=template, in_menu=False
)
