"""More than one sender on one lane: one pace, and a frozen one does no harm when it wakes."""

from __future__ import annotations

import asyncio
import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from content.message import Outbound
from storage.tables import Delivery
from storage.unit_of_work import UnitOfWork
from tests.faults.product import broadcast, installed, populate

FROZEN_PEOPLE = 1_600  # more than are sent until the lease of a frozen worker ends and is noticed


@pytest.mark.alone
async def test_a_frozen_worker_that_wakes_doubles_only_what_it_had_on_the_wire(
    postgres_database_url: str, tmp_path: Path
) -> None:
    """Stopped for longer than its lease while another works: its late ends are refused, the pace holds.

    PostgreSQL only: on SQLite one process owns the file, so nobody takes over from a frozen one.
    """
    async with installed(postgres_database_url, tmp_path, rate=150, timeout=1.0) as product:
        people = await populate(product, FROZEN_PEOPLE)
        await product.fake.script({"do": "latency", "low": 0.1, "high": 0.2})
        made = await broadcast(product, people)
        frozen, _ = await asyncio.gather(product.start(), product.start())
        await product.until(made, lambda row: row.sent >= 200)
        frozen.send_signal(signal.SIGSTOP)
        async with asyncio.timeout(40):
            while not await product.ask(_taken_over):  # noqa: ASYNC110 (processes are watched)
                await asyncio.sleep(0.2)
        frozen.send_signal(signal.SIGCONT)
        await product.until_done(made)
        assert await product.audit(made) == {"sent": FROZEN_PEOPLE}
        assert "late_ends_refused" in product.log_of[frozen.pid].read_text()
        stats = await product.fake.stats()
        doubled = stats["arrived"] - FROZEN_PEOPLE
        print(f"\nfrozen: doubled {doubled}, most in a second {stats['most_in_a_second']}")
        assert stats["recipients"] == FROZEN_PEOPLE
        assert 0 < doubled <= 150 * (0.2 + 0.1)
        assert stats["copies"].keys() <= {"1", "2"}
        assert stats["most_in_a_second"] <= 150 * 1.1


def _taken_over(uow: UnitOfWork) -> int:
    return uow.session.scalar(select(func.count()).where(Delivery.uncertain_before)) or 0


@pytest.mark.alone
async def test_any_number_of_senders_share_one_pace(database_url: str, tmp_path: Path) -> None:
    """Replies and a broadcast, two workers on PostgreSQL: never more than the rate in any second, and not much less."""
    rate = 100.0
    async with installed(database_url, tmp_path, rate=rate) as product:
        people = await populate(product, 500)
        await product.fake.script({"do": "latency", "low": 0.02, "high": 0.08})

        def owe(uow: UnitOfWork) -> None:
            for person in people[250:]:
                uow.outbox.owe(person, "telegram", Outbound("Trả lời"), now=datetime.now(UTC))

        await product.ask(owe)
        made = await broadcast(product, people[:250])
        await asyncio.gather(*(product.start() for _ in range(1 if product.is_sqlite else 2)))
        await product.until_done(made)
        await product.audit(made)
        stats = await product.fake.stats()
        print(f"\npace: most in a second {stats['most_in_a_second']}, {stats['histogram']}")
        assert (stats["arrived"], stats["recipients"]) == (500, 500)
        assert stats["most_in_a_second"] <= rate * 1.1
        assert stats["last"] - stats["first"] < 500 / rate * 1.5
