"""`báo cáo hộ`: a report that counts for a colleague; and the colleague's way to say that it is none of theirs."""

from __future__ import annotations

from collections.abc import Sequence

from content.message import Choice, Outbound
from content.texts import report_for as texts
from content.vietnamese import fold
from handlers import on_behalf, quick_reports
from handlers.arguments import code
from handlers.command import Command
from handlers.errors import NothingOpen
from handlers.own_papers import own
from handlers.report_subjects import FORM
from handlers.scene import Scene
from storage.tables import Submission

LATEST = 20
SHOWN = 8


def run(scene: Scene, rest: str = "") -> None:
    """Begin a report for the colleague who is named, with what follows the name; without a name ask for whom."""
    if fold(rest):
        quick_reports.take(scene, scene.inbound.text)
    else:
        quick_reports.ask_whom(scene)


def objected(scene: Scene, args: Sequence[str]) -> None:
    """Object to the report of a button."""
    if not args or not args[0].isdecimal():
        raise NothingOpen(scene.text(texts.NOTHING_TO_OBJECT))
    _object(scene, int(args[0]))


def objected_word(scene: Scene, rest: str) -> None:
    """Object to the report whose code was typed; without one to the only one that there is, or ask which."""
    if rest:
        made = scene.uow.submissions.by_code("".join(rest.split()))
        if made is None:
            raise NothingOpen(scene.text(texts.NOTHING_TO_OBJECT))
        _object(scene, made.id)
        return
    found = [made for made in scene.uow.submissions.of_person(scene.person_id, LATEST, FORM) if _is_open(made)]
    if not found:
        raise NothingOpen(scene.text(texts.NOTHING_TO_OBJECT))
    if len(found) == 1:
        _object(scene, found[0].id)
        return
    choices = tuple(
        Choice(on_behalf.row(scene, made, made.code), f"repo:{made.id}", texts.OBJECT_WORD.format(code=made.code))
        for made in found[:SHOWN]
    )
    scene.send(Outbound(scene.text(texts.WHICH_TO_OBJECT, n=len(choices)), choices=choices))


def _is_open(made: Submission) -> bool:
    return made.submitted_by is not None and made.objected_at is None and made.state != "withdrawn"


def _object(scene: Scene, submission_id: int) -> None:
    made = own(scene, submission_id, lock=True)
    if made.person_id != scene.person_id or made.submitted_by is None or made.state == "withdrawn":
        raise NothingOpen(scene.text(texts.NOTHING_TO_OBJECT))
    on_behalf.object_to(scene, made)


REPORT_FOR = Command(slash=texts.SLASH, words=texts.WORDS, about=texts.ABOUT, run=run, in_menu=False)
OBJECT = Command(
    slash="khongphaibuoi", words=texts.WORDS_OBJECT, about=texts.ABOUT_OBJECT, run=objected_word, in_menu=False,
    takes=code, presses={"repo": objected},
)  # fmt: skip
