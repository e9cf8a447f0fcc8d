"""Processes that serve: when they refuse to, how they end, and what they tell nobody."""

from __future__ import annotations

import asyncio
import re
import signal
import socket
import ssl
import sys
import time

import aiohttp
import psutil
import pytest

from tests.fakes.telegram_api.client import FakeTelegram
from tests.operations.shell import KEY, SECONDS, Shell
from tests.processes import PIPE, start

CHILDS_OWN = (
    "openpyxl",
    "docx",
    "docxtpl",
    "pypdfium2",
    "matplotlib",
    "numpy",
    "xlsxwriter",
    "segno",
    "lxml",
    "pyxform",
    "elementpath",
    "xlrd",
)
NOT_AT_START = ("telegram.ext", "holidays", "phonenumbers", "alembic", "typer", "PIL")
START_SECONDS, MEGABYTES = 2.0, 150  # the design's bars


async def test_one_process_serves_from_a_folder(shell: Shell) -> None:
    """A second `run` beside the first is refused in one sentence; when the first has ended it may serve."""
    office = {"PUBLIC_URL": "http://localhost"}
    async with shell.serving(**office) as first:
        assert "đang được một tiến trình khác dùng" in await shell.refused("run", **office)
        assert (await first.get("/healthz"))[0] == 200
        assert await first.end() == 0
    async with shell.serving(**office) as second:
        assert await second.end() == 0


@pytest.mark.parametrize(("backend", "how"), [("sqlite", signal.SIGINT), ("postgresql", signal.SIGTERM)])
async def test_asked_to_end_it_ends_in_order(office_shell: Shell, how: signal.Signals) -> None:
    """Ctrl+C and SIGTERM: exit code 0, no traceback, and nothing of it is left."""
    async with office_shell.serving() as run:
        children = psutil.Process(run.process.pid).children(recursive=True)
        assert await run.end(how) == 0
        assert not [child for child in children if child.is_running()]
    assert "Traceback" not in run.logged


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
async def test_asked_to_end_while_it_starts(shell: Shell, how: signal.Signals) -> None:
    """A signal that comes once it holds its folder and before it serves ends it too, without a traceback."""
    lock = shell.folder / "data" / "demo" / "serving.lock"
    process = await start(
        "bot", "run", cwd=shell.folder, env=shell.environment({}), stdout=PIPE, stderr=PIPE, fresh=True
    )
    async with asyncio.timeout(SECONDS):
        while not lock.exists():  # noqa: ASYNC110 (a process is watched)
            await asyncio.sleep(0.01)
    process.send_signal(how)
    try:
        _, err = await asyncio.wait_for(process.communicate(), SECONDS)
    finally:
        if process.returncode is None:
            process.kill()
    assert process.returncode in {0, 130, -signal.SIGTERM}
    assert b"Traceback" not in err


async def test_a_port_that_is_taken_is_one_sentence(shell: Shell) -> None:
    """It says which one, and what to set."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = await shell.refused("run", PORT=port)
    assert said == f"Cổng {port} đang có chương trình khác dùng. Đặt PORT khác, ví dụ: PORT=8081."


async def test_the_demo_stays_at_home(shell: Shell) -> None:
    """Nothing but this machine can reach it, and a start with an account refuses its database."""
    assert "chỉ nghe tại 127.0.0.1" in await shell.refused("run", HOST="0.0.0.0")  # noqa: S104 (refused)
    async with shell.serving() as demo:
        assert "BẢN MINH HỌA" in demo.said
        heard = {c.laddr.ip for c in psutil.Process(demo.process.pid).net_connections() if c.status == "LISTEN"}
        assert heard == {"127.0.0.1"}
        assert await demo.end() == 0
    theirs = {"DATABASE_URL": f"sqlite:///{shell.folder}/data/demo/demo.db", "PUBLIC_URL": "http://localhost"}
    assert "bản minh họa" in await shell.refused("run", **theirs)
    assert "bản minh họa" in await shell.refused("invite", **theirs)
    assert "✗ DATABASE_URL trỏ vào" in (await shell.run("doctor", **theirs)).out


async def test_the_demo_beside_an_account(shell: Shell) -> None:
    """`demo` shows the invented office where a token is set: it asks nobody, and touches no other database."""
    account = {"TELEGRAM_TOKEN": "123456:" + "a" * 35, "TELEGRAM_API_URL": "http://127.0.0.1:9"}
    assert "chỉ nghe tại 127.0.0.1" in await shell.refused("demo", HOST="0.0.0.0", **account)  # noqa: S104 (refused)
    async with shell.serving("demo", **account) as demo:
        assert "BẢN MINH HỌA" in demo.said
        assert "<iframe" in (await demo.get("/"))[1]
        assert await demo.end() == 0
    assert sorted(path.name for path in (shell.folder / "data").iterdir()) == ["demo"]
    assert "telegram" not in demo.logged


async def test_processes_that_share_need_postgresql_and_a_key(postgres_database_url: str, shell: Shell) -> None:
    """`web` and `worker` refuse without SECRET_KEY; with it each serves, and ends in order."""
    url = {"DATABASE_URL": postgres_database_url, "PUBLIC_URL": "http://localhost", "HOST": "127.0.0.1"}
    for mode in ("web", "worker"):
        assert "SECRET_KEY" in await shell.refused(mode, **url)
    async with (
        shell.serving("web", SECRET_KEY=KEY, **url) as web,
        shell.serving("worker", SECRET_KEY=KEY, **url) as worker,
    ):
        assert (await web.get("/readyz"))[0] == 200
        assert "khác với khóa" in await shell.refused("worker", SECRET_KEY="z" * 32, **url)
        assert [await one.end() for one in (web, worker)] == [0, 0]


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_without_migrations_web_refuses(empty_database_url: str, shell: Shell) -> None:
    """It names the command to run first."""
    url = {"DATABASE_URL": empty_database_url, "SECRET_KEY": KEY}
    assert "python -m bot migrate" in await shell.refused("web", **url)


async def test_a_wrong_environment_is_told_whole(shell: Shell) -> None:
    """Every fault in one list, and no value that may be a secret."""
    done = await shell.run("run", PORT="x", SECRET_KEY="short-secret", TELEGRAM_TOKEN="not-a-token")
    assert (done.code, done.out) == (2, "")
    assert [line.split(":")[0] for line in done.err.splitlines()[1:]] == ["- PORT", "- SECRET_KEY", "- TELEGRAM_TOKEN"]
    assert not re.search("short-secret|not-a-token", done.err)


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_logs_hold_no_secret(office_shell: Shell) -> None:
    """With an account, codes, personal links and an API that fails: nothing that opens anything is logged."""
    secret = "s" * 40
    async with FakeTelegram.process() as fake:
        settings = {"TELEGRAM_TOKEN": fake.token, "TELEGRAM_API_URL": fake.url, "LOG_LEVEL": "DEBUG"}
        code = re.findall(r"[0-9A-Z]{5}-[0-9A-Z]{5}", (await office_shell.run("invite", **settings)).out)[0]
        async with office_shell.serving(**settings) as run:
            await fake.person(501, "Hoa")
            await fake.says(501, f"/start {code}")
            await fake.waits(501)
            async with aiohttp.ClientSession(run.url, cookie_jar=aiohttp.DummyCookieJar()) as http:
                page = await (await http.get(f"/chat?ma={code}")).text()
                token = re.findall(r'name="token" value="([^"]+)"', page)[0]
                origin = {"Origin": run.url}
                await (await http.post("/chat", data={"token": token, "ma": secret}, headers=origin)).read()
            await fake.script({"do": "5xx", "status": 500})
            await fake.says(501, "menu")
            await asyncio.sleep(1)
            assert await run.end() == 0
    assert len(run.logged) > 500
    for held in (fake.token, fake.token.partition(":")[2], KEY, code, code.replace("-", ""), token, secret):
        assert held not in run.logged


async def test_the_serving_process_is_light(shell: Shell) -> None:
    """Libraries for office files and pictures are the children's; nothing slow is imported before it is needed."""
    script = "import bot.app, sys; print('\\n'.join(sys.modules))"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, cwd=shell.folder, env=shell.environment({}), stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate()
    modules = set(out.decode().split())
    assert "bot.app" in modules
    assert modules.isdisjoint({*CHILDS_OWN, *NOT_AT_START})


async def test_start_and_memory_with_an_account(shell: Shell) -> None:
    """On a database that is there, with Telegram: start and memory, printed; memory is held to the bar."""
    async with FakeTelegram.process() as fake:
        certificates = ssl.get_default_verify_paths().openssl_cafile  # as an operator's machine has them
        shell.settings |= {
            "TELEGRAM_TOKEN": fake.token, "TELEGRAM_API_URL": fake.url, "SSL_CERT_FILE": certificates,
        }  # fmt: skip
        assert (await shell.run("migrate")).code == 0
        shell.fresh = True
        began = time.perf_counter()
        async with shell.serving() as run:
            took = time.perf_counter() - began
            await run.get("/readyz")
            megabytes = psutil.Process(run.process.pid).memory_info().rss / 1e6
            mapped = {m.path for m in psutil.Process(run.process.pid).memory_maps()}
            assert await run.end() == 0
    print(f"\nstart {took:.2f} s (bar {START_SECONDS}), {megabytes:.0f} MB (bar {MEGABYTES})")  # noqa: T201
    assert megabytes <= MEGABYTES
    assert not [path for path in mapped if any(f"/{name}" in path for name in CHILDS_OWN)]
