"""Logs: readable by machines, and silent about secrets."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
import structlog
from aiohttp import web
from telegram import Bot

from bot import logs

TOKEN = "123456789:AAFakeFakeFakeFakeFakeFakeFakeFake"
SECRET = 'mật "khẩu"/của+văn phòng'


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    """Give logging and its hooks back as they were."""
    root = logging.getLogger()
    before = (root.handlers, root.level, sys.excepthook, threading.excepthook, logging.raiseExceptions)
    levels = {name: logging.getLogger(name).level for name in logs.TALKATIVE}
    yield
    root.handlers, root.level, sys.excepthook, threading.excepthook, logging.raiseExceptions = before
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """Return what was logged; every line must be JSON."""
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_our_event_is_one_json_line(capsys: pytest.CaptureFixture[str]) -> None:
    """An event has an action, ids, a level, a time with its zone, and the logger's name."""
    logs.configure("INFO", [])
    structlog.stdlib.get_logger("bot.sender").info("sent", delivery=17)
    structlog.stdlib.get_logger("bot.sender").debug("not asked for")
    (line,) = lines(capsys)
    assert line.pop("timestamp").endswith("Z")
    assert line == {"action": "sent", "delivery": 17, "level": "info", "logger": "bot.sender"}


def test_a_library_s_record_is_one_json_line(capsys: pytest.CaptureFixture[str]) -> None:
    """What libraries log by the standard way comes out in the same form, extras included."""
    logs.configure("INFO", [])
    logging.getLogger("some.library").warning("%d rows", 3, extra={"table": "chat"})
    (line,) = lines(capsys)
    assert (line["message"], line["table"], line["logger"]) == ("3 rows", "chat", "some.library")


async def test_the_token_of_a_real_call_stays_hidden(capsys: pytest.CaptureFixture[str]) -> None:
    """python-telegram-bot's HTTP library logs whole URLs: silent as configured, redacted even when turned up."""

    async def get_me(_request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "result": {"id": 1, "is_bot": True, "first_name": "x", "username": "x"}})

    app = web.Application()
    app.router.add_post(f"/bot{TOKEN}/getMe", get_me)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    logs.configure("INFO", [])  # the pattern alone must do it
    try:
        async with Bot(TOKEN, base_url=f"http://127.0.0.1:{runner.addresses[0][1]}/bot") as bot:
            await bot.get_me()
            assert lines(capsys) == []
            logging.getLogger("httpx").setLevel(logging.INFO)
            await bot.get_me()
    finally:
        await runner.cleanup()
    (line,) = lines(capsys)
    assert "HTTP Request: POST" in line["message"]
    assert "/bot***/getMe" in line["message"]


@pytest.mark.parametrize("written", [SECRET, repr(SECRET), json.dumps(SECRET), f"https://x/?key={quote(SECRET)}"])
def test_a_known_secret_is_hidden_in_every_form(capsys: pytest.CaptureFixture[str], written: str) -> None:
    """Quoted, escaped or in a URL: a secret is hidden in the message, in a field and in a nested value."""
    logs.configure("INFO", [SECRET])
    structlog.stdlib.get_logger("bot").info(written, field=written, nested={"deep": [written]}, **{written: 1})
    said = capsys.readouterr().err
    assert said.count(logs.HIDDEN) >= 4
    for part in ("khẩu", "kh\\u1ea9u", "kh%E1%BA%A9u"):
        assert part not in said


def test_an_exception_that_carries_the_token_is_hidden(capsys: pytest.CaptureFixture[str]) -> None:
    """A traceback keeps its story and loses the secret, causes included."""
    logs.configure("INFO", [SECRET])
    try:
        try:
            raise OSError(SECRET)
        except OSError as error:
            raise RuntimeError(f"https://api.telegram.org/bot{TOKEN}/sendMessage") from error
    except RuntimeError:
        structlog.stdlib.get_logger("bot").exception("send_failed")
    (line,) = lines(capsys)
    assert "RuntimeError: https://api.telegram.org/bot***/sendMessage" in line["exception"]
    assert "OSError: ***" in line["exception"]


def test_nobody_can_forge_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Line breaks, terminal codes and direction marks from outside stay inside their own JSON string."""
    logs.configure("INFO", [])
    hostile = 'x\r\n{"action": "approved"}\x1b[2J\x7f\x85\u2028\u202e'
    structlog.stdlib.get_logger("bot").info("heard", name=hostile)
    raw = capsys.readouterr().err
    assert raw.endswith("}\n")
    assert raw[:-1].isprintable()
    assert raw.isascii()
    assert json.loads(raw)["name"] == hostile


def test_an_empty_or_tiny_secret_hides_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """A log in which every letter is hidden would serve nobody."""
    logs.configure("INFO", ["", "a"])
    structlog.stdlib.get_logger("bot").info("a banana")
    assert lines(capsys)[0]["action"] == "a banana"


@pytest.mark.parametrize("where", ["die()", "import threading; threading.Thread(target=die, name='t').start()"])
def test_an_uncaught_exception_is_a_redacted_line(where: str) -> None:
    """What kills a process or a thread is logged like everything else, not printed raw."""
    code = f"""
from bot import logs
logs.configure("INFO", [])
def die():
    raise RuntimeError("bot{TOKEN}")
{where}
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    (line,) = [json.loads(text) for text in done.stderr.splitlines()]
    assert (line["action"], line["level"]) == ("uncaught", "critical")
    assert "RuntimeError: bot***" in line["exception"]
    assert TOKEN not in done.stderr + done.stdout
