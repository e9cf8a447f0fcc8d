"""The rows of an export are whole, however many there are, and of those units and days alone."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.row_files import rows_for
from content.exporting import Layout
from handlers import submission_rows
from storage.storage import Storage
from storage.submissions import Session
from storage.tables import Submission
from storage.unit_of_work import UnitOfWork
from tests.play import START, Play

MANY = 1_203  # more than two pages


@pytest.fixture
async def play(database_url: str, tmp_path: Path) -> AsyncIterator[Play]:
    """Two communes with one communicator each."""
    storage = Storage(database_url)
    storage.open()
    stage = Play(storage, tmp_path)
    await stage.office()
    await stage.unit("X01", "xã Đồng Mẫu", "xa")
    await stage.unit("X02", "xã Suối Thử", "xa")
    await stage.person("Hoa", unit="X01")
    await stage.person("Tam", unit="X02")
    yield stage
    storage.close()


async def asked(play: Play, form: str, unit: str = "X01") -> dict[str, Any]:
    """Return what a coordinator of the unit would ask of November."""
    found = await play.storage.run(lambda uow: uow.units.by_code(unit))
    assert found is not None
    return {
        "form": form, "units": [found.id], "since": "2026-11-01", "until": "2026-11-30", "period": "2026-11",
        "kind": "xlsx", "labels": True, "zone": "Asia/Ho_Chi_Minh",
    }  # fmt: skip


async def written(play: Play, request: dict[str, Any]) -> tuple[list[dict[str, Any]], Layout]:
    """Return the rows and the columns that a child would be given."""
    async with rows_for(play.storage, submission_rows.KIND, request) as files:
        rows = [json.loads(line) for line in files["rows"].read_text("utf-8").splitlines()]
        return rows, Layout.from_json(json.loads(files["layout"].read_text("utf-8")))


async def test_every_page_is_there_once(play: Play) -> None:
    """Each submission in the order of sending; not one twice, not one left out, none of another form."""

    def make(uow: UnitOfWork) -> None:
        for n in range(MANY):
            made = Submission(
                code=f"MA{n:05d}", form="mau", person_id=play.people["Hoa"], answers={"n": n}, submitted_at=START
            )
            uow.session.add(made)
        uow.submissions.add("khac", play.people["Hoa"], {"n": -1}, START, "KH")
        uow.flush()

    await play.storage.run(make)
    request = await asked(play, "mau")
    rows, layout = await written(play, request)
    assert [row["answers"]["n"] for row in rows] == list(range(MANY))
    assert [column.path for column in layout.columns] == ["n"]
    count = await play.storage.run(lambda uow: uow.submission_pages.count(submission_rows.wanted(request)))
    assert count == MANY


async def test_a_form_of_the_office_is_of_its_peoples_units_and_moments(play: Play) -> None:
    """A form that tells no day counts on the day it was sent, as the office's clock has it; repeats become columns."""
    edge = datetime(2026, 10, 31, 17, 0, tzinfo=UTC)  # midnight in Hà Nội

    def make(uow: UnitOfWork) -> None:
        me, other = play.people["Hoa"], play.people["Tam"]
        for at, answers in ((edge - timedelta(seconds=1), {"n": 0}), (edge, {"n": 1, "members/7/age": 5})):
            uow.submissions.add("mau", me, answers, at, "MA")
        uow.submissions.add("mau", other, {"n": 2}, edge, "MA")

    await play.storage.run(make)
    rows, layout = await written(play, await asked(play, "mau"))
    assert [row["answers"]["n"] for row in rows] == [1]
    assert rows[0]["submitted_at"] == "2026-11-01T00:00:00+07:00"
    assert [column.path for column in layout.columns] == ["n", "members/age"]
    assert layout.repeats == {"members": "members"}


async def test_a_session_report_is_of_the_sessions_unit_and_day(play: Play) -> None:
    """As in all figures: the place and the day of the session say where it counts, not who sent it, or when."""

    def make(uow: UnitOfWork) -> None:
        for unit, on in (("X01", date(2026, 11, 30)), ("X01", date(2026, 10, 31)), ("X02", date(2026, 11, 5))):
            place = uow.units.by_code(unit)
            assert place is not None
            answers = {"place": str(place.id), "session_date": on.isoformat(), "topics": ["other"]}
            made = uow.submissions.add("session_report", play.people["Tam"], answers, START, "BC")
            told = Session(on, place.id, place.name, "truc_tiep", 4, None, ((None, "Phòng cháy"),))
            uow.submissions.put_session(made, told)

    await play.storage.run(make)
    rows, layout = await written(play, await asked(play, "session_report"))
    (row,) = rows
    assert (row["code"], row["unit"]) == ("BC0001", "xã Suối Thử")
    assert row["said"] == {f"place={row['answers']['place']}": "xã Đồng Mẫu", "topics=other": "Phòng cháy"}
    assert layout.columns[0].path == "session_date"


async def test_a_long_work_is_not_taken_by_another_worker(play: Play) -> None:
    """An export has a longer lease than the rest: a second worker leaves it alone, and takes what is short."""

    def claims(uow: UnitOfWork) -> list[tuple[str, float]]:
        for kind in ("short", submission_rows.KIND):
            uow.chores.owe(kind, {}, now=START)
        clock = uow.pace_now()
        found: list[tuple[str, float]] = []
        for _ in range(2):
            chore = uow.chores.claim("me", now=START, lease=10, longer={submission_rows.KIND: 500})
            assert chore is not None
            assert chore.leased_until is not None
            found.append((chore.kind, round((chore.leased_until - clock) / 10)))
            uow.flush()
        return found

    assert await play.storage.run(claims) == [("short", 1), (submission_rows.KIND, 50)]
