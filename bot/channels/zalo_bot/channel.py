"""A Zalo Bot as a Channel: the parts of this folder, wired."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

import structlog
from aiohttp import web
from aiohttp.abc import AbstractResolver

from bot.channel import Accept, Busy, Job, Parcel, SendError, Sent
from bot.channels.zalo_bot.account import Account
from bot.channels.zalo_bot.api import ApiError, ZaloBotApi
from bot.channels.zalo_bot.errors import TOO_MANY, Trouble, is_bad_photo, send_error
from bot.channels.zalo_bot.parse import CHANNEL, parse
from bot.channels.zalo_bot.poll import HoldsLease, Poller
from bot.channels.zalo_bot.render import LIMITS, Call, render
from bot.channels.zalo_bot.throttle import Throttle
from bot.channels.zalo_bot.webhook import PATH, Webhook
from bot.fetching import Downloads
from bot.http import Http
from content.message import Inbound

OFFICIAL_API = "https://bot-api.zaloplatforms.com"
HOSTS = (".zadn.vn", ".zdn.vn", ".zalo.me", ".zaloplatforms.com", ".zapps.me", ".dlfl.vn")
OPEN_SECONDS = 1.5  # how long a start waits to learn the bot's name; afterwards a job goes on asking
TYPING_AFTER = 1.0  # seconds of work after which the person sees that somebody is at it
TYPING_SECONDS = 5.0  # later than that it says nothing true

_log = structlog.get_logger(__name__)


class ZaloBotChannel:
    """One bot account. Keeps `bot.channel.Channel`.

    *mode* `polling` needs no public address; `webhook` needs *public_url* and *webhook_secret*. *timeout* is the most
    seconds one send may take. *holds_lease* is asked before each poll. *file_hosts* and *resolver* are for tests.
    """

    name = CHANNEL
    limits = LIMITS

    def __init__(  # noqa: PLR0913 (one account's whole configuration, all by name)
        self,
        *,
        token: str,
        clock: Callable[[], datetime],
        api_url: str = OFFICIAL_API,
        mode: Literal["polling", "webhook"] = "polling",
        webhook_secret: str = "",
        public_url: str = "",
        timeout: float = 30.0,
        holds_lease: HoldsLease | None = None,
        file_hosts: Collection[str] = (),
        resolver: AbstractResolver | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.secrets = tuple(secret for secret in (token, token.partition(":")[2], webhook_secret) if secret)
        self._mode, self._clock, self._sleep, self._monotonic = mode, clock, sleep, monotonic
        self._http = Http(timeout)
        self._api = ZaloBotApi(self._http, token, api_url)
        webhook_url = f"{public_url.rstrip('/')}{PATH}" if mode == "webhook" else ""
        self._account = Account(self._api, webhook_url, webhook_secret, sleep)
        self._webhook = Webhook(webhook_secret, self._read)
        self._poller = Poller(self._api, self._read, holds_lease, sleep, monotonic)
        self._downloads = Downloads(timeout, HOSTS, file_hosts, resolver)
        self._throttle = Throttle(monotonic)

    @property
    def throttled_in_a_row(self) -> int:
        """How many sends were refused as too many since one was taken: from ten on, the month is likely used up."""
        return self._throttle.in_a_row

    def routes(self, accept: Accept) -> Sequence[web.RouteDef]:
        """Return the webhook's route, in webhook mode."""
        return [self._webhook.route(self._shown_at_work(accept))] if self._mode == "webhook" else []

    def jobs(self, accept: Accept) -> Sequence[Job]:
        """Return the loops: the account and, in polling mode, the poller."""

        async def poll() -> None:
            await self._poller.run(self._shown_at_work(accept))

        jobs = [Job("zalo-bot-account", self._account.run)]
        return [*jobs, Job("zalo-bot-poll", poll)] if self._mode == "polling" else jobs

    async def open(self) -> None:
        """Make the sessions and try to learn the bot's name. An API that is away stops nothing."""
        await self._http.open()
        await self._downloads.open()
        with contextlib.suppress(SendError, TimeoutError):
            async with asyncio.timeout(OPEN_SECONDS):
                await self._account.identify()

    async def close(self) -> None:
        """Close all connections."""
        await self._http.close()
        await self._downloads.close()

    async def identify(self) -> str:
        """Return the bot's name, asked anew. Raises Misconfigured, Throttled or NotSent."""
        return await self._account.identify()

    async def webhook_url(self) -> str:
        """Return where Zalo posts now; empty when nowhere. Raises as `identify`."""
        return await self._account.webhook()

    async def send(self, parcel: Parcel) -> Sent:
        """Send once. Raises a SendError.

        A refused picture was certainly not shown, so its link as text, which follows it, is the same one attempt.
        """
        started = self._monotonic()
        try:
            told = await self._carry_out(parcel)
        except ApiError as error:
            _log.warning("zalo_bot.refused", code=error.code, delivery=parcel.delivery_id)
            if error.code == TOO_MANY:
                raise self._throttle.refused(started) from None
            raise send_error(error) from None  # the cause says nothing more
        except Trouble as error:
            raise send_error(error) from None
        self._throttle.took(started)
        return Sent(str(told.get("message_id", "")) if isinstance(told, Mapping) else "")

    async def _carry_out(self, parcel: Parcel) -> Any:
        call = render(parcel)
        try:
            return await self._call(call)
        except ApiError as error:
            if "photo" not in call.fields or not is_bad_photo(error):
                raise
        _log.warning("zalo_bot.photo_refused", delivery=parcel.delivery_id)
        return await self._call(render(parcel, as_link=True))

    async def _call(self, call: Call) -> Any:
        return await self._api.call(call.method, call.fields)

    async def fetch(self, remote: str, limit_bytes: int) -> bytes:
        """Bring the bytes of a picture heard here. Raises SendError, or ValueError when it is too large."""
        return await self._downloads.fetch(remote, limit_bytes)

    async def forget(self, remote: str) -> None:
        """Do nothing: no bytes are kept here."""

    def _read(self, event: Mapping[str, Any]) -> Inbound | None:
        return parse(event, self._clock())

    def _shown_at_work(self, accept: Accept) -> Accept:
        """Return *accept*, which lets the person see that somebody is at it when it takes long."""

        async def shown(inbound: Inbound) -> None:
            busy: Busy | None = None
            async with asyncio.TaskGroup() as group:
                typing = group.create_task(self._type_soon(inbound.address.chat))
                try:
                    await accept(inbound)
                except Busy as error:
                    busy = error  # a group would wrap it
                finally:
                    typing.cancel()
            if busy is not None:
                raise busy

        return shown

    async def _type_soon(self, chat: str) -> None:
        with contextlib.suppress(Exception):  # only a courtesy: whatever goes wrong must not end the work beside it
            await self._sleep(TYPING_AFTER)
            await self.typing(chat)

    async def typing(self, chat: str) -> None:
        """Show in *chat* that somebody is at it, for a few seconds. Raises ApiError, NeverLeft or MaybeArrived."""
        await self._api.call("sendChatAction", {"chat_id": chat, "action": "typing"}, seconds=TYPING_SECONDS)
