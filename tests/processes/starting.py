"""How tests start processes: the nursery of this test process is asked, and answers with a pid and an exit code."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[2]
PIPE = subprocess.PIPE
LIMIT = 1 << 20  # bytes of one line that a test may read

_control: socket.socket | None = None
_nurse: subprocess.Popen[bytes] | None = None  # kept: one that is let go of while it runs is warned of


@dataclass(slots=True)
class _Ends:
    """This side's ends of what was passed."""

    answer: socket.socket
    stdin: int | None
    stdout: int | None
    stderr: int | None


class Process:
    """A process that was started; read and ended as `asyncio.subprocess.Process` is."""

    def __init__(
        self, pid: int, answer: asyncio.StreamReader, writer: asyncio.StreamWriter, stdin: asyncio.StreamWriter | None,
        stdout: asyncio.StreamReader | None, stderr: asyncio.StreamReader | None,
    ) -> None:  # fmt: skip
        self.pid, self.stdin, self.stdout, self.stderr = pid, stdin, stdout, stderr
        self.returncode: int | None = None
        self._writer = writer
        self._ended = asyncio.create_task(self._end(answer))

    async def _end(self, answer: asyncio.StreamReader) -> int:
        told = await answer.readline()
        self.returncode = int(told)
        self._writer.close()
        return self.returncode

    async def wait(self) -> int:
        """Return the exit code once it has ended; minus the signal that ended it."""
        return await asyncio.shield(self._ended)

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it is known to have ended."""
        if self.returncode is None:
            with contextlib.suppress(ProcessLookupError):  # it may just have ended, its exit code on its way
                os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """Kill it as a power cut would."""
        self.send_signal(signal.SIGKILL)

    async def communicate(self, typed: bytes | None = None) -> tuple[bytes, bytes]:
        """Type all of *typed*, and return what it printed and complained of until it ended."""
        if self.stdin is not None:
            try:
                self.stdin.write(typed or b"")
                await self.stdin.drain()
            except (BrokenPipeError, ConnectionResetError):
                pass  # it did not wait for all of it
            self.stdin.close()
        out, err = await asyncio.gather(*(_all(stream) for stream in (self.stdout, self.stderr)))
        await self.wait()
        return out, err


async def _all(stream: asyncio.StreamReader | None) -> bytes:
    return b"" if stream is None else await stream.read()


async def start(
    module: str, *words: str, cwd: Path, env: Mapping[str, str], stdin: int | None = None,
    stdout: int | IO[bytes] | None = None, stderr: int | IO[bytes] | None = None, fresh: bool = False,
) -> Process:  # fmt: skip
    """Start `python -m module words…`; each stream is PIPE, a file, or None for this process's own.

    *fresh*: in an interpreter that has loaded nothing yet, where the start itself is looked at.
    """
    request = {
        "module": module, "words": list(words), "cwd": str(cwd), "environment": dict(env), "fresh": fresh,
    }  # fmt: skip
    ends = await asyncio.to_thread(_ask, json.dumps(request).encode(), (stdin, stdout, stderr))
    loop = asyncio.get_running_loop()
    answer, writer = await asyncio.open_unix_connection(sock=ends.answer)
    pid = int(await answer.readline())
    typed = None
    if ends.stdin is not None:
        transport, protocol = await loop.connect_write_pipe(
            lambda: asyncio.StreamReaderProtocol(asyncio.StreamReader()), os.fdopen(ends.stdin, "wb")
        )
        typed = asyncio.StreamWriter(transport, protocol, None, loop)
    return Process(pid, answer, writer, typed, await _reader(ends.stdout), await _reader(ends.stderr))


async def _reader(descriptor: int | None) -> asyncio.StreamReader | None:
    if descriptor is None:
        return None
    reader = asyncio.StreamReader(LIMIT)
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(descriptor, "rb")
    )
    return reader


def _ask(request: bytes, streams: tuple[int | IO[bytes] | None, ...]) -> _Ends:
    ours: list[int | None] = []
    theirs: list[int] = []
    for at, stream in enumerate(streams):
        if stream == PIPE:
            read, write = os.pipe2(os.O_CLOEXEC)
            theirs.append(read if at == 0 else write)
            ours.append(write if at == 0 else read)
        else:
            theirs.append(os.dup(at if stream is None or isinstance(stream, int) else stream.fileno()))
            ours.append(None)
    here, there = socket.socketpair()
    socket.send_fds(_nursery(), [request], [*theirs, there.fileno()])
    there.close()
    for descriptor in theirs:
        os.close(descriptor)
    return _Ends(here, ours[0], ours[1], ours[2])


def _nursery() -> socket.socket:
    """Return the way to this process's nursery, which is started when first asked for and ends with this process."""
    global _control, _nurse  # noqa: PLW0603 (one for each test process)
    if _control is None:
        _control, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_PROCESS")}
        _nurse = subprocess.Popen(
            [sys.executable, "-m", "tests.processes.nursery", str(there.fileno())], cwd=ROOT,
            pass_fds=[there.fileno()], stdin=subprocess.DEVNULL,
            env=inherited | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""},
        )  # fmt: skip
        there.close()
    return _control
