"""A person is one person on all their chats: what they say later, wherever it is, overtakes what still waits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from content.message import Address, Heard, Inbound
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork
from tests.play import Play

BROWSER = Address("browser", "b1")


@pytest.fixture
async def play(database_url: str, tmp_path: Path) -> AsyncIterator[Play]:
    """Hoa on Telegram and in the browser, and Tâm, who has an update parked too."""
    storage = Storage(database_url)
    storage.open()
    stage = Play(storage, tmp_path)
    await stage.office()
    await stage.person("Hoa")
    await stage.person("Tâm")

    def prepare(uow: UnitOfWork) -> None:
        uow.chats.link(uow.chats.hear(BROWSER, stage.now).chat_id, stage.people["Hoa"])
        for name in ("Hoa", "Tâm"):
            said = Inbound(stage.addresses[name], f"one-{name}", Heard.TEXT, stage.now, text="trợ giúp")
            uow.inbox.park(said, ValueError(name), f"R-{name}", stage.now)

    await storage.run(prepare)
    stage.now += timedelta(minutes=1)
    yield stage
    storage.close()


async def states(play: Play) -> dict[str, str]:
    """Return how the parked updates stand."""

    def look(uow: UnitOfWork) -> dict[str, str]:
        found = {name: uow.inbox.by_reference(f"R-{name}") for name in ("Hoa", "Tâm")}
        return {name: row.state for name, row in found.items() if row is not None}

    return await play.storage.run(look)


@pytest.mark.parametrize("where", ["telegram", "browser"])
async def test_a_later_update_of_the_same_person_overtakes_on_every_chat(play: Play, where: str) -> None:
    """What was parked on Telegram is not tried again after its person went on in the browser; others' is."""
    address = BROWSER if where == "browser" else play.addresses["Hoa"]
    await play.dispatcher.accept(Inbound(address, "two", Heard.TEXT, play.now, text="trợ giúp"))
    assert await states(play) == {"Hoa": "overtaken", "Tâm": "waiting"}
    assert await play.dispatcher.retry_parked() == 1
    assert await states(play) == {"Hoa": "overtaken", "Tâm": "done"}


async def test_a_stranger_overtakes_only_themselves(play: Play) -> None:
    """A chat without a person overtakes what was parked of this very chat."""
    stranger = Address("telegram", "9999")
    parked = Inbound(stranger, "s1", Heard.TEXT, play.now, text="chào")
    await play.storage.run(lambda uow: uow.inbox.park(parked, ValueError(), "R-S", play.now - timedelta(seconds=30)))
    await play.dispatcher.accept(Inbound(stranger, "s2", Heard.TEXT, play.now, text="chào"))
    found = await play.storage.run(lambda uow: uow.inbox.by_reference("R-S"))
    assert found is not None
    assert found.state == "overtaken"
    assert await states(play) == {"Hoa": "waiting", "Tâm": "waiting"}
