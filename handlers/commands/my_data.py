"""`thông tin của tôi`: what is stored about a member; corrected, taken along, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from content import dates
from content.message import Choice, Outbound
from content.roles import Role
from content.texts import errors
from content.texts import my_data as texts
from handlers import dialogs, my_data
from handlers.arguments import nothing
from handlers.command import Command
from handlers.errors import NothingOpen
from handlers.scene import Scene
from handlers.signup import known

VERB = "md"


def _run(scene: Scene, rest: str) -> None:
    person = scene.uow.people.get(scene.person_id)
    lines = "\n".join(texts.FIELD.format(name=name, value=value) for name, value in my_data.fields(scene, person))
    consented = dates.written(scene.world.today(person.consented_at)) if person.consented_at else texts.NONE
    choices = [
        Choice(texts.FIX, f"{VERB}:fix"), Choice(texts.EXPORT, f"{VERB}:export"),
        Choice(texts.WITHDRAW, f"{VERB}:withdraw"),
    ]  # fmt: skip
    for chat in scene.uow.chats.of(person.id):
        facts = scene.world.channels.get(chat.channel)
        if chat.id != person.chat_id and chat.state == "active" and facts:
            choices.append(Choice(texts.USE_CHANNEL.format(channel=facts.label), f"{VERB}:main:{chat.id}"))
    words = scene.text(texts.MY_DATA, fields=lines, consent_date=consented)
    scene.screen(Outbound(words, choices=tuple(choices)), "my_data")


def _press(scene: Scene, args: Sequence[str]) -> None:
    match list(args):
        case ["fix"]:
            dialogs.start(scene, "fix_my_data")
        case ["export"]:
            _export(scene, "xlsx")
        case ["export", "txt"]:
            _export(scene, "txt")
        case ["withdraw"]:
            _explain(scene)
        case ["keep"]:
            _run(scene, "")
        case ["erase"]:
            my_data.withdraw(scene)
        case ["main", chat_id]:
            _use(scene, chat_id)
        case _:
            raise NothingOpen(scene.text(errors.BUTTON_OLD))


def _export(scene: Scene, form: str) -> None:
    person = scene.uow.people.get(scene.person_id)
    request = {"rows": my_data.everything(scene, person), "form": form}
    scene.uow.chores.owe("my_data", request, now=scene.now, to=scene.inbound.address)
    scene.say(texts.EXPORTING)


def exported(scene: Scene, payload: dict[str, Any]) -> None:
    """The end of the copy."""
    my_data.forget_copy(scene)
    file = scene.uow.files.attachment(payload["made"][0])
    text = Choice(texts.EXPORT_TEXT, f"{VERB}:export:txt")
    choices = () if payload["request"].get("form") == "txt" else (text,)
    scene.send(Outbound(scene.text(texts.EXPORT_READY), file=file, choices=choices))


def _explain(scene: Scene) -> None:
    words = scene.text(texts.ERASE_EXPLAIN, **known(scene))
    if Role.ADMIN in scene.rights and scene.uow.people.count_role(Role.ADMIN) <= 1:
        words += scene.text(texts.ERASE_LAST_ADMIN)
    choices = (
        Choice(texts.WITHDRAW, f"{VERB}:erase", texts.WITHDRAW_WORD, decisive=True),
        Choice(texts.KEEP, f"{VERB}:keep", texts.KEEP),
    )
    scene.send(Outbound(words, choices=choices, numbered=False))


def _use(scene: Scene, chat_id: str) -> None:
    """Choose the chat to which notices go."""
    chat = next((c for c in scene.uow.chats.of(scene.person_id) if str(c.id) == chat_id), None)
    facts = scene.world.channels.get(chat.channel) if chat else None
    if chat is None or chat.state != "active" or facts is None:
        raise NothingOpen(scene.text(errors.BUTTON_OLD))
    scene.uow.people.get(scene.person_id).chat_id = chat.id
    scene.say(texts.CHANNEL_SET, channel=facts.label)


MY_DATA = Command(slash="toi", words=texts.WORDS, about=texts.ABOUT, run=_run, takes=nothing, presses={VERB: _press})
