"""The bot's own account: who it is, and where Zalo posts events."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog

from bot.channel import SendError, Throttled
from bot.channels.zalo_bot.api import ZaloBotApi
from bot.channels.zalo_bot.errors import Trouble, is_no_webhook, read_error

FIRST_PAUSE, LONGEST_PAUSE = 2.0, 300.0
CHECK_SECONDS = 600.0
GOOD = "webhook.ok"

_log = structlog.get_logger(__name__)


class Account:
    """Knows the bot's name once Zalo has told it, and keeps the webhook where it should be.

    *webhook_url* empty means polling: then the poller takes the webhook away, not this.
    """

    def __init__(
        self,
        api: ZaloBotApi,
        webhook_url: str,
        webhook_secret: str,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._api, self._webhook_url, self._secret, self._sleep = api, webhook_url, webhook_secret, sleep
        self._is_good = False  # as far as this process has told and Zalo has found
        self.name = ""

    async def identify(self) -> str:
        """Return the bot's name. Raises Misconfigured for a bad token, Throttled or NotSent when it cannot ask."""
        me = await self._ask("getMe")
        self.name = str(me.get("display_name") or me.get("account_name") or "")
        return self.name

    async def webhook(self) -> str:
        """Return where Zalo posts now; empty when nowhere. Raises as `identify`."""
        try:
            told = await self._api.call("getWebhookInfo", {})
        except Trouble as error:
            if is_no_webhook(error):
                return ""
            raise read_error(error) from None
        return str(told.get("url") or "") if isinstance(told, dict) else ""

    async def keep_webhook(self) -> str:
        """Set the webhook when it is not as it should be, or was not reached before; return what is wrong with it.

        Empty: nothing that Zalo has found. Raises as `identify`.
        """
        if not self._webhook_url or (self._is_good and await self.webhook() == self._webhook_url):
            return ""
        # The secret cannot be read back, so each process tells it once, and again whenever the address differs.
        told = await self._ask("setWebhook", url=self._webhook_url, secret_token=self._secret)
        checked = told.get("verification")
        outcome = str(checked.get("outcome") or GOOD) if isinstance(checked, dict) else GOOD
        self._is_good = outcome == GOOD
        if self._is_good:
            _log.info("zalo_bot.webhook_set")
            return ""
        return outcome  # Zalo keeps the address even so

    async def run(self) -> None:
        """Try until both are done, then look again every ten minutes, until cancelled."""
        pause = FIRST_PAUSE
        while True:
            wait = pause
            try:
                await self.identify()
                trouble = await self.keep_webhook()
            except SendError as error:
                _log.warning("zalo_bot.account_unknown", error=str(error), pause_seconds=pause)
                wait = max(pause, error.seconds) if isinstance(error, Throttled) else pause
            else:
                if not trouble:
                    await self._sleep(CHECK_SECONDS)
                    pause = FIRST_PAUSE
                    continue
                _log.warning("zalo_bot.webhook_trouble", said=trouble, pause_seconds=pause)
            await self._sleep(wait)
            pause = min(LONGEST_PAUSE, pause * 2)

    async def _ask(self, method: str, **fields: str) -> dict[str, Any]:
        try:
            result = await self._api.call(method, fields)
        except Trouble as error:
            raise read_error(error) from None
        return result if isinstance(result, dict) else {}
