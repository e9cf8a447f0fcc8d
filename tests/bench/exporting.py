"""Memory of the child that writes an export: of a thousand submissions, and of thirty thousand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from content.dialogs.session_report import SESSION_REPORT
from content.exporting import layout_of
from handlers.exports.rows import SubmissionRow

ROOT = Path(__file__).parents[2]
SECONDS = 600


@dataclass(frozen=True, slots=True)
class Exported:
    """Peak megabytes of the child, seconds, and megabytes of the file."""

    peak: float
    seconds: float
    size: float


def measure(count: int, kind: str = "xlsx") -> Exported:
    """Let a child write *count* reports, each with one repeat of two rounds."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        rows, layout = Path(folder) / "rows", Path(folder) / "layout"
        with rows.open("w", encoding="utf-8") as out:
            for n in range(count):
                out.write(json.dumps(asdict(_row(n))) + "\n")
        columns = layout_of(SESSION_REPORT).with_answered(["members/1/age"])
        layout.write_text(json.dumps(columns.to_json()), "utf-8")
        order = {
            "kind": "submissions_export", "request": {"kind": kind, "labels": True},
            "files": {"rows": str(rows), "layout": str(layout)}, "seconds": SECONDS,
        }  # fmt: skip
        env = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "TMPDIR": folder}
        began = time.perf_counter()
        child = subprocess.Popen([sys.executable, "-m", "bot.workshop"], stdin=subprocess.PIPE, cwd=folder, env=env)
        assert child.stdin is not None
        child.stdin.write(json.dumps(order).encode())
        child.stdin.close()
        _, status, usage = os.wait4(child.pid, 0)
        assert os.waitstatus_to_exitcode(status) == 0
        child.returncode = 0
        took = time.perf_counter() - began
        return Exported(usage.ru_maxrss / 1024, took, (Path(folder) / "part0").stat().st_size / 1e6)


def _row(n: int) -> SubmissionRow:
    answers = {
        "session_date": "2026-11-20", "place": str(n % 500), "form": "truc_tiep", "topics": ["12", "15"],
        "headcount": n % 200, "duration": 45, "audience": ["nong_dan"], "questions": "1-3",
        "concerns": f"Lịch thu gom rác ở khu {n} chưa rõ, đề nghị thông báo trên loa trước một ngày",
        "members/1/age": 20, "members/2/age": 30,
    }  # fmt: skip
    return SubmissionRow(
        f"BC{n:06d}", f"Nguyễn Thị Mẫu {n}", f"M-{n}", f"thôn Mẫu {n % 500}", "", "submitted", n % 3,
        "2026-11-20T09:00:00+07:00", "", "", answers, {},
    )  # fmt: skip
