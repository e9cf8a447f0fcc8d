"""What a page says over its socket, read strictly; and how one such thing reaches the core."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from bot.channel import Accept
from bot.channels.browser.history import History
from bot.channels.browser.render import spoken_by
from content.message import Address, FileRef, Heard, Inbound

TEXT_LIMIT: Final = 20_000  # characters; an office pastes whole documents
TOKEN_LIMIT: Final = 64  # bytes, as content.message.Choice promises
LABEL_LIMIT: Final = 120
_UNKEPT: Final = re.compile("[\x00\ud800-\udfff]")  # no database keeps it, and nobody types it
NAME: Final = re.compile(r"[A-Za-z0-9-]{16,64}")


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing the person said. `name` was made by the page: the same name is the same thing again."""

    name: str
    kind: Heard
    text: str = ""
    token: str = ""
    message: str = ""
    file: FileRef | None = None


@dataclass(frozen=True, slots=True)
class Older:
    """The page asks for messages before the one at seq *before*."""

    before: int


@dataclass(frozen=True, slots=True)
class Ping:
    """The page asks whether the line is alive."""


def read(raw: str) -> Spoken | Older | Ping:
    """Return what the page means by *raw*. Raises ValueError for anything that our page never says."""
    try:
        said: dict[str, Any] = json.loads(raw)
    except RecursionError as error:  # a thousand brackets
        raise ValueError(raw[:LABEL_LIMIT]) from error
    if not isinstance(said, dict):
        raise TypeError(raw)
    if "ping" in said:
        return Ping()
    if "older" in said:
        return Older(_place(said["older"]))
    name = str(said["id"])
    if not NAME.fullmatch(name):
        raise ValueError(name)
    if said.get("start"):
        return Spoken(name, Heard.START)
    text = unicodedata.normalize("NFC", _UNKEPT.sub("", str(said["text"]))).strip()
    if "token" in said:
        token = str(said["token"])
        if len(token.encode()) > TOKEN_LIMIT:
            raise ValueError(token)
        return Spoken(name, Heard.PRESS, text[:LABEL_LIMIT], token, str(_place(said["message"])))
    if not text or len(text) > TEXT_LIMIT:
        raise ValueError(name)
    return Spoken(name, Heard.TEXT, text)


def _place(said: Any) -> int:
    """Return the number of a message. Raises ValueError for one that no database counts to."""
    if not isinstance(said, int | str):  # 1e400 is no number of ours
        raise TypeError(said)
    found = int(said)
    if not 0 <= found < 2**62:
        raise ValueError(said)
    return found


class Ear:
    """Brings what was said to the core, through the history, so that a question stands before its answer."""

    def __init__(
        self, channel: str, history: History, clock: Callable[[], datetime], changed: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._channel = channel
        self._history = history
        self._clock = clock
        self._changed = changed

    async def take(self, chat: str, said: Spoken, accept: Accept) -> None:
        """Store what was said, then let the core take it; safe to repeat. Raises Busy: the same again later.

        Until the core has taken it the entry is `held`, so that no page calls it sent after a crash in between.
        """
        at = self._clock()
        heard = self._inbound(chat, said, at)
        if said.kind is Heard.START:
            await accept(heard)
            return
        file = {"name": said.file.name, "size": said.file.size} if said.file else None
        held = spoken_by(said.name, said.text, at, file=file, held=True)
        seq = await self._history.append(chat, held, _own_id(said.name))
        self._changed(chat)
        await accept(heard)
        await self._history.replace(chat, seq, spoken_by(said.name, said.text, at, file=file))
        self._changed(chat)

    def _inbound(self, chat: str, said: Spoken, at: datetime) -> Inbound:
        return Inbound(
            address=Address(self._channel, chat),
            update_key=f"{chat}:{said.name}",
            kind=said.kind,
            at=at,
            text="" if said.kind is Heard.PRESS else said.text,
            token=said.token,
            message_key=said.message,
            file=said.file,
        )


def _own_id(name: str) -> int:
    """Return the negative delivery id of what the page calls *name*: 62 bits, so no two of a chat meet."""
    return -1 - (int.from_bytes(sha256(name.encode()).digest()[:8], "big") >> 2)
