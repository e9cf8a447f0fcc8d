"""Rows of the database for a child process, in a file: written page by page, so that no process holds them all."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from handlers import recipient_rows
from handlers.exports.rows import RecipientRow
from storage.storage import Storage

PAGE = 500  # rows in memory at once


@asynccontextmanager
async def rows_for(storage: Storage, kind: str, request: dict[str, Any]) -> AsyncIterator[dict[str, Path]]:
    """Give the files of rows that a kind of work needs beside what is asked: mostly none. They go when it is done."""
    if kind != recipient_rows.KIND:
        yield {}
        return
    with tempfile.TemporaryDirectory(prefix="rows-") as folder:
        path = Path(folder) / "rows.jsonl"
        rows, after = await storage.read(lambda uow: recipient_rows.page(uow, request, PAGE, None))
        await asyncio.to_thread(_append, path, rows)
        while (begun := after) is not None:
            rows, after = await storage.read(lambda uow: recipient_rows.page(uow, request, PAGE, begun))
            await asyncio.to_thread(_append, path, rows)
        yield {"rows": path}


def _append(path: Path, rows: Sequence[RecipientRow]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(row)) + "\n" for row in rows)
