"""The first page: a greeting by the time of day, what the member may do, and the draft that waits."""

from __future__ import annotations

from content.message import Choice, Outbound
from content.roles import May
from content.texts import menu as texts
from handlers import dialogs, office_forms
from handlers.errors import NothingOpen
from handlers.scene import Scene

GO = "go"  # a button that stands for a command
RESUME = "resume"  # a button that opens a draft
KEY = "menu"
NOON, EVENING = 12, 18

# What the first page offers, in this order: those commands that the member may use.
FORMS = "bieumau"  # only while the office asks by one
FOR_ALL = ("tailieu", "baocao", "baocaocuatoi", FORMS, "toi", "huongdan")
FOR_OFFICE = (
    "soan", "nhap", "duyet", "phat", "tiendo", "thongke", "duyetbaocao", "nhac", "moi", "danhsach", "dsquyen", "coquan",
    "qlbieumau",
)  # fmt: skip


def show(scene: Scene, *, anew: bool = False) -> None:
    """Show the first page, in place of the one that was pressed; *anew*: below it, where what was pressed must stay."""
    from handlers.commands import BOOK  # noqa: PLC0415 (its files show this page)

    hour = scene.now.astimezone(scene.world.zone).hour
    greeting = texts.MORNING if hour < NOON else texts.AFTERNOON if hour < EVENING else texts.EVENING
    lines = [scene.text(greeting, given_name=scene.caller.given_name)]
    choices: list[Choice] = []
    for draft in scene.uow.progress.of(scene.person_id)[:1]:
        try:
            title = dialogs.outcome_of(scene, draft.dialog).dialog.title
        except NothingOpen:  # a dialog that is no more
            continue
        lines.append(scene.text(texts.DRAFT_WAITS, title=title))
        choices.append(Choice(texts.RESUME.format(title=title), f"{RESUME}:{draft.run}"))
    if not scene.office.is_set and scene.may(May.ADMINISTER):
        lines.append(scene.text(texts.OFFICE_NOT_SET))
    for slash in (*FOR_ALL, *FOR_OFFICE):
        command = BOOK.by_slash(slash)
        if slash == FORMS and not office_forms.asked_of(scene):
            continue
        if command is not None and (command.needs is None or scene.may(command.needs)):
            label = texts.LABELS.get(slash, command.about)
            choices.append(Choice(label, f"{GO}:{command.slash}", command.words[0] if command.words else slash))
    lines.append(texts.HINT)
    page = Outbound("\n".join(lines), choices=tuple(choices))
    if anew:
        scene.send(page.but(key=KEY))
    else:
        scene.screen(page, KEY)


def go(scene: Scene, slash: str) -> None:
    """Do the command that a button of the first page stands for."""
    from handlers import routing  # noqa: PLC0415 (routing knows all commands)
    from handlers.commands import BOOK  # noqa: PLC0415

    command = BOOK.by_slash(slash)
    if command is None:
        show(scene)
    else:
        routing.run(scene, command)


def resume(scene: Scene, run: str) -> None:
    """Open the draft that a button names; when it is gone, the first page."""
    for draft in scene.uow.progress.of(scene.person_id):
        if draft.run == run:
            dialogs.resume(scene, draft)
            return
    show(scene)
