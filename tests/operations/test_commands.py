"""Commands that end: what they do, and the one sentence with which they refuse."""

from __future__ import annotations

import asyncio
import re
import stat
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from bot.config import load
from bot.doctor import report
from bot.operator import invite, take_over
from bot.place import NoKey, StartRefused, secret_key
from content.roles import Role
from storage.engine import migrate
from storage.errors import NewerSchema
from storage.tables import Audit, Invite, Person
from storage.unit_of_work import UnitOfWork
from tests.operations.sheets import HOA, sheet
from tests.operations.shell import KEY, Shell

CODE = re.compile(r"[0-9A-Z]{5}-[0-9A-Z]{5}")


async def test_invite_in_an_empty_folder(shell: Shell) -> None:
    """The first admin's code makes database, root unit and person; a second code is for the same person."""
    first = await shell.run("invite", PUBLIC_URL="https://ttv.example.vn")
    again = await shell.run("invite")
    assert (first.code, first.err, again.code) == (0, "", 0)
    (code,) = CODE.findall(first.out.partition("https")[0])
    assert f"https://ttv.example.vn/chat?ma={code}" in first.out
    assert "TELEGRAM_TOKEN" in again.out

    def look(uow: UnitOfWork) -> tuple[int | None, int | None, int, list[str]]:
        people = uow.session.scalar(select(func.count()).select_from(Person))
        codes = uow.session.scalar(select(func.count()).select_from(Invite))
        kept = [str(row) for row in uow.session.execute(text("SELECT * FROM invite"))]
        return people, codes, uow.people.count_role(Role.ADMIN), kept

    people, codes, admins, kept = await shell.ask(look, f"sqlite:///{shell.folder}/data/office.db")
    assert (people, codes, admins) == (1, 2, 1)
    assert code not in "".join(kept)
    assert code.replace("-", "") not in "".join(kept)


async def test_invite_somebody_named(office_shell: Shell) -> None:
    """Who is in the roster is invited, who is not is made in the unit named; the audit names no person as the actor."""

    def units(uow: UnitOfWork) -> None:
        uow.units.put("X01", "xã Đồng Mẫu", "xa", None)
        uow.units.put("X02", "xã Suối Thử", "xa", None)

    await office_shell.ask(units)
    for _ in range(2):
        done = await office_shell.run("invite", "--role", "duyệt", "--name", " Trần  Văn Lâm ", "--unit", "X02")
        assert done.code == 0, done
        assert "Trần Văn Lâm" in done.out

    def look(uow: UnitOfWork) -> tuple[list[str], dict[Role, set[int]], str, list[tuple[int | None, str]]]:
        people = list(uow.session.scalars(select(Person)))
        rights = {role: set(units) for role, units in uow.people.rights(people[0].id).items()}
        rows = uow.session.execute(select(Audit.actor_id, Audit.action).order_by(Audit.id))
        return [p.full_name for p in people], rights, str(people[0].unit_id), [(a, b) for a, b in rows]

    names, rights, unit, audit = await office_shell.ask(look)
    assert names == ["Trần Văn Lâm"]
    assert rights == {Role.APPROVER: {int(unit)}}
    assert audit == [(None, "person.invite")] * 2


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_invite_beside_a_serving_process(office_shell: Shell) -> None:
    """A code made while `run` serves is made in its database and with its key, made by `run` when none is set."""
    office_shell.settings |= {"SECRET_KEY": ""}
    async with office_shell.serving() as run:
        assert "invite --role admin" in run.said + await run.says_more()
        done = await office_shell.run("invite", "--name", "Nguyễn Thị Hoa")
        assert done.code == 0, done
        (code,) = CODE.findall(done.out.partition("http")[0])
        assert await run.get(f"/chat?ma={code}") is not None
        assert await run.end() == 0
    found = await office_shell.ask(lambda uow: uow.invites.find(_key(office_shell), code))
    assert found is not None


def _key(shell: Shell) -> str:
    (file,) = shell.folder.rglob("secret.key")
    return file.read_text()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["invite", "--role", "boss"], 2, "Không có vai trò “boss”."),
        (["invite", "--unit", "ZZ9"], 1, "Chưa có đơn vị mang mã ZZ9"),
        (["invite", "--name", "12 34"], 1, "Họ tên cần có chữ"),
        (["invite", "--name", "Lê " * 40], 1, "không quá 80 ký tự"),
        (["invite", "--who", "x"], 2, "Lệnh chưa đúng"),
        (["chạy"], 2, "Lệnh chưa đúng"),
        (["roster", "import"], 2, "Lệnh chưa đúng"),
        (["roster", "import", "nowhere.xlsx"], 2, "Không thấy tệp nowhere.xlsx"),
        (["roster", "import", "."], 2, "Không thấy tệp ."),
        (["web"], 1, "`python -m bot run`"),
        (["worker"], 1, "`python -m bot run`"),
    ],
)
async def test_a_mistake_is_one_sentence(shell: Shell, words: list[str], code: int, said: str) -> None:
    """No traceback, the right exit code, and what was wrong."""
    assert said in await (shell.refused if code == 1 else shell.mistaken)(*words)


@pytest.mark.parametrize("words", [["invite"], ["migrate"], ["run"], ["roster", "import", "a.xlsx"]])
async def test_a_database_that_is_away_is_one_sentence(shell: Shell, words: list[str]) -> None:
    """Nobody answers at the address, or the file is no database."""
    (shell.folder / "a.xlsx").write_bytes(sheet(HOA))
    away = {"SECRET_KEY": KEY, "PUBLIC_URL": "http://localhost"}
    url = "postgresql://nobody:sesame@127.0.0.1:9/nothing"
    said = await shell.refused(*words, DATABASE_URL=url, **away)
    assert said.startswith("Chưa kết nối được cơ sở dữ liệu")
    assert "sesame" not in said
    (shell.folder / "x.db").write_text("Đây là một lá thư, không phải cơ sở dữ liệu. " * 50)
    said = await shell.refused(*words, DATABASE_URL=f"sqlite:///{shell.folder}/x.db", **away)
    assert said.startswith("Chưa kết nối được cơ sở dữ liệu")


async def test_a_folder_that_cannot_be_written_is_one_sentence(shell: Shell) -> None:
    """Something else has the folder's name."""
    (shell.folder / "data").write_text("not a folder")
    for said in await asyncio.gather(*(shell.refused(word) for word in ("invite", "migrate", "run"))):
        assert "Không ghi được vào thư mục data" in said
    assert "✗ Không ghi được vào thư mục data" in (await shell.run("doctor")).out


@pytest.mark.both
async def test_migrate(empty_database_url: str, tmp_path: Path) -> None:
    """A database without a table becomes one that is ready; again is the same; two at once do not collide."""
    shell = Shell(tmp_path, {"DATABASE_URL": empty_database_url, "SECRET_KEY": KEY})
    assert "migrate" in (await shell.run("doctor", PUBLIC_URL="http://localhost")).out
    for done in await asyncio.gather(shell.run("migrate"), shell.run("migrate")):
        assert (done.code, done.out, done.err) == (0, "Cơ sở dữ liệu đã ở phiên bản mới nhất.\n", "")
    assert await shell.ask(lambda uow: uow.people.count_role(Role.ADMIN)) == 0


async def test_a_newer_database_is_left_alone(shell: Shell) -> None:
    """Code that is older than the database says so, and changes nothing."""
    url = f"sqlite:///{shell.folder}/data/office.db"
    (shell.folder / "data").mkdir()
    await asyncio.to_thread(migrate, url)

    def age(uow: UnitOfWork) -> None:
        uow.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    await shell.ask(age, url)
    for work in (take_over, lambda config: invite(config, Role.ADMIN, "", "")):
        with pytest.raises(NewerSchema):
            await work(load({"DATABASE_URL": url}, None))
    assert "phiên bản mới hơn" in await shell.refused("migrate")
    assert "phiên bản mới hơn" in await shell.refused("run", PUBLIC_URL="http://localhost")


async def test_another_key_is_found_out(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    """Codes made with a key that the serving process does not have would open nothing: refused, until it is taken."""
    settings = {"DATABASE_URL": f"sqlite:///{shell.folder}/data/office.db", "PUBLIC_URL": "http://localhost"}
    old, new = (load(settings | {"SECRET_KEY": key * 32}, None) for key in "ab")
    await invite(old, Role.ADMIN, "", "")
    with pytest.raises(StartRefused, match="khác với khóa"):
        await invite(new, Role.ADMIN, "", "")
    assert "khác với khóa" in await shell.refused("run", SECRET_KEY="b" * 32, PUBLIC_URL="http://localhost")
    assert await report(new) == 1
    assert "✗ Khóa khác" in capsys.readouterr().out
    await take_over(new)
    assert "Đã nhận khóa mới" in capsys.readouterr().out
    await invite(new, Role.ADMIN, "", "")
    with pytest.raises(StartRefused, match="khác với khóa"):
        await invite(old, Role.ADMIN, "", "")


async def test_the_key_that_is_made(shell: Shell) -> None:
    """It is made once, for its owner's eyes only; a file without a key in it is not papered over."""
    file = shell.folder / "data" / "secret.key"
    first, second = await asyncio.gather(shell.run("invite"), shell.run("invite"))
    assert (first.code, second.code) == (0, 0)
    made = file.read_text()
    assert secret_key(load({}, None), file.parent) == made
    assert len(made) == 64
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert sorted(path.name for path in file.parent.iterdir()) == ["office.db", "secret.key", "serving.lock"]
    file.write_bytes(b"short")
    assert "secret.key" in await shell.refused("invite")
    file.write_bytes(b"\xff\xfe" * 40)
    with pytest.raises(NoKey):
        secret_key(load({}, None), file.parent)
    assert "✗ Tệp khóa" in (await shell.run("doctor", PUBLIC_URL="http://localhost")).out
