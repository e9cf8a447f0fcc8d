"""Many people, quickly: rows made by the database itself."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from content.message import Outbound
from handlers.world import ChannelFacts, World
from storage.broadcasts import Audience
from storage.prepared import Prepared
from storage.unit_of_work import UnitOfWork

BENCH = World("k" * 32, ZoneInfo("Asia/Ho_Chi_Minh"), channels={"telegram": ChannelFacts("Telegram")})
_COUNT = (
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count) ",
    "WITH n (i) AS (SELECT generate_series(1, :count)) ",
)
_PERSON = (
    "INSERT INTO person (id, full_name, given_name, sort_key, search_key, position, unit_id, status, chat_id,"
    " created_at) {n} SELECT i, 'Nguyễn Văn Mẫu', 'Mẫu', 'mau', 'nguyen van mau', '', :unit, 'active', i, 0 FROM n"
)
_CHAT = (
    "INSERT INTO chat (id, channel, address, person_id, state, code_failures, seen_at)"
    " {n} SELECT i, :channel, CAST(10000 + i AS text), i, 'active', 0, 0 FROM n"
)
PERSON = Prepared(_PERSON.format(n=_COUNT[0]), _PERSON.format(n=_COUNT[1]))
CHAT = Prepared(_CHAT.format(n=_COUNT[0]), _CHAT.format(n=_COUNT[1]))


def audience(uow: UnitOfWork, count: int, channel: str) -> None:
    """Make *count* people with one chat each, numbered from 1."""
    unit = uow.units.put("X01", "xã Đồng Mẫu", "xa", None)
    uow.flush()
    PERSON.run(uow.connection, count=count, unit=unit.id)
    CHAT.run(uow.connection, count=count, channel=channel)


def running_broadcast(uow: UnitOfWork, said: Outbound, now: datetime) -> int:
    """Make a running broadcast to everybody, frozen and rendered, not yet owed."""
    unit = uow.units.by_code("X01")
    assert unit is not None
    document = uow.documents.add(now=now, author_id=1, unit_id=unit.id, kind="talking_point", title="Mẫu")
    version = uow.documents.draft(document, author_id=1, now=now)
    made = uow.broadcasts.add(version.id, author_id=1, now=now, state="running", klass=2)
    uow.broadcasts.freeze(made, Audience(units=(unit.id,)))
    uow.broadcasts.render(made.id, "telegram", said)
    return made.id
