"""Files of submissions that go out beside the tables: as many as one message carries, each named in its cell."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from content.texts import sent_files as texts
from handlers.exports.rows import SubmissionRow

MOST_BYTES: Final = 40 << 20  # of all files of one export: Telegram carries 50 MB, and the tables go with them
CLOCK: Final = (2000, 1, 1, 0, 0, 0)  # of files in the archive: when one was sent stands in the table


class Attached:
    """The files of the rows that went by. `left_out` counts those that there was no room for."""

    def __init__(self, store: Path | None, most: int = MOST_BYTES) -> None:
        self._store, self._room = store, most
        self.found: dict[str, Path] = {}
        self.left_out = 0

    def of(self, rows: Iterable[SubmissionRow]) -> Iterator[SubmissionRow]:
        """Pass *rows* on; where a file had no room or is gone its cell says so."""
        for row in rows:
            yield self._taken(row) if row.files else row

    def _taken(self, row: SubmissionRow) -> SubmissionRow:
        answers = dict(row.answers)
        for path, (name, stored_as) in row.files.items():
            file = self._store / stored_as if self._store is not None else None
            if file is None or not file.is_file():
                answers[path] = texts.GONE
            elif (size := file.stat().st_size) > self._room:
                answers[path] = texts.LEFT_OUT.format(name=name)
                self.left_out += 1
            else:
                self._room -= size
                self.found[name] = file
        return replace(row, answers=answers)

    def pack(self, out: zipfile.ZipFile) -> None:
        """Put the files into an archive, as they are: pictures and films do not grow smaller."""
        for name, file in self.found.items():
            out.writestr(zipfile.ZipInfo(name, CLOCK), file.read_bytes(), zipfile.ZIP_STORED)
