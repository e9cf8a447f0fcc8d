"""`python -m bot chat`: one phone of a throw-away demo office in the terminal. What it prints is a transcript."""

from __future__ import annotations

import asyncio
import itertools
import logging
import re
import secrets
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from aiohttp import web

from bot.app import holidays_of
from bot.channel import Accept, Job, Limits, Parcel, Sent
from bot.chores import Chores
from bot.clock import utc_now
from bot.config import Config
from bot.place import StartRefused
from bot.sender import Sender
from bot.supervisor import Supervisor
from bot.ticker import Ticker
from content.demo import DemoPerson, load
from content.message import Address, Choice, Heard, Inbound
from content.plain import as_text
from content.texts import demo as roles
from content.texts import startup
from content.texts import terminal as texts
from content.vietnamese import fold
from handlers import demo
from handlers.dispatcher import Dispatcher
from handlers.world import ChannelFacts, World
from storage.engine import migrate
from storage.files import FileStore
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork

NAME = "browser"  # the demo's people live in browser chats
QUIET_SECONDS = 0.4  # without a new message: the answer is whole
LONGEST_SECONDS = 5.0
PRESSED = re.compile(r"\[(.+)\]")


class TerminalChannel:
    """Shows what is said to one chat; keeps `bot.channel.Channel`."""

    name = NAME
    secrets: tuple[str, ...] = ()
    limits = Limits(
        text=4000, caption=4000, label=100, buttons=20, file_bytes=10**9, rate=1000, per_chat_seconds=0,
        can_edit=False, can_protect=False,
    )  # fmt: skip

    def __init__(self, chat: str, given_name: str) -> None:
        self._chat, self._given = chat, given_name
        self.choices: tuple[Choice, ...] = ()
        self.said = asyncio.Event()

    def routes(self, accept: Accept) -> Sequence[web.RouteDef]:
        """Nobody calls it."""
        return ()

    def jobs(self, accept: Accept) -> Sequence[Job]:
        """It needs none."""
        return ()

    async def send(self, parcel: Parcel) -> Sent:
        """Print a message to our chat as a line of a transcript; take those to others."""
        if parcel.to.chat == self._chat:
            text = as_text(parcel.said.but(choices=())) if parcel.said.file is None else as_text(parcel.said)
            labels = "".join(f" [{choice.label}]" for choice in parcel.said.choices)
            print(f"{self._given} < {text.replace(chr(10), ' / ')}{labels}", flush=True)
            self.choices = parcel.said.choices or self.choices
            self.said.set()
        return Sent(str(parcel.delivery_id))

    async def fetch(self, remote: str, limit_bytes: int) -> bytes:
        """Nothing was sent to it."""
        raise ValueError(remote)

    async def forget(self, remote: str) -> None:
        """It keeps nothing."""

    async def open(self) -> None:
        """It has no connection."""

    async def close(self) -> None:
        """It has no connection."""


async def chat(config: Config, who: str) -> int:
    """Let the person *who* (number, name or role) of a fresh demo office type; return the exit code at the end."""
    person = _person(who)
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="ttv-") as folder:
        url = f"sqlite:///{folder}/chat.db"
        await asyncio.to_thread(migrate, url)
        storage = Storage(url)
        storage.open()
        try:
            await _talk(config, storage, Path(folder), person)
        finally:
            storage.close()
    return 0


def _person(who: str) -> DemoPerson:
    people = load().people
    wanted = fold(who)
    for person in people:
        named = (fold(person.id), fold(person.name), fold(person.name.split()[-1]), fold(roles.ROLES[person.role]))
        if wanted in (*named, person.role):
            return person
    raise StartRefused(texts.NOBODY.format(who=who, people=", ".join(f"{p.name} ({p.id})" for p in people)))


async def _talk(config: Config, storage: Storage, folder: Path, person: DemoPerson) -> None:
    given = person.given or person.name.split()[-1]
    address = Address(NAME, f"terminal-{person.id}")
    channel = TerminalChannel(address.chat, given)
    world = World(
        secrets.token_hex(32), config.zone, is_demo=True, holidays=holidays_of,
        channels={NAME: ChannelFacts(startup.BROWSER_LABEL, can_edit=False)},
    )  # fmt: skip
    store = FileStore(folder / "files")
    sender = Sender(storage, channel, world, utc_now, folder / "files", "terminal")
    dispatcher = Dispatcher(storage, world, utc_now, sender.wake)
    chores = Chores(storage, {NAME: channel}, store, dispatcher.accept, utc_now, "terminal")
    ticker = Ticker(storage, dispatcher, world, utc_now, sender.wake, store)

    def begin(uow: UnitOfWork) -> None:
        uow.lanes.ensure(NAME, channel.limits.rate)
        demo.seed(uow, world, utc_now())
        for other in load().people:
            demo.move_in(uow, other, Address(NAME, f"terminal-{other.id}"), utc_now())

    await storage.run(begin)
    print(texts.WELCOME.format(name=person.name, role=roles.ROLES[person.role]), flush=True)
    supervisor = Supervisor()
    for job in (*sender.jobs(), Job("chores", chores.loop)):
        supervisor.start(job.name, job.run)
    ticker.start()
    try:
        await _settled(channel)
        for n in itertools.count():
            try:
                words = (await asyncio.to_thread(input, f"{given} > ")).strip()
            except EOFError:
                return
            if not sys.stdin.isatty():
                print(words, flush=True)  # nobody sees what a pipe types
            if words and (heard := _heard(channel, address, n, words)):
                await dispatcher.accept(heard)
                await _settled(channel)
    finally:
        ticker.stop()
        await supervisor.stop(2.0)


def _heard(channel: TerminalChannel, address: Address, n: int, words: str) -> Inbound | None:
    pressed = PRESSED.fullmatch(words)
    if pressed is None:
        text = words.replace(" / ", "\n")
        return Inbound(address, f"terminal:{n}", Heard.TEXT, utc_now(), text=text)
    for choice in channel.choices:
        if fold(choice.label) == fold(pressed[1]):
            return Inbound(address, f"terminal:{n}", Heard.PRESS, utc_now(), token=choice.token)
    print(texts.NO_BUTTON.format(label=pressed[1]), flush=True)
    return None


async def _settled(channel: TerminalChannel) -> None:
    """Return once nothing new is said for a moment."""
    loop = asyncio.get_running_loop()
    ends = loop.time() + LONGEST_SECONDS
    while loop.time() < ends:
        channel.said.clear()
        try:
            async with asyncio.timeout(QUIET_SECONDS):
                await channel.said.wait()
        except TimeoutError:
            return
