"""How updates reach the bot: by long polling, or posted to its webhook as the real server does.

The webhook gets one update at a time per chat (presses are queued per person, apart from messages); a refusal is
tried again at once, then after 2, 4, 8 … s times `retry_scale`; `Retry-After` is obeyed as it is.
"""

from __future__ import annotations

import asyncio
import re
from collections import deque
from typing import Any

import aiohttp

from tests.fakes.telegram_api.refusal import Refusal

DEFAULT_KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
HEADER = "X-Telegram-Bot-Api-Secret-Token"
TRIES = 200
Raw = dict[str, Any]


class Updates:
    """All updates not yet taken."""

    def __init__(self) -> None:
        self.waiting: list[Raw] = []
        self.known: dict[int, Raw] = {}
        self.posts: list[tuple[int, int]] = []  # update, status answered (0: none)
        self.kinds: tuple[str, ...] = DEFAULT_KINDS
        self.webhook: Raw = {}
        self.retry_scale = 0.05
        self.busy_with: dict[str, deque[Raw]] = {}
        self._poll: asyncio.Future[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None
        self._slots = asyncio.Semaphore(40)

    def push(self, update: Raw) -> None:
        """Have *update* reach the bot."""
        kind = next((name for name in update if name != "update_id"), "")
        if kind not in self.kinds and kind in {"edited_message", "my_chat_member", "chat_member", "message_reaction"}:
            return
        self.known[update["update_id"]] = update
        if self.webhook:
            self._queue(update)
        else:
            self.waiting.append(update)
            self._wake()

    def again(self, update_id: int) -> None:
        """Deliver an update a second time, beside whatever goes on."""
        update = self.known[update_id]
        if self.webhook:
            self._spawn(self._post_until_taken(update))
        else:
            self.waiting.insert(0, update)
            self._wake()

    async def get(self, given: Raw) -> list[Raw]:
        """Serve getUpdates: an `offset` confirms all before it; a second poller ends the first with 409."""
        if self.webhook:
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook")
        self._kinds_from(given)
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(Refusal(409, "Conflict: terminated by other getUpdates request"))
        if (offset := given.get("offset")) is not None:
            self.waiting = [update for update in self.waiting if update["update_id"] >= offset]
        if not self.waiting and given.get("timeout", 0) > 0:
            mine = self._poll = asyncio.get_running_loop().create_future()
            try:
                await asyncio.wait_for(mine, min(given["timeout"], 50))
            except TimeoutError:
                return []
        return self.waiting[: given.get("limit", 100)]

    def set_webhook(self, given: Raw) -> bool:
        """Serve setWebhook; plain http is taken on loopback only."""
        url = given["url"]
        if not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise Refusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if "secret_token" in given and not SECRET.fullmatch(given["secret_token"]):
            raise Refusal(400, "Bad Request: secret token contains unallowed characters")
        self._kinds_from(given)
        self.webhook = given
        self._slots = asyncio.Semaphore(given.get("max_connections", 40))
        waiting, self.waiting = self.waiting, []
        if not given.get("drop_pending_updates"):
            for update in waiting:
                self._queue(update)
        return True

    def delete_webhook(self, given: Raw) -> bool:
        """Serve deleteWebhook; what was not delivered waits to be asked for."""
        if self.webhook:
            self.webhook = {}
            left = [update for lane in self.busy_with.values() for update in lane]
            self.waiting = sorted(left, key=lambda update: int(update["update_id"]))
            self.busy_with.clear()
        if given.get("drop_pending_updates"):
            self.waiting = []
        return True

    def webhook_info(self, given: Raw) -> Raw:
        """Serve getWebhookInfo."""
        left = sum(len(lane) for lane in self.busy_with.values()) + len(self.waiting)
        info: Raw = {"url": "", "has_custom_certificate": False, "pending_update_count": left}
        if self.webhook:
            info |= {"url": self.webhook["url"], "max_connections": self.webhook.get("max_connections", 40)}
            info["allowed_updates"] = list(self.kinds)
            if self.posts and not 200 <= self.posts[-1][1] < 300:
                info["last_error_message"] = f"Wrong response from the webhook: {self.posts[-1][1]}"
        return info

    async def close(self) -> None:
        """Stop delivering."""
        if self._poll is not None and not self._poll.done():
            self._poll.cancel()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def _kinds_from(self, given: Raw) -> None:
        if given.get("allowed_updates"):
            self.kinds = tuple(given["allowed_updates"])

    def _wake(self) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    def _queue(self, update: Raw) -> None:
        lane = _lane(update)
        queue = self.busy_with.get(lane)
        if queue is not None:
            queue.append(update)
            return
        self.busy_with[lane] = deque([update])
        self._spawn(self._drain(lane))

    def _spawn(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, lane: str) -> None:
        queue = self.busy_with[lane]
        while queue and self.webhook:
            await self._post_until_taken(queue[0])
            if queue:
                queue.popleft()
        if not queue:
            self.busy_with.pop(lane, None)

    async def _post_until_taken(self, update: Raw) -> None:
        pause = 0.0
        for _ in range(TRIES):
            await asyncio.sleep(pause)
            if not self.webhook:
                return
            async with self._slots:
                status, retry_after = await self._post(update)
            self.posts.append((update["update_id"], status))
            if 200 <= status < 300:
                return
            pause = float(retry_after) if retry_after else max(2.0 * self.retry_scale, min(pause * 2, 60.0))

    async def _post(self, update: Raw) -> tuple[int, str | None]:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60))
        secret = self.webhook.get("secret_token")
        try:
            async with self._session.post(
                self.webhook["url"], json=update, headers={HEADER: secret} if secret else {}, allow_redirects=False
            ) as answer:
                await answer.read()
                return answer.status, answer.headers.get("Retry-After")
        except (aiohttp.ClientError, TimeoutError, OSError):
            return 0, None


def _lane(update: Raw) -> str:
    if press := update.get("callback_query"):
        return f"press {press['from']['id']}"
    for body in update.values():
        if isinstance(body, dict) and "chat" in body:
            return f"chat {body['chat']['id']}"
    return "other"
