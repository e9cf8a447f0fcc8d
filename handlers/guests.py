"""Chats that are nobody's: sign-up, the check of a code, the office's public contact, and nothing else."""

from __future__ import annotations

from content import dates
from content.message import Heard, Outbound
from content.texts import errors
from content.texts import onboarding as texts
from content.vietnamese import fold
from handlers import menu, people, signup
from handlers.commands import BOOK
from handlers.errors import NothingOpen
from handlers.scene import Scene
from storage.invites import looks_like_code

HALF = 5  # a code may be typed in two halves


def hear(scene: Scene) -> None:
    """Answer a chat without a member, one message for each that is heard."""
    if scene.caller.person_id is not None:
        _no_longer(scene)
        return
    inbound = scene.inbound
    match inbound.kind:
        case Heard.START | Heard.TEXT:
            _words(scene, inbound.text.strip())
        case Heard.PRESS:
            verb, _, rest = inbound.token.partition(":")
            if verb != signup.VERB:
                raise NothingOpen(scene.text(errors.NOT_REGISTERED))
            signup.pressed(scene, rest.split(":"))
        case Heard.CONTACT:
            signup.by_phone(scene, inbound.phone)
        case _:
            _welcome(scene)


def start_again(scene: Scene) -> None:
    """A member opened the product by a link once more: nothing is used up, whoever's code it is."""
    code = _code_in(scene.inbound.text.strip())
    invites, chat_id = scene.uow.invites, scene.caller.chat_id
    may_try = invites.failures_left(chat_id, scene.now) > 0  # else members could try codes without end
    invite = invites.find(scene.world.secret_key, code) if code and may_try else None
    if code and may_try and invite is None:
        invites.fail(chat_id, scene.now)
    if scene.caller.unit_id is None:
        raise LookupError(scene.person_id)
    unit = scene.uow.units.get(scene.caller.unit_id)
    if invite is not None and invite.person_id != scene.person_id:
        scene.say(texts.ALREADY_OTHER, full_name=scene.caller.full_name, unit_name=unit.name)
        return
    if code:
        scene.say(texts.ALREADY, unit_name=unit.name)
    menu.show(scene)


def _words(scene: Scene, text: str) -> None:
    held = signup.pending(scene)
    if held is not None and signup.answer(scene, held, text):
        return
    found = BOOK.find(scene, text)
    if found is not None and found.command.guests:
        found.command.run(scene, found.rest)
    elif code := _code_in(text):
        signup.enter(scene, code)
    elif held is not None and scene.inbound.kind is Heard.TEXT:
        signup.remind(scene, held)
    else:
        _welcome(scene)


def _code_in(text: str) -> str:
    """Return the invite code that *text* is, or "": ten letters of a sentence are no code."""
    words = text.split()
    while words and fold(words[0]) in ("ma", "moi", "start"):
        words.pop(0)
    in_halves = len(words) == 2 and all(len(word) == HALF for word in words)  # noqa: PLR2004 (two halves)
    joined = "-".join(words)
    return joined if (len(words) == 1 or in_halves) and looks_like_code(joined) else ""


def _welcome(scene: Scene) -> None:
    known = signup.known(scene)
    public = texts.WELCOME_PUBLIC if scene.office.public_contact else texts.WELCOME_NO_CONTACT
    parts = (texts.WELCOME, texts.ASK_CODE, texts.CHECK_HINT, public)
    scene.send(Outbound("\n".join(scene.text(part, **known) for part in parts), ask_phone=True))


def _no_longer(scene: Scene) -> None:
    """Somebody of the roster who takes no part at the moment."""
    told = scene.uow.audit.recent(f"person:{scene.caller.person_id}")
    since = next((row.at for row in told if row.action in ("person.pause", "person.leave")), scene.now)
    day = dates.written(scene.world.today(since))
    known = signup.known(scene)
    if scene.caller.status == "left":
        scene.say(texts.LEFT, date=day, days=people.ERASE_DAYS, **known)
    else:
        scene.say(texts.SUSPENDED, date=day, **known)
