"""`kênh`: where one's messages go and how to add a channel; for admins, which channels the office has on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from content import dates
from content.message import Choice, Outbound
from content.roles import May
from content.texts import channels as texts
from content.texts.reasons import reason
from content.vietnamese import fold
from handlers.arguments import channel, nothing
from handlers.command import Command
from handlers.commands.my_data import VERB as MY_DATA
from handlers.errors import NothingOpen, Refused
from handlers.scene import Scene

CODE_LIVES = timedelta(hours=1)  # typed on another phone, or in another app of the same one


def _mine(scene: Scene, rest: str) -> None:
    person = scene.uow.people.get(scene.person_id)
    lines, choices = [scene.text(texts.MINE)], []
    for chat in scene.uow.chats.of(person.id):
        facts = scene.world.channels.get(chat.channel)
        label = facts.label if facts else chat.channel
        mark = texts.MAIN_MARK if chat.id == person.chat_id else ""
        if chat.state != "active":
            mark = texts.STATE_MARK.format(why=reason(chat.state).what.rstrip(".").lower())
        elif facts and chat.id != person.chat_id:
            choices.append(Choice(texts.USE.format(channel=label), f"{MY_DATA}:main:{chat.id}"))
        lines.append(texts.LINE.format(channel=label, mark=mark))
    if len(scene.world.channels) > 1:
        choices.append(Choice(texts.ADD, "chadd", texts.ADD_WORDS[0]))
    scene.screen(Outbound("\n".join(lines), choices=tuple(choices)), "channels")


def _add(scene: Scene, rest: str) -> None:
    """Give a code that links one more chat to the speaker: nobody else's, and not for long."""
    until = scene.now + CODE_LIVES
    code, _ = scene.uow.invites.make(
        scene.person_id, scene.world.secret_key, now=scene.now, by=scene.person_id, lives=CODE_LIVES
    )
    scene.note("chat.add", f"person:{scene.person_id}")
    links = "".join(f"{channel}: {url}\n" for channel, url in scene.world.invite_links(code))
    words = scene.text(
        texts.CODE, code=code, links=links or f"{texts.NO_LINKS}\n", date=dates.written(scene.world.today(until)),
        time=dates.time_written(until, scene.world.zone),
    )  # fmt: skip
    scene.send(Outbound(words, one_time=True))


def _office(scene: Scene, rest: str) -> None:
    scene.require_whole_office()
    uow, off = scene.uow, scene.uow.lanes.off()
    stopped, counts = dict(uow.lanes.stopped()), uow.chats.counts()
    lines, choices = [scene.text(texts.OFFICE)], []
    for name, facts in scene.world.channels.items():
        state = texts.STATE_OFF if name in off else texts.STATE_STOPPED if name in stopped else texts.STATE_ON
        people = str(counts.get(name, 0)) + (
            texts.PEOPLE_OF.format(most=facts.people_most) if facts.people_most else ""
        )
        used = uow.lanes.use(name, scene.world.month(scene.now))
        use = texts.USE_OF.format(sent=used.sent, most=facts.month_most) if facts.month_most else ""
        if facts.window:
            use = texts.USE_PAID.format(sent=used.sent, paid=used.paid, templates=used.templates)
        lines.append(texts.OFFICE_LINE.format(channel=facts.label, state=state, people=people, use=use))
        turn = (texts.TURN_ON, "chon", texts.ON_WORD) if name in off else (texts.TURN_OFF, "choff", texts.OFF_WORD)
        label, verb, word = turn
        label, word = label.format(channel=facts.label), word.format(channel=facts.label.lower())
        choices.append(Choice(label, f"{verb}:{name}", word, decisive=True))
    scene.screen(Outbound("\n".join(lines), choices=tuple(choices), numbered=False), "office_channels")


def _named(scene: Scene, text: str) -> str:
    wanted = fold(text)
    for name, facts in scene.world.channels.items():
        if wanted in (fold(facts.label), fold(name.replace("_", " ")), name):
            return name
    raise Refused(scene.text(texts.WHICH))


def _turn(scene: Scene, name: str, *, off: bool) -> None:
    scene.require_whole_office()
    label = scene.world.channels[name].label
    if not scene.uow.lanes.turn(name, off=off):
        scene.say(texts.ALREADY, channel=label, state=texts.STATE_OFF if off else texts.STATE_ON)
        return
    scene.note("channel.off" if off else "channel.on", f"lane:{name}")
    scene.say(texts.TURNED_OFF if off else texts.TURNED_ON, channel=label)


def _off(scene: Scene, rest: str) -> None:
    _turn(scene, _named(scene, rest), off=True)


def _on(scene: Scene, rest: str) -> None:
    _turn(scene, _named(scene, rest), off=False)


def _pressed(scene: Scene, args: Sequence[str], *, off: bool) -> None:
    if len(args) != 1 or args[0] not in scene.world.channels:
        raise NothingOpen(scene.text(texts.WHICH))
    _turn(scene, args[0], off=off)


CHANNELS = Command(slash="kenh", words=texts.WORDS, about=texts.ABOUT, run=_mine, takes=nothing)
ADD_CHANNEL = Command(
    slash="themkenh", words=texts.ADD_WORDS, about=texts.ADD_ABOUT, run=_add, in_menu=False,
    presses={"chadd": lambda scene, _: _add(scene, "")},
)  # fmt: skip
OFFICE_CHANNELS = Command(
    slash="kenhcoquan", words=texts.WORDS_OFFICE, about=texts.ABOUT_OFFICE, run=_office, needs=May.ADMINISTER,
    presses={
        "choff": lambda scene, args: _pressed(scene, args, off=True),
        "chon": lambda scene, args: _pressed(scene, args, off=False),
    },
)  # fmt: skip
TURN_OFF = Command(
    slash="tatkenh",
    words=texts.WORDS_OFF,
    about=texts.ABOUT_OFF,
    run=_off,
    needs=May.ADMINISTER,
    in_menu=False,
    takes=channel,
)
TURN_ON = Command(
    slash="batkenh",
    words=texts.WORDS_ON,
    about=texts.ABOUT_ON,
    run=_on,
    needs=May.ADMINISTER,
    in_menu=False,
    takes=channel,
)
