"""When the database breaks a transaction by itself: nobody waits for ever, and what may be tried again is."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest

from storage import storage as storage_module
from storage.errors import Unavailable
from storage.prepared import Prepared
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork

WAIT = 20.0
FILL = Prepared("INSERT INTO meta (key, value) VALUES ('big', :value)")
TOUCH = Prepared("UPDATE unit SET name = name || '+' WHERE code = :code")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("session", [False, True], ids=["bare", "session"])
async def test_a_disk_that_fills_in_mid_group_is_told_to_all_who_wait(
    storage: Storage, monkeypatch: pytest.MonkeyPatch, *, session: bool
) -> None:
    """The second of three functions fills the disk: all three are told, nothing is kept, and work goes on after it."""
    monkeypatch.setattr(storage_module, "GROUP_SECONDS", WAIT)
    both_wait = threading.Event()

    def first(uow: UnitOfWork) -> None:
        both_wait.wait(WAIT)
        uow.units.put("U1", "Tổ 1", "tdp", None)

    def second(uow: UnitOfWork) -> None:
        if session:
            uow.units.put("U2", "Tổ 2", "tdp", None)
        FILL.run(uow.connection, value="x" * 4_000_000)

    def third(uow: UnitOfWork) -> None:
        uow.units.put("U3", "Tổ 3", "tdp", None)

    pages = await storage.run(lambda uow: int(uow.connection.exec_driver_sql("PRAGMA page_count").scalar_one()))
    await storage.run(lambda uow: uow.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 100}").scalar())
    waiting = [asyncio.ensure_future(storage.run(work)) for work in (first, second, third)]
    await asyncio.sleep(0)  # each hands its work to the writer before it waits
    both_wait.set()
    async with asyncio.timeout(WAIT):
        ends = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(end) for end in ends[:2]] == [Unavailable, Unavailable]
    assert all("full" in str(end) for end in ends[:2])
    units = await storage.run(lambda uow: {unit.code for unit in uow.units.all()})
    assert units == {"U3"}


async def test_a_deadlock_of_prepared_statements_is_tried_again(postgres_database_url: str) -> None:
    """Two transactions that take the same two rows in opposite order both get their way."""
    storage = Storage(postgres_database_url)
    storage.open()
    try:
        await storage.run(lambda uow: [uow.units.put(code, code, "xa", None) for code in "AB"])
        meet = threading.Barrier(2)

        def crosswise(codes: str) -> Callable[[UnitOfWork], None]:
            tries = 0

            def work(uow: UnitOfWork) -> None:
                nonlocal tries
                tries += 1
                TOUCH.run(uow.connection, code=codes[0])
                if tries == 1:
                    meet.wait(WAIT)
                TOUCH.run(uow.connection, code=codes[1])

            return work

        async with asyncio.timeout(WAIT):
            await asyncio.gather(storage.run(crosswise("AB")), storage.run(crosswise("BA")))
        assert await storage.run(lambda uow: {unit.name for unit in uow.units.all()}) == {"A++", "B++"}
    finally:
        storage.close()
