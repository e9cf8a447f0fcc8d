"""What the child does, done here: each kind of work keeps the contract that its parent reads."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot import workshop
from tests.operations.sheets import HOA, sheet
from tests.operations.shell import Shell

DOCUMENT = Path(__file__).parents[1] / "documents" / "004_071a809c52a9b3d4.docx"
INVITE = {"person": "Nguyễn Thị Hoa", "unit": "thôn Mẫu Đông", "code": "MAU7K-2QDTE"}
RECIPIENT = {"person": "Nguyễn Thị Hoa", "unit": "thôn Mẫu Đông", "state": "sent"}
ROWS = [["Họ và tên", "Nguyễn Thị Hoa"]]
ZIP, PNG = b"PK\x03\x04", b"\x89PNG"


def done(folder: Path, kind: str, request: dict[str, Any], files: dict[str, Path]) -> dict[str, Any]:
    """Do the work as the child does, and return what it leaves for its parent."""
    order = {"kind": kind, "request": request, "files": {n: str(p) for n, p in files.items()}, "seconds": 60}
    assert workshop.main(json.dumps(order), folder) == 0
    answer: dict[str, Any] = json.loads((folder / "result.json").read_bytes())
    return answer


@pytest.mark.parametrize(
    ("kind", "request_", "name", "head"),
    [
        ("roster_template", {}, "danh_sach_mau.xlsx", ZIP),
        ("invites_sheet", {"rows": [INVITE]}, "ma_moi.xlsx", ZIP),
        ("my_data", {"rows": ROWS}, "thong_tin_cua_toi.xlsx", ZIP),
        ("my_data", {"rows": ROWS, "form": "txt"}, "thong_tin_cua_toi.txt", b"\xef\xbb\xbf"),
        ("stats_chart", {"title": "Số buổi", "rows": [["xã Đồng Mẫu", 3]]}, "thong_ke.png", PNG),
        ("invite_qr", {"link": "https://t.me/mau?start=MAU7K2QDTE"}, "ma_moi.png", PNG),
    ],
)
def test_each_kind_that_makes_a_file(
    tmp_path: Path, kind: str, request_: dict[str, Any], name: str, head: bytes
) -> None:
    """The file has the name that people see and is of the kind that its name says."""
    (made,) = done(tmp_path, kind, request_, {})["files"]
    assert made["name"] == name
    assert (tmp_path / made["part"]).read_bytes().startswith(head)


def test_the_sheet_of_recipients_is_made_from_a_file_of_rows(tmp_path: Path) -> None:
    """Its rows come line by line, one for each recipient."""
    rows = tmp_path / "rows.jsonl"
    rows.write_text(f"{json.dumps(RECIPIENT)}\n" * 3)
    (made,) = done(tmp_path, "recipients_sheet", {"n": 1}, {"rows": rows})["files"]
    assert made["name"] == "nguoi_nhan.xlsx"
    assert load_workbook(BytesIO((tmp_path / made["part"]).read_bytes())).worksheets[0].max_row == 4


def test_each_kind_that_reads_a_file(tmp_path: Path) -> None:
    """A document and a roster come back as plain JSON, a file that cannot be read as the reason."""
    roster = tmp_path / "a.xlsx"
    roster.write_bytes(sheet(HOA))
    read = done(tmp_path, "read_document", {"name": "a.docx"}, {"document": DOCUMENT})["result"]
    assert read["reading"]["points"]
    refused = done(tmp_path, "read_document", {"name": "a.docx"}, {"document": roster})["result"]
    assert set(refused) == {"unreadable"}
    people = done(tmp_path, "read_roster", {}, {"roster": roster})["result"]["roster"]["rows"]
    assert [row["full_name"] for row in people] == ["Nguyễn Thị Hoa"]


def test_a_child_out_of_memory_has_a_code_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its parent tells such a file from a crash by the exit code."""

    def greedy(request: dict[str, Any], files: object) -> workshop.WorkResult:
        raise MemoryError

    monkeypatch.setitem(workshop.KINDS, "greedy", greedy)
    order = {"kind": "greedy", "request": {}, "files": {}, "seconds": 60}
    assert workshop.main(json.dumps(order), tmp_path) == workshop.OUT_OF_MEMORY


def test_a_child_is_bounded(tmp_path: Path) -> None:
    """Memory, time, the size of a file and the core dump have a bound that the child cannot lift."""
    script = (
        "from bot import workshop as w; import resource as r; w._limit(7); "
        "print([r.getrlimit(what)[1] for what in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_FSIZE, r.RLIMIT_CORE)])"
    )
    shell = Shell(tmp_path)
    said = subprocess.check_output([sys.executable, "-c", script], cwd=tmp_path, env=shell.environment({}), text=True)
    assert json.loads(said) == [workshop.MEMORY_BYTES, 8, workshop.OUTPUT_BYTES, 0]
