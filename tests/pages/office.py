"""The product's own light pages on loopback, in front of an office that is played."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import aiohttp
from aiohttp import web
from sqlalchemy import select

from bot.access_log import RouteLogger
from bot.pages import light_pages
from content.document import State
from content.message import Outbound
from handlers import issue_text, links
from storage.broadcasts import Audience
from storage.outbox import REPLY
from storage.storage import Storage
from storage.tables import Delivery
from storage.unit_of_work import UnitOfWork
from tests.play import Play
from tests.transcripts.content_office import people

PLAIN: Mapping[str, str] = {"Accept-Encoding": "identity"}


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


@dataclass
class Site:
    """The pages, and an office whose clock is moved by hand."""

    play: Play
    base: str
    http: aiohttp.ClientSession
    own: dict[str, str] = field(default_factory=dict)  # headers as a browser sends them from our own page

    async def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask as a plain client does; `If_None_Match` is written `If-None-Match`."""
        return await self._ask(method, path, {name.replace("_", "-"): value for name, value in headers.items()})

    async def post(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Post the page's form."""
        return await self._ask("POST", path, self.own if headers is None else headers)

    async def _ask(self, method: str, path: str, headers: Mapping[str, str]) -> Answer:
        async with self.http.request(
            method, self.base + path, headers={**PLAIN, **headers}, allow_redirects=False
        ) as answer:  # fmt: skip
            return Answer(answer.status, answer.headers.copy(), await answer.read())

    async def delivery(self, name: str) -> int:
        """Return the newest delivery that belongs to a broadcast and was owed to somebody."""
        person = self.play.people[name]
        query = select(Delivery.id).where(Delivery.person_id == person, Delivery.broadcast_id.is_not(None))
        found = await self.play.storage.run(lambda uow: uow.session.scalar(query.order_by(Delivery.id.desc()).limit(1)))
        assert found is not None
        return found

    def page(self, delivery_id: int) -> str:
        """Return the path of a delivery's page."""
        return links.PATH + links.page_token(self.play.world.secret_key, delivery_id)

    async def link(self, name: str) -> str:
        """Return the path of the page that somebody was sent last with a document."""
        return self.page(await self.delivery(name))

    async def said_with_page(self, name: str) -> str:
        """Return the path of the page of what was said last to somebody with a link to a page."""
        query = select(Delivery.id, Delivery.message).where(Delivery.person_id == self.play.people[name])
        rows = await self.play.storage.run(lambda uow: uow.session.execute(query.order_by(Delivery.id.desc())).all())
        return self.page(next(id_ for id_, message in rows if message and message.get("page")))

    async def change(self, delivery_id: int, **columns: object) -> None:
        """Set columns of a delivery."""

        def work(uow: UnitOfWork) -> None:
            row = uow.session.get_one(Delivery, delivery_id)
            for column, value in columns.items():
                setattr(row, column, value)

        await self.play.storage.run(work)

    async def say(self, name: str, said: Outbound) -> int:
        """Let the product say something to somebody; return the delivery."""

        def work(uow: UnitOfWork) -> int:
            chat = uow.chats.at(self.play.addresses[name])
            assert chat is not None
            uow.outbox.owe(
                chat.id, chat.channel, said, now=self.play.now, klass=REPLY, person_id=chat.person_id
            )  # fmt: skip
            found = uow.session.scalar(select(Delivery.id).order_by(Delivery.id.desc()).limit(1))
            assert found is not None
            return found

        made = await self.play.storage.run(work)
        await self.play.settle()
        return made

    async def file(self, content: bytes, name: str, mime: str) -> int:
        """Keep a file."""
        kept, now = self.play.store.keep(content), self.play.now
        return await self.play.storage.run(
            lambda uow: uow.files.put(stored_as=kept, content=content, name=name, mime=mime, now=now).id
        )

    async def issue(
        self, *, points: list[dict[str, str]], title: str = "Phòng cháy mùa khô", summary: str = "",
        short_message: str = "", file_id: int | None = None, valid_to: date | None = None, scope: str = "cong_khai",
        issuer: str = "Ban Tuyên giáo và Dân vận Minh Họa", number: str = "15/KH-BTG", direct_only: bool = False,
    ) -> int:  # fmt: skip
        """Let a document with any content go out to all; Minh wrote it, Lan approved it. Return its id."""
        play = self.play

        def work(uow: UnitOfWork) -> int:
            author, approver = play.people["Minh"], play.people["Lan"]
            unit = uow.people.get(author).unit_id
            document = uow.documents.add(
                now=play.now, author_id=author, unit_id=unit, kind="talking_point", title=title, issuer=issuer,
                number=number, issued_on=date(2026, 11, 18), doc_kind="Kế hoạch", scope=scope, valid_to=valid_to,
                direct_only=direct_only,
            )  # fmt: skip
            version = uow.documents.draft(
                document, author_id=author, now=play.now, summary=summary, points=points,
                short_message=short_message, faq=[], file_id=file_id,
            )  # fmt: skip
            uow.documents.move(version, State.SUBMITTED, expected=State.DRAFT)
            uow.documents.move(
                version, State.APPROVED, expected=State.SUBMITTED, decided_by=approver, decided_at=play.now
            )  # fmt: skip
            broadcast = uow.broadcasts.add(
                version.id, author_id=author, now=play.now, state="running", any_hour=True, approved_by=approver,
                started_at=play.now,
            )  # fmt: skip
            uow.broadcasts.freeze(broadcast, Audience(units=(unit,), duties=("ttv",)))
            said = issue_text.notice(
                issue_text.issue_of(uow, document, version, demo=False), version.id, f"ack:{broadcast.id}"
            )
            for channel in play.world.channels:
                uow.broadcasts.render(broadcast.id, channel, said)
            return document.id

        made = await play.storage.run(work)
        await play.settle()
        return made


async def peopled(storage: Storage, folder: Path) -> Play:
    """Return a play of an office with units, an editor, approvers and communicators."""
    stage = Play(storage, folder)
    await stage.office()
    for code, name, kind, parent in (
        ("X01", "xã Đồng Mẫu", "xa", "T01"), ("X01-T1", "thôn Mẫu Đông", "thon", "X01"),
        ("X01-T2", "thôn Mẫu Đoài", "thon", "X01"), ("X02", "xã Suối Thử", "xa", "T01"),
    ):  # fmt: skip
        await stage.unit(code, name, kind, parent)
    await people(stage)
    return stage


@asynccontextmanager
async def opened(play: Play) -> AsyncIterator[Site]:
    """Serve the pages while the block runs."""
    app = web.Application()
    app.add_routes(light_pages.routes(play.storage, play.world, lambda: play.now, play.store))
    runner = web.AppRunner(app, access_log_class=RouteLogger)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with aiohttp.ClientSession(auto_decompress=False) as http:
        try:
            yield Site(play, base, http, {"Origin": base})
        finally:
            await runner.cleanup()
