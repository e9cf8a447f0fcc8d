"""`doctor`: every fault with what to do about it, exit code 0 or 1, and nothing changed by looking."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.config import load
from bot.doctor import report
from content.message import Address, Heard, Inbound
from content.roles import Role
from storage.tables import Parked
from storage.unit_of_work import UnitOfWork
from tests.fakes.telegram_api.client import FakeTelegram
from tests.operations.shell import Shell

OFFICE = {
    "name": "UBND xã Đồng Mẫu", "superior": "", "system": "nha_nuoc", "courtesy": "dong_chi",
    "staff_contact": "0950 000 001", "public_contact": "0950 000 002", "privacy_contact": "0950 000 003",
    "settings": {},
}  # fmt: skip


Findings = Callable[..., Awaitable[tuple[int, list[str], list[str]]]]


@pytest.fixture
def findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Findings:
    """Look as `doctor` does; return exit code, what is well, and what is not."""
    monkeypatch.chdir(tmp_path)

    async def look(shell: Shell, **settings: str) -> tuple[int, list[str], list[str]]:
        code = await report(load(shell.settings | settings, None))
        lines = capsys.readouterr().out.splitlines()
        good, bad = ([line[2:] for line in lines if line.startswith(mark)] for mark in ("✓ ", "✗ "))
        return code, good, bad

    return look


async def test_looking_changes_nothing(shell: Shell, findings: Findings) -> None:
    """In an empty folder nothing is wrong yet, and nothing is made: no key, no database, no folder."""
    code, good, bad = await findings(shell)
    assert (code, bad) == (0, [])
    assert any("bản minh họa" in line for line in good)
    code, good, bad = await findings(shell, PUBLIC_URL="http://localhost")
    assert (code, bad) == (0, [])
    assert any("Chưa có cơ sở dữ liệu" in line for line in good)
    assert list(shell.folder.iterdir()) == []


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_settings_are_shown_without_secrets(office_shell: Shell) -> None:
    """Every setting with its value; of a secret only that it is set."""
    token = "123456:" + "a" * 35
    done = await office_shell.run("doctor", TELEGRAM_TOKEN=token, TELEGRAM_API_URL="http://127.0.0.1:9")
    assert "PORT = 0" in done.out
    assert "TELEGRAM_TOKEN = " in done.out
    assert token not in done.out
    assert office_shell.settings["SECRET_KEY"] not in done.out


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_from_an_empty_office_to_a_healthy_one(office_shell: Shell, findings: Findings) -> None:
    """No admin, then no office, then all is well: exit code 0 only then."""
    code, good, bad = await findings(office_shell)
    assert code == 1
    assert bad == ["Chưa có người quản trị. Chạy: python -m bot invite --role admin"]
    assert (await office_shell.run("invite")).code == 0
    assert (await office_shell.run("doctor")).code == 1
    code, _, bad = await findings(office_shell)
    assert (code, [line[:22] for line in bad]) == (1, ["Chưa khai báo cơ quan."])

    def declare(uow: UnitOfWork) -> None:
        unit = uow.units.by_code("CQ")
        assert unit is not None
        uow.office.put(unit_id=unit.id, **OFFICE)

    await office_shell.ask(declare)
    code, good, bad = await findings(office_shell)
    assert (code, bad) == (0, [])
    assert (await office_shell.run("doctor")).code == 0
    assert "Cơ quan: UBND xã Đồng Mẫu; 1 người quản trị" in good
    assert "Nhật ký kiểm soát nguyên vẹn" in good


async def test_what_went_wrong_while_it_ran(office_shell: Shell, findings: Findings) -> None:
    """A lane that was stopped, updates that wait for a person, an audit trail that somebody changed."""

    def break_it(uow: UnitOfWork) -> None:
        now = datetime.now(UTC)
        unit = uow.units.put("X01", "xã Đồng Mẫu", "xa", None)
        person = uow.people.put(full_name="Nguyễn Văn Minh", unit_id=unit.id, now=now)
        uow.people.grant(person.id, Role.ADMIN, unit.id, by=None, now=now)
        uow.office.put(unit_id=unit.id, **OFFICE)
        uow.lanes.ensure("telegram", 30)
        uow.lanes.stop("telegram", "401 Unauthorized")
        uow.inbox.park(Inbound(Address("telegram", "501"), "u1", Heard.TEXT, now, text="x"), ValueError("x"), "L1", now)
        for parked in uow.session.query(Parked):
            parked.state, parked.next_at = "dead", now - timedelta(days=1)
        for n in range(3):
            uow.audit.note("role.grant", f"person:{n}", by=None, at=now)

    await office_shell.ask(break_it)
    code, _, bad = await findings(office_shell)
    assert code == 1
    assert bad[0].startswith("Kênh telegram đang dừng: 401 Unauthorized")
    assert bad[1].startswith("1 tin chưa xử lý được")
    assert len(bad) == 2

    def forge(uow: UnitOfWork) -> None:
        if uow.connection.dialect.name == "sqlite":
            triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%UPDATE ON audit%'"
            (name,) = uow.session.scalars(text(triggers))
            uow.session.execute(text(f"DROP TRIGGER {name}"))
        else:
            uow.session.execute(text("ALTER TABLE audit DISABLE TRIGGER USER"))
        uow.session.execute(text("UPDATE audit SET subject = 'person:99' WHERE id = 2"))

    await office_shell.ask(forge)
    _, _, bad = await findings(office_shell)
    assert "Nhật ký kiểm soát bị sửa từ dòng 2." in bad[2]


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_the_account(office_shell: Shell, findings: Findings) -> None:
    """An account that answers, a webhook that is elsewhere or not reached, a token that is refused, an API away."""
    async with FakeTelegram.here() as fake:
        api = {"TELEGRAM_API_URL": fake.url}
        ours = api | {"TELEGRAM_TOKEN": fake.token}
        _, good, _ = await findings(office_shell, **ours)
        assert any(line.startswith("Telegram: bot @") for line in good)
        hook = ours | {
            "TELEGRAM_MODE": "webhook", "TELEGRAM_WEBHOOK_SECRET": "w" * 40, "PUBLIC_URL": "https://ttv.example.vn",
        }  # fmt: skip
        _, _, bad = await findings(office_shell, **hook)
        assert any(line.startswith("Webhook Telegram đang trỏ tới nơi khác") for line in bad)
        async with office_shell.serving(**hook) as run:
            while not (await fake.webhook()).get("url"):
                assert run.process.returncode is None
        _, good, _ = await findings(office_shell, **hook)
        assert "Webhook Telegram đúng địa chỉ, 0 tin đang chờ" in good
        _, good, _ = await findings(office_shell, **ours)
        assert any("webhook khác" in line for line in good)
        code, _, bad = await findings(office_shell, **api, TELEGRAM_TOKEN="123456:" + "a" * 35)
        assert code == 1
        assert any(line.startswith("Telegram từ chối token") for line in bad)
    _, _, bad = await findings(office_shell, **ours)
    assert any(line.startswith("Chưa kết nối được Telegram") for line in bad)


async def test_a_database_that_is_away(shell: Shell, findings: Findings) -> None:
    """One line says so, and the password is not in it."""
    url = "postgresql://nobody:sesame@127.0.0.1:9/nothing"
    code, _, bad = await findings(shell, DATABASE_URL=url, PUBLIC_URL="http://localhost")
    assert code == 1
    assert bad[0].startswith("Không kết nối được cơ sở dữ liệu: ")
    assert "sesame" not in bad[0]


async def test_the_demo_beyond_this_machine(shell: Shell, findings: Findings) -> None:
    """A host that the demo refuses is told before it is tried."""
    _, _, bad = await findings(shell, HOST="0.0.0.0")  # noqa: S104 (refused)
    assert bad[0].startswith("HOST mở ra ngoài máy này")
