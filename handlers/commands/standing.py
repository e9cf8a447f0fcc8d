"""`tạm ngừng`, `cho hoạt động lại`, `cho thôi`: whether a person takes part."""

from __future__ import annotations

from collections.abc import Sequence

from content import dates
from content.message import Choice, Outbound
from content.roles import May
from content.texts import people as texts
from handlers import people, rights
from handlers.command import Command, Press, Run
from handlers.errors import NotAllowed
from handlers.scene import Scene
from storage.outbox import REPLY
from storage.tables import Person

ASKS = {"suspended": texts.PAUSE_ASK, "left": texts.LEAVE_ASK}
LABELS = {"suspended": texts.PAUSE, "left": texts.LEAVE}
WORDS = {"suspended": texts.PAUSE_WORD, "left": texts.LEAVE_WORD}
NOTES = {"suspended": "person.pause", "left": "person.leave", "active": "person.again"}
VERBS = {"suspended": "pause", "left": "leave", "active": "again"}


def _run(status: str, word: str) -> Run:
    def run(scene: Scene, rest: str) -> None:
        if not rest.strip():
            scene.say(texts.SAY_WHOM, example=texts.EXAMPLE.format(word=word))
            return
        verb = f"{VERBS[status]}ask"
        person = people.pick(scene, rest, May.ADMINISTER, lambda id_: f"{verb}:{id_}")
        if person is not None:
            _ask(scene, person, status)

    return run


def _asked(status: str) -> Press:
    def press(scene: Scene, args: Sequence[str]) -> None:
        _ask(scene, people.get(scene, args[0] if args else "", May.ADMINISTER), status)

    return press


def _pressed(status: str) -> Press:
    def press(scene: Scene, args: Sequence[str]) -> None:
        _stand(scene, people.get(scene, args[0] if args else "", May.ADMINISTER), status)

    return press


def _ask(scene: Scene, person: Person, status: str) -> None:
    people.require_over(scene, person, May.ADMINISTER)
    if person.status == status:
        scene.say(texts.ALREADY_SO, person=person.full_name)
        return
    if status == "active":  # harmless, so it is done at once
        _stand(scene, person, status)
        return
    words = scene.text(ASKS[status], person=people.named(scene.uow, person), days=people.ERASE_DAYS)
    yes = Choice(LABELS[status], f"{VERBS[status]}:{person.id}", WORDS[status], decisive=True)
    scene.send(Outbound(words, choices=(yes,), numbered=False))


def _stand(scene: Scene, person: Person, status: str) -> None:
    """Change it now: what waits for somebody who no longer takes part is stopped, and they are told why."""
    if person.id == scene.person_id:
        raise NotAllowed(scene.text(texts.NOT_SELF))
    people.require_over(scene, person, May.ADMINISTER)
    if person.status in (status, "withdrawn"):
        scene.say(texts.ALREADY_SO, person=person.full_name)
        return
    date = dates.written(scene.today)
    before = person.status
    if status != "active":
        rights.keep_an_admin(scene, person)
        scene.uow.invites.end(person.id, scene.now)
        scene.uow.pages.void_links(person.id, scene.now)
    main = person.chat_id
    scene.uow.people.stand(person, status)
    scene.note(NOTES[status], f"person:{person.id}", before={"status": before}, after={"status": status})
    if status == "active":
        scene.tell(person.id, Outbound(scene.text(texts.TELL_BACK)))
        scene.say(texts.BACK, person=person.full_name)
        return
    for chat in scene.uow.chats.of(person.id):
        scene.uow.outbox.drop_chat(chat.id, "inactive", scene.now)
        if chat.id == main:
            told = texts.TELL_PAUSED if status == "suspended" else texts.TELL_LEFT
            words = Outbound(scene.text(told, date=date, days=people.ERASE_DAYS))
            scene.uow.outbox.owe(chat.id, chat.channel, words, now=scene.now, klass=REPLY)
    scene.say(texts.PAUSED if status == "suspended" else texts.GONE, person=person.full_name, date=date)


PAUSE = Command(
    slash="tamngung", words=texts.WORDS_PAUSE, about=texts.ABOUT_PAUSE, needs=May.ADMINISTER,
    run=_run("suspended", texts.WORDS_PAUSE[0]),
    presses={"pauseask": _asked("suspended"), "pause": _pressed("suspended")},
)  # fmt: skip
AGAIN = Command(
    slash="hoatdonglai", words=texts.WORDS_AGAIN, about=texts.ABOUT_AGAIN, needs=May.ADMINISTER,
    run=_run("active", texts.WORDS_AGAIN[0]),
    presses={"againask": _asked("active"), "again": _pressed("active")},
)  # fmt: skip
LEAVE = Command(
    slash="chothoi", words=texts.WORDS_LEAVE, about=texts.ABOUT_LEAVE, needs=May.ADMINISTER,
    run=_run("left", texts.WORDS_LEAVE[0]),
    presses={"leaveask": _asked("left"), "leave": _pressed("left")},
)  # fmt: skip
