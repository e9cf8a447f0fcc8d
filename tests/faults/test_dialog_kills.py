"""A conversation that is broken off anywhere goes on at the same question."""

from __future__ import annotations

import asyncio
import itertools
import random
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.tables import SessionReport, Submission
from storage.unit_of_work import UnitOfWork
from tests.crowd import FIRST_CHAT
from tests.faults.hook import WEBHOOK, hook, text
from tests.faults.product import installed, populate

STEPS = (  # what is typed, and what the next question begins with or shows
    ("bao cao", "1/"),
    ("hom nay", "2/"),
    ("1", "3/"),
    ("1", "4/"),
    ("1", "4/"),
    ("xong", "4/"),
    ("pccc", "5/"),
    ("45", "6/"),
    ("gui", "BC0"),
)


@pytest.mark.timeout(240)
async def test_a_report_survives_a_kill_after_each_step(database_url: str, tmp_path: Path) -> None:
    """SIGKILL within milliseconds of each answer: the next question is the right one, the report is made once."""
    rng = random.Random(37)
    async with installed(database_url, tmp_path, rate=100, timeout=1.0, more=WEBHOOK) as product:
        await populate(product, 1)
        mode = "run" if product.is_sqlite else "web"
        if not product.is_sqlite:
            await product.start("worker")
        process = await product.start(mode)
        async with hook(product.addresses[process.pid], most_retry=0.5) as platform:
            seen = 0
            for said, expected in STEPS:
                delivery = asyncio.create_task(platform.deliver(text(FIRST_CHAT, said)))
                await asyncio.sleep(rng.random() * 0.05)
                await product.kill(process)
                process = await product.start(mode)
                platform.addresses = [product.addresses[process.pid]]
                await asyncio.wait_for(delivery, 60)
                seen = (await product.fake.waits(FIRST_CHAT, expected, after=seen, seconds=30)).message_id
        whole = [one.text.split("\n")[0] for one in await product.fake.sees(FIRST_CHAT) if one.by_bot]
        asked = [heading for heading, _ in itertools.groupby(whole)]
        print("\n", asked)
        reports = await product.ask(_reports)
        assert reports == [(45, "pccc")]


def _reports(uow: UnitOfWork) -> list[tuple[int, str]]:
    rows = uow.session.execute(
        select(SessionReport.headcount, Submission.answers).join(
            Submission, Submission.id == SessionReport.submission_id
        )
    )
    return [(count, answers["topics_other"]) for count, answers in rows]
