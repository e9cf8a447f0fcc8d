"""`đồng ý duyệt 17`: the full words that approve; the first time they open the text instead."""

from content.roles import May
from content.texts import approval as texts
from handlers.command import Command
from handlers.commands import approve
from handlers.scene import Scene


def _run(scene: Scene, rest: str) -> None:
    approve.agree(scene, rest)


AGREE = Command(
    slash="dongyduyet", words=texts.WORDS_AGREE, about=texts.APPROVE, run=_run, needs=May.APPROVE, in_menu=False
)
