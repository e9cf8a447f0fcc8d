"""A real Chromium with a small phone's screen, and a server to kill."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright

from tests.channels.browser_phone import Site, served
from tests.environment import environment

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Start the system's Chromium."""
    async with async_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    """Open a page 360 px wide; whatever it complains about fails the test, refused connections aside."""
    context = await browser.new_context(viewport={"width": 360, "height": 640}, locale="vi-VN", has_touch=True)
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    lost = ("ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "Connection closed before", "503")
    assert [text for text in complaints if not any(word in text for word in lost)] == []
    await context.close()


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    """Serve an echo in this process."""
    async with served(tmp_path, is_demo=True) as site:
        yield site


class Killable:
    """The echo as a process of its own, on one port and one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._process: subprocess.Popen[str] | None = None

    @property
    def base(self) -> str:
        """Return its address."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and return once it listens."""
        command = [sys.executable, "-m", "tests.browser.echo", str(self.port), str(self.folder)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment({}))
        assert self._process.stdout
        assert self._process.stdout.readline() == "ready\n"

    def kill(self) -> None:
        """Kill it as a power cut would."""
        if self._process:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(10)
            if self._process.stdout:
                self._process.stdout.close()
            self._process = None


@pytest.fixture
def killable(tmp_path: Path) -> Iterator[Killable]:
    """Return the echo as a process that may be killed and started again."""
    server = Killable(tmp_path)
    server.start()
    yield server
    server.kill()
