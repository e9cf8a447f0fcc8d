"""Four eyes, one decision, cheap idling: what holds whoever asks, on both databases."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from content.message import Address, Heard, Inbound
from content.roles import Role
from handlers import approvals, broadcasting, progress_screen, schedule
from handlers.errors import AlreadyDecided, NotAllowed, Refused
from handlers.scene import Scene
from handlers.world import ChannelFacts
from storage.broadcasts import Audience
from storage.errors import DatabaseFault
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork
from tests.play import Play

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
async def play(database_url: str, tmp_path: Path) -> AsyncIterator[Play]:
    """An office with an editor, two approvers and one communicator, and one submitted document."""
    storage = Storage(database_url)
    storage.open()
    stage = Play(storage, tmp_path)
    await stage.office()
    await stage.unit("X01", "xã Đồng Mẫu", "xa")
    await stage.unit("X02", "xã Suối Thử", "xa")
    await stage.person("Minh", roles=[Role.EDITOR], duties=())
    await stage.person("Lan", roles=[Role.APPROVER], duties=())
    await stage.person("Đức", roles=[Role.APPROVER], duties=())
    await stage.person("Xuân", unit="X01", roles=[Role.APPROVER], duties=())
    await stage.person("Hoa", unit="X01")
    await storage.run(lambda uow: submitted(uow, stage))
    yield stage
    storage.close()


def scene(uow: UnitOfWork, play: Play, name: str) -> Scene:
    """Let *name* act, as a chat or the console would."""
    address = play.addresses[name]
    heard = Inbound(Address(address.channel, address.chat), f"t{name}{uow.pace_now()}", Heard.TEXT, NOW)
    return Scene(uow, play.world, heard, uow.chats.hear(address, NOW), uow.office.facts(), NOW)


def submitted(uow: UnitOfWork, play: Play) -> None:
    """Submit one complete document to the commune X01."""
    root, commune = uow.units.by_code("T01"), uow.units.by_code("X01")
    assert root is not None
    assert commune is not None
    document = uow.documents.add(
        now=NOW, author_id=play.people["Minh"], unit_id=root.id, kind="talking_point", title="Phòng cháy",
        number="15/KH-BTG", issued_on=NOW.date(), issuer="Ban Mẫu", bases=[],
    )  # fmt: skip
    version = uow.documents.draft(
        document, author_id=play.people["Minh"], now=NOW, points=[{"title": "Gọi 114.", "text": ""}], faq=[]
    )
    made = uow.broadcasts.add(version.id, author_id=play.people["Minh"], now=NOW, audience={})
    approvals.submit(
        scene(uow, play, "Minh"), made.id, Audience(units=(commune.id,)), urgent=False, when=schedule.WAITS
    )


async def test_the_database_itself_refuses_an_author_as_approver(play: Play) -> None:
    """Even code that forgets to ask cannot store a version or a broadcast approved by its author."""
    minh = play.people["Minh"]

    def version(uow: UnitOfWork) -> None:
        uow.documents.version(1)[1].decided_by = minh
        uow.flush()

    def broadcast(uow: UnitOfWork) -> None:
        uow.broadcasts.get(1).approved_by = minh
        uow.flush()

    for cheat in (version, broadcast):
        with pytest.raises(DatabaseFault):
            await play.storage.run(cheat)


async def test_an_approver_must_cover_the_document_and_its_audience(play: Play) -> None:
    """Who approves for one commune cannot approve what the province issues, even to that commune."""
    with pytest.raises(NotAllowed):
        await play.storage.run(lambda uow: approvals.approve(scene(uow, play, "Xuân"), 1))
    with pytest.raises(NotAllowed):
        await play.storage.run(lambda uow: approvals.approve(scene(uow, play, "Hoa"), 1))


async def test_two_decisions_at_once_leave_one(play: Play) -> None:
    """Of an approval and a return in the same moment one holds, and the other is told."""

    def approve(uow: UnitOfWork) -> None:
        approvals.approve(scene(uow, play, "Lan"), 1)

    def give_back(uow: UnitOfWork) -> None:
        approvals.send_back(scene(uow, play, "Đức"), 1, "Thiếu", final=False)

    ends = await asyncio.gather(play.storage.run(approve), play.storage.run(give_back), return_exceptions=True)
    assert [type(end) for end in ends if end is not None] == [AlreadyDecided]
    state, version = await play.storage.run(
        lambda uow: (uow.broadcasts.get(1).state, uow.documents.version(1)[1].state)
    )
    assert (state, version) in {("approved", "approved"), ("returned", "returned")}


async def test_the_audience_is_frozen_when_it_is_approved(play: Play) -> None:
    """Newcomers are not added to what was approved."""
    await play.storage.run(lambda uow: approvals.approve(scene(uow, play, "Lan"), 1))
    await play.person("Mới", unit="X01")
    await play.storage.run(lambda uow: broadcasting.send(scene(uow, play, "Minh"), 1))
    await play.settle()
    assert [said.heading for said in play.shown["Hoa"]] == ["📌 Nội dung tuyên truyền: Phòng cháy"]
    assert not play.shown["Mới"]


async def test_an_incomplete_source_is_refused_at_approval_too(play: Play) -> None:
    """A number that was taken away after submitting stops the approval."""

    def spoil(uow: UnitOfWork) -> None:
        uow.documents.get(1).number = ""

    await play.storage.run(spoil)
    with pytest.raises(Refused, match="số, ký hiệu"):
        await play.storage.run(lambda uow: approvals.approve(scene(uow, play, "Lan"), 1))


async def test_what_no_longer_holds_is_not_sent(play: Play) -> None:
    """A broadcast whose document is past its day is stopped, and its waiting messages expire."""

    def outlive(uow: UnitOfWork) -> None:
        approvals.approve(scene(uow, play, "Lan"), 1)
        broadcasting.send(scene(uow, play, "Minh"), 1)
        broadcasting.start_due(uow, play.world, NOW)
        while uow.broadcasts.fan_out(1, 100, NOW):
            pass
        uow.documents.get(1).valid_to = datetime(2026, 11, 19, tzinfo=UTC).date()

    await play.storage.run(outlive)
    assert await play.storage.run(lambda uow: broadcasting.clear(uow, play.world, NOW)) is False
    broadcast = await play.storage.run(lambda uow: uow.broadcasts.get(1))
    assert (broadcast.state, broadcast.expired, broadcast.sent) == ("cancelled", 2, 0)


async def test_a_notice_halts_at_night_and_goes_on_in_the_morning(play: Play) -> None:
    """What is not out by half past eight waits for half past seven; a pause by a person does not end by itself."""
    night, morning = datetime(2026, 11, 20, 14, 0, tzinfo=UTC), datetime(2026, 11, 21, 0, 30, tzinfo=UTC)

    def start(uow: UnitOfWork) -> None:
        approvals.approve(scene(uow, play, "Lan"), 1)
        broadcasting.send(scene(uow, play, "Minh"), 1)
        broadcasting.start_due(uow, play.world, NOW)

    await play.storage.run(start)

    async def state_at(now: datetime) -> str:
        def look(uow: UnitOfWork) -> str:
            broadcasting.start_due(uow, play.world, now)
            return uow.broadcasts.get(1).state

        return await play.storage.run(look)

    assert await state_at(night) == "paused"
    assert await state_at(morning) == "running"
    await play.storage.run(lambda uow: broadcasting.pause(scene(uow, play, "Minh"), 1))
    assert await state_at(morning) == "paused"


async def test_where_nothing_can_be_edited_progress_comes_at_quarters(play: Play) -> None:
    """A channel without editing gets a message at the start and at each quarter, and no other."""
    world = play.world
    play.world = type(world)(
        secret_key=world.secret_key, zone=world.zone,
        channels={"telegram": ChannelFacts("Telegram", can_edit=False), "browser": ChannelFacts("Chat")},
    )  # fmt: skip

    def start(uow: UnitOfWork) -> None:
        approvals.approve(scene(uow, play, "Lan"), 1)
        broadcasting.send(scene(uow, play, "Minh"), 1)
        broadcasting.start_due(uow, play.world, NOW)

    await play.storage.run(start)
    owed = []
    for sent in range(101):

        def move(uow: UnitOfWork, sent: int = sent) -> bool:
            broadcast = uow.broadcasts.get(1)
            broadcast.total, broadcast.fan_done, broadcast.sent = 100, True, sent
            if sent == broadcast.total:
                broadcast.state = "done"
            uow.flush()
            return progress_screen.refresh(uow, play.world, NOW)

        if await play.storage.run(move):
            owed.append(sent)
    assert owed == [0, 25, 50, 75, 100]
