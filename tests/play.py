"""Plays transcripts: `>` is said, `<` is heard, `[Label]` presses a button. All of it is real but the channel.

    await play.person("Hoa", unit="X01-T1")
    await play('''
        Hoa > bao cao
        Hoa < 1/6 …
        Hoa > [Hôm nay]
    ''')

A heard line is the beginning of a message's lines, joined by " / "; "…" stands for anything. A message that
nobody expected fails the transcript, and so does one that is missing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot import answer_files, workshop
from bot.row_files import rows_for
from content.message import Address, Choice, Heard, Inbound, Outbound
from content.roles import Duty, Role
from content.texts.files import NOT_FETCHED
from content.vietnamese import fold
from handlers import broadcasting, progress_screen, reminder, schedule, submission_rows
from handlers.dispatcher import Dispatcher
from handlers.world import ChannelFacts, World
from storage.files import FileStore
from storage.outbox import Claim, Claimed, Settled
from storage.storage import Storage
from storage.tables import Chore
from storage.unit_of_work import UnitOfWork

START = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # a Friday, 9 in the morning in Hà Nội
ROOT = "T01"
KEY = "k" * 32


class Play:
    """People with phones, a clock that is moved by hand, and the product between them."""

    def __init__(self, storage: Storage, folder: Path) -> None:
        self.storage = storage
        self.now = START
        self.store = FileStore(folder / "files")
        self.world = World(
            secret_key=KEY,
            zone=ZoneInfo("Asia/Ho_Chi_Minh"),
            public_url="https://vidu.example",
            channels={"telegram": ChannelFacts("Telegram"), "browser": ChannelFacts("Trang chat")},
            invite_links=lambda code: (("Telegram", f"https://t.me/vidu_bot?start={code}"),),
        )
        self.dispatcher = Dispatcher(storage, self.world, lambda: self.now)
        self.people: dict[str, int] = {}  # name → person id, once known
        self.addresses: dict[str, Address] = {}
        self.heard: defaultdict[str, list[Outbound]] = defaultdict(list)  # not yet expected by the transcript
        self.shown: defaultdict[str, list[Outbound]] = defaultdict(list)  # everything a phone has shown
        self.uploads: dict[str, tuple[str, bytes]] = {}
        self._updates = 0

    async def office(self, **columns: Any) -> None:
        """Make the office and its root unit."""

        def make(uow: UnitOfWork) -> None:
            root = uow.units.by_code(ROOT) or uow.units.put(ROOT, "tỉnh Minh Họa", "tinh", None)
            uow.office.put(
                **{
                    "name": "Ban Tuyên giáo và Dân vận Minh Họa", "superior": "Tỉnh ủy Minh Họa", "system": "dang",
                    "courtesy": "dong_chi", "staff_contact": "0950 000 001", "public_contact": "0950 000 002",
                    "privacy_contact": "0950 000 003", "unit_id": root.id, "settings": {},
                }
                | columns
            )  # fmt: skip
            for lane in self.world.channels:
                uow.lanes.ensure(lane, 1_000_000)

        await self.storage.run(make)

    async def channel(self, name: str, facts: ChannelFacts) -> None:
        """Give the office one more channel."""
        self.world = replace(self.world, channels={**self.world.channels, name: facts})
        self.dispatcher = Dispatcher(self.storage, self.world, lambda: self.now)
        await self.storage.run(lambda uow: uow.lanes.ensure(name, 1_000_000))

    async def unit(self, code: str, name: str, kind: str = "thon", parent: str = ROOT) -> int:
        """Make a unit."""
        return await self.storage.run(
            lambda uow: uow.units.put(code, name, kind, uow.units.by_code(parent) if code != ROOT else None).id
        )

    async def stranger(self, name: str, channel: str = "telegram") -> None:
        """Somebody whom the product does not know yet."""
        self.addresses[name] = Address(channel, str(1000 + len(self.addresses)))

    async def person(
        self, name: str, *, unit: str = ROOT, roles: Iterable[Role] = (), duties: Iterable[Duty] = (Duty.TTV,),
        channel: str = "telegram", full_name: str = "", position: str = "Trưởng thôn", over: str = "",
    ) -> int:  # fmt: skip
        """Somebody of the roster who has signed up: *roles* hold over the unit *over*, or the own one."""
        await self.stranger(name, channel)

        def make(uow: UnitOfWork) -> int:
            place = uow.units.by_code(unit)
            if place is None:
                raise LookupError(unit)
            person = uow.people.put(
                full_name=full_name or f"Nguyễn Thị {name}", unit_id=place.id, now=self.now, position=position,
                code=f"M-{name}",
            )  # fmt: skip
            person.consented_at = self.now
            for duty in duties:
                uow.people.appoint(person.id, duty.value, "01/QĐ-MH")
            for role in roles:
                held = uow.units.by_code(over or unit)
                uow.people.grant(person.id, role, held.id if held else place.id, by=None, now=self.now)
            chat = uow.chats.hear(self.addresses[name], self.now)
            uow.chats.link(chat.chat_id, person.id)
            return person.id

        self.people[name] = await self.storage.run(make)
        return self.people[name]

    async def __call__(self, transcript: str) -> None:
        """Play *transcript*; a mistake shows what was heard instead."""
        for raw in transcript.strip().splitlines():
            line = raw.strip()
            if not line or line.startswith("#"):
                continue
            match = re.match(r"(\S+)\s+([<>])\s?(.*)$", line)
            if match is None:
                msg = f"not a line of a transcript: {line!r}"
                raise ValueError(msg)
            name, sign, words = match.groups()
            if sign == "<":
                self._expect(name, words)
            else:
                self._nothing_left(line)
                await self.says(name, words)
        self._nothing_left("the end")

    async def says(self, name: str, words: str) -> None:
        """Let somebody write *words*, or press `[Label]`; then everything that follows happens."""
        pressed = re.fullmatch(r"\[(.+)\]", words)
        if pressed:
            await self.presses(name, pressed[1])
        else:
            await self.sends(name, Heard.TEXT, text=words.replace(" / ", "\n"))

    async def presses(self, name: str, label: str) -> None:
        """Press the newest button with this label (numbers before it do not matter)."""
        for n, said in enumerate(reversed(self.shown[name])):
            for choice in said.choices:
                if fold(choice.label) == fold(label):
                    key = f"m{len(self.shown[name]) - n}"
                    await self.sends(name, Heard.PRESS, token=choice.token, message_key=key)
                    return
        seen = [c.label for said in self.shown[name] for c in said.choices]
        msg = f"{name} has no button {label!r}, but {seen}"
        raise AssertionError(msg)

    async def uploads_file(self, name: str, file_name: str, content: bytes) -> None:
        """Let somebody send a file."""
        from content.message import FileRef  # noqa: PLC0415 (only here)

        remote = f"r{len(self.uploads)}"
        self.uploads[remote] = (file_name, content)
        await self.sends(name, Heard.FILE, file=FileRef(remote, file_name, "", len(content)))

    async def sends(self, name: str, kind: Heard, **fields: Any) -> None:
        """Let any Inbound of *name* take effect."""
        self._updates += 1
        inbound = Inbound(self.addresses[name], f"u{self._updates}", kind, self.now, **fields)
        await self.dispatcher.accept(inbound)
        await self.settle()

    async def settle(self) -> None:
        """Let all that is owed happen: chores, broadcasts that are due, deliveries."""
        for _ in range(50):
            chore, claims = await self.storage.run(self._beat)
            if chore is not None:
                await self._do(chore)
            for lane, claim in claims:
                await self._deliver(lane, claim)
            if chore is None and not any(claim.rows for _, claim in claims):
                return
        msg = "it never comes to rest"
        raise AssertionError(msg)

    def _beat(self, uow: UnitOfWork) -> tuple[Chore | None, list[tuple[str, Claim]]]:
        """Do what ticker, chores and senders look for, in one transaction: most of what is said owes little."""
        broadcasting.start_due(uow, self.world, self.now)
        for broadcast in uow.broadcasts.unfanned():
            while uow.broadcasts.fan_out(broadcast, 100, self.now):
                pass
        broadcasting.clear(uow, self.world, self.now)
        chore = uow.chores.claim("play", now=self.now, lease=60)
        if chore is not None:
            return chore, []
        return None, [
            (lane, uow.outbox.claim(lane, "play", most=200, now=self.now, lease=60, chat_pause=0))
            for lane in self.world.channels
        ]

    async def tick(self, **later: float) -> None:
        """Move the clock (hours=…, days=…), let time-bound things happen, and deliver."""
        self.now += timedelta(**later)
        await self.storage.run(lambda uow: reminder.tick(uow, self.world, self.now))
        await self.storage.run(lambda uow: progress_screen.refresh(uow, self.world, self.now))
        await self.settle()

    async def _deliver(self, lane: str, claim: Claim) -> None:
        for row in claim.rows:
            await self._show(lane, row)
        if claim.rows:
            ends = [Settled(row.id, row.attempts, "sent", provider_id=f"m{row.id}") for row in claim.rows]
            await self.storage.run(lambda uow: uow.outbox.settle("play", ends, self.now))

    async def _show(self, lane: str, row: Claimed) -> None:
        names = {address: name for name, address in self.addresses.items()}
        name = names.get(Address(lane, row.address))
        if row.message is not None:
            said: Outbound | None = Outbound.from_json(row.message)
        else:
            said = await self.storage.run(lambda uow: uow.broadcasts.rendering(row.broadcast_id or 0, lane))
        if name is None or said is None:
            msg = f"a message to nobody: {row}"
            raise AssertionError(msg)
        if row.broadcast_id is not None:
            said = schedule.at_this_hour(self.world, said, self.now)
        self.heard[name].append(said)
        self.shown[name].append(said)

    async def _do(self, chore: Chore) -> None:
        payload: dict[str, Any] = {"request": chore.request}
        if chore.kind == "fetch":
            name, content = self.uploads[chore.request["remote"]]
            payload["file_id"] = await self._keep(content, name, "")
        elif chore.kind == "fetch_answer":
            payload |= await self._answer(chore.request)
        else:
            payload |= await self._work(chore.kind, chore.request)
        address = Address(str(chore.channel), str(chore.address))
        inbound = Inbound(address, f"chore:{chore.id}", Heard.SYSTEM, self.now, token=chore.kind, payload=payload)
        await self.dispatcher.accept(inbound)
        await self.storage.run(lambda uow: uow.chores.end(chore.id, "play", now=self.now))

    async def _answer(self, request: dict[str, Any]) -> dict[str, Any]:
        if request["remote"] not in self.uploads:
            return {"fault": NOT_FETCHED}
        try:
            made = await answer_files.kept(self.uploads[request["remote"]][1], request["name"], request["wanted"])
        except answer_files.FileRefused as error:
            return {"fault": error.words}
        return {"file_id": await self._keep(made.content, made.name, made.mime)}

    async def _work(self, kind: str, request: dict[str, Any]) -> dict[str, Any]:
        paths = {
            name: await self.storage.run(lambda uow: self.store.path(uow.files.get(file_id).stored_as))
            for name, file_id in request.get("files", {}).items()
        }
        if kind == submission_rows.KIND:
            paths["store"] = self.store.folder
        try:
            async with rows_for(self.storage, kind, request) as rows:
                done = await workshop.work(kind, request, paths | rows, 60)
        except workshop.WorkFailed as error:
            return {"fault": error.words}
        return {"result": done.result, "made": [await self._keep(f.content, f.name, f.mime) for f in done.files]}

    async def _keep(self, content: bytes, name: str, mime: str) -> int:
        stored_as = self.store.keep(content)

        def put(uow: UnitOfWork) -> tuple[int, bool]:
            row = uow.files.put(stored_as=stored_as, content=content, name=name, mime=mime, now=self.now)
            return row.id, row.stored_as == stored_as

        file_id, is_new = await self.storage.run(put)
        if not is_new:
            self.store.remove(stored_as)
        return file_id

    def _expect(self, name: str, words: str) -> None:
        if not self.heard[name]:
            msg = f"{name} should hear {words!r}, but hears nothing; others: {self._left()}"
            raise AssertionError(msg)
        said = self.heard[name].pop(0)
        if not matches(words, told(said)):
            msg = f"{name} should hear\n  {words}\nbut hears\n  {told(said)}\n  {[c.label for c in said.choices]}"
            raise AssertionError(msg)

    def _left(self) -> dict[str, list[str]]:
        return {name: [told(s) for s in said] for name, said in self.heard.items() if said}

    def _nothing_left(self, before: str) -> None:
        if left := self._left():
            msg = f"before {before!r} nobody expected {left}"
            raise AssertionError(msg)

    def forget(self) -> None:
        """Pass over what was heard and not expected."""
        self.heard.clear()

    def last(self, name: str) -> Outbound:
        """Return what the phone showed last."""
        return self.shown[name][-1]

    def choices(self, name: str) -> tuple[Choice, ...]:
        """Return the choices of what the phone showed last."""
        return self.last(name).choices


def told(said: Outbound) -> str:
    """Return a message as a transcript writes it: heading and text in one line."""
    whole = f"{said.heading}\n{said.text}" if said.heading else said.text
    return " / ".join(line.strip() for line in whole.splitlines() if line.strip())


def matches(expected: str, heard: str) -> bool:
    """Say whether *heard* begins as *expected*, in which "…" stands for anything."""
    pattern = ".*?".join(re.escape(part) for part in expected.split("…"))
    return re.match(pattern, heard, re.DOTALL) is not None
