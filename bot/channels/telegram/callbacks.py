"""Answering button presses: the app shows a spinner until we do."""

from __future__ import annotations

import asyncio

import structlog

from bot.channels.telegram.api import ApiError, MaybeArrived, NeverLeft, TelegramApi

WAITING = 1000  # presses; beyond that the oldest spinner ends by itself
AT_ONCE = 8
SECONDS = 10.0

_log = structlog.get_logger(__name__)


class Callbacks:
    """Answers presses beside the work they caused, each once. A late or failed answer is nobody's loss."""

    def __init__(self, api: TelegramApi) -> None:
        self._api = api
        self._waiting: asyncio.Queue[tuple[str, str]] = asyncio.Queue(WAITING)

    def answer(self, callback_id: str, note: str = "") -> None:
        """Have the press *callback_id* answered soon, with *note* shown over the chat if given."""
        if not callback_id:
            return
        if self._waiting.full():
            self._waiting.get_nowait()
        self._waiting.put_nowait((callback_id, note))

    async def run(self) -> None:
        """Answer until cancelled, several at once so that one slow answer holds up none."""
        await asyncio.gather(*(self._answer_forever() for _ in range(AT_ONCE)))

    async def _answer_forever(self) -> None:
        while True:
            callback_id, note = await self._waiting.get()
            fields = {"callback_query_id": callback_id} | ({"text": note} if note else {})
            try:
                await self._api.call("answerCallbackQuery", fields, seconds=SECONDS)
            except (ApiError, NeverLeft, MaybeArrived) as error:  # mostly "query is too old"
                _log.debug("telegram.callback_unanswered", error=str(error))
