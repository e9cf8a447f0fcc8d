"""Handling one answer of a session report: dedup, state and the owed reply on disk, beside what a user would pick."""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvloop
from telegram import Update, User
from telegram.ext import (
    ApplicationBuilder,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

from content.message import Address, Heard, Inbound
from handlers.dispatcher import Dispatcher
from storage.engine import migrate
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork
from tests.bench import slow_disk
from tests.bench.seed import BENCH, audience

OPEN = 1_000  # conversations that are open at once
ANSWERS = ("hôm qua", "1", "1", "1", "xong", "45", "quay lại")  # the last keeps the form open
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
STEPS = 6


@dataclass(frozen=True, slots=True)
class Handled:
    """Answers a second."""

    name: str
    rate: float


def _bare(file: str, count: int) -> Handled:
    """The statements that an answer needs, by sqlite3 itself, one commit for each answer, in one thread."""
    db = sqlite3.connect(file, isolation_level=None)
    db.execute("PRAGMA synchronous=FULL")
    find = "SELECT c.id, p.id, p.full_name FROM chat c LEFT JOIN person p ON p.id = c.person_id WHERE c.channel = ?"
    began = time.perf_counter()
    for n in range(count):
        who = n % OPEN + 1
        db.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO heard VALUES ('bare', ?, 0) ON CONFLICT DO NOTHING", (str(n),))
        db.execute(f"{find} AND c.address = ?", ("telegram", str(10_000 + who))).fetchall()
        db.execute("SELECT name, courtesy, settings FROM office WHERE id = 1").fetchall()
        db.execute("SELECT id, progress FROM progress WHERE person_id = ? AND is_open", (who,)).fetchall()
        db.execute("UPDATE progress SET progress = ?, updated_at = ? WHERE person_id = ?", ("x" * 400, n, who))
        db.execute(
            "INSERT INTO delivery (lane, klass, state, due_at, chat_id, person_id, message, dedup_key, created_at)"
            " VALUES ('telegram', 0, 'queued', 0, ?, ?, ?, ?, 0) ON CONFLICT (dedup_key) DO NOTHING",
            (who, who, "x" * 400, f"bare:{n}"),
        )
        db.execute("COMMIT")
    took = time.perf_counter() - began
    db.close()
    return Handled("bare sqlite3, a commit for each answer", count / took)


async def _ours(storage: Storage, callers: int, count: int) -> Handled:
    dispatcher = Dispatcher(storage, BENCH, lambda: NOW)
    numbers = itertools.count()

    async def person(who: int, words: tuple[str, ...]) -> None:
        for text in words:
            key = f"{callers}:{next(numbers)}"
            inbound = Inbound(Address("telegram", str(10_000 + who)), key, Heard.TEXT, NOW, text=text)
            await dispatcher.accept(inbound)

    people = iter(range(1, OPEN + 1))

    async def caller() -> None:
        for who in itertools.islice(people, count // callers // len(ANSWERS)):
            await person(who, ANSWERS)

    for who in range(1, OPEN + 1):
        await person(who, ("/huy", "báo cáo"))
    began = time.perf_counter()
    before = next(numbers)
    await asyncio.gather(*(caller() for _ in range(callers)))
    took = time.perf_counter() - began
    name = "one caller" if callers == 1 else f"{callers} callers at once"
    return Handled(f"the product, {name}", (next(numbers) - before - 1) / took)


async def _ptb(folder: Path, count: int) -> Handled:
    """ConversationHandler with PicklePersistence, flushed after every update so that nothing is lost."""

    async def step(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        n = int((context.user_data or {}).get("n", 0))
        if context.user_data is not None and update.message is not None:
            context.user_data.update({"n": n + 1, f"answer{n % STEPS}": update.message.text})
        return n % STEPS

    keep = PicklePersistence(folder / "state.pickle")
    conversation = ConversationHandler(
        entry_points=[CommandHandler("bc", step)],
        states={n: [MessageHandler(filters.TEXT, step)] for n in range(STEPS)},
        fallbacks=[],
        name="report",
        persistent=True,
    )
    app = ApplicationBuilder().token("123456:" + "b" * 35).persistence(keep).updater(None).build()
    app.add_handler(conversation)
    app.bot._bot_user = User(1, "b", is_bot=True, username="b_bot")  # noqa: SLF001 (initialize() would ask getMe)
    app._initialized = True  # noqa: SLF001 (as above)
    await app._initialize_persistence()  # noqa: SLF001 (as above)
    await app._add_ch_to_persistence(conversation)  # noqa: SLF001 (as above)

    def update(n: int, who: int, text: str) -> Update:
        entity: list[dict[str, Any]] = [{"type": "bot_command", "offset": 0, "length": 3}] if text[0] == "/" else []
        user = {"id": who, "is_bot": False, "first_name": "Hoa"}
        message = {
            "message_id": n, "date": 1790000000, "chat": {"id": who, "type": "private"}, "from": user, "text": text,
            "entities": entity,
        }  # fmt: skip
        made = Update.de_json({"update_id": n, "message": message}, app.bot)
        assert made is not None
        return made

    for who in range(OPEN):
        await app.process_update(update(who, who + 1, "/bc"))
    await app.update_persistence()
    began = time.perf_counter()
    for n in range(count):
        await app.process_update(update(OPEN + n, n % OPEN + 1, "45"))
        await app.update_persistence()
        await keep.flush()
    return Handled("ConversationHandler, flushed for each update", count / (time.perf_counter() - began))


def _prepare(uow: UnitOfWork) -> None:
    audience(uow, OPEN, "telegram")
    unit = uow.units.by_code("X01")
    uow.office.put(
        name="UBND xã Đồng Mẫu", superior="", system="nha_nuoc", courtesy="dong_chi", staff_contact="",
        public_contact="", privacy_contact="", unit_id=unit.id if unit else None, settings={},
    )  # fmt: skip


async def _answers(folder: Path, count: int) -> list[Handled]:
    """Return what the product does for forty callers, for one, and what bare sqlite3 does on the same disk."""
    url = f"sqlite:///{folder / 'bench.db'}"
    migrate(url)
    storage = Storage(url)
    storage.open()
    await storage.run(_prepare)
    rates = [await _ours(storage, 40, count), await _ours(storage, 1, count // 2)]
    storage.close()
    rates.append(_bare(str(folder / "bench.db"), count))
    return rates


def measure(count: int = 4_000, sync_seconds: float = 0.0) -> list[Handled]:
    """Return the rates of the product and of sqlite3, on this disk or on one that takes *sync_seconds* longer."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        if not sync_seconds:
            return uvloop.run(_answers(Path(folder), count))
        with slow_disk.syncing_in(sync_seconds):
            return uvloop.run(_answers(Path(folder), count))


def conversation(count: int = 80) -> Handled:
    """Return the rate of ConversationHandler, whose file no sync ever waits for."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        return uvloop.run(_ptb(Path(folder), count))
