"""The bot's own account: who it is, and where the API posts updates."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
import structlog

from bot.channel import SendError, Throttled
from bot.channels.telegram.api import ApiError, MaybeArrived, NeverLeft, TelegramApi
from bot.channels.telegram.errors import read_error
from bot.channels.telegram.parse import ALLOWED_UPDATES

CONNECTIONS = 40  # updates posted to us at once
FIRST_PAUSE = 2.0
LONGEST_PAUSE = 60.0
CHECK_SECONDS = 600.0

_log = structlog.get_logger(__name__)


class Account:
    """Knows the bot's user name once the API has told it, and keeps the webhook where it should be.

    *webhook_url* empty means polling: then the poller takes the webhook away, not this.
    """

    def __init__(
        self,
        api: TelegramApi,
        webhook_url: str,
        webhook_secret: str,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._api = api
        self._webhook_url = webhook_url
        self._secret = webhook_secret
        self._sleep = sleep
        self._secret_told = False
        self.username = ""

    async def identify(self) -> str:
        """Return the bot's user name. Raises Misconfigured for a bad token, Throttled or NotSent when it cannot ask."""
        me = await self._ask("getMe")
        self.username = str(me.get("username") or "")
        return self.username

    async def keep_webhook(self) -> None:
        """Set the webhook when it is not as it should be; say so when the API cannot reach it. Raises as `identify`."""
        if not self._webhook_url:
            return
        shown = await self._ask("getWebhookInfo")
        # The secret cannot be read back, so each process tells it once, and again whenever something differs.
        same = shown.get("url") == self._webhook_url and set(shown.get("allowed_updates") or ()) == set(ALLOWED_UPDATES)
        if not same or not self._secret_told:
            await self._ask(
                "setWebhook",
                url=self._webhook_url,
                allowed_updates=orjson.dumps(ALLOWED_UPDATES).decode(),
                secret_token=self._secret,
                max_connections=str(CONNECTIONS),
            )
            self._secret_told = True
            _log.info("telegram.webhook_set")
        elif said := shown.get("last_error_message"):
            _log.warning("telegram.webhook_trouble", said=said, waiting=shown.get("pending_update_count"))

    async def webhook(self) -> tuple[bool, int, str]:
        """Say whether updates are posted to us, how many wait, and what went wrong last. Raises as `identify`."""
        shown = await self._ask("getWebhookInfo")
        is_ours = shown.get("url", "") == self._webhook_url
        return is_ours, int(shown.get("pending_update_count") or 0), str(shown.get("last_error_message") or "")

    async def run(self) -> None:
        """Try until both are done, then look again every ten minutes, until cancelled."""
        pause = FIRST_PAUSE
        while True:
            try:
                await self.identify()
                await self.keep_webhook()
            except SendError as error:
                _log.warning("telegram.account_unknown", error=str(error), pause_seconds=pause)
                await self._sleep(max(pause, error.seconds) if isinstance(error, Throttled) else pause)
                pause = min(LONGEST_PAUSE, pause * 2)
            else:
                pause = FIRST_PAUSE
                await self._sleep(CHECK_SECONDS)

    async def _ask(self, method: str, **fields: str) -> dict[str, Any]:
        try:
            result = await self._api.call(method, fields)
        except (ApiError, NeverLeft, MaybeArrived) as error:
            raise read_error(error) from None
        return result if isinstance(result, dict) else {}
