"""A report given back, and a correction asked for in words when its time is over."""

from __future__ import annotations

from content.dialog import Lookup, Option
from content.dialogs.correction import GIVE_BACK, LATE_REQUEST
from content.message import Choice, Outbound
from content.roles import May, Role
from content.texts import corrections as texts
from handlers import people, report_words, reviewing
from handlers.errors import Refused
from handlers.outcome import Answers, Outcome
from handlers.outcomes.session_report import own
from handlers.scene import Scene

LABEL_MOST = 60


def _lines(scene: Scene, subject: str) -> tuple[Option, ...]:
    made = reviewing.of_button(scene, subject.partition(":")[0])
    lines = report_words.lines(made.answers, report_words.facts(scene, [made.answers]))
    return tuple(Option(path, f"{name}: {said}"[:LABEL_MOST], name) for path, name, said in lines)


def _given_back(scene: Scene, subject: str, answers: Answers) -> str | None:
    number, _, mark = subject.partition(":")
    try:
        made, heard = reviewing.give_back(scene, number, mark, str(answers["field"]), str(answers["reason"]))
    except Refused as refused:  # somebody was faster: the question is over, so its draft goes too
        scene.send(Outbound(refused.words))
        return None
    person = scene.uow.people.get(made.person_id).full_name
    note = texts.FIELD_NOTE.format(name=report_words.line_name(made.returned_field), reason=made.returned_reason)
    scene.say(texts.RETURNED, code=made.code, person=person, note=note.rstrip("."))
    if not heard:
        scene.say(texts.RETURNED_UNHEARD, person=person)
    return None


def _asked(scene: Scene, subject: str, answers: Answers) -> str | None:
    made = own(scene, int(subject))
    words = scene.text(
        texts.REQUEST_TO_OFFICE, person=scene.caller.full_name, code=made.code, text=str(answers["what"])
    )
    open_it = Choice(texts.OPEN, f"rv:{made.id}", texts.OPEN_WORD.format(code=made.code))
    key = f"askfix:{scene.inbound.address.channel}:{scene.inbound.update_key}"
    said = Outbound(words, choices=(open_it,), numbered=False)
    unit = reviewing.unit_of(scene, made)
    told = people.tell_office(scene, unit, said, key, Role.COORDINATOR) or people.tell_office(
        scene, unit, said, key, Role.ADMIN
    )
    scene.note("ask_report_fix", f"submission:{made.id}")  # the words are not kept
    if told:
        scene.say(texts.REQUEST_SENT, code=made.code, people=", ".join(person.full_name for person in told))
    else:
        scene.say(texts.REQUEST_NOBODY)
    return None


GIVEN_BACK = Outcome(GIVE_BACK, _given_back, lookups={Lookup.LINES: _lines}, needs=May.REVIEW)
ASKED = Outcome(LATE_REQUEST, _asked)
