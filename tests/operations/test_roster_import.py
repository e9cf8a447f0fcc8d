"""A roster taken over at the command line: said first, written whole or not at all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.config import load
from bot.operator import OperatorError, import_roster
from content.roles import Role
from storage.tables import Audit, Person
from storage.unit_of_work import UnitOfWork
from tests.operations.sheets import HEAD, HOA, LAM, sheet
from tests.operations.shell import Done, Shell

FAULTY = ("M03", "Lê Thị Na", "TTV", "sếp", "thôn Mẫu Đoài", "xã Đồng Mẫu", "12345")


async def imported(shell: Shell, content: bytes, *words: str, name: str = "danh sách.xlsx") -> Done:
    """Import this file, at the command line."""
    return await shell.run("roster", "import", str(_kept(shell, content, name)), *words)


def _kept(shell: Shell, content: bytes, name: str) -> Path:
    file = shell.folder / name
    file.write_bytes(content)
    return file


Refused = Callable[..., Awaitable[tuple[str, str]]]


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Refused:
    """Import a file that must be refused; return what was printed, and why."""

    async def refused(shell: Shell, content: bytes, *, skip_faulty: bool = False) -> tuple[str, str]:
        config = load({"DATABASE_URL": _database(shell)} | shell.settings, None)
        with pytest.raises(OperatorError) as error:
            await import_roster(config, _kept(shell, content, "danh sách.xlsx"), skip_faulty=skip_faulty)
        return capsys.readouterr().out, str(error.value)

    return refused


async def people(shell: Shell) -> list[str]:
    """Return the roster's names."""
    return await shell.ask(lambda uow: sorted(uow.session.scalars(select(Person.full_name))))


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_people_units_and_roles_are_made_once(office_shell: Shell) -> None:
    """New, changed and same are counted; again is the same; the audit says that nobody of the office did it."""
    first = await imported(office_shell, sheet(HOA, LAM))
    assert (first.code, first.err) == (0, "")
    assert "Thêm mới: 2. Thay đổi: 0. Giữ nguyên: 0. Lỗi: 0." in first.out
    assert "Đơn vị thêm mới: 3." in first.out
    assert "Đã nhập danh sách: thêm 2, thay đổi 0, giữ nguyên 0, bỏ qua 0 dòng lỗi." in first.out
    again = await imported(office_shell, sheet(HOA, LAM))
    assert again.code == 0
    assert again.out.endswith("Không có gì để nhập.\n")
    moved = await imported(office_shell, sheet(HOA, (*LAM[:6], "0950 000 099")))
    assert "thêm 0, thay đổi 1, giữ nguyên 1, bỏ qua 0" in moved.out

    def look(uow: UnitOfWork) -> tuple[Any, ...]:
        lam = uow.people.by_code("M02")
        assert lam is not None
        place = uow.units.get(lam.unit_id)
        rows = uow.session.execute(select(Audit.actor_id, Audit.action).order_by(Audit.id))
        held = {role: set(units) for role, units in uow.people.rights(lam.id).items()}
        return lam.phone, place.name, held == {Role.APPROVER: {place.id}}, [(a, b) for a, b in rows]

    phone, unit, is_approver, audit = await office_shell.ask(look)
    assert (phone, unit, is_approver) == ("+84950000099", "thôn Mẫu Đoài", True)
    assert audit == [(None, "role.grant"), (None, "roster.import"), (None, "roster.import")]


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_one_fault_holds_everybody_back(office_shell: Shell) -> None:
    """Each fault is told by row and column, and nothing is written, unless the good rows are asked for."""
    content = sheet(HOA, FAULTY, ("", "", "TTV", "", "thôn Mẫu Đông", "xã Đồng Mẫu", ""))
    done = await imported(office_shell, content)
    assert done.code == 1
    assert 'Dòng 3, cột Vai trò cơ quan: Không rõ vai trò cơ quan "sếp".' in done.out
    assert 'Dòng 3, cột Số điện thoại: "12345" không phải số điện thoại.' in done.out
    assert "Dòng 4, cột Họ và tên: Thiếu họ và tên." in done.out
    assert done.err.startswith("Chưa ghi gì vì có 3 lỗi.")
    assert await people(office_shell) == []
    done = await imported(office_shell, content, "--skip-faulty")
    assert (done.code, done.err) == (0, "")
    assert "thêm 1, thay đổi 0, giữ nguyên 0, bỏ qua 3 dòng lỗi" in done.out
    assert await people(office_shell) == ["Nguyễn Thị Hoa"]


async def test_every_fault_is_told(shell: Shell, refused: Refused) -> None:
    """Chat cuts a long list of faults; a terminal does not."""
    rows = [("", "", "", "", f"thôn Mẫu {n}", "", "") for n in range(30)]
    said, _ = await refused(shell, sheet(*rows))
    assert said.count("Thiếu họ và tên.") == 30


async def test_a_file_that_is_no_roster(shell: Shell, refused: Refused) -> None:
    """A text, a broken book, a book without the columns: one sentence, also with --skip-faulty, and nothing written."""
    no_columns = sheet(("a", "b"), head=("x", "y"))
    for content, why in (
        (b"Ho va ten;Don vi", "Danh sách cần ở dạng Excel .xlsx."),
        (b"PK\x03\x04" + b"\x00" * 200, "Danh sách cần ở dạng Excel .xlsx."),
        (no_columns, "Không thấy dòng tiêu đề"),
    ):
        assert (await refused(shell, content, skip_faulty=True))[1].startswith(why)
    done = await imported(shell, no_columns)
    assert (done.code, len(done.err.splitlines())) == (1, 1), done
    assert await shell.ask(lambda uow: uow.session.scalar(select(Person.id)), _database(shell)) is None


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_a_long_roster_beside_a_serving_process(office_shell: Shell) -> None:
    """1,200 people go in, part after part, while `run` serves."""
    rows = [
        (f"M{n:04}", f"Nguyễn Văn Mẫu {'ABCDEFGH'[n % 8]}", "TTV", "", f"thôn {n % 40}", "xã Đồng Mẫu", "")
        for n in range(1_200)
    ]
    async with office_shell.serving() as run:
        done = await imported(office_shell, sheet(*rows, head=HEAD))
        assert (done.code, done.err) == (0, "")
        assert "thêm 1200, thay đổi 0, giữ nguyên 0, bỏ qua 0" in done.out
        assert (await run.get("/readyz"))[0] == 200
    assert len(await people(office_shell)) == 1_200


def _database(shell: Shell) -> str:
    return f"sqlite:///{shell.folder}/data/office.db"
