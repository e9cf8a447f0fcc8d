"""Files beside the tables of an export: as many as a message carries, each named in its cell."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from bot import export_work
from content.exporting import Column, Layout
from handlers.exports.attached import Attached
from tests.handlers.test_submission_exports import row

LAYOUT = Layout((Column("photo", "Ảnh"),))


def sent(code: str, stored_as: str) -> Any:
    """Return a submission whose photo is stored under this name."""
    name = f"tep/{code}_photo.jpg"
    return row({"photo": name}, code, files={"photo": [name, stored_as]})


def test_what_has_no_room_is_counted_and_said(tmp_path: Path) -> None:
    """The first that fit go along; of the others, and of one whose bytes are gone, the cell says so."""
    for name, size in (("a", 60), ("b", 50), ("c", 40)):
        (tmp_path / name).write_bytes(b"x" * size)
    beside = Attached(tmp_path, most=100)
    rows = list(beside.of([sent(f"BM{n}", n) for n in "abcd"] + [row({"photo": ""})]))
    assert [one.answers["photo"] for one in rows] == [
        "tep/BMa_photo.jpg", "tep/BMb_photo.jpg (chưa kèm trong tệp nén)", "tep/BMc_photo.jpg", "(tệp đã xóa)", ""
    ]  # fmt: skip
    assert (list(beside.found), beside.left_out) == (["tep/BMa_photo.jpg", "tep/BMc_photo.jpg"], 1)


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
def test_every_kind_of_table_takes_them_along(tmp_path: Path, kind: str) -> None:
    """One archive: the table under its own name, the files in their folder; without files the table comes bare."""
    (tmp_path / "a").write_bytes(b"picture")
    (tmp_path / "layout").write_text(json.dumps(LAYOUT.to_json()))
    for files, ending in ((True, "zip"), (False, kind)):
        one = sent("BM0001", "a") if files else row({"photo": ""})
        told = {name: getattr(one, name) for name in one.__slots__}
        (tmp_path / "rows").write_text(json.dumps(told) + "\n")
        paths = {"rows": tmp_path / "rows", "layout": tmp_path / "layout", "store": tmp_path}
        done = export_work.submissions({"kind": kind, "labels": False}, paths)
        (made,) = done.files
        assert made.name == f"bao_cao.{ending}"
        assert done.result == {"left_out": 0}
        if files:
            with zipfile.ZipFile(made.left_as) as packed:
                assert packed.namelist() == [f"bao_cao.{kind}", "tep/BM0001_photo.jpg"]
                assert packed.read("tep/BM0001_photo.jpg") == b"picture"
                if kind == "csv":
                    lines = list(csv.reader(io.StringIO(packed.read("bao_cao.csv").decode("utf-8-sig"))))
                    assert lines[1][-1] == "tep/BM0001_photo.jpg"
