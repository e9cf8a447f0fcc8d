"""What a platform asks of a process: alive, ready, and its figures."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import text

from content.message import Address, Outbound
from storage.outbox import REPLY
from storage.unit_of_work import UnitOfWork
from tests.operations.shell import SECONDS, Serving, Shell


async def ready(serving: Serving) -> tuple[int, list[str]]:
    """Ask whether it can serve: the status, and what stands in its way."""
    status, body = await serving.get("/readyz")
    return status, json.loads(body)["faults"]


async def until_ready(serving: Serving, expected: list[str]) -> int:
    """Ask until exactly *expected* stands in its way; return the status then."""
    async with asyncio.timeout(SECONDS):
        while (found := await ready(serving))[1] != expected:  # noqa: ASYNC110 (another process is watched)
            await asyncio.sleep(0.1)
    return found[0]


@asynccontextmanager
async def closed(url: str) -> AsyncIterator[None]:
    """Let nobody into a PostgreSQL database, and throw out who is in."""
    parts = urlsplit(url.replace("+psycopg", ""))
    name, admin = parts.path.strip("/"), parts._replace(path="/postgres").geturl()
    with psycopg.connect(admin, autocommit=True) as connection:
        alter = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
        connection.execute(alter.format(sql.Identifier(name), sql.SQL("false")))
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        try:
            yield
        finally:
            connection.execute(alter.format(sql.Identifier(name), sql.SQL("true")))


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_it_can_serve(office_shell: Shell) -> None:
    """All is well after a start, and the figures are Prometheus's."""
    async with office_shell.serving() as run:
        assert await run.get("/healthz") == (200, '{"alive": true}')
        assert await ready(run) == (200, [])
        status, figures = await run.get("/metrics")
        assert status == 200
        assert 'ttv_sent{lane="browser"} 0.0' in figures
        assert "ttv_database_up 1.0" in figures


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_the_database_goes_away_and_comes_back(office_shell: Shell) -> None:
    """The process lives, says that it cannot serve, and serves again by itself."""
    async with office_shell.serving() as run:
        assert await ready(run) == (200, [])
        async with closed(office_shell.settings["DATABASE_URL"]):
            assert await until_ready(run, ["database"]) == 503
            assert (await run.get("/healthz"))[0] == 200
            assert "ttv_database_up 0.0" in (await run.get("/metrics"))[1]
        assert await until_ready(run, []) == 200
        assert run.process.returncode is None
        assert await run.end() == 0


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_the_schema_is_not_ours(office_shell: Shell) -> None:
    """A release that was rolled back beneath the process: not ready, until the schema is there again."""
    async with office_shell.serving() as run:
        before = await office_shell.ask(lambda uow: str(_version(uow)))
        await office_shell.ask(lambda uow: _set_version(uow, "0000"))
        assert await ready(run) == (503, ["migrations"])
        await office_shell.ask(lambda uow: _set_version(uow, before))
        assert await ready(run) == (200, [])


def _version(uow: UnitOfWork) -> str:
    return str(uow.session.scalar(text("SELECT version_num FROM alembic_version")))


def _set_version(uow: UnitOfWork, to: str) -> None:
    uow.session.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": to})


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_replies_that_nobody_sends(office_shell: Shell) -> None:
    """A reply older than a minute that no process sends is a fault, and its age a figure; doctor says it too."""

    def owe(uow: UnitOfWork) -> None:
        then = datetime.now(UTC) - timedelta(minutes=5)
        uow.lanes.ensure("telegram", 30)
        caller = uow.chats.hear(Address("telegram", "501"), then)
        uow.outbox.owe(caller.chat_id, "telegram", Outbound("Kính gửi"), now=then, klass=REPLY)

    await office_shell.ask(owe)
    async with office_shell.serving() as run:  # without an account nobody sends on that lane
        assert await ready(run) == (503, ["backlog"])
        figures = (await run.get("/metrics"))[1]
        age = next(float(line.split()[1]) for line in figures.splitlines() if line.startswith("ttv_backlog_seconds "))
        assert 299 <= age <= 360
    assert "✗ 5 phút nay chưa gửi được" in (await office_shell.run("doctor")).out
