"""A Channel whose platform is a script: what each chat answers, and what was said to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from aiohttp import web

from bot.channel import Accept, Job, Limits, Parcel, SendError, Sent
from content.message import Outbound

LIMITS = Limits(
    text=1900, caption=1900, label=100, buttons=5, file_bytes=0, rate=1_000_000, per_chat_seconds=0, can_edit=False,
    can_protect=False,
)  # fmt: skip


class ScriptedChannel:
    """Keeps `bot.channel.Channel`. `answers[chat]` is raised instead of taking the message."""

    secrets: tuple[str, ...] = ()

    def __init__(self, name: str, limits: Limits = LIMITS) -> None:
        self.name, self.limits = name, limits
        self.answers: dict[str, SendError] = {}
        self.parcels: defaultdict[str, list[Parcel]] = defaultdict(list)

    def said(self, chat: str) -> list[Outbound]:
        """Return what was said to *chat*."""
        return [parcel.said for parcel in self.parcels[chat]]

    def routes(self, accept: Accept) -> Sequence[web.RouteDef]:
        """It is never called."""
        return []

    def jobs(self, accept: Accept) -> Sequence[Job]:
        """It needs none."""
        return []

    async def send(self, parcel: Parcel) -> Sent:
        """Take the message, or raise what the chat answers."""
        if error := self.answers.get(parcel.to.chat):
            raise error
        self.parcels[parcel.to.chat].append(parcel)
        return Sent(f"{self.name}-{parcel.delivery_id}")

    async def fetch(self, remote: str, limit_bytes: int) -> bytes:
        """It has no files."""
        raise ValueError(remote)

    async def forget(self, remote: str) -> None:
        """It keeps nothing."""

    async def open(self) -> None:
        """It has no connection."""

    async def close(self) -> None:
        """It has no connection."""
