"""One thing heard, tried out in a transaction that is always rolled back: what it said, to whom, what it changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text

from content.message import Heard, Inbound
from handlers import door, routing
from handlers.dispatcher import take
from handlers.errors import Refused
from storage.tables import Table
from storage.unit_of_work import UnitOfWork
from tests.play import Play

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


async def attempt(play: Play, name: str, kind: Heard, *, lightly: bool = False, **fields: Any) -> Tried:
    """Let *name* try something; nothing of it stays. Raises what the handler raises, Refused excepted.

    *lightly*: only whether it raises.
    """
    found = Tried()
    inbound = door.cleaned(Inbound(play.addresses[name], "try", kind, play.now, **fields))

    def work(uow: UnitOfWork) -> None:
        before = {} if lightly else _tables(uow)
        mine = _chat(uow, play, name)
        last = uow.connection.execute(text("SELECT coalesce(max(id), 0) FROM delivery")).scalar()
        try:
            take(uow, play.world, inbound, play.now, routing.route)
            uow.flush()
        except Refused as refusal:
            found.refused, found.said = True, refusal.words
            raise RolledBack from None
        if lightly:
            raise RolledBack
        after = _tables(uow)
        found.changed = {name for name, rows in after.items() if rows != before[name]}
        owed = uow.connection.execute(
            text("SELECT chat_id, message FROM delivery WHERE id > :last ORDER BY id"), {"last": last}
        )
        for chat_id, message in owed:
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


async def presses(play: Play, name: str, token: str, *, lightly: bool = False) -> Tried:
    """Let *name* press a button that they drew themselves."""
    return await attempt(play, name, Heard.PRESS, lightly=lightly, token=token, message_key="1")


async def writes(play: Play, name: str, words: str, *, lightly: bool = False) -> Tried:
    """Let *name* write something."""
    return await attempt(play, name, Heard.TEXT, lightly=lightly, text=words)


async def everything(play: Play, but: Iterable[str] = ()) -> str:
    """Return all rows of all tables as one text, to look for what must not be there."""
    skipped = frozenset(but)
    rows = await play.storage.run(_tables)
    return "\n".join(f"{name}: {row}" for name, found in rows.items() if name not in skipped for row in found)


def _tables(uow: UnitOfWork) -> dict[str, list[str]]:
    uow.flush()
    names = [table.name for table in Table.metadata.sorted_tables]
    return {
        name: sorted(str(tuple(row)) for row in uow.connection.execute(text(f'SELECT * FROM "{name}"')))  # noqa: S608 (our own names)
        for name in [*names, "library"]
    }


def _chat(uow: UnitOfWork, play: Play, name: str) -> int | None:
    chat = uow.chats.at(play.addresses[name])
    return chat.id if chat else None
