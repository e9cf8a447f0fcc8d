"""A document is withdrawn once, by who covers all that have it, and everybody is told once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from content.document import State
from content.message import Address, Heard, Inbound, Outbound
from content.roles import Role
from handlers import approvals, withdrawal
from handlers.errors import AlreadyDecided, NotAllowed
from handlers.scene import Scene
from storage.broadcasts import Audience
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork
from tests.play import START, Play


@pytest.fixture
async def play(database_url: str, tmp_path: Path) -> AsyncIterator[Play]:
    """A province over two communes with one member each, and two editors and two approvers of the province."""
    storage = Storage(database_url)
    storage.open()
    stage = Play(storage, tmp_path)
    await stage.office()
    for code, member in (("X01", "Hoa"), ("X02", "Tâm")):
        await stage.unit(code, f"xã {code}", "xa")
        await stage.person(member, unit=code)
    for name in ("Minh", "Mai"):
        await stage.person(name, roles=[Role.EDITOR], duties=())
    for name in ("Lan", "Đức"):
        await stage.person(name, roles=[Role.APPROVER], duties=())
    await stage.person("Xuân", unit="X01", roles=[Role.APPROVER], duties=())
    yield stage
    storage.close()


def scene(uow: UnitOfWork, play: Play, name: str) -> Scene:
    """Let *name* act, as a chat or the console would."""
    address = play.addresses[name]
    heard = Inbound(Address(address.channel, address.chat), f"t{name}{uow.pace_now()}", Heard.TEXT, START)
    return Scene(uow, play.world, heard, uow.chats.hear(address, START), uow.office.facts(), START)


async def issued(play: Play, *members: str) -> int:
    """Issue one document of X01, with a broadcast for each of *members* to their commune; return the first's number."""

    def make(uow: UnitOfWork) -> int:
        author, unit = play.people["Minh"], uow.people.get(play.people["Hoa"]).unit_id
        document = uow.documents.add(
            now=START, author_id=author, unit_id=unit, kind="talking_point", title="Phòng cháy", number="15/KH-BTG",
            issued_on=START.date(), issuer="Ban Mẫu",
        )  # fmt: skip
        version = uow.documents.draft(document, author_id=author, now=START)
        version.state, version.decided_at, version.decided_by = State.APPROVED.value, START, play.people["Lan"]
        made = []
        for member in members:
            person = uow.people.get(play.people[member])
            audience = Audience(units=(person.unit_id,))
            one = uow.broadcasts.add(
                version.id, author_id=author, now=START, state="running", audience=audience.to_json()
            )
            uow.broadcasts.freeze(one, Audience(people=(person.id,)))
            for channel in play.world.channels:
                uow.broadcasts.render(one.id, channel, Outbound("Nội dung"))
            made.append(one.id)
        return made[0]

    n = await play.storage.run(make)
    await play.settle()
    play.forget()
    return n


async def told(play: Play, name: str) -> int:
    """Return how many notices of a withdrawal the person has got."""
    await play.settle()
    return sum("thu hồi" in said.text for said in play.shown[name])


@pytest.mark.parametrize("at_once", [False, True], ids=["one after the other", "at once"])
async def test_of_two_requests_that_are_both_agreed_to_one_is_carried_out(play: Play, *, at_once: bool) -> None:
    """The second approver is told that it is done, the second request is closed, and each recipient hears it once."""
    n = await issued(play, "Hoa", "Tâm")

    def ask(uow: UnitOfWork) -> list[int]:
        return [withdrawal.ask(scene(uow, play, who), n, "Sai số")[0].n for who in ("Minh", "Mai")]

    asked = await play.storage.run(ask)

    def agree(who: str, to: int) -> asyncio.Future[object]:
        return asyncio.ensure_future(play.storage.run(lambda uow: withdrawal.confirm(scene(uow, play, who), to)))

    pairs = [("Lan", asked[0]), ("Đức", asked[1])]
    if at_once:
        ends = await asyncio.gather(*(agree(who, to) for who, to in pairs), return_exceptions=True)
    else:
        ends = [(await asyncio.gather(agree(who, to), return_exceptions=True))[0] for who, to in pairs]
    assert sorted(isinstance(end, AlreadyDecided) for end in ends) == [False, True]
    await play.settle()
    states = await play.storage.run(lambda uow: [uow.broadcasts.get(to).state for to in asked])
    assert sorted(states) == ["cancelled", "done"]
    assert [await told(play, name) for name in ("Hoa", "Tâm")] == [1, 1]
    assert not await play.storage.run(lambda uow: approvals.waiting(scene(uow, play, "Lan")))


async def test_who_covers_one_of_its_audiences_has_to_ask(play: Play) -> None:
    """The document went to another commune too: the commune's approver asks, and only the province's agree."""
    n = await issued(play, "Hoa", "Tâm")

    def ask(uow: UnitOfWork) -> tuple[int, str, set[str]]:
        dossier, asked = withdrawal.ask(scene(uow, play, "Xuân"), n, "Sai số")
        return dossier.n, dossier.broadcast.state, {person.full_name.split()[-1] for person in asked}

    made, state, asked = await play.storage.run(ask)
    assert (state, asked) == ("submitted", {"Lan", "Đức"})
    assert await told(play, "Tâm") == 0
    await play.person("Xanh", unit="X01", roles=[Role.APPROVER], duties=())
    with pytest.raises(NotAllowed):
        await play.storage.run(lambda uow: withdrawal.confirm(scene(uow, play, "Xanh"), made))
    await play.storage.run(lambda uow: withdrawal.confirm(scene(uow, play, "Lan"), made))
    assert [await told(play, name) for name in ("Hoa", "Tâm")] == [1, 1]


async def test_who_covers_all_of_its_audiences_withdraws_at_once(play: Play) -> None:
    """What went to the own commune only is the commune's approver's to withdraw."""
    n = await issued(play, "Hoa")
    state = await play.storage.run(lambda uow: withdrawal.ask(scene(uow, play, "Xuân"), n, "Sai số")[0].broadcast.state)
    assert state == "approved"
    assert [await told(play, name) for name in ("Hoa", "Tâm")] == [1, 0]
