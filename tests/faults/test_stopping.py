"""A broadcast that people halt or stop, while it is being sent."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from storage.unit_of_work import UnitOfWork
from tests.faults.product import Product, broadcast, installed, populate

PEOPLE = 900
SECONDS = 2.0  # P7


async def moved(product: Product, made: int, to: str, expected: str) -> float:
    """Change the course of a broadcast as a command does, and return when the last message left after it."""

    def move(uow: UnitOfWork) -> None:
        uow.broadcasts.move(uow.broadcasts.get(made), to, expected=(expected,))

    await product.ask(move)
    at = time.time()
    await asyncio.sleep(SECONDS + 0.5)
    return float((await product.fake.stats())["last"]) - at


@pytest.mark.alone
@pytest.mark.parametrize("to", ["paused", "cancelled"])
async def test_a_halt_acts_within_two_seconds(database_url: str, tmp_path: Path, to: str) -> None:
    """Paused or cancelled, nothing leaves after two seconds; who was to get it later gets it once, or never."""
    async with installed(database_url, tmp_path, rate=300) as product:
        people = await populate(product, PEOPLE)
        await product.fake.script({"do": "latency", "low": 0.05, "high": 0.15})
        made = await broadcast(product, people)
        await asyncio.gather(*(product.start() for _ in range(1 if product.is_sqlite else 2)))
        await product.until(made, lambda row: row.sent >= 200)
        last = await moved(product, made, to, "running")
        print(f"\n{to}: the last message left after {last:.2f} s")
        assert last <= SECONDS
        halted = await product.until(made, lambda row: row.state == to)
        assert 200 <= halted.sent < PEOPLE
        if to == "paused":
            await product.ask(lambda uow: uow.broadcasts.move(uow.broadcasts.get(made), "running", expected=(to,)))
            await product.until_done(made)
            states = await product.audit(made)
            assert states == {"sent": PEOPLE}
        else:
            await product.until(made, lambda row: row.sent + row.cancelled == PEOPLE)
            states = await product.audit(made)
            assert states == {"sent": halted.sent, "cancelled": PEOPLE - halted.sent}
        stats = await product.fake.stats()
        assert stats["copies"].keys() == {"1"}
        assert stats["arrived"] == states["sent"]
