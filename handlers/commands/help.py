"""`hướng dẫn`, and `hủy` when nothing is open."""

from content.message import Choice, Outbound
from content.texts import errors
from content.texts import menu as texts
from content.vietnamese import fold
from handlers.arguments import nothing
from handlers.command import Command
from handlers.scene import Scene


def _help(scene: Scene, rest: str) -> None:
    from handlers.commands import COMMANDS  # noqa: PLC0415 (this file is one of them)

    lines = []
    for command in COMMANDS:
        if command.in_menu and command.words and (command.needs is None or scene.may(command.needs)):
            word, about = command.words[0], command.about
            line = texts.HELP_WORD if fold(word) == fold(about) else texts.HELP_LINE
            lines.append(line.format(word=word, about=about))
    contact = scene.office.staff_contact or texts.NO_CONTACT
    scene.say(texts.HELP, lines="\n".join(lines), office_contact=contact)


def _cancel(scene: Scene, rest: str) -> None:
    said = Outbound(
        scene.text(texts.NOTHING_TO_CANCEL), choices=(Choice(errors.MENU_BUTTON, "menu", "menu"),), numbered=False
    )
    scene.send(said)


# Inside an open form both words belong to the form.
HELP = Command(slash="huongdan", words=texts.WORDS_HELP, about=texts.ABOUT_HELP, run=_help)
CANCEL = Command(slash="huy", words=texts.WORDS_CANCEL, about=texts.ABOUT_CANCEL, run=_cancel, takes=nothing)
