"""A busy neighbour hides nothing: lists are cut after the rights, and the clock looks at all broadcasts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from content.document import State
from content.roles import Role
from handlers import broadcasting
from handlers.broadcasting import QUIET
from storage.broadcasts import Audience
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork
from tests.play import START, Play

NIGHT = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)  # ten in the evening
MORNING = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
NEWER = 60


@pytest.fixture
async def play(database_url: str, tmp_path: Path) -> AsyncIterator[Play]:
    """Two communes, each with a coordinator, an editor and an approver of its own."""
    storage = Storage(database_url)
    storage.open()
    stage = Play(storage, tmp_path)
    await stage.office()
    for code in ("X01", "X02"):
        await stage.unit(code, f"xã {code}", "xa")
        await stage.unit(f"{code}-T1", "Thôn 1", parent=code)
        for role in (Role.COORDINATOR, Role.EDITOR, Role.APPROVER):
            await stage.person(f"{role.value}-{code}", unit=code, roles=[role], duties=())
    yield stage
    storage.close()


def add(uow: UnitOfWork, play: Play, code: str, state: str, *, below: bool = False, reason: str = "") -> int:
    """Make a broadcast of the commune to itself, or to the hamlet *below*."""
    unit, meant = uow.units.by_code(code), uow.units.by_code(f"{code}-T1" if below else code)
    assert unit is not None
    assert meant is not None
    author = play.people[f"editor-{code}"]
    document = uow.documents.add(
        now=START, author_id=author, unit_id=unit.id, kind="talking_point", title=f"Tin {code}"
    )
    version = uow.documents.draft(document, author_id=author, now=START)
    if state not in ("draft", "submitted"):
        version.state, version.decided_at = State.APPROVED.value, START
        version.decided_by = play.people[f"approver-{code}"]
    made = uow.broadcasts.add(
        version.id, author_id=author, now=START, state=state, klass=3, reason=reason, fan_done=True, total=1,
        audience=Audience(units=(meant.id,)).to_json(),
    )  # fmt: skip
    return made.id


async def filled(play: Play, state: str, reason: str = "") -> int:
    """Make one broadcast of X01, then many newer ones of X02; return the first."""

    def make(uow: UnitOfWork) -> int:
        first = add(uow, play, "X01", state, below=True, reason=reason)
        for _ in range(NEWER):
            add(uow, play, "X02", state, reason=reason)
        return first

    return await play.storage.run(make)


@pytest.mark.parametrize(
    ("state", "role", "words"),
    [
        ("done", "coordinator", "tiến độ"),
        ("approved", "editor", "phát"),
        ("draft", "editor", "bản thảo"),
        ("submitted", "approver", "duyệt"),
        ("done", "approver", "thu hồi"),
    ],
)
async def test_newer_broadcasts_of_another_commune_hide_nothing(play: Play, state: str, role: str, words: str) -> None:
    """With sixty newer ones next door one still finds one's own, and none of theirs."""
    await filled(play, state)
    await play.says(f"{role}-X01", words)
    said = play.last(f"{role}-X01")
    assert "Tin X01" in said.text
    assert "X02" not in said.text


@pytest.mark.parametrize("role", ["coordinator", "approver"])
async def test_a_unit_is_covered_from_above_and_not_from_below(play: Play, role: str) -> None:
    """What the commune issues to all of itself is not a hamlet's to watch or decide; the province's roles cover it."""
    await play.storage.run(lambda uow: add(uow, play, "X01", "submitted" if role == "approver" else "running"))
    await play.person("thấp", unit="X01-T1", roles=[Role(role)], duties=())
    await play.person("cao", roles=[Role(role)], duties=())
    words = "duyệt" if role == "approver" else "tiến độ"
    await play.says("thấp", words)
    assert "Tin X01" not in play.last("thấp").text
    await play.says("cao", words)
    assert "Tin X01" in play.last("cao").text


async def test_who_changed_the_words_has_nothing_to_decide(play: Play) -> None:
    """Authors, and those who changed a draft, do not find it among what waits for them."""
    made = await play.storage.run(lambda uow: add(uow, play, "X01", "submitted"))

    def change(uow: UnitOfWork) -> None:
        version = uow.broadcasts.get(made).version_id
        uow.audit.note("revise", f"version:{version}", by=play.people["approver-X01"], at=START)

    await play.storage.run(change)
    await play.says("approver-X01", "duyệt")
    assert "Tin X01" not in play.last("approver-X01").text


async def test_a_notice_halts_and_goes_on_however_many_stand_still(play: Play) -> None:
    """Sixty newer broadcasts that somebody paused keep no older notice going at night, nor halted by day."""
    first = await filled(play, "running")

    def pause_others(uow: UnitOfWork) -> None:
        for broadcast in uow.broadcasts.in_states(("running",)):
            if broadcast.id != first:
                broadcast.state = "paused"

    await play.storage.run(pause_others)

    async def state_at(now: datetime) -> tuple[str, str]:
        await play.storage.run(lambda uow: broadcasting.start_due(uow, play.world, now))
        broadcast = await play.storage.run(lambda uow: uow.broadcasts.get(first))
        return broadcast.state, broadcast.reason

    assert await state_at(NIGHT) == ("paused", QUIET)
    assert await state_at(MORNING) == ("running", "")
