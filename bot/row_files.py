"""Rows of the database for a child process, in a file: written page by page, so that no process holds them all."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from handlers import recipient_rows, submission_rows
from handlers.exports.rows import RecipientRow, SubmissionRow
from storage.storage import Storage

PAGE = 500  # rows in memory at once


@asynccontextmanager
async def rows_for(storage: Storage, kind: str, request: dict[str, Any]) -> AsyncIterator[dict[str, Path]]:
    """Give the files of rows that a kind of work needs beside what is asked: mostly none. They go when it is done."""
    if kind not in WRITERS:
        yield {}
        return
    with tempfile.TemporaryDirectory(prefix="rows-") as folder:
        yield await WRITERS[kind](storage, request, Path(folder))


async def _recipients(storage: Storage, request: dict[str, Any], folder: Path) -> dict[str, Path]:
    path = folder / "rows.jsonl"
    rows, after = await storage.read(lambda uow: recipient_rows.page(uow, request, PAGE, None))
    await asyncio.to_thread(_append, path, rows)
    while (begun := after) is not None:
        rows, after = await storage.read(lambda uow: recipient_rows.page(uow, request, PAGE, begun))
        await asyncio.to_thread(_append, path, rows)
    return {"rows": path}


async def _submissions(storage: Storage, request: dict[str, Any], folder: Path) -> dict[str, Path]:
    """Write the rows, and then the columns: only then is it known what was answered."""
    path, columns = folder / "rows.jsonl", folder / "layout.json"
    answered: dict[str, None] = {}  # in the order in which they were met
    after: int | None = 0
    while (begun := after) is not None:
        rows, after = await storage.read(partial(submission_rows.page, asked=request, most=PAGE, after=begun))
        answered |= dict.fromkeys(name for row in rows for name in submission_rows.answered(row))
        await asyncio.to_thread(_append, path, rows)
    layout = await storage.read(lambda uow: submission_rows.layout(uow, request, list(answered)))
    await asyncio.to_thread(columns.write_text, json.dumps(layout.to_json()), "utf-8")
    return {"rows": path, "layout": columns}


Writer = Callable[[Storage, dict[str, Any], Path], Awaitable[dict[str, Path]]]
WRITERS: Mapping[str, Writer] = {recipient_rows.KIND: _recipients, submission_rows.KIND: _submissions}


def _append(path: Path, rows: Sequence[RecipientRow | SubmissionRow]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(row)) + "\n" for row in rows)
