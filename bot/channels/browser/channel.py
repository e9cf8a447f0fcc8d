"""A chat page for people without Zalo or Telegram: who holds the personal link is that chat."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from aiohttp import web

from bot.channel import Accept, Busy, Job, Limits, NotSent, Parcel, Rejected, Sent
from bot.channels.browser.downloads import served
from bot.channels.browser.hearing import Ear, Spoken
from bot.channels.browser.history import History
from bot.channels.browser.pages import Pages
from bot.channels.browser.render import spoken_to
from bot.channels.browser.socket import Lines
from bot.channels.browser.spool import Full, Spool, TooLarge
from bot.channels.browser.tokens import PATTERN, Tokens
from bot.channels.browser.uploads import receive
from bot.headers import from_our_page
from content.message import Heard

FILE_BYTES: Final = 20 * 1024 * 1024
SWEEP_SECONDS: Final = 3600.0
CODE_LIMIT: Final = 64  # characters; no invite code is longer


class BrowserChannel:
    """The channel `/chat`. "Sent" means stored in the chat's history; an open page hears of it at once."""

    name = "browser"
    limits = Limits(
        text=4000, caption=4000, label=60, buttons=20, file_bytes=FILE_BYTES, rate=1000, per_chat_seconds=0,
        can_edit=True, can_protect=False,
    )  # fmt: skip

    def __init__(  # noqa: PLR0913 (what it is told once)
        self, secret_key: str, history: History, spool: Path, public_url: str, *,
        clock: Callable[[], datetime], office: Callable[[], Awaitable[str]] | None = None, is_demo: bool = False,
        zone: str = "Asia/Ho_Chi_Minh",
    ) -> None:  # fmt: skip
        self.secrets: tuple[str, ...] = (secret_key,)
        self.tokens = Tokens(secret_key)
        self._history = history
        self._clock = clock
        self._public_url = public_url.rstrip("/")
        self._spool = Spool(spool)
        self._office = office
        self._pages = Pages(public_url, is_demo=is_demo, zone=zone)
        self._address = self._public_url
        self._lines = Lines(history)
        self._ear = Ear(self.name, history, clock, self._lines.tell)

    def served_at(self, address: str) -> None:
        """Write links with *address* where there is no public one."""
        self._address = self._public_url or address

    def link(self, token: str) -> str:
        """Return the address of the chat of *token*; a path while no address is known."""
        return f"{self._address}/chat/{token}"

    def invite_link(self, code: str) -> str:
        """Return the address where an invited person begins; a path while no address is known."""
        return f"{self._address}/chat?ma={code}"

    def routes(self, accept: Accept) -> Sequence[web.RouteDef]:
        """Return the pages, the socket and the files of `/chat`."""

        async def start(request: web.Request) -> web.Response:
            return await self._start(request, accept)

        async def socket(request: web.Request) -> web.StreamResponse:
            self._only_from_our_page(request)
            return await self._lines.serve(request, self._chat(request), self._ear, accept)

        async def upload(request: web.Request) -> web.Response:
            self._only_from_our_page(request)
            return await self._upload(request, accept)

        chat = f"/chat/{{token:{PATTERN}}}"
        return [
            web.get("/chat", self._greet),
            web.post("/chat", start),
            web.get(r"/chat/static/{hash:[0-9a-f]+}/{name}", self._asset),
            web.get(chat, self._page),
            web.get(f"{chat}/ws", socket),
            web.post(f"{chat}/file", upload),
            web.get(rf"{chat}/file/{{seq:\d{{1,15}}}}", self._file),
            web.get("/chat/{token}", self._unknown),
        ]

    def jobs(self, accept: Accept) -> Sequence[Job]:
        """Return the loop that empties the spool of what is long fetched."""
        return [Job("browser-spool", self._sweep)]

    async def send(self, parcel: Parcel) -> Sent:
        """Store the message in the chat's history; the same delivery again is the same message."""
        if not parcel.said.text and not parcel.said.heading and not parcel.upload:
            raise Rejected("empty")
        chat = parcel.to.chat
        entry = spoken_to(parcel, self._clock())
        try:
            if parcel.edits and await self._history.replace(chat, int(parcel.edits), entry):
                key = parcel.edits
            else:
                key = str(await self._history.append(chat, entry, parcel.delivery_id or None))
        except Busy as busy:
            raise NotSent("storage is busy") from busy
        self._lines.tell(chat)
        return Sent(message_key=key)

    async def fetch(self, remote: str, limit_bytes: int) -> bytes:
        """Return a file that a page sent. Raises ValueError when too large, Rejected when it is gone."""
        try:
            return await self._spool.fetch(remote, limit_bytes)
        except FileNotFoundError as error:
            raise Rejected("not in the spool") from error

    async def forget(self, remote: str) -> None:
        """Delete the file from the spool."""
        await asyncio.to_thread(self._spool.forget, remote)

    async def open(self) -> None:
        """Make the spool folder."""
        await asyncio.to_thread(self._spool.open)

    async def close(self) -> None:
        """Hang up on all pages, so that the server can stop; they call again."""
        await self._lines.close()

    async def _greet(self, request: web.Request) -> web.Response:
        # Only a button: previews fetch links, and must not use up an invite. The token is made here and not
        # by the post, so that pressing twice on a bad line opens one chat and spends the code once.
        code = request.query.get("ma", "")[:CODE_LIMIT]
        return self._pages.start(self.tokens.issue(), code, office=await self._name())

    async def _start(self, request: web.Request, accept: Accept) -> web.Response:
        self._only_from_our_page(request)
        form = await request.post()
        token, code = str(form.get("token", "")), str(form.get("ma", ""))[:CODE_LIMIT].strip()
        if not self.tokens.is_ours(token):
            return self._pages.unknown()
        try:
            await self._ear.take(self.tokens.chat(token), Spoken("start", Heard.START, code), accept)
        except Busy as busy:
            return self._pages.busy(busy.retry_after)
        return web.Response(status=303, headers={"Location": f"/chat/{token}", "Referrer-Policy": "no-referrer"})

    async def _upload(self, request: web.Request, accept: Accept) -> web.Response:
        chat = self._chat(request)
        try:
            said = await receive(request, chat, self._spool, FILE_BYTES)
            await self._ear.take(chat, said, accept)
        except TooLarge as error:
            raise web.HTTPRequestEntityTooLarge(FILE_BYTES, FILE_BYTES + 1) from error
        except (ValueError, UnicodeDecodeError) as error:
            raise web.HTTPBadRequest from error
        except Busy as busy:
            return web.Response(status=503, headers={"Retry-After": str(busy.retry_after)})
        except Full:
            return web.Response(status=503, headers={"Retry-After": "600"})
        return web.json_response({"ack": said.name})

    async def _page(self, request: web.Request) -> web.Response:
        token = request.match_info["token"]
        if not self.tokens.is_ours(token):
            return self._pages.unknown()
        return self._pages.chat(token, office=await self._name())

    async def _name(self) -> str:
        return await self._office() if self._office else ""

    async def _unknown(self, _: web.Request) -> web.Response:
        return self._pages.unknown()

    async def _asset(self, request: web.Request) -> web.Response:
        return self._pages.asset(request.match_info["name"])

    async def _file(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}:
            raise web.HTTPForbidden
        try:
            return served(await self._history.read(self._chat(request), int(request.match_info["seq"])))
        except Busy as busy:
            return web.Response(status=503, headers={"Retry-After": str(busy.retry_after)})

    def _chat(self, request: web.Request) -> str:
        token = request.match_info["token"]
        if not self.tokens.is_ours(token):
            raise web.HTTPNotFound
        return self.tokens.chat(token)

    def _only_from_our_page(self, request: web.Request) -> None:
        if not from_our_page(request, self._public_url):
            raise web.HTTPForbidden

    async def _sweep(self) -> None:
        while True:
            await asyncio.to_thread(self._spool.sweep, self._clock().timestamp())
            await asyncio.sleep(SWEEP_SECONDS)
