"""One thing heard, tried out in a transaction that is always rolled back: what it said, to whom, what it changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from content.message import Heard, Inbound
from handlers import door, routing
from handlers.dispatcher import take
from handlers.errors import Refused
from storage.prepared import Prepared
from storage.tables import Table
from storage.unit_of_work import UnitOfWork
from tests.play import Play

Rows = dict[str, list[str]]  # all rows of each table

BOOKKEEPING = frozenset({"heard", "chat", "lane"})  # rows that any message leaves
CHATTER = BOOKKEEPING | {"delivery", "progress", "audit"}  # and those of answers, questions and their trail


@dataclass
class Tried:
    """What one Inbound came to."""

    said: str = ""  # all that was owed to the speaker, buttons and file names included
    refused: bool = False
    told_others: list[str] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)  # tables

    @property
    def traces(self) -> set[str]:
        """Tables that changed beyond an answer to the speaker."""
        return self.changed - BOOKKEEPING - {"delivery"}

    @property
    def effects(self) -> set[str]:
        """Tables that changed beyond conversation."""
        return self.changed - CHATTER


class RolledBack(Exception):
    """The end of every try."""


async def attempt(
    play: Play, name: str, kind: Heard, *, lightly: bool = False, before: Rows | None = None, **fields: Any
) -> Tried:
    """Let *name* try something; nothing of it stays. Raises what the handler raises, Refused excepted.

    *lightly*: only whether it raises; *before*: what `rows_of` returned, so that many tries read them once.
    """
    found = Tried()
    inbound = door.cleaned(Inbound(play.addresses[name], "try", kind, play.now, **fields))

    def work(uow: UnitOfWork) -> None:
        were = before or ({} if lightly else _tables(uow))
        mine = _chat(uow, play, name)
        ((last,),) = _LAST.rows(uow.connection)
        try:
            take(uow, play.world, inbound, play.now, routing.route)
            uow.flush()
        except Refused as refusal:
            found.refused, found.said = True, refusal.words
            raise RolledBack from None
        if lightly:
            raise RolledBack
        after = _tables(uow)
        found.changed = {name for name, rows in after.items() if rows != were[name]}
        for chat_id, message in _SINCE.rows(uow.connection, last=last):
            if chat_id == mine or mine is None:
                found.said += f"{message}\n"
            else:
                found.told_others.append(message)
        raise RolledBack

    try:
        await play.storage.run(work)
    except RolledBack:
        return found
    raise AssertionError


async def presses(play: Play, name: str, token: str, *, lightly: bool = False, before: Rows | None = None) -> Tried:
    """Let *name* press a button that they drew themselves."""
    return await attempt(play, name, Heard.PRESS, lightly=lightly, before=before, token=token, message_key="1")


async def writes(play: Play, name: str, words: str, *, lightly: bool = False, before: Rows | None = None) -> Tried:
    """Let *name* write something."""
    return await attempt(play, name, Heard.TEXT, lightly=lightly, before=before, text=words)


async def rows_of(play: Play) -> Rows:
    """Return all rows of all tables."""
    return await play.storage.run(_tables)


async def everything(play: Play, but: Iterable[str] = ()) -> str:
    """Return all rows of all tables as one text, to look for what must not be there."""
    skipped = frozenset(but)
    rows = await rows_of(play)
    return "\n".join(f"{name}: {row}" for name, found in rows.items() if name not in skipped for row in found)


def _tables(uow: UnitOfWork) -> Rows:
    uow.flush()
    return {name: sorted(map(str, rows.rows(uow.connection))) for name, rows in _ALL.items()}


def _chat(uow: UnitOfWork, play: Play, name: str) -> int | None:
    address = play.addresses[name]
    found = _CHAT.row(uow.connection, channel=address.channel, address=address.chat)
    return found[0] if found else None


_ALL = {
    name: Prepared(f'SELECT * FROM "{name}"')  # noqa: S608 (our own names)
    for name in [*(table.name for table in Table.metadata.sorted_tables), "library"]
}
_CHAT = Prepared("SELECT id FROM chat WHERE channel = :channel AND address = :address")
_LAST = Prepared("SELECT coalesce(max(id), 0) FROM delivery")
_SINCE = Prepared("SELECT chat_id, message FROM delivery WHERE id > :last ORDER BY id")


def without_typed(said: str, mark: str) -> str:
    """Return what was said without what was typed, which may be read back."""
    return said.replace(f'"{mark}', "").replace(f"Đã ghi: {mark}", "")
