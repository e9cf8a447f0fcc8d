"""`KT ABC123`: whether a text is the office's own; anyone may ask."""

from content.message import Outbound
from content.texts import library as texts
from handlers import checking
from handlers.arguments import check_code
from handlers.command import Command
from handlers.scene import Scene


def _run(scene: Scene, rest: str) -> None:
    scene.send(Outbound(checking.verdict(scene, rest)))


CHECK_CODE = Command(slash="kt", words=texts.WORDS_CHECK, about=texts.CHECK, run=_run, guests=True, takes=check_code)
