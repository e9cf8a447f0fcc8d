"""Where an Inbound goes: a button's token, a command word, the open dialog, the last list, or a hint."""

from __future__ import annotations

from dataclasses import replace

from content.dialog import Progress
from content.dialog.controls import slash_word
from content.message import Choice, Heard, Outbound
from content.texts import common, errors, files
from content.vietnamese import fold
from handlers import arrivals, chore_ends, dialogs, guests, intake, quick_reports, reading_room, rerouting
from handlers.command import Command, Named
from handlers.commands import BOOK
from handlers.commands.report import REPORT
from handlers.errors import NothingOpen
from handlers.scene import Scene
from storage.outbox import ASIDE
from storage.progress import OpenDialog

LONG_NUMBER = 9  # signs: a phone number is no choice of a list
ANSWER = "a"  # the verb of tokens that answer a dialog's question


def route(scene: Scene) -> None:
    """Let the Inbound of *scene* take effect."""
    match scene.inbound.kind:
        case Heard.BLOCKED:
            rerouting.leave(scene.uow, scene.world, scene.caller.chat_id, "blocked", scene.now)
        case Heard.ARRIVED | Heard.SEEN:
            arrivals.note(scene.uow, scene.inbound, scene.now)
        case Heard.SYSTEM:
            chore_ends.route(scene)
        case _:
            _person(scene)


def _person(scene: Scene) -> None:
    kind = scene.inbound.kind
    if scene.caller.chat_state != "active":  # whoever writes to us can be reached again
        scene.uow.chats.mark(scene.caller.chat_id, "active")
    if kind is Heard.UNBLOCKED:
        return
    if not scene.caller.is_member:
        guests.hear(scene)
        return
    match kind:
        case Heard.PRESS:
            press(scene, scene.inbound.token)
        case Heard.START:
            guests.start_again(scene)
        case Heard.TEXT:
            _text(scene, scene.inbound.text)
        case Heard.FILE:
            _file(scene)
        case _:
            _other(scene)


def press(scene: Scene, token: str) -> None:
    """Do what a button stands for; its token is untrusted, so whatever it names checks rights itself."""
    verb, _, rest = token.partition(":")
    if verb == ANSWER:
        draft, opened = dialogs.pressed(scene, token)
        _open(scene, draft, opened)
        return
    handler = BOOK.presses.get(verb)
    if handler is None:
        raise NothingOpen(scene.text(errors.BUTTON_OLD))
    handler(scene, rest.split(":") if rest else [])


def run(scene: Scene, command: Command, rest: str = "") -> None:
    """Do a command, if the speaker has the right now."""
    if command.needs is not None:
        scene.require(command.needs)
    command.run(scene, rest)


def _text(scene: Scene, text: str) -> None:
    draft = scene.uow.progress.open_of(scene.person_id)
    if draft is not None and (word := slash_word(text)):
        dialogs.answer(scene, draft, word)  # "/huy" stands in the published menu: what is open understands it
        return
    if draft is not None and not text.startswith("/"):
        command = BOOK.exact(text)
        if command is None and (named := _meant(scene, text)) and dialogs.stays_aside(scene, draft, text):
            command = named.command  # "tài liệu pccc", while only details of what was sent are offered
        is_report = command is None and quick_reports.is_report(scene, text)
        if is_report and quick_reports.is_only_begun(scene, draft):
            scene.uow.progress.drop(draft)
            run(scene, REPORT, text)
            return
        if is_report or (command is not None and command.slash not in dialogs.OWN_WORDS):
            opened = dialogs.ask_command(scene, draft, text, command)
        else:
            opened = dialogs.answer(scene, draft)
        _open(scene, draft, opened)
        return
    found = _meant(scene, text)
    by_list = found is None or found.rest or found.command.numbered
    if by_list and (choice := _offered(scene, text)) is not None:
        press(scene, choice.token)  # "nhập danh sách" under a preview is its button, not the command "nhập"
    elif found is not None:
        run(scene, found.command, found.rest)
    elif not reading_room.open_number(scene, text):
        scene.send(
            Outbound(
                _not_understood(scene, text),
                choices=(Choice(errors.MENU_BUTTON, "menu", "menu"),),
                numbered=False,
                key=ASIDE,  # the list above stays what numbers and words are taken from
            )
        )


def _not_understood(scene: Scene, text: str) -> str:
    """Return what to do instead: with a number that the last list does not have, which ones it has."""
    typed = text.strip()
    offer = (
        scene.uow.outbox.last_offer(scene.caller.chat_id) if typed.isdecimal() and len(typed) < LONG_NUMBER else None
    )
    choices = offer.choices if offer is not None and offer.numbered else ()
    numbers = [n for n, choice in enumerate(choices, 1) if not choice.decisive]
    if not numbers or int(typed) in numbers:
        return scene.text(errors.NOT_UNDERSTOOD)
    return scene.text(common.no_such_number(numbers[-1]), n=typed, most=numbers[-1])


def _open(scene: Scene, left: OpenDialog, words: str) -> None:
    """Do what the person chose to open instead of answering; a whole report leads back to what was left for it."""
    found = BOOK.find(scene, words) if words else None
    if found is None:
        return
    scene.inbound = replace(scene.inbound, text=words)  # not the "2" by which it was chosen
    run(scene, found.command, found.rest)
    if found.rest and not Progress.from_json(left.progress["p"]).is_sent:
        dialogs.lead_back(scene, left)


def _meant(scene: Scene, text: str) -> Named | None:
    """Return the command that *text* names; words that others say too are none for who may not do it anyway."""
    found = BOOK.find(scene, text)
    if found is None or found.is_sure or found.command.needs is None or scene.may(found.command.needs):
        return found
    return None


def _offered(scene: Scene, text: str) -> Choice | None:
    """Return the choice of the last delivered list that *text* names; a bare number never decides."""
    offer = scene.uow.outbox.last_offer(scene.caller.chat_id)
    if offer is None:
        return None
    typed = fold(text)
    for choice in offer.choices:
        if typed and typed in (fold(choice.word), fold(choice.label)):
            return choice
    meant = _by_number(offer, typed)
    if meant is not None and meant.decisive:  # also where nothing is numbered: that is how people take a list
        raise NothingOpen(scene.text(errors.TYPE_THE_WORD, word=meant.word or meant.label))
    return meant if offer.numbered else None


def _by_number(offer: Outbound, typed: str) -> Choice | None:
    """Return the choice that a bare number means: by its place, or where nothing is numbered the one that names it."""
    if not offer.numbered:
        named = [choice for choice in offer.choices if fold(choice.word).split()[-1:] == [typed]]
        if len(named) == 1 and typed.isdigit():
            return named[0]
    return next((choice for n, choice in enumerate(offer.choices, 1) if typed == str(n)), None)


def _file(scene: Scene) -> None:
    draft = scene.uow.progress.open_of(scene.person_id)
    if draft is not None and dialogs.wants_file(scene, draft):
        dialogs.answer(scene, draft)
    elif not intake.take_file(scene):
        scene.say(files.NOT_EXPECTED)


def _other(scene: Scene) -> None:
    draft = scene.uow.progress.open_of(scene.person_id)
    what = str(scene.inbound.payload.get("what", ""))
    is_wanted = draft is not None and (dialogs.wants_file(scene, draft) or dialogs.wants_place(scene, draft))
    if draft is not None and is_wanted and what != "unsupported":  # what the channel swallowed comes no other way
        dialogs.answer(scene, draft)  # a recording, a film, a place; of anything else the question says what it needs
        return
    scene.say({"voice": errors.VOICE, "unsupported": errors.UNSUPPORTED}.get(what, errors.STICKER))
