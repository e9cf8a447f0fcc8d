"""The process that others are forked from: it has imported the product once, so that each start need not.

A start costs nearly two seconds of CPU for imports alone, and the tests make hundreds. A forked process is as real as
any: its own pid, memory, files, signals and exit code. What a start itself costs is measured on fresh interpreters.
Asked over the socket whose number it is given, one message for each start; it ends when that socket is closed.
"""

from __future__ import annotations

import gc
import importlib
import io
import json
import os
import pkgutil
import runpy
import select
import signal
import socket
import sys
from dataclasses import dataclass
from typing import Any

PASSED = 4  # stdin, stdout, stderr, and the socket on which pid and exit code are told
MOST = 1 << 20  # bytes of one request: arguments and a whole environment
ROOMS = ("bot", "handlers", "storage", "content")
MORE = (
    "typer", "typer.rich_utils", "shellingham", "alembic.command", "uvloop", "psycopg", "sqlalchemy.dialects.sqlite",
    "sqlalchemy.dialects.postgresql", "tests.fakes.telegram_api.server", "tests.fakes.zalo_oa_api.server",
    "tests.fakes.zalo_bot_api.server",
)  # fmt: skip
NOT_HERE = ("bot.__main__", "storage.migrations")  # run, not imported


@dataclass(frozen=True, slots=True)
class Request:
    """One process to be: what it runs, and where."""

    module: str
    words: list[str]
    cwd: str
    environment: dict[str, str]
    fresh: bool


def load() -> None:
    """Import what a start imports. What needs a library of the children's is left to them, as in the product."""
    for room in ROOMS:
        package = importlib.import_module(room)
        for found in pkgutil.walk_packages(package.__path__, f"{room}."):
            if not found.name.startswith(NOT_HERE):
                importlib.import_module(found.name)
    for name in MORE:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()  # or each process looks through all of it once more at its end, which costs more than its own work


def serve(control: socket.socket) -> Request | None:
    """Fork for each request. Returns None when nobody asks any more, and the request in each forked process."""
    told: dict[int, socket.socket] = {}
    woken, wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    while True:
        ready, _, _ = select.select([control.fileno(), woken], [], [])
        if woken in ready:
            os.read(woken, 4096)
            _reap(told)
        if control.fileno() not in ready:
            continue
        raw, passed, _, _ = socket.recv_fds(control, MOST, PASSED)
        if not raw:
            return None
        answer = socket.socket(fileno=passed[3])
        pid = os.fork()
        if pid:
            for descriptor in passed[:3]:
                os.close(descriptor)
            told[pid] = answer
            answer.send(f"{pid}\n".encode())
            continue
        _take_over(passed[:3], [*(each.fileno() for each in (*told.values(), answer, control)), woken, wake])
        return Request(**json.loads(raw))


def _take_over(streams: list[int], others: list[int]) -> None:
    """In the new process: let go of all that is the nursery's, and have *streams* as one's own three."""
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    for at, descriptor in enumerate(streams):
        os.dup2(descriptor, at)
    for descriptor in (*streams, *others):
        os.close(descriptor)


def _reap(told: dict[int, socket.socket]) -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        with told.pop(pid) as answer:
            try:
                answer.send(f"{os.waitstatus_to_exitcode(status)}\n".encode())
            except OSError:  # the test that started it is gone
                continue


def become(request: Request) -> None:
    """Be the process that was asked for, as a fresh interpreter would be."""
    os.chdir(request.cwd)
    if request.fresh:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.execve(sys.executable, [sys.executable, "-m", request.module, *request.words], request.environment)  # noqa: S606 (the tests' own words)
    os.environ.clear()
    os.environ.update(request.environment)
    sys.path[:] = [request.cwd, *(path for path in sys.path if path)]
    sys.argv = [request.module, *request.words]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.stdin, sys.stdout, sys.stderr = _stream(0, "r"), _stream(1, "w"), _stream(2, "w")
    runpy.run_module(request.module, run_name="__main__", alter_sys=True)


def _stream(descriptor: int, mode: str) -> Any:
    raw = io.FileIO(descriptor, mode, closefd=False)
    buffered: Any = io.BufferedReader(raw) if mode == "r" else raw
    return io.TextIOWrapper(buffered, encoding="utf-8", write_through=mode == "w")


def main() -> None:
    """Load, serve, and end; or be one of those that were asked for."""
    control = socket.socket(fileno=int(sys.argv[1]))
    load()
    asked = serve(control)
    if asked is not None:
        become(asked)


if __name__ == "__main__":
    main()
