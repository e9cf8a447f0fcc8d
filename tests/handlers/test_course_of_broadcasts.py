"""Beside others, and in the office's own time: broadcasts start, halt and end; live screens go to who may see them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from content.document import State
from content.roles import Role
from handlers import broadcasting, progress_screen
from storage.broadcasts import Audience
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork
from tests.play import START, Play

WAIT = 20.0
LOCKED = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


@pytest.fixture
async def play(database_url: str, tmp_path: Path) -> AsyncIterator[Play]:
    """An editor and an approver of the province, and a coordinator of a commune."""
    storage = Storage(database_url)
    storage.open()
    stage = Play(storage, tmp_path)
    await stage.office()
    await stage.unit("X01", "xã Đồng Mẫu", "xa")
    await stage.person("Minh", roles=[Role.EDITOR], duties=())
    await stage.person("Lan", roles=[Role.APPROVER], duties=())
    await stage.person("Xuân", unit="X01", roles=[Role.COORDINATOR], duties=())
    yield stage
    storage.close()


def add(uow: UnitOfWork, play: Play, state: str = "approved", valid_to: date | None = None, **fields: object) -> int:
    """Make a broadcast of the province to the commune."""
    commune = uow.units.by_code("X01")
    assert commune is not None
    author = play.people["Minh"]
    document = uow.documents.add(
        now=START, author_id=author, unit_id=uow.people.get(author).unit_id, kind="talking_point", title="Phòng cháy",
        valid_to=valid_to,
    )  # fmt: skip
    version = uow.documents.draft(document, author_id=author, now=START)
    version.state, version.decided_at, version.decided_by = State.APPROVED.value, START, play.people["Lan"]
    made = uow.broadcasts.add(
        version.id, author_id=author, now=START, state=state, klass=3,
        audience=Audience(units=(commune.id,)).to_json(), **fields,
    )  # fmt: skip
    return made.id


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
@pytest.mark.parametrize("moment", ["start", "halt", "outdated"])
async def test_a_worker_that_was_slower_leaves_one_broadcast_and_moves_the_others(play: Play, moment: str) -> None:
    """Another worker, or a person, moves the first while we look at it: no fault, and the second is moved by us."""
    state = "approved" if moment == "start" else "running"
    valid_to = START.date() - timedelta(days=1) if moment == "outdated" else None
    now = START + timedelta(hours=12 if moment == "halt" else 0)

    def make(uow: UnitOfWork) -> list[int]:
        return [add(uow, play, state, valid_to, due_at=START, total=1) for _ in range(2)]

    first, second = await play.storage.run(make)
    has_moved, other = threading.Event(), Storage(play.storage.url)

    def faster(uow: UnitOfWork) -> None:
        uow.broadcasts.move(uow.broadcasts.get(first), "cancelled", expected=(state,), reason="stopped")
        has_moved.set()
        until = datetime.now(UTC) + timedelta(seconds=WAIT)
        while not uow.connection.execute(LOCKED).scalar() and datetime.now(UTC) < until:
            pass  # until the other waits for us

    def slower(uow: UnitOfWork) -> None:
        assert uow.broadcasts.get(first).state == state
        if moment == "outdated":
            broadcasting.clear(uow, play.world, now)
        else:
            broadcasting.start_due(uow, play.world, now)

    other.open()
    try:
        ahead = asyncio.ensure_future(other.run(faster))
        await asyncio.to_thread(has_moved.wait, WAIT)
        await play.storage.run(slower)
        await ahead
    finally:
        other.close()
    states = await play.storage.run(lambda uow: [uow.broadcasts.get(n).state for n in (first, second)])
    assert states == ["cancelled", {"start": "running", "halt": "paused", "outdated": "cancelled"}[moment]]


@pytest.mark.parametrize("lost", ["suspended", "role", "chat"])
async def test_a_live_screen_goes_only_to_who_may_watch_now(play: Play, lost: str) -> None:
    """Who is suspended, has lost the role or has let the chat go is shown nothing more; the office's clock goes on."""

    def start(uow: UnitOfWork) -> tuple[int, int]:
        chat = uow.people.get(play.people["Xuân"]).chat_id
        assert chat is not None
        return add(uow, play, "running", watch_chat_id=chat, total=4, fan_done=True), chat

    made, chat = await play.storage.run(start)
    assert await play.storage.run(lambda uow: progress_screen.refresh(uow, play.world, START))

    def lose(uow: UnitOfWork) -> None:
        xuan = play.people["Xuân"]
        if lost == "suspended":
            uow.people.get(xuan).status = "suspended"
        elif lost == "role":
            uow.people.revoke(xuan, Role.COORDINATOR)
        else:
            uow.chats.get(chat).person_id = None

    await play.storage.run(lose)
    await play.storage.run(lambda uow: setattr(uow.broadcasts.get(made), "sent", 3))
    assert not await play.storage.run(lambda uow: progress_screen.refresh(uow, play.world, START))


async def test_a_day_ends_where_the_office_is(play: Play) -> None:
    """At one in the morning in Tokyo a document that was valid until yesterday goes out no longer."""
    made = await play.storage.run(lambda uow: add(uow, play, "running", date(2026, 11, 20), total=1))
    late = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
    await play.storage.run(lambda uow: broadcasting.clear(uow, play.world, late))
    assert await play.storage.run(lambda uow: uow.broadcasts.get(made).state) == "running"
    tokyo = replace(play.world, zone=ZoneInfo("Asia/Tokyo"))
    await play.storage.run(lambda uow: broadcasting.clear(uow, tokyo, late))
    assert await play.storage.run(lambda uow: uow.broadcasts.get(made).state) == "cancelled"


async def test_an_hour_that_is_past_is_past_where_the_office_is(play: Play) -> None:
    """It is eleven in Tokyo: ten o'clock today is refused, though in Hà Nội it is still to come."""
    play.world = replace(play.world, zone=ZoneInfo("Asia/Tokyo"))
    await play.channel("browser", play.world.channels["browser"])  # the dispatcher takes the new world
    made = await play.storage.run(lambda uow: add(uow, play, due_at=None))
    await play(f"""
        Minh > phát {made} 10:00
        Minh < Thời điểm 10:00 20/11 (thứ sáu) đã qua. …
    """)
