"""`cơ quan`: what the product knows of the office, told anew by an admin."""

from content.roles import May
from content.texts import office as texts
from handlers import dialogs
from handlers.arguments import nothing
from handlers.command import Command
from handlers.scene import Scene


def _run(scene: Scene, rest: str) -> None:
    dialogs.start(scene, "office_setup")


OFFICE = Command(slash="coquan", words=texts.WORDS, about=texts.ABOUT, run=_run, needs=May.ADMINISTER, takes=nothing)
