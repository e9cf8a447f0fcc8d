"""Lanes: who polls an account."""

from __future__ import annotations

import pytest

from storage.lanes import BULK_SHARE, Pace
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


@pytest.mark.parametrize(
    ("tokens", "bulk_tokens", "bulk", "expected"),
    [
        (5.0, 1.0, True, 0.0),
        (5.0, 0.5, True, 0.5 / (100 * BULK_SHARE)),  # replies may leave, a broadcast not yet: come back that soon
        (5.0, 0.5, False, 0.0),
        (0.0, 0.5, True, 0.01),
        (0.0, 0.5, False, 0.01),
    ],
)
def test_a_pace_says_how_soon_to_come_back(tokens: float, bulk_tokens: float, *, bulk: bool, expected: float) -> None:
    """The wait is until the token that is missing, not until the next look."""
    pace = Pace(now=0.0, rate=100.0, tokens=tokens, bulk_tokens=bulk_tokens)
    assert pace.seconds_short(bulk=bulk) == pytest.approx(expected)
