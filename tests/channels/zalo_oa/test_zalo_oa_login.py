"""`python -m bot zalo login`: from a link to a stored pair, and one sentence for whatever stands in the way."""

from __future__ import annotations

import asyncio
import os
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import select
from yarl import URL

from bot.channels.zalo_oa.login import Authorisation, NoCode, OtherState
from bot.config import setting_names
from storage.tables import Audit
from tests.channels.zalo_oa.token_rig import KEY, LANE, Rig, rigged
from tests.processes import PIPE, Process, start

ROOT = Path(__file__).parents[3]
SECONDS = 60  # beside others
FRONT = "https://ttv.example.vn/"


@pytest.fixture
async def rig(database_url: str) -> AsyncIterator[Rig]:
    """An office on each database, with no account authorised."""
    async with rigged(database_url) as made:
        yield made


@dataclass
class Keyboard:
    """The command in a terminal."""

    process: Process
    said: str = ""
    heard: list[str] = field(default_factory=list)

    async def link(self) -> URL:
        """Return the link that it prints."""
        assert self.process.stdout is not None
        async with asyncio.timeout(SECONDS):
            while "3." not in self.said:
                line = (await self.process.stdout.readline()).decode()
                assert line, await self.end()
                self.said += line
        (found,) = re.findall(r"http://\S+/v4/oa/permission\S+", self.said)
        return URL(found, encoded=True)

    async def end(self, typed: str | None = None) -> tuple[int, str, str]:
        """Type a line (None: close the keyboard), and return exit code, all it said, and what it complained of."""
        typed_bytes = b"" if typed is None else f"{typed}\n".encode()
        out, err = await asyncio.wait_for(self.process.communicate(typed_bytes), SECONDS)
        self.said += out.decode()
        return self.process.returncode or 0, self.said, err.decode()

    async def refused(self, typed: str | None = None) -> str:
        """As `end`, for what must end with exit code 1 and one sentence, which is returned."""
        code, _, complaint = await self.end(typed)
        assert (code, len(complaint.splitlines())) == (1, 1), complaint
        return complaint


@asynccontextmanager
async def typed(rig: Rig, *words: str, **settings: str) -> AsyncIterator[Keyboard]:
    """Type the command."""
    inherited = {name: value for name, value in os.environ.items() if name not in setting_names()}
    ours = {
        "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "DATABASE_URL": rig.storage.url, "SECRET_KEY": KEY,
        "PUBLIC_URL": FRONT, "ZALO_OA_APP_ID": rig.oauth.app_id, "ZALO_OA_APP_SECRET": rig.oauth.app_secret,
        "ZALO_OA_SECRET_KEY": "s" * 20, "ZALO_OAUTH_URL": rig.url,
    }  # fmt: skip
    process = await start(
        "bot", "zalo", "login", *words, cwd=Path.cwd(), env=inherited | ours | settings,
        stdin=PIPE, stdout=PIPE, stderr=PIPE,
    )  # fmt: skip
    try:
        yield Keyboard(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def agrees(link: URL) -> str:
    """The admin opens the link and agrees; return where the browser is sent."""
    async with aiohttp.ClientSession() as browser, browser.get(link, allow_redirects=False) as answer:
        assert answer.status == 302, await answer.text()
        return answer.headers["Location"]


async def test_with_a_pasted_address(rig: Rig) -> None:
    """The whole address, as the browser shows it, becomes a sealed pair that works; the audit trail says so."""
    await rig.storage.run(lambda uow: uow.lanes.stop(LANE, "refused"))
    async with typed(rig) as keyboard:
        address = await agrees(await keyboard.link())
        assert address.startswith(f"{FRONT}?code=")
        code, said, complaint = await keyboard.end(address)
    assert (code, complaint) == (0, "")
    assert FRONT in said
    assert f"Official Account: {rig.oauth.oa_id}" in said
    assert rig.oauth.redeemed == 1
    assert await rig.works(rig.tokens())
    for shown in (said, await rig.everything_stored()):
        assert "of_the_fake" not in shown
        assert rig.oauth.app_secret not in shown
    assert await rig.stopped() == []
    assert "zalo.authorise" in await rig.storage.run(lambda uow: list(uow.session.scalars(select(Audit.action))))


async def test_with_the_code_alone(rig: Rig) -> None:
    """Whoever copies only what stands behind `code=` is understood as well."""
    async with typed(rig) as keyboard:
        code = URL(await agrees(await keyboard.link())).query["code"]
        assert (await keyboard.end(f"  {code} "))[0] == 0
    assert await rig.works(rig.tokens())


async def test_with_a_callback_to_this_machine(rig: Rig) -> None:
    """Nothing need be pasted; a call with somebody else's state is turned away, and the wait goes on."""
    back = f"http://127.0.0.1:{free_port()}/zalo"
    async with typed(rig, "--redirect", back) as keyboard:
        link = await keyboard.link()
        async with aiohttp.ClientSession() as browser:
            for wrong in ("?code=stolen&state=other", "?code=stolen", "?state=x", ""):
                async with browser.get(back + wrong) as answer:
                    assert answer.status == 400
            async with browser.get(link) as answer:  # follows the redirect to us
                assert (answer.status, answer.url.path) == (200, "/zalo")
                assert "Đã nhận mã" in await answer.text()
        code, said, complaint = await keyboard.end()
    assert (code, complaint, rig.oauth.asked) == (0, "", 1)
    assert "of_the_fake" not in said
    assert await rig.works(rig.tokens())


async def test_with_a_challenge_that_the_console_fixes(rig: Rig) -> None:
    """The console's own link has the declared challenge and no state: its code is taken with the given verifier."""
    verifier = "V" * 43
    async with typed(rig, "--verifier", verifier) as keyboard:
        link = await keyboard.link()
        assert Authorisation(FRONT, verifier).challenge == link.query["code_challenge"]
        assert link.query["code_challenge"] in keyboard.said
        consoles = link.with_query({name: value for name, value in link.query.items() if name != "state"})
        assert (await keyboard.end(await agrees(consoles)))[0] == 0
    assert await rig.works(rig.tokens())


@pytest.mark.parametrize("backend", ["sqlite"])
@pytest.mark.parametrize(
    ("words", "settings", "said"),
    [
        ((), {"ZALO_OA_APP_ID": ""}, "Chưa đặt ZALO_OA_APP_ID"),
        (("--redirect", "ttv.example.vn"), {}, "--redirect phải là địa chỉ đầy đủ"),
        (("--redirect", "https://ttv.example.vn/?x=1"), {}, "--redirect phải là địa chỉ đầy đủ"),
        (("--verifier", "short"), {}, "--verifier phải có 43 đến 128 ký tự"),
        ((), {"DATABASE_URL": "sqlite:////nowhere/office.db"}, "Cơ sở dữ liệu chưa cập nhật"),
        ((), {"DATABASE_URL": "postgresql://a:sesame@127.0.0.1:9/x"}, "Chưa kết nối được cơ sở dữ liệu"),
    ],
)
async def test_what_is_wrong_is_said_before_a_link(
    rig: Rig, words: tuple[str, ...], settings: dict[str, str], said: str
) -> None:
    """One sentence, exit code 1, and nobody has agreed to anything in vain."""
    async with typed(rig, *words, **settings) as keyboard:
        complaint = await keyboard.refused()
    assert said in complaint
    assert "sesame" not in complaint
    assert "permission" not in keyboard.said


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_a_database_that_is_not_ready_or_not_ours(rig: Rig, tmp_path: Path) -> None:
    """Without tables, or with the mark of another key: what to do is said, before a link."""
    (tmp_path / "empty.db").touch()
    async with typed(rig, DATABASE_URL=f"sqlite:///{tmp_path}/empty.db") as keyboard:
        assert "python -m bot migrate" in await keyboard.refused()
    async with typed(rig) as keyboard:
        await keyboard.link()  # the database belongs to this key from now on
    async with typed(rig, SECRET_KEY="n" * 32) as keyboard:
        assert "khác với khóa" in await keyboard.refused()


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_a_port_that_is_taken(rig: Rig) -> None:
    """Said at once, with what to do."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        async with typed(rig, "--redirect", f"http://127.0.0.1:{port}/zalo") as keyboard:
            assert f"Không mở được cổng {port}" in await keyboard.refused()


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_what_is_pasted_wrongly(rig: Rig) -> None:
    """Nothing, another attempt's answer, a code that is made up or used up: one sentence, and nothing is stored."""
    async with typed(rig) as keyboard:
        earlier = await agrees(await keyboard.link())
        assert (await keyboard.end(earlier))[0] == 0
    before = await rig.everything_stored()
    for pasted, said in (
        (None, "Không thấy mã"),
        (earlier, "state không khớp"),
        ("code-made-up", "Zalo từ chối, mã -14011"),
        (URL(earlier).query["code"], "Zalo từ chối, mã -14011"),
    ):
        async with typed(rig) as keyboard:
            await keyboard.link()
            assert said in await keyboard.refused(pasted)
    assert await rig.everything_stored() == before


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_zalo_away_or_unwilling(rig: Rig) -> None:
    """No network, a server in trouble, an app that is not active: which of them it was, in one sentence."""
    async with typed(rig, ZALO_OAUTH_URL="http://127.0.0.1:9") as keyboard:
        await keyboard.link()
        assert "Kiểm tra mạng hoặc ZALO_OAUTH_URL" in await keyboard.refused("some-code")
    for deed, said in (("5xx", "HTTP 503"), ("-14002", "chưa được kích hoạt"), ("-14003", "code verifier")):
        rig.oauth.script.append(deed)
        async with typed(rig) as keyboard:
            assert said in await keyboard.refused(await agrees(await keyboard.link()))


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_ctrl_c(rig: Rig) -> None:
    """The command ends at once, while it waits for a keyboard or for a call, with the exit code of an interruption."""
    for words in ((), ("--redirect", f"http://127.0.0.1:{free_port()}/zalo")):
        async with typed(rig, *words) as keyboard:
            await keyboard.link()
            keyboard.process.send_signal(2)
            assert await asyncio.wait_for(keyboard.process.wait(), SECONDS) == 130


@pytest.mark.parametrize(
    ("heard", "code"),
    [
        ("abc-1_2.~=", "abc-1_2.~="),
        ("https://ttv.example.vn/?oa_id=7&code=a%2Bb&state={state}", "a+b"),
        ("https://ttv.example.vn/?code=abc&state={state}#_=_", "abc"),
        ("?code=abc&state={state}", "abc"),
        ("code=abc&state={state}", "abc"),
    ],
)
def test_a_code_in_whatever_is_pasted(heard: str, code: str) -> None:
    """With the address around it or without."""
    attempt = Authorisation(FRONT)
    assert attempt.code_in(heard.format(state=attempt.state)) == code


@pytest.mark.parametrize(
    ("heard", "error"),
    [
        ("https://ttv.example.vn/?code=abc", OtherState),
        ("https://ttv.example.vn/?code=abc&state=", OtherState),
        ("code=abc&state=ắ", OtherState),
        ("https://ttv.example.vn/?code=&state={state}", NoCode),
        ("https://ttv.example.vn/?state={state}", NoCode),
        ("https://oauth.zaloapp.com/v4/oa/permission?app_id=1&code_challenge=x&state={state}", NoCode),
        ("xin chào", NoCode),
        ("", NoCode),
    ],
)
def test_what_is_not_ours(heard: str, error: type[Exception]) -> None:
    """A code without our state may be a stranger's, with which our office would speak for the stranger's account."""
    attempt = Authorisation(FRONT)
    with pytest.raises(error):
        attempt.code_in(heard.format(state=attempt.state))


def test_every_attempt_is_new() -> None:
    """Verifier (43 signs) and state are random; the challenge is S256 of the verifier, as RFC 7636 has it."""
    one, other = Authorisation(FRONT), Authorisation(FRONT)
    assert len(one.verifier) == len(one.challenge) == 43
    assert (one.verifier, one.state) != (other.verifier, other.state)
    assert one.verifier not in one.link("https://oauth.example", "1")
    # RFC 7636, appendix B
    known = Authorisation(FRONT, "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    assert known.challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
