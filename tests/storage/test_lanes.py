"""Lanes: who polls an account."""

from __future__ import annotations

from storage.storage import Storage
from storage.unit_of_work import UnitOfWork


async def test_one_polls_and_the_next_need_not_wait_for_a_lease(storage: Storage) -> None:
    """While one polls no other does; released, or dead on SQLite where one process has the file, the next one may."""

    def work(uow: UnitOfWork) -> list[bool]:
        uow.lanes.ensure("telegram", 30)
        held = [uow.lanes.hold_poll("telegram", who, 60.0) for who in "aab"]
        uow.lanes.release_polls("a")
        return [*held, uow.lanes.hold_poll("telegram", "b", 60.0)]

    assert await storage.run(work) == [True, True, storage.is_sqlite, True]
