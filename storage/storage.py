"""`Storage.run(fn)`: one function, one transaction, away from the event loop."""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storage.engine import is_sqlite, make_engine
from storage.errors import Unavailable
from storage.unit_of_work import UnitOfWork

T = TypeVar("T")
Work = Callable[[UnitOfWork], T]

GROUP_MOST = 128  # functions in one group commit
GROUP_SECONDS = 0.02  # and how long one goes on taking more
TRIES = 3  # of one function when PostgreSQL breaks a deadlock
DEADLOCK = ("40P01", "40001")
DEADLOCK_SECONDS = 0.05  # before the next try, so that the other may finish


class Runner(Protocol):
    """How functions reach the database."""

    async def run(self, work: Work[T]) -> T:
        """Run *work* in one transaction."""
        ...

    def close(self) -> None:
        """Finish what was taken and give the connections back."""
        ...


class Storage:
    """The database of this process.

    `run(fn)` gives *fn* a UnitOfWork, commits when it returns and rolls back when it raises. *fn* is a plain
    function: it cannot await, so nothing can reach the network inside a transaction. Raises what *fn* raises,
    or Unavailable when the database does not take work.
    """

    def __init__(self, url: str, *, threads: int = 8) -> None:
        self.url = url
        self.is_sqlite = is_sqlite(url)
        self._threads = threads
        self._runner: Runner | None = None
        self._reader: ThreadRunner | None = None

    def open(self) -> None:
        """Start the threads; connections are made when first needed."""
        self._runner = GroupWriter(self.url) if self.is_sqlite else ThreadRunner(self.url, self._threads)
        self._reader = ThreadRunner(self.url, 2, write=False) if self.is_sqlite else None

    def close(self) -> None:
        """Finish what was taken and let go of the database."""
        for runner in (self._runner, self._reader):
            if runner is not None:
                runner.close()
        self._runner = self._reader = None

    async def run(self, work: Work[T]) -> T:
        """Run *work* in one transaction; its effects are on disk when this returns."""
        if self._runner is None:
            msg = "storage is closed"
            raise Unavailable(msg)
        return await self._runner.run(work)

    async def read(self, work: Work[T]) -> T:
        """Run *work*, which only reads, beside the writers: for pages and exports."""
        runner = self._reader or self._runner
        if runner is None:
            msg = "storage is closed"
            raise Unavailable(msg)
        return await runner.run(work)


class ThreadRunner:
    """A small pool of threads, one transaction each."""

    def __init__(self, url: str, threads: int, *, write: bool = True) -> None:
        self._engine = make_engine(url, threads=threads, write=write)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="storage")

    async def run(self, work: Work[T]) -> T:
        """Run *work* on a free thread."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._work, work)

    def _work(self, work: Work[T]) -> T:
        for left in reversed(range(TRIES)):
            try:
                with self._engine.begin() as connection:
                    return _whole(UnitOfWork(connection), work)
            except (OSError, PoolTimeout) as error:
                raise Unavailable(str(error)) from error
            except BaseException as error:
                if left and _is_deadlock(error):
                    time.sleep(DEADLOCK_SECONDS)  # or it takes its first row again before the other has woken up
                    continue
                if translated := _bare(error):
                    raise translated from error
                raise
        raise AssertionError  # the last round returns or raises

    def close(self) -> None:
        """Wait for what runs, then disconnect."""
        self._pool.shutdown(wait=True)
        self._engine.dispose()


class GroupWriter:
    """SQLite's one writer thread: all functions waiting at a moment share one commit, each in its SAVEPOINT."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url)
        self._connection: Connection | None = None  # kept: taking one for each group costs more than its commit
        self._queue: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._loop, name="storage-writer", daemon=True)
        self._thread.start()

    async def run(self, work: Work[T]) -> T:
        """Hand *work* to the writer thread and wait until its group is committed."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        self._queue.put(_Task(work, future, loop))
        result: T = await future
        return result

    def close(self) -> None:
        """Commit what waits, then stop the thread."""
        self._queue.put(None)
        self._thread.join()
        self._engine.dispose()

    def _let_go(self) -> None:
        """Close the connection after a fault; the next group makes a new one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(DBAPIError):
                connection.close()

    def _loop(self) -> None:
        try:
            self._work()
        finally:
            self._let_go()

    def _work(self) -> None:
        stopping = False
        while not stopping:
            first = self._queue.get()
            if first is None:
                return
            stopping = self._group(first)

    def _group(self, first: _Task) -> bool:
        done: list[tuple[_Task, Any, BaseException | None]] = []
        taken: list[_Task] = []  # all who must be told, also the one whose work broke the group's transaction
        stopping = False
        try:
            connection = self._connection = self._connection or self._engine.connect()
            with connection.begin():
                task: _Task | None = first
                deadline = time.monotonic() + GROUP_SECONDS
                while task is not None:
                    taken.append(task)
                    done.append((task, *_guarded(connection, task.work)))
                    if len(done) >= GROUP_MOST or time.monotonic() > deadline:
                        break
                    try:
                        task = self._queue.get_nowait()
                    except queue.Empty:
                        break
                    stopping = task is None
        except Exception as error:  # noqa: BLE001 (whatever breaks the group's own transaction)
            fault = _translated(error) if isinstance(error, DBAPIError) else Unavailable(str(error))
            self._let_go()
            done = [(task, None, fault) for task in taken or [first]]
        _settle(done)
        return stopping


def _whole(uow: UnitOfWork, work: Work[T]) -> T:
    try:
        result = work(uow)
        uow.finish()
    except BaseException:
        uow.abandon()
        raise
    return result


class _Task:
    __slots__ = ("future", "loop", "work")

    def __init__(self, work: Work[Any], future: asyncio.Future[Any], loop: asyncio.AbstractEventLoop) -> None:
        self.work, self.future, self.loop = work, future, loop


def _guarded(connection: Connection, work: Work[Any]) -> tuple[Any, BaseException | None]:
    cursor = connection.connection.cursor()
    cursor.execute("SAVEPOINT one")
    uow = UnitOfWork(connection)
    try:
        result = work(uow)
        uow.finish()
    except Exception as error:  # noqa: BLE001 (handed to the caller, whose own work it is)
        try:
            uow.abandon()
            cursor.execute("ROLLBACK TO one")
            cursor.execute("RELEASE one")
        except (
            Exception
        ) as broken:  # the transaction is gone with its savepoints: say what took it, such as a full disk
            raise (_bare(error) or broken) from broken
        return None, _bare(error) or error
    cursor.execute("RELEASE one")
    return result, None


def _settle(done: list[tuple[_Task, Any, BaseException | None]]) -> None:
    """Tell every waiter, with one wake-up of each loop."""
    loops: dict[asyncio.AbstractEventLoop, list[tuple[_Task, Any, BaseException | None]]] = {}
    for entry in done:
        loops.setdefault(entry[0].loop, []).append(entry)
    for loop, entries in loops.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_tell, entries)


def _tell(entries: list[tuple[_Task, Any, BaseException | None]]) -> None:
    for task, result, fault in entries:
        if task.future.done():
            continue
        if fault is None:
            task.future.set_result(result)
        else:
            task.future.set_exception(fault)


def _translated(error: DBAPIError) -> Exception:
    """Return Unavailable for a database that is away, the error itself for a statement that is wrong."""
    if error.connection_invalidated or isinstance(error, OperationalError):
        return Unavailable(str(error.orig))
    return error


def _is_deadlock(error: BaseException) -> bool:
    """Say whether PostgreSQL broke a deadlock: prepared statements raise the driver's own error, the ORM wraps it."""
    driver = error.orig if isinstance(error, DBAPIError) else error
    return getattr(driver, "sqlstate", None) in DEADLOCK


def _bare(error: BaseException) -> Exception | None:
    """Translate what the driver raises, bare below the prepared statements or wrapped above them."""
    if isinstance(error, DBAPIError):
        translated = _translated(error)
        return translated if translated is not error else None
    if any(base.__name__ in {"OperationalError", "InterfaceError"} for base in type(error).__mro__):
        return Unavailable(str(error))
    return None
