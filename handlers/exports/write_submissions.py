"""Submissions as .xlsx, .csv or .json, written row by row: memory does not grow with their number."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Protocol

from content import dates
from content.exporting import Column, Layout, Part, cell, parts
from content.exporting.cells import Cell, named
from content.texts import submissions as words
from handlers.exports.rows import SubmissionRow

HEADS: Final = tuple(f.name for f in fields(SubmissionRow) if f.name not in {"answers", "said", "codes", "files"})
_MOMENTS = frozenset({"submitted_at", "amended_at"})


class Tables(Protocol):
    """Somewhere to write tables to, a row at a time."""

    def begin(self, table: str, title: str, heads: list[str]) -> None:
        """Make a table; "" is the form's own."""
        ...

    def add(self, table: str, row: list[Cell]) -> None:
        """Add a row to it."""
        ...

    def end(self) -> None:
        """Close the file."""
        ...


def write_tables(out: Tables, layout: Layout, rows: Iterable[SubmissionRow], *, labels: bool) -> None:
    """Write one table for the form and one for each repeat, which names the submission and the round of each line."""
    shown = words.HEADS if labels else {name: name for name in HEADS}
    out.begin("", words.SHEET, [*(shown[head] for head in HEADS), *_heads(layout, "", labels=labels)])
    for repeat, title in sorted(layout.repeats.items()):
        around = [above for above in sorted(layout.repeats) if repeat == above or repeat.startswith(f"{above}/")]
        rounds = [_round(layout, above, labels=labels, is_only=len(around) == 1) for above in around]
        out.begin(repeat, title if labels else repeat, [shown["code"], *rounds, *_heads(layout, repeat, labels=labels)])
    columns = {repeat: layout.of_repeat(repeat) for repeat in ("", *layout.repeats)}
    for row in rows:
        for part in parts(row.answers):
            first = (
                [_fixed(row, head, labels=labels) for head in HEADS] if not part.repeat else [row.code, *part.rounds]
            )
            out.add(part.repeat, [*first, *_cells(columns[part.repeat], part, row, labels=labels)])
    out.end()


def write_json(path: Path, layout: Layout, rows: Iterable[SubmissionRow], *, labels: bool) -> None:
    """Write a list of submissions; the rounds of a repeat are a list of its own. Names are keys in any case."""
    columns = {column.path: column for column in layout.columns}
    with path.open("w", encoding="utf-8") as out:
        out.write("[")
        for n, row in enumerate(rows):
            answers: dict[str, Any] = {}
            for part in parts(row.answers):
                told = {
                    name.removeprefix(f"{part.repeat}/"): cell(columns[name], value, row.said, labels=True)
                    if labels
                    else named(columns[name], value, row.codes)
                    for name, value in part.answers.items()
                }
                if part.repeat:
                    answers.setdefault(part.repeat, []).append({"_rounds": list(part.rounds), **told})
                else:
                    answers |= told
            head = {name: getattr(row, name) for name in HEADS}
            out.write(",\n" if n else "\n")
            out.write(json.dumps({**head, "answers": answers}, ensure_ascii=False))
        out.write("\n]\n")


def _heads(layout: Layout, repeat: str, *, labels: bool) -> list[str]:
    """Return what the columns are called, no two alike: a choice and its own words have one name in the form."""
    columns = layout.of_repeat(repeat)
    if not labels:
        return [column.path.removeprefix(f"{repeat}/") for column in columns]
    seen: Counter[str] = Counter()
    heads = []
    for column in columns:
        seen[column.label] += 1
        n = seen[column.label]
        heads.append(column.label if n == 1 else words.SHEET_NEXT.format(name=column.label, n=n))
    return heads


def _round(layout: Layout, repeat: str, *, labels: bool, is_only: bool) -> str:
    if not labels:
        return f"{repeat}_round"
    return words.ROUND if is_only else words.ROUND_OF.format(repeat=layout.repeats[repeat])


def _cells(columns: tuple[Column, ...], part: Part, row: SubmissionRow, *, labels: bool) -> list[Cell]:
    words = row.said if labels else row.codes
    return [cell(column, part.answers.get(column.path), words, labels=labels) for column in columns]


def _fixed(row: SubmissionRow, head: str, *, labels: bool) -> Cell:
    value: Cell = getattr(row, head)
    if not labels or not isinstance(value, str):
        return value
    if head == "state":
        return words.STATES.get(value, value)
    if head in _MOMENTS and value:
        at = datetime.fromisoformat(value)
        return f"{at:%H:%M} {dates.written(at.date())}"
    return value
