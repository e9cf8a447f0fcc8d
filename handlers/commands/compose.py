"""`soạn`: compose a talking point in chat."""

from content.dialogs.talking_point import TALKING_POINT
from content.roles import May
from content.texts import composing as texts
from handlers import dialogs
from handlers.arguments import nothing
from handlers.command import Command
from handlers.scene import Scene


def _run(scene: Scene, _rest: str) -> None:
    dialogs.start(scene, TALKING_POINT.key)


COMPOSE = Command(
    slash="soan", words=texts.WORDS_COMPOSE, about=texts.COMPOSE, run=_run,
    needs=May.DRAFT, takes=nothing,
)  # fmt: skip
