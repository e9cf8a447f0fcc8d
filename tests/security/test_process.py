"""The real process: what it leaves on disk and in its log, and what its pages tell browsers."""

from __future__ import annotations

import io
import re
import stat
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage.unit_of_work import UnitOfWork
from tests.channels.browser_phone import Phone
from tests.operations.shell import KEY, Shell
from tests.operations.test_chores import hears, line, upload
from tests.play import Play

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SAID, PHONE, OWN_NAME = "lời rất riêng của tôi", "0912345678", "Quách Thị Zuyên"


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A folder that others may look into, as folders are by default, with settings of a real office."""
    (tmp_path / "data").mkdir(mode=0o755)
    settings = {"SECRET_KEY": KEY, "PUBLIC_URL": "http://localhost", "HOST": "127.0.0.1", "LOG_LEVEL": "DEBUG"}
    return Shell(tmp_path, settings)


async def _talk(phone: Phone, *words: str) -> None:
    for n, said in enumerate(words):
        await phone.say(id=f"{abs(hash(said)):020d}"[:20] + str(n), text=said)
        await phone.until("ack")


async def test_a_day_of_an_office_leaves_nothing_open(shell: Shell) -> None:
    """Sign-up, words, a number, a file: the log holds none of it, and no file is for other users of the machine."""
    invited = await shell.run("invite", "--name", OWN_NAME)
    code = re.findall(r"[0-9A-Z]{5}-[0-9A-Z]{5}", invited.out)[0]
    async with shell.serving() as run:
        async with aiohttp.ClientSession(headers={"Origin": run.url}) as http:
            page = await (await http.get(f"{run.url}/chat?ma={code}")).text()
            token = re.findall(r'name="token" value="([^"]+)"', page)[0]
            await (await http.post(f"{run.url}/chat", data={"token": token, "ma": code})).read()
        async with line(run, token) as (phone, http):
            await hears(phone, OWN_NAME)
            await _talk(phone, "đúng", "đồng ý", SAID, PHONE, f"tài liệu {SAID}", "toi")
            await upload(http, run, token, f"{OWN_NAME}.xlsx", b"PK\x03\x04 " + SAID.encode())
            await hears(phone, ".xlsx")
        assert await run.end() == 0
    assert len(run.logged) > 500
    for held in (code, code.replace("-", ""), token, KEY, SAID, PHONE, OWN_NAME, "Zuy"):
        assert held not in run.logged, held
    ascii_only = SAID.encode("ascii", "backslashreplace").decode()  # as a log of JSON would write it
    assert ascii_only not in run.logged
    data = shell.folder / "data"
    open_to_others = [path for path in data.rglob("*") if stat.S_IMODE(path.stat().st_mode) & 0o077]
    assert open_to_others == []
    assert {path.name for path in data.iterdir()} >= {"files", "spool"}


async def test_a_database_that_was_open_is_closed(shell: Shell) -> None:
    """A file that was copied here with wider rights gets the right ones when the office starts."""
    async with shell.serving() as run:
        assert await run.end() == 0
    (database,) = (shell.folder / "data").glob("*.db")
    database.chmod(0o644)
    async with shell.serving():
        assert stat.S_IMODE(database.stat().st_mode) == 0o600


async def test_every_page_carries_its_headers(shell: Shell) -> None:
    """Whatever is asked for, found or not: no page may be framed by others, guessed at, or kept in a cache."""
    async with shell.serving() as run, aiohttp.ClientSession() as http:
        wanted = {"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cache-Control"}
        for path in ("/", "/chat", "/chat/x", f"/chat/{'A' * 32}"):
            async with http.get(run.url + path) as answer:
                assert wanted <= set(answer.headers), path
                assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        async with http.get(run.url + "/no/such/page") as answer:
            assert answer.status == 404
            assert "python" not in (await answer.text()).casefold()


async def test_other_origins_get_no_line(shell: Shell) -> None:
    """A page of another site cannot open the socket, even if it knows the personal link."""
    async with shell.serving() as run, aiohttp.ClientSession() as http:
        page = await (await http.get(f"{run.url}/chat")).text()
        token = re.findall(r'name="token" value="([^"]+)"', page)[0]
        for origin in ("https://evil.example", "null", f"{run.url}.evil.example"):
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await http.ws_connect(f"{run.url}/chat/{token}/ws", headers={"Origin": origin})
            assert refused.value.status == 403


async def test_a_large_body_is_refused(shell: Shell) -> None:
    """No route reads more than its limit."""
    async with (
        shell.serving() as run,
        aiohttp.ClientSession(headers={"Origin": run.url}) as http,
        http.post(f"{run.url}/chat", data=io.BytesIO(b"token=" + b"x" * 2_000_000), headers=FORM) as answer,
    ):
        assert answer.status == 413


async def test_faults_of_the_database_quote_nobody(play: Play) -> None:
    """What an error says, and so what is logged and parked, holds no value of the statement that failed."""

    def twice(uow: UnitOfWork) -> None:
        for n in (1, 2):
            uow.session.execute(
                text("INSERT INTO meta (key, value) VALUES (:key, :value)"), {"key": "one", "value": f"{OWN_NAME}{n}"}
            )

    with pytest.raises(IntegrityError) as fault:
        await play.storage.run(twice)
    assert "Zuy" not in str(fault.value)
