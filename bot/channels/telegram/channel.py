"""Telegram as a Channel: the parts of this folder, wired."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from aiohttp import web
from telegram import Bot

from bot.channel import Accept, Job, Parcel, Rejected, SendError, Sent, Throttled
from bot.channels.telegram.account import Account
from bot.channels.telegram.api import ApiError, MaybeArrived, NeverLeft, TelegramApi
from bot.channels.telegram.callbacks import Callbacks
from bot.channels.telegram.errors import cannot_edit, is_bad_markup, is_not_modified, read_error, send_error
from bot.channels.telegram.flood import Flood
from bot.channels.telegram.menu import Commands, Menu
from bot.channels.telegram.parse import CHANNEL, Parsed, parse
from bot.channels.telegram.poll import HoldsLease, Poller
from bot.channels.telegram.render import LIMITS, Call, render
from bot.channels.telegram.transport import AiohttpTransport
from bot.channels.telegram.webhook import PATH, Webhook

OFFICIAL_API = "https://api.telegram.org"
OPEN_SECONDS = 1.5  # how long a start waits to learn the bot's name; afterwards a job goes on asking
KEYBOARDS = 1000  # chats remembered for having a reply keyboard open

# The library logs addresses, so the token, at DEBUG when a Bot is made.
logging.getLogger("telegram").setLevel(logging.WARNING)

Trouble = (ApiError, NeverLeft, MaybeArrived)


class TelegramChannel:
    """One bot account. Keeps `bot.channel.Channel`.

    *mode* `polling` needs no public address; `webhook` needs *public_url* and *webhook_secret*. *timeout* is the most
    seconds one send may take. *holds_lease* is asked before each poll. `username` is empty until the API has told it.
    """

    name = CHANNEL

    def __init__(  # noqa: PLR0913 (one account's whole configuration, all by name)
        self,
        token: str,
        *,
        clock: Callable[[], datetime],
        api_url: str = OFFICIAL_API,
        mode: Literal["polling", "webhook"] = "polling",
        webhook_secret: str = "",
        public_url: str = "",
        rate: float = LIMITS.rate,
        timeout: float = 30.0,
        holds_lease: HoldsLease | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.limits = replace(LIMITS, rate=rate)
        self.secrets = tuple(secret for secret in (token, webhook_secret) if secret)
        self._mode = mode
        self._clock = clock
        self._transport = AiohttpTransport(timeout)
        self._api = TelegramApi(self._transport, token, api_url)
        self._bot = Bot(
            token,
            base_url=f"{api_url.rstrip('/')}/bot",
            request=self._transport,
            get_updates_request=self._transport,
        )
        webhook_url = f"{public_url.rstrip('/')}{PATH}" if mode == "webhook" else ""
        self._account = Account(self._api, webhook_url, webhook_secret)
        self._menu = Menu(self._bot)
        self._callbacks = Callbacks(self._api)
        self._webhook = Webhook(webhook_secret, self._read, self._callbacks)
        self._poller = Poller(self._api, self._read, self._callbacks, holds_lease)
        self._flood = Flood(monotonic)
        self._keyboards: dict[str, None] = {}  # oldest first

    @property
    def username(self) -> str:
        """The bot's user name, for links `https://t.me/<username>?start=…`."""
        return self._account.username

    def routes(self, accept: Accept) -> Sequence[web.RouteDef]:
        """Return the webhook's route, in webhook mode."""
        return [self._webhook.route(accept)] if self._mode == "webhook" else []

    def jobs(self, accept: Accept) -> Sequence[Job]:
        """Return the loops: the account, the answers to presses and, in polling mode, the poller."""

        async def poll() -> None:
            await self._poller.run(accept)

        jobs = [Job("telegram-account", self._account.run), Job("telegram-callbacks", self._callbacks.run)]
        return [*jobs, Job("telegram-poll", poll)] if self._mode == "polling" else jobs

    async def open(self) -> None:
        """Make the session and try to learn the bot's name. An API that is away stops nothing."""
        await self._transport.initialize()
        try:
            async with asyncio.timeout(OPEN_SECONDS):
                await self._account.identify()
        except (SendError, TimeoutError):
            pass  # the account job says so and tries again

    async def close(self) -> None:
        """Close all connections."""
        await self._transport.shutdown()

    async def identify(self) -> str:
        """Return the bot's user name, asked anew. Raises Misconfigured, Throttled or NotSent."""
        return await self._account.identify()

    async def webhook(self) -> tuple[bool, int, str]:
        """Say whether updates come to us as they should, how many wait, and what went wrong last."""
        return await self._account.webhook()

    async def publish_commands(self, default: Commands, per_chat: Mapping[str, Commands]) -> None:
        """Show these commands in the menu, written only where they changed. Raises SendError when the API is away."""
        await self._menu.publish(default, per_chat)

    async def send(self, parcel: Parcel) -> Sent:
        """Send once, or edit once. Raises a SendError.

        A refused edit and refused markup were certainly not carried out, so what follows them (a new message, plain
        text) is the same one attempt, not a retry.
        """
        chat = parcel.to.chat
        call = render(parcel, hide_keyboard=chat in self._keyboards)
        try:
            sent = await self._carry_out(parcel, call)
        except Trouble as error:
            problem = send_error(error)
            if isinstance(problem, Throttled):
                problem = self._flood.judge(chat, problem)
            raise problem from None  # the cause says nothing more
        self._remember_keyboard(parcel)
        return sent

    async def _carry_out(self, parcel: Parcel, call: Call) -> Sent:
        try:
            return _sent(await self._call(parcel, call), parcel)
        except ApiError as error:
            if "message_id" not in call.fields:
                raise
            if is_not_modified(error):
                return Sent(call.fields["message_id"])
            if not cannot_edit(error):
                raise
        return await self._carry_out(parcel, render(replace(parcel, edits=None)))

    async def _call(self, parcel: Parcel, call: Call) -> Any:
        try:
            return await self._call_once(parcel, call)
        except ApiError as error:
            if not is_bad_markup(error):
                raise
        return await self._call_once(parcel, call.without_markup())

    async def _call_once(self, parcel: Parcel, call: Call) -> Any:
        upload = parcel.upload
        if upload is None or call.part in call.fields:
            return await self._api.call(call.method, call.fields)
        try:
            file = await asyncio.to_thread(upload.path.open, "rb")
            size = await asyncio.to_thread(lambda: upload.path.stat().st_size)
        except OSError:
            raise Rejected("file_missing") from None
        with file:
            if size > self.limits.file_bytes:
                raise Rejected("file_too_large")
            return await self._api.upload(call.method, call.fields, call.part, file, upload)

    def _remember_keyboard(self, parcel: Parcel) -> None:
        """Know where a reply keyboard is open, so that the next message without buttons takes it away.

        After a restart it is forgotten: the keyboard is `one_time`, so the app has folded it away by itself.
        """
        chat = parcel.to.chat
        if parcel.said.ask_phone:
            self._keyboards[chat] = None
            if len(self._keyboards) > KEYBOARDS:
                del self._keyboards[next(iter(self._keyboards))]
        elif self._keyboards and not parcel.said.choices and not parcel.edits:
            self._keyboards.pop(chat, None)

    async def fetch(self, remote: str, limit_bytes: int) -> bytes:
        """Bring the bytes of a file heard here. Raises SendError, or ValueError when it is too large."""
        try:
            told = await self._api.call("getFile", {"file_id": remote})
            if int(told.get("file_size") or 0) > limit_bytes:
                raise ValueError(f"larger than {limit_bytes} bytes")
            return await self._api.download(str(told["file_path"]), limit_bytes)
        except ApiError as error:
            if "file is too big" in error.description:  # the API hands out 20 MB at most
                raise ValueError(error.description) from None
            if error.status == 404:  # noqa: PLR2004 (the link is over; the token is fine, getFile took it)
                raise Rejected("file_missing") from None
            raise read_error(error) from None
        except (NeverLeft, MaybeArrived) as error:
            raise read_error(error) from None

    async def forget(self, remote: str) -> None:
        """Do nothing: no bytes are kept here."""

    def _read(self, raw: dict[str, Any]) -> Parsed:
        return parse(raw, self._bot, self._clock())


def _sent(result: Any, parcel: Parcel) -> Sent:
    if not isinstance(result, dict) or "message_id" not in result:
        raise MaybeArrived("answer without message_id")
    key = str(result["message_id"])
    if parcel.upload is None:
        return Sent(key)
    photo = result.get("photo")
    if isinstance(photo, list) and photo:
        return Sent(key, photo[-1].get("file_id"))
    for kind in ("document", "animation", "video", "audio"):
        if isinstance(result.get(kind), dict):
            return Sent(key, result[kind].get("file_id"))
    return Sent(key, parcel.upload.remote)
