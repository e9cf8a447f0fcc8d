"""`cơ quan`: what the product knows of the office, told anew by an admin."""

from content.roles import May
from content.texts import office as texts
from handlers import dialogs
from handlers.arguments import nothing
from handlers.command import Command
from handlers.scene import Scene


def _run(scene: Scene, rest: str) -> None:
    office = scene.office
    known = {
        "name": office.name, "superior": office.superior, "system": office.system, "courtesy": office.courtesy.value,
        "staff": office.staff_contact, "public": office.public_contact, "privacy": office.privacy_contact,
    }  # fmt: skip
    # What is set is looked at and changed line by line, not told anew.
    dialogs.start(scene, "office_setup", prefill={k: v for k, v in known.items() if v} if office.is_set else None)


OFFICE = Command(slash="coquan", words=texts.WORDS, about=texts.ABOUT, run=_run, needs=May.ADMINISTER, takes=nothing)
