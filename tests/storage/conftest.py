"""A store for each test, on both databases, with one unit, people and chats in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from storage.storage import Storage
from storage.unit_of_work import UnitOfWork

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
async def storage(database_url: str) -> AsyncIterator[Storage]:
    """An open store on a fresh database."""
    opened = Storage(database_url)
    opened.open()
    yield opened
    opened.close()


def people(uow: UnitOfWork, count: int, channel: str = "telegram") -> list[tuple[int, int]]:
    """Make *count* people with one chat each; return (person, chat) ids."""
    from content.message import Address  # noqa: PLC0415 (kept beside its only use)

    unit = uow.units.put("X01", "xã Đồng Mẫu", "xa", None)
    made = []
    for n in range(count):
        person = uow.people.put(full_name=f"Nguyễn Văn Mẫu {n}", unit_id=unit.id, now=NOW)
        caller = uow.chats.hear(Address(channel, str(1000 + n)), NOW)
        uow.chats.link(caller.chat_id, person.id)
        made.append((person.id, caller.chat_id))
    uow.flush()
    return made


def broadcast(uow: UnitOfWork, members: list[tuple[int, int]], klass: int = 3) -> int:
    """Make a running broadcast to *members*, wholly owed."""
    from content.message import Outbound  # noqa: PLC0415 (as above)
    from storage.broadcasts import Audience  # noqa: PLC0415

    author = members[0][0]
    unit = uow.people.get(author).unit_id
    document = uow.documents.add(now=NOW, author_id=author, unit_id=unit, kind="talking_point", title="Mẫu")
    version = uow.documents.draft(document, author_id=author, now=NOW)
    made = uow.broadcasts.add(version.id, author_id=author, now=NOW, state="running", klass=klass)
    uow.broadcasts.freeze(made, Audience(people=tuple(p for p, _ in members)))
    for channel in ("telegram", "browser"):
        uow.broadcasts.render(made.id, channel, Outbound("Nội dung"))
    while uow.broadcasts.fan_out(made.id, 1000, NOW):
        pass
    return made.id
