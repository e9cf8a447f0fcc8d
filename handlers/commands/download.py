"""`tải`: the file of the document before the speaker."""

from content.texts import library as texts
from handlers import reading_room
from handlers.arguments import nothing
from handlers.command import Command
from handlers.scene import Scene


def _run(scene: Scene, _rest: str) -> None:
    version_id = reading_room.at_hand(scene)
    if version_id is None:
        scene.say(texts.NOTHING_AT_HAND)
    else:
        reading_room.bring_file(scene, version_id)


DOWNLOAD = Command(slash="tai", words=texts.WORDS_DOWNLOAD, about=texts.FILE, run=_run, in_menu=False, takes=nothing)
