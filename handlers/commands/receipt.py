"""`đã nắm`: the receipt in words, for the document before the speaker."""

from content.texts import library as texts
from handlers import reading_room
from handlers.command import Command
from handlers.scene import Scene


def _run(scene: Scene, _rest: str) -> None:
    version_id = reading_room.at_hand(scene)
    if version_id is None:
        scene.say(texts.NOTHING_TO_ACK)
    else:
        reading_room.acknowledge(scene, version_id)


RECEIPT = Command(slash="danam", words=(texts.ACK_WORD,), about=texts.ACK, run=_run, in_menu=False)
