"""The list of recipients is whole, however many there are, and nobody holds all of it at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update

from bot.row_files import rows_for
from content.document import State
from content.message import Heard, Inbound
from content.roles import Role
from handlers import recipient_rows
from storage.broadcasts import Audience
from storage.storage import Storage
from storage.tables import Chore, Delivery, Person
from storage.unit_of_work import UnitOfWork
from tests.crowd import crowd
from tests.play import START, Play

PEOPLE = 5_300


@pytest.fixture
async def play(database_url: str, tmp_path: Path) -> AsyncIterator[Play]:
    """A broadcast that reached none of 5,300 people; many of them are namesakes."""
    storage = Storage(database_url)
    storage.open()
    stage = Play(storage, tmp_path)
    await stage.office()
    commune = await stage.unit("X01", "xã Đồng Mẫu", "xa")

    def everybody(uow: UnitOfWork) -> None:
        crowd(uow, commune, PEOPLE, START)
        uow.session.execute(update(Person).where(Person.id % 3 == 0).values(sort_key="mau"))

    await storage.run(everybody)
    await stage.person("Minh", roles=[Role.EDITOR], duties=())
    await stage.person("Lan", roles=[Role.APPROVER], duties=())

    def issue(uow: UnitOfWork) -> None:
        author = stage.people["Minh"]
        document = uow.documents.add(
            now=START, author_id=author, unit_id=uow.people.get(author).unit_id, kind="talking_point", title="Tin"
        )
        version = uow.documents.draft(document, author_id=author, now=START)
        version.state, version.decided_at, version.decided_by = State.APPROVED.value, START, stage.people["Lan"]
        made = uow.broadcasts.add(
            version.id, author_id=author, now=START, state="running", audience=Audience(units=(commune,)).to_json()
        )
        uow.broadcasts.freeze(made, Audience(units=(commune,)))
        while uow.broadcasts.fan_out(made.id, 2_000, START):
            pass
        uow.session.execute(update(Delivery).values(state="failed", reason="blocked"))
        uow.session.refresh(made)
        made.state, made.failed, made.watched = "done", PEOPLE, "end"

    await storage.run(issue)
    yield stage
    storage.close()


async def test_the_sheet_has_a_row_for_each_and_the_list_the_whole_count(play: Play) -> None:
    """More than five thousand whom nothing reached: all are counted, ten are named, and the sheet has them all."""
    await play.says("Minh", "tiến độ 1")
    await play.presses("Minh", "Danh sách lỗi")
    said = play.last("Minh").text
    assert "5300" in said
    assert "5290" in said
    assert said.count("xã Đồng Mẫu") == 10
    await play.presses("Minh", "Tệp danh sách")
    file = play.last("Minh").file
    assert file is not None
    stored = await play.storage.run(lambda uow: uow.files.get(file.file_id).stored_as)
    book = load_workbook(BytesIO(play.store.path(stored).read_bytes()), read_only=True)
    names = [row[1] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
    assert len(names) == len(set(names)) == PEOPLE


async def test_what_is_owed_holds_nobody_and_pages_lose_nobody(play: Play) -> None:
    """The chore names the broadcast alone; its rows are read in pages, each person once, in order."""
    request = {"n": 1, "labels": {"telegram": "Telegram"}, "zone": "Asia/Ho_Chi_Minh"}
    async with rows_for(play.storage, recipient_rows.KIND, request) as files:
        lines = files["rows"].read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(set(lines)) == PEOPLE
    assert not files["rows"].exists()
    pages, after = [], None
    while page := await play.storage.run(lambda uow: uow.recipients.page(1, 1_000, after=after)):
        pages += page
        after = page[-1].place
    assert [one.place for one in pages] == sorted(one.place for one in pages)
    await play.dispatcher.accept(Inbound(play.addresses["Minh"], "p1", Heard.PRESS, START, token="sheet:1"))
    owed = await play.storage.run(lambda uow: uow.session.scalar(select(Chore.request)))
    assert owed == {"n": 1, "labels": {"telegram": "Telegram", "browser": "Trang chat"}, "zone": "Asia/Ho_Chi_Minh"}
