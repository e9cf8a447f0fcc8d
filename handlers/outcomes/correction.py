"""A report given back, and a correction asked for in words when its time is over."""

from __future__ import annotations

from collections.abc import Callable

from content.dialog import Dialog, Lookup, Option
from content.dialogs.correction import GIVE_BACK, LATE_REQUEST
from content.message import Outbound
from content.roles import May, Role
from content.texts import corrections as texts
from handlers import amending, papers, people, reviewing
from handlers.errors import Refused
from handlers.outcome import Answers, Outcome
from handlers.own_papers import own
from handlers.scene import Scene

LABEL_MOST = 60


def _lines(scene: Scene, subject: str) -> tuple[Option, ...]:
    made = reviewing.of_button(scene, subject.partition(":")[0])
    lines = papers.lines(scene, papers.of(scene, made), made.answers)
    return tuple(Option(path, f"{name}: {said}"[:LABEL_MOST], name) for path, name, said in lines)


def _given_back(scene: Scene, subject: str, answers: Answers) -> str | None:
    number, _, mark = subject.partition(":")
    try:
        made, heard = reviewing.give_back(scene, number, mark, str(answers["field"]), str(answers["reason"]))
    except Refused as refused:  # somebody was faster: the question is over, so its draft goes too
        scene.send(Outbound(refused.words))
        return None
    person = scene.uow.people.get(made.person_id).full_name
    note = amending.note(scene, papers.of(scene, made)).rstrip(".")
    counted = texts.COUNTS_MEANWHILE if papers.is_session(made) else ""
    scene.say(texts.RETURNED, person=person, note=note, counted=counted, **papers.names(made))
    if not heard:
        scene.say(texts.RETURNED_UNHEARD, person=person)
    return None


def _asked(scene: Scene, subject: str, answers: Answers) -> str | None:
    made = own(scene, int(subject))
    words = scene.text(
        texts.REQUEST_TO_OFFICE, person=scene.caller.full_name, text=str(answers["what"]), **papers.names(made)
    )
    key = f"askfix:{scene.inbound.address.channel}:{scene.inbound.update_key}"
    said = Outbound(words, choices=(reviewing.opening(made),), numbered=False)
    unit = reviewing.unit_of(scene, made)
    told = people.tell_office(scene, unit, said, key, Role.COORDINATOR) or people.tell_office(
        scene, unit, said, key, Role.ADMIN
    )
    scene.note("ask_report_fix", f"submission:{made.id}")  # the words are not kept
    if told:
        scene.say(texts.REQUEST_SENT, people=", ".join(person.full_name for person in told), **papers.names(made))
    else:
        scene.say(texts.REQUEST_NOBODY)
    return None


def _titled(dialog: Dialog, title: str) -> Callable[[Scene, str], Dialog]:
    """Return what gives *dialog* the other title when it is about no session report."""
    other = dialog.titled(title)

    def shaped(scene: Scene, subject: str) -> Dialog:
        made = scene.uow.submissions.get(int(subject.partition(":")[0]))
        return dialog if papers.is_session(made) else other

    return shaped


GIVEN_BACK = Outcome(
    GIVE_BACK, _given_back, lookups={Lookup.LINES: _lines}, needs=May.REVIEW,
    shaped=_titled(GIVE_BACK, texts.RETURN_TITLE_PAPER),
)  # fmt: skip
ASKED = Outcome(LATE_REQUEST, _asked, shaped=_titled(LATE_REQUEST, texts.REQUEST_TITLE_PAPER))
