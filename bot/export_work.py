"""Work of a child process that is about one's reports: exports, ledgers, photos. Imports what is heavy only there."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import orjson

from bot.work_result import DOCX, XLSX, Made, WorkResult, made_file

MOST_PLAIN: Final = 4 << 20  # bytes of a .csv or .json that is sent as it is
MIMES: Final = {"xlsx": XLSX, "csv": "text/csv", "json": "application/json", "zip": "application/zip"}


def my_ledger(request: dict[str, Any], files: Mapping[str, Path]) -> WorkResult:
    """Ask: year, rows of sessions, months, points."""
    from handlers.exports.ledger import ledger_sheets  # noqa: PLC0415

    made = ledger_sheets(request["sessions"], request["months"], request["points"])
    return made_file(f"so_cua_toi_{int(request['year'])}.xlsx", XLSX, made)


def form_questions(request: dict[str, Any], files: Mapping[str, Path]) -> WorkResult:
    """Ask: title, lines of a preview."""
    from handlers.exports.questions_paper import questions_paper  # noqa: PLC0415

    lines = [str(line) for line in request["lines"]]
    return made_file("cau_hoi.docx", DOCX, questions_paper(str(request["title"]), lines))


def submissions(request: dict[str, Any], files: Mapping[str, Path]) -> WorkResult:
    """Ask: kind ("xlsx", "csv", "json"), labels; a file of lines, each a SubmissionRow, one of the Layout, the store.

    Pictures and files of answers make it a .zip. Result: {"left_out": how many had no room in it}.
    """
    from content.exporting import Layout  # noqa: PLC0415
    from handlers.exports import attached, rows, tables, write_submissions  # noqa: PLC0415

    layout = Layout.from_json(json.loads(files["layout"].read_text("utf-8")))
    path = Path(tempfile.mkdtemp()) / "made"  # in the child's own folder: see its TMPDIR
    kind, labels = str(request["kind"]), bool(request["labels"])
    beside = attached.Attached(files.get("store"))
    with files["rows"].open(encoding="utf-8") as lines:
        told = beside.of(rows.SubmissionRow(**orjson.loads(line)) for line in lines)
        if kind == "json":
            write_submissions.write_json(path, layout, told, labels=labels)
        else:
            out = tables.Workbook(path) if kind == "xlsx" else tables.CsvFiles(path)
            write_submissions.write_tables(out, layout, told, labels=labels)
    ending = "zip" if kind == "csv" and layout.repeats else kind
    if ending != "zip" and (beside.found or (kind != "xlsx" and path.stat().st_size > MOST_PLAIN)):
        ending, path = "zip", _packed(path, f"bao_cao.{kind}")
    if beside.found:
        with zipfile.ZipFile(path, "a") as packed:
            beside.pack(packed)
    made = Made(f"bao_cao.{ending}", MIMES[ending], b"", left_as=str(path))
    return WorkResult({"left_out": beside.left_out}, (made,))


def _packed(path: Path, name: str) -> Path:
    """Return a .zip beside *path* that holds it: a phone may have to carry it."""
    packed = path.with_name("packed")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        out.write(path, name)
    return packed


def bare_photo(request: dict[str, Any], files: Mapping[str, Path]) -> WorkResult:
    """Ask: one photo. Makes it anew without metadata, or {"refused": reason}."""
    from content.reading.photo import NoPhoto, bare_photo  # noqa: PLC0415

    try:
        photo = bare_photo(files["photo"].read_bytes())
    except NoPhoto as error:
        return WorkResult({"refused": error.reason})
    return made_file(f"anh.{photo.ending}", photo.mime, photo.content)


def bare_film(request: dict[str, Any], files: Mapping[str, Path]) -> WorkResult:
    """Ask: one film or recording. Makes it without the places written in it."""
    from content.sent_files import without_places  # noqa: PLC0415

    return made_file("film", "application/octet-stream", without_places(files["film"].read_bytes()))
