"""One file with all of the office: written beside a serving process, brought back without sending anything again."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import stat
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.backup import backup, restore
from bot.config import load
from bot.place import StartRefused
from content.message import Address, Outbound
from handlers.schedule import WAITS
from storage.broadcasts import Audience
from storage.files import FileStore
from storage.tables import Audit, Broadcast, Chore, Delivery
from storage.unit_of_work import UnitOfWork
from tests.fakes.telegram_api.client import FakeTelegram
from tests.operations.shell import KEY, Shell

CHAT = 501


@pytest.fixture
async def office(shell: Shell) -> Shell:
    """An office in the middle of its work, with one attachment."""
    shell.settings |= {"DATABASE_URL": f"sqlite:///{shell.folder}/data/office.db", "SECRET_KEY": KEY}
    assert (await shell.run("migrate")).code == 0
    stored = FileStore(shell.folder / "data" / "files").keep(b"content of a file")

    def work(uow: UnitOfWork) -> None:
        now = datetime.now(UTC)
        unit = uow.units.put("X01", "xã Đồng Mẫu", "xa", None)
        person = uow.people.put(full_name="Nguyễn Thị Hoa", unit_id=unit.id, now=now)
        person.consented_at = now
        uow.lanes.ensure("telegram", 30)
        chat = uow.chats.hear(Address("telegram", str(CHAT)), now)
        uow.chats.link(chat.chat_id, person.id)
        uow.files.put(stored_as=stored, content=b"content of a file", name="a.txt", mime="text/plain", now=now)
        uow.outbox.owe(chat.chat_id, "telegram", Outbound("Tin lẻ"), now=now)
        uow.chores.owe("roster_template", {}, now=now, to=Address("telegram", str(CHAT)))
        for state, due, reason in (
            ("running", now, ""), ("paused", now, "quiet"), ("paused", now, ""), ("approved", now, ""),
            ("approved", now + timedelta(days=2), ""), ("done", now, ""),
        ):  # fmt: skip
            document = uow.documents.add(
                now=now, author_id=person.id, unit_id=unit.id, kind="talking_point", title="Phòng cháy", number="01/KH"
            )
            version = uow.documents.draft(document, author_id=person.id, now=now)
            made = uow.broadcasts.add(
                version.id, author_id=person.id, now=now, state=state, klass=2, due_at=due, any_hour=True
            )
            made.reason = reason
            uow.broadcasts.freeze(made, Audience(people=(person.id,)))
            uow.broadcasts.render(made.id, "telegram", Outbound("Nội dung", heading="Phòng cháy"))

    await shell.ask(work)
    return shell


async def test_brought_back_it_says_nothing_by_itself(office: Shell) -> None:
    """Whole again in an empty folder; what was on its way stands still, and the product works."""
    saved = office.folder / "backup.tar"
    done = await office.run("backup", str(saved))
    assert (done.code, done.err) == (0, "")
    assert "1 tệp" in done.out
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert KEY.encode() not in saved.read_bytes()
    shutil.rmtree(office.folder / "data")
    done = await office.run("restore", str(saved))
    assert (done.code, done.err) == (0, "")
    assert "3 đợt phát đang dừng" in done.out
    assert "bỏ 1 tin lẻ và 1 việc đang chờ" in done.out
    assert sorted(path.name for path in (office.folder / "data").iterdir()) == ["files", "office.db", "serving.lock"]

    def look(uow: UnitOfWork) -> tuple[list[tuple[str, str, bool, bool]], list[str], list[str], str, list[str]]:
        rows = uow.session.scalars(select(Broadcast).order_by(Broadcast.id))
        return (
            [(b.state, b.reason, b.due_at is None, b.audience.get("when") == WAITS) for b in rows],
            list(uow.session.scalars(select(Delivery.state))),
            list(uow.session.scalars(select(Chore.state))),
            uow.files.get(1).stored_as,
            list(uow.session.scalars(select(Audit.action).order_by(Audit.id.desc()).limit(1))),
        )

    broadcasts, deliveries, chores, stored, audit = await office.ask(look)
    assert broadcasts == [
        ("paused", "restored", False, False), ("paused", "restored", False, False), ("paused", "", False, False),
        ("approved", "", True, True), ("approved", "", False, False), ("done", "", False, False),
    ]  # fmt: skip
    assert (deliveries, chores, audit) == (["expired"], ["failed"], ["database.restore"])
    assert (office.folder / "data" / "files" / stored).read_bytes() == b"content of a file"
    async with FakeTelegram.process() as fake:
        await fake.person(CHAT, "Hoa")
        async with office.serving(TELEGRAM_TOKEN=fake.token, TELEGRAM_API_URL=fake.url) as run:
            await fake.says(CHAT, "menu")
            await fake.waits(CHAT)
            assert await run.end() == 0
        assert (await fake.stats())["arrived"] == 1


async def test_a_backup_beside_a_serving_process(office: Shell) -> None:
    """What is committed is in it while `run` goes on; a restore beneath `run` is refused."""
    async with office.serving(PUBLIC_URL="http://localhost") as run:
        assert (await office.run("invite", "--name", "Trần Văn Lâm")).code == 0
        assert (await office.run("backup", "a.tar")).code == 0
        assert "đang được một tiến trình khác dùng" in await office.refused("restore", "a.tar", "--force")
        assert (await run.get("/readyz"))[0] == 200
    with tarfile.open(office.folder / "a.tar") as tar:
        assert tar.getnames()[:2] == ["backup.json", "office.db"]
        tar.extract("office.db", office.folder / "out", filter="data")
    with sqlite3.connect(office.folder / "out" / "office.db") as copy:
        assert copy.execute("SELECT count(*) FROM person WHERE full_name = 'Trần Văn Lâm'").fetchone() == (1,)


async def test_what_is_there_is_not_lost(office: Shell) -> None:
    """Neither a backup nor a database is overwritten without being asked, and with --force the old one stays beside."""
    data = office.folder / "data"
    assert (await office.run("backup", "a.tar")).code == 0
    assert "Tệp a.tar đã có" in await office.refused("backup", "a.tar")
    assert "Thêm --force" in await office.refused("restore", "a.tar")
    assert (await office.run("invite", "--name", "Trần Văn Lâm")).code == 0
    assert "Bản cũ được giữ tại" in (await office.run("restore", "a.tar", "--force")).out
    (old,) = data.glob("office.db.2*")
    names = "SELECT full_name FROM person ORDER BY id"
    with sqlite3.connect(old) as before, sqlite3.connect(data / "office.db") as after:
        assert before.execute(names).fetchall() == [("Nguyễn Thị Hoa",), ("Trần Văn Lâm",)]
        assert after.execute(names).fetchall() == [("Nguyễn Thị Hoa",)]


def _tar(path: Path, *members: tuple[str, bytes]) -> None:
    with tarfile.open(path, "w") as tar:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    """Any other file, a damaged one, one from a later form: one sentence, and nothing is written anywhere."""
    config = load({"DATABASE_URL": f"sqlite:///{tmp_path}/data/office.db"}, None)
    manifest = json.dumps({"form": 1, "made_at": "2026-11-23T03:00:00+00:00"}).encode()
    (tmp_path / "a.tar").write_bytes(b"not a tar" * 100)
    _tar(tmp_path / "b.tar", ("backup.json", manifest), ("office.db", b"SQLite format 3\x00" + b"\x01" * 4000))
    _tar(tmp_path / "c.tar", ("backup.json", b'{"form": 2, "made_at": "2026-11-23"}'), ("office.db", b""))
    _tar(tmp_path / "d.tar", ("../evil", b"x"), ("files/../../evil", b"x"), ("/tmp/evil", b"x"))  # noqa: S108 (never written)
    for name in ("a.tar", "b.tar", "c.tar", "d.tar"):
        with pytest.raises(StartRefused, match="không phải bản sao lưu"):
            restore(config, tmp_path / name, force=False)
    with pytest.raises(StartRefused, match="Không thấy tệp"):
        restore(config, tmp_path / "nowhere.tar", force=False)
    with pytest.raises(StartRefused, match="để sao lưu"):
        backup(config, tmp_path / "e.tar")
    assert not list(tmp_path.rglob("evil*"))
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["serving.lock"]


def test_postgresql_has_its_own_tools(tmp_path: Path) -> None:
    """One sentence names them."""
    config = load({"DATABASE_URL": "postgresql://office@127.0.0.1:9/office"}, None)
    with pytest.raises(StartRefused, match="pg_dump"):
        backup(config, tmp_path / "a.tar")
    with pytest.raises(StartRefused, match="pg_dump"):
        restore(config, tmp_path / "a.tar", force=False)


async def test_a_folder_that_is_not_there(office: Shell) -> None:
    """A backup that cannot be written is one sentence, and leaves nothing."""
    assert "Không ghi được tệp" in await office.refused("backup", "nowhere/a.tar")
