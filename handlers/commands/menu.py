"""`menu`: the first page."""

from collections.abc import Sequence

from content.texts import menu as texts
from handlers import menu
from handlers.arguments import nothing
from handlers.command import Command
from handlers.scene import Scene


def _run(scene: Scene, rest: str) -> None:
    menu.show(scene)


def _go(scene: Scene, args: Sequence[str]) -> None:
    menu.go(scene, args[0] if args else "")


def _resume(scene: Scene, args: Sequence[str]) -> None:
    menu.resume(scene, args[0] if args else "")


def _menu(scene: Scene, args: Sequence[str]) -> None:
    menu.show(scene)


MENU = Command(
    slash="menu", words=texts.WORDS_MENU, about=texts.ABOUT_MENU, run=_run, takes=nothing,
    presses={"menu": _menu, menu.GO: _go, menu.RESUME: _resume},
)  # fmt: skip
