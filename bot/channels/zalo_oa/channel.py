"""A Zalo Official Account as a Channel: the parts of this folder, wired."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

import structlog
from aiohttp import web
from aiohttp.abc import AbstractResolver

from bot.channel import Accept, Job, NotSent, Parcel, Rejected, Sent, Template, Upload
from bot.channels.zalo_oa import profile
from bot.channels.zalo_oa.api import AccessTokens, ApiError, ZaloApi
from bot.channels.zalo_oa.errors import (
    NOT_BY_USER_ID,
    Trouble,
    is_bad_shape,
    is_stale,
    read_error,
    send_error,
    template_error,
)
from bot.channels.zalo_oa.messages import MessageApi, Messages
from bot.channels.zalo_oa.parse import CHANNEL, string
from bot.channels.zalo_oa.profile import Account
from bot.channels.zalo_oa.render import (
    LIMITS,
    Plan,
    addressed,
    file_message,
    plan,
    template_by_id,
    template_by_phone,
)
from bot.channels.zalo_oa.uploads import Uploads, id_of
from bot.channels.zalo_oa.webhook import ANSWER_SECONDS, Webhook
from bot.fetching import Downloads
from bot.http import Http

OFFICIAL_API = "https://openapi.zalo.me"
OFFICIAL_BUSINESS = "https://business.openapi.zalo.me"
TEMPLATE_PATH, BUSINESS_PATH = "/v3.0/oa/message/template", "/message/template"
FILE_HOSTS = (".zadn.vn", ".zdn.vn", ".zalo.me", ".zaloapp.com", ".dlfl.vn")  # where people's files are
MINUTE = 60.0
HALVES = 1000  # deliveries remembered whose file went, but not yet its text

Told = dict[str, Any]

_log = structlog.get_logger(__name__)


class ZaloOAChannel:
    """One Official Account. Keeps `bot.channel.Channel`.

    *secret_key* is the account's, which signs what Zalo posts; *tokens* gives the access token. *timeout* is the most
    seconds one send may wait for Zalo, half of it for an upload and half for each of two messages. *button_type* is
    the `template_type` of buttons, where Zalo asks for one. *file_hosts* and *resolver* are for tests.
    """

    name = CHANNEL

    def __init__(  # noqa: PLR0913 (one account's whole configuration, all by name)
        self,
        *,
        app_id: str,
        secret_key: str,
        tokens: AccessTokens,
        clock: Callable[[], datetime],
        api_url: str = OFFICIAL_API,
        business_url: str = OFFICIAL_BUSINESS,
        rate_per_minute: float = LIMITS.rate * MINUTE,
        message_api: Literal["auto", "v3", "v2"] = "auto",
        button_type: Literal["", "button", "list"] = "",
        timeout: float = 30.0,
        answer_seconds: float = ANSWER_SECONDS,
        file_hosts: Collection[str] = (),
        resolver: AbstractResolver | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.limits = replace(LIMITS, rate=rate_per_minute / MINUTE)
        self.secrets: tuple[str, ...] = (secret_key,) if secret_key else ()
        self._clock, self._monotonic = clock, monotonic
        self._timeout = timeout
        self._tokens = tokens
        self._button_type = button_type
        self._http = Http(timeout)
        self._api = ZaloApi(self._http, tokens, api_url, business_url)
        self._messages = Messages(self._api, message_api)
        self._uploads = Uploads(self._api, clock)
        self._downloads = Downloads(timeout, FILE_HOSTS, file_hosts, resolver)
        self._webhook = Webhook(app_id, secret_key, clock, answer_seconds)
        self._halves: OrderedDict[int, str] = OrderedDict()  # delivery → what its file is called
        self._by_phone_only: set[str] = set()  # templates that Zalo does not send by user id

    @property
    def message_api(self) -> MessageApi:
        """The address that messages go to now: `v2` only where it was chosen, or where Zalo refused `v3`."""
        return self._messages.version

    def routes(self, accept: Accept) -> Sequence[web.RouteDef]:
        """Return the webhook's route."""
        return [self._webhook.route(accept)]

    def jobs(self, accept: Accept) -> Sequence[Job]:
        """Return nothing: this account is only called."""
        return []

    async def open(self) -> None:
        """Make the sessions. Zalo is not asked anything yet."""
        await self._http.open()
        await self._downloads.open()

    async def close(self) -> None:
        """Close all connections."""
        await self._http.close()
        await self._downloads.close()

    async def identify(self) -> Account:
        """Return the account, asked anew. Raises Misconfigured, Throttled or NotSent."""
        try:
            return await profile.read_account(self._api)
        except Trouble as error:
            raise read_error(error, self._clock()) from None

    async def fetch(self, remote: str, limit_bytes: int) -> bytes:
        """Bring the bytes of a file heard here. Raises SendError, or ValueError when it is too large."""
        return await self._downloads.fetch(remote, limit_bytes)

    async def forget(self, remote: str) -> None:
        """Do nothing: no bytes are kept here."""

    async def send(self, parcel: Parcel) -> Sent:
        """Send once. Raises a SendError.

        A refusal (of a token, an address, a shape) was certainly not carried out, so what follows it is the same one
        attempt, not a retry.
        """
        until = self._monotonic() + self._timeout / 2
        translate = send_error if parcel.template is None else template_error
        try:
            if parcel.template is not None:
                return await self._send_template(parcel, parcel.template, until)
            return await self._send_message(parcel, plan(parcel, self._button_type), until)
        except Trouble as error:
            if isinstance(error, ApiError):
                _log.warning("zalo_oa.refused", code=error.code, status=error.status, delivery=parcel.delivery_id)
            raise translate(error, self._clock()) from None  # the cause says nothing more

    async def _send_message(self, parcel: Parcel, said: Plan, until: float) -> Sent:
        await self._get_ready(until)
        if not said.kind or parcel.upload is None:
            return _sent(await self._say(parcel, said))
        if said.kind == "image":
            return await self._send_image(parcel, said, parcel.upload, until)
        return await self._send_file(parcel, said, parcel.upload, until)

    async def _send_image(self, parcel: Parcel, said: Plan, upload: Upload, until: float) -> Sent:
        async def show(remote: str) -> Told:
            return await self._post(parcel, said.message(id_of(remote)), self._timeout / 2)

        told, remote = await self._with_upload(said, upload, until, show)
        return _sent(told, remote)

    async def _send_file(self, parcel: Parcel, said: Plan, upload: Upload, until: float) -> Sent:
        """Send the file, then the text: two messages, of which the second is what can be answered.

        When the second fails for now, the file is known to be there and is not sent again by this process.
        """

        async def bring(remote: str) -> Told:
            return await self._post(parcel, file_message(id_of(remote)), self._timeout / 2)

        remote = self._halves.get(parcel.delivery_id)
        if remote is None:
            told, remote = await self._with_upload(said, upload, until, bring)
            if not said.text:
                return _sent(told, remote)
            self._remember_half(parcel.delivery_id, remote)
        told = await self._say(parcel, said)
        self._halves.pop(parcel.delivery_id, None)
        return _sent(told, remote)

    async def _with_upload(
        self, said: Plan, upload: Upload, until: float, use: Callable[[str], Any]
    ) -> tuple[Told, str]:
        """Do *use* with the name of the uploaded file; upload it if it has none, or one that Zalo has forgotten."""
        remote = self._uploads.known(upload, said.kind)
        if remote is not None:
            try:
                return await use(remote), remote
            except ApiError as error:
                if not is_stale(error):
                    raise
            if upload.remote is not None:
                raise Rejected("file_rejected", stale_file=True)
            self._uploads.forget(upload)
        remote = await self._uploads.bring(upload, said.kind, self._timeout / 2)
        self._check_time(until)
        return await use(remote), remote

    async def _say(self, parcel: Parcel, said: Plan) -> Told:
        """Send the text with its buttons; where Zalo does not take them, without: the text names every choice."""
        seconds = self._timeout / 2 if said.kind else self._timeout
        try:
            return await self._post(parcel, said.message(), seconds)
        except ApiError as error:
            if not said.buttons or not is_bad_shape(error):
                raise
        return await self._post(parcel, said.without_buttons().message(), seconds)

    async def _post(self, parcel: Parcel, message: Told, seconds: float) -> Told:
        return await self._messages.post(addressed(parcel.to.chat, message), seconds)

    async def _send_template(self, parcel: Parcel, template: Template, until: float) -> Sent:
        await self._get_ready(until)
        if not template.phone or template.id not in self._by_phone_only:
            try:
                body = template_by_id(parcel.to.chat, template)
                return _sent(await self._api.post(TEMPLATE_PATH, body, seconds=self._timeout))
            except ApiError as error:
                if error.code != NOT_BY_USER_ID or not template.phone:
                    raise
            self._by_phone_only.add(template.id)
        body = template_by_phone(template, parcel.delivery_id)
        return _sent(await self._api.post_business(BUSINESS_PATH, body, self._timeout))

    async def _get_ready(self, until: float) -> None:
        """Have a token before anything else: to get one may take long."""
        await self._tokens.current()
        self._check_time(until)

    def _check_time(self, until: float) -> None:
        """Raise NotSent when so late that the claim of this delivery might end while the message is on its way."""
        if self._monotonic() > until:
            raise NotSent("preparing took too long")

    def _remember_half(self, delivery_id: int, remote: str) -> None:
        if delivery_id:
            self._halves[delivery_id] = remote
            if len(self._halves) > HALVES:
                self._halves.popitem(last=False)


def _sent(told: Told, remote: str | None = None) -> Sent:
    return Sent(string(told.get("message_id")) or string(told.get("msg_id")), remote)
