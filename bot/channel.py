"""The contract between the core and one way to reach people."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from content.message import Address, Attachment, Inbound, Outbound
from handlers.errors import Busy as Busy  # noqa: PLC0414 (part of this contract, raised by the core)

if TYPE_CHECKING:
    from aiohttp import web  # a command that only opens the database does without


@dataclass(frozen=True, slots=True)
class Limits:
    """What a channel can carry. Text is counted in UTF-16 units, files in bytes, rates per second."""

    text: int
    caption: int
    label: int
    buttons: int  # 0: words and numbers only
    file_bytes: int  # 0: no files; a link or nothing
    rate: float  # messages a second of the whole account
    per_chat_seconds: float  # least pause between two messages to one chat, notices only
    can_edit: bool
    can_protect: bool
    window_seconds: int | None = None  # may speak only so long after the person wrote
    free_seconds: int | None = None  # of the window, what costs nothing; None: all of it
    month_most: int | None = None  # messages a month of the whole account
    people_most: int | None = None  # chats of the whole account
    file_types: frozenset[str] | None = None  # endings without the dot, in small letters; None: any
    photo_bytes: int = 0  # 0: a photo is a file like any other
    photo_types: frozenset[str] | None = None  # endings as above, or what stands behind "image/"; None: any

    def carries(self, file: Attachment) -> bool:
        """Say whether the channel itself brings *file*; what it does not is a link to a light page, or nothing."""
        ending = file.name.rpartition(".")[2].lower()
        if file.is_photo and self.photo_bytes:
            kinds = {ending, file.mime.rpartition("/")[2]}
            return file.size <= self.photo_bytes and (
                self.photo_types is None or not kinds.isdisjoint(self.photo_types)
            )
        return file.size <= self.file_bytes and (self.file_types is None or ending in self.file_types)


@dataclass(frozen=True, slots=True)
class Upload:
    """The file of a message: where its bytes are, or what the channel already calls it."""

    name: str
    mime: str
    path: Path
    is_photo: bool
    remote: str | None  # the channel's own id from an earlier send


@dataclass(frozen=True, slots=True)
class Template:
    """A message that the platform approved beforehand, for a chat whose window is shut. It is paid for."""

    id: str
    fields: Mapping[str, str]
    phone: str = ""  # +84…, when the person's number is known and the office sends by number


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message to one chat. `edits` is the channel's id of the message to replace, if any.

    `link` is the light page of this very delivery: for a file that the channel does not carry, and for the whole of a
    document; empty where there is no public address. With `template` the platform's own text is sent instead of ours.
    """

    to: Address
    said: Outbound
    edits: str | None = None
    upload: Upload | None = None
    delivery_id: int = 0  # the outbox row, 0 outside it
    link: str = ""
    template: Template | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """The channel took the message. `remote_file` is its id for the file, to be sent again without bytes."""

    message_key: str
    remote_file: str | None = None


class SendError(Exception):
    """Why a message was not certainly sent: a closed set, each with one consequence in the sender."""


class Throttled(SendError):
    """Too fast. The whole lane waits, or, when *chat_only*, this chat; not counted as an attempt."""

    def __init__(self, seconds: float, *, chat_only: bool = False) -> None:
        super().__init__(f"throttled for {seconds} s")
        self.seconds = seconds
        self.chat_only = chat_only


class NotNow(SendError):
    """The channel may not speak to this chat before *until*; None: its window is shut until the person writes again.

    *spent*: what the account may send at a price is used up; what costs nothing, replies above all, still goes.
    """

    def __init__(self, until: datetime | None, *, spent: bool = False) -> None:
        super().__init__(f"not before {until}")
        self.until = until
        self.spent = spent


class NotSent(SendError):
    """The request certainly never arrived: tried again later."""


class Uncertain(SendError):
    """It may or may not have arrived: resent once, then parked; one-time codes never."""


class Gone(SendError):
    """This chat cannot be reached any more; *reason* is a key of `content.texts.reasons`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Moved(SendError):
    """The chat has a new id on this channel."""

    def __init__(self, to: str) -> None:
        super().__init__(f"moved to {to}")
        self.to = to


class Rejected(SendError):
    """The message itself was refused; sending it again will not help.

    *stale_file*: the refused part is the remembered file id, so one upload may help.
    """

    def __init__(self, reason: str, *, stale_file: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.stale_file = stale_file


class Misconfigured(SendError):
    """Our token or account is refused: the lane stops and admins are told."""


Accept = Callable[[Inbound], Awaitable[None]]
"""Take one Inbound. When it returns, all effects are committed. Raises only Busy."""


@dataclass(frozen=True, slots=True)
class Job:
    """A loop that a channel wants run and watched: polling, housekeeping. It ends when cancelled."""

    name: str
    run: Callable[[], Awaitable[None]]


class Channel(Protocol):
    """One way to reach people. Raises only this file's SendErrors from `send`, and never retries."""

    name: str  # stored in rows, so it never changes
    limits: Limits
    secrets: tuple[str, ...]  # hidden from every log

    def routes(self, accept: Accept) -> Sequence[web.RouteDef]:
        """Return the HTTP routes of this channel: each checks, parses, accepts, then answers."""
        ...

    def jobs(self, accept: Accept) -> Sequence[Job]:
        """Return the loops to run in the serving process; none for a channel that is only called."""
        ...

    async def send(self, parcel: Parcel) -> Sent:
        """Send once. Raises a SendError; anything else is a bug of the adapter."""
        ...

    async def fetch(self, remote: str, limit_bytes: int) -> bytes:
        """Bring the bytes of a file heard on this channel. Raises SendError, or ValueError when too large."""
        ...

    async def forget(self, remote: str) -> None:
        """Delete the copy of a file heard that this channel itself keeps, if it keeps one."""
        ...

    async def open(self) -> None:
        """Make connections; called once in the running loop."""
        ...

    async def close(self) -> None:
        """Give everything back."""
        ...
