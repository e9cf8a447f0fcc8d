"""One function, one transaction, whatever fails beside it."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError

from content.message import Address
from storage.errors import Unavailable
from storage.storage import Storage
from storage.tables import Version
from storage.unit_of_work import UnitOfWork
from tests.storage.conftest import NOW, people


async def test_work_is_committed_when_it_returns(storage: Storage) -> None:
    """What a function did is there for the next one."""
    await storage.run(lambda uow: uow.units.put("X01", "xã Đồng Mẫu", "xa", None))
    found = await storage.run(lambda uow: uow.units.by_code("X01"))
    assert found is not None
    assert found.name == "xã Đồng Mẫu"


async def test_a_raising_function_leaves_nothing_and_harms_nobody(storage: Storage) -> None:
    """Of many functions committed together, only the one that raises is undone."""

    def put(n: int, *, fails: bool) -> Callable[[UnitOfWork], None]:
        def work(uow: UnitOfWork) -> None:
            uow.units.put(f"U{n}", f"Tổ {n}", "tdp", None)
            if fails:
                raise LookupError(n)

        return work

    results = await asyncio.gather(
        *(storage.run(put(n, fails=n % 3 == 0)) for n in range(30)),
        return_exceptions=True,
    )
    assert [isinstance(r, LookupError) for r in results] == [n % 3 == 0 for n in range(30)]
    units = await storage.run(lambda uow: {u.code for u in uow.units.all()})
    assert units == {f"U{n}" for n in range(30) if n % 3}


async def test_of_many_who_state_a_fact_at_once_one_is_first(storage: Storage) -> None:
    """Processes that start together on a new database agree on its mark, and none of them fails."""
    meet = threading.Barrier(1 if storage.is_sqlite else 6)

    def state(n: int) -> Callable[[UnitOfWork], str]:
        def work(uow: UnitOfWork) -> str:
            meet.wait(10)
            return uow.office.first_meta("key", f"mark {n}")

        return work

    told = await asyncio.gather(*(storage.run(state(n)) for n in range(6)))
    assert len(set(told)) == 1
    assert await storage.run(lambda uow: uow.office.meta("key")) == told[0]


async def test_a_fact_that_many_keep_at_once_fails_nobody(storage: Storage) -> None:
    """Processes that start together all keep what the account shows: the last one stands, and is read at once."""
    meet = threading.Barrier(1 if storage.is_sqlite else 6)

    def keep(n: int) -> Callable[[UnitOfWork], str | None]:
        def work(uow: UnitOfWork) -> str | None:
            assert uow.office.meta("menus") is None or storage.is_sqlite
            meet.wait(10)
            uow.office.set_meta("menus", f"chats {n}")
            return uow.office.meta("menus")

        return work

    told = await asyncio.gather(*(storage.run(keep(n)) for n in range(6)))
    assert told == [f"chats {n}" for n in range(6)]
    assert await storage.run(lambda uow: uow.office.meta("menus")) in told


async def test_an_integrity_fault_is_the_callers_and_not_the_databases(storage: Storage) -> None:
    """The database itself refuses an approver who is the author."""

    def approve_own(uow: UnitOfWork) -> None:
        ((author, _),) = people(uow, 1)
        document = uow.documents.add(
            now=NOW, author_id=author, unit_id=uow.people.get(author).unit_id, kind="talking_point", title="Mẫu"
        )
        version = uow.documents.draft(document, author_id=author, now=NOW)
        uow.session.get_one(Version, version.id).decided_by = author
        uow.flush()

    with pytest.raises(IntegrityError, match="four_eyes"):
        await storage.run(approve_own)


async def test_audit_rows_form_a_chain_that_cannot_be_rewritten(storage: Storage) -> None:
    """Each audit row holds the hash of the one before, and the database refuses changes."""
    for n in range(3):
        await storage.run(lambda uow: uow.audit.note("approve", f"version:{n}", by=1, at=NOW, after={"n": n}))
    assert await storage.run(lambda uow: uow.audit.broken_at()) is None
    for deed in ("UPDATE audit SET action = 'x'", "DELETE FROM audit"):
        with pytest.raises((DBAPIError, Unavailable), match="only added"):
            await storage.run(lambda uow: uow.connection.exec_driver_sql(deed))
    assert await storage.run(lambda uow: uow.audit.broken_at()) is None


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_a_locked_database_is_unavailable_and_recovers(storage: Storage) -> None:
    """While a stranger holds the file the caller is told so; afterwards work goes on."""
    stranger = sqlite3.connect(storage.url.removeprefix("sqlite:///"), isolation_level=None)
    stranger.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Unavailable):
        await storage.run(lambda uow: uow.units.put("X01", "xã Đồng Mẫu", "xa", None))
    stranger.execute("ROLLBACK")
    stranger.close()
    await storage.run(lambda uow: uow.units.put("X01", "xã Đồng Mẫu", "xa", None))


async def test_the_same_update_is_noted_once(storage: Storage) -> None:
    """An update key is new only the first time, also when twenty come at once."""
    from content.message import Heard, Inbound  # noqa: PLC0415 (only here)

    inbound = Inbound(Address("telegram", "7"), "100", Heard.TEXT, NOW, text="a")
    results = await asyncio.gather(*(storage.run(lambda uow: uow.inbox.note(inbound, NOW)) for _ in range(20)))
    assert sorted(results) == [False] * 19 + [True]
