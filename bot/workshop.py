"""Slow work on files, each piece in a short-lived child process of its own.

Only the child imports the libraries that read and write office files, PDFs and pictures, so a hostile or broken
file can neither stop the product nor read its secrets: the child has no settings, bounded memory, bounded time.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import signal
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from bot import export_work, form_work
from bot.work_result import XLSX, Job, Made, WorkResult, made_file
from content.texts.reading import WORK_FAILED

__all__ = ["KINDS", "XLSX", "Job", "Made", "WorkFailed", "WorkResult", "work"]

MEMORY_BYTES: Final = 1 << 30
OUTPUT_BYTES: Final = 64 << 20
UNPACKED_BYTES: Final = 2 << 30  # of what is packed only at the end: a sheet of a hundred thousand lines
LARGE: Final = frozenset({"submissions_export"})
_ROOT: Final = Path(__file__).resolve().parent.parent
OUT_OF_MEMORY: Final = 3  # the child's exit code when memory ran out
_RESULT: Final = "result.json"
_LOG: Final = "log.txt"
_LOG_TAIL: Final = 4000


class WorkFailed(Exception):
    """No result. *words* says so to the person who waits; *reason* and *detail* are for the log."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail

    @property
    def words(self) -> str:
        """What the person who waits is told."""
        return WORK_FAILED[self.reason]


async def work(
    kind: str,
    request: Mapping[str, Any],
    files: Mapping[str, Path] | None = None,
    timeout: float = 60,  # noqa: ASYNC109 (the bound of the child, not of the caller)
) -> WorkResult:
    """Do one piece of work of KINDS in a child process; *files* are read where they are. Raises WorkFailed.

    The child is gone when this returns, raises or is cancelled. Raises KeyError for a kind that is not in KINDS.
    """
    if kind not in KINDS:
        raise KeyError(kind)
    order = {
        "kind": kind,
        "request": dict(request),
        "files": {name: str(path.resolve()) for name, path in (files or {}).items()},
        "seconds": timeout,
    }
    with tempfile.TemporaryDirectory(prefix="work-") as folder:
        code = await _run(json.dumps(order), Path(folder), timeout)
        return await asyncio.to_thread(_collect, Path(folder), code)


async def _run(order: str, folder: Path, seconds: float) -> int:
    """Run the child to its end and return its exit code. Raises WorkFailed when the time is over."""
    with (folder / _LOG).open("wb") as log:
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.workshop",
            stdin=asyncio.subprocess.PIPE, stdout=log, stderr=log, cwd=folder, env=_environment(folder),
        )  # fmt: skip
    try:
        async with asyncio.timeout(seconds):
            await child.communicate(order.encode())
            return await child.wait()
    except TimeoutError as error:
        raise WorkFailed("timeout", f"killed after {seconds} s") from error
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()


def _environment(folder: Path) -> dict[str, str]:
    """Return all that the child knows of the outside: no token, no database, no path to programs."""
    return {
        "PYTHONPATH": str(_ROOT),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(Path.home()),  # matplotlib keeps its list of fonts there, and half a second is saved each time
        "TMPDIR": str(folder),
        "MPLBACKEND": "agg",
        "OPENBLAS_NUM_THREADS": "1",  # each thread reserves address space
        "OMP_NUM_THREADS": "1",
    }


def _collect(folder: Path, code: int) -> WorkResult:
    if code != 0:
        reason = {OUT_OF_MEMORY: "too_big", -signal.SIGXCPU: "timeout", -signal.SIGXFSZ: "too_big"}.get(code, "crashed")
        log = (folder / _LOG).read_bytes()[-_LOG_TAIL:].decode("utf-8", "replace")
        raise WorkFailed(reason, f"exit {code}: {log}")
    answer = json.loads((folder / _RESULT).read_bytes())
    made = (Made(f["name"], f["mime"], (folder / f["part"]).read_bytes()) for f in answer["files"])
    return WorkResult(answer["result"], tuple(made))


# ---------------------------------------------------------------- in the child


def main(order: str, folder: Path) -> int:
    """Do what *order* says, leave the result in *folder* and return the exit code."""
    asked = json.loads(order)
    try:
        done = KINDS[asked["kind"]](asked["request"], {name: Path(path) for name, path in asked["files"].items()})
    except MemoryError:
        return OUT_OF_MEMORY
    files = []
    for n, made in enumerate(done.files):
        if made.left_as:
            shutil.move(made.left_as, folder / f"part{n}")
        else:
            (folder / f"part{n}").write_bytes(made.content)
        files.append({"name": made.name, "mime": made.mime, "part": f"part{n}"})
    (folder / _RESULT).write_text(json.dumps({"result": done.result, "files": files}), encoding="utf-8")
    return 0


def _limit(seconds: float, kind: str = "") -> None:
    """Bound this process; where the system knows no such bound, the parent's clock alone holds."""
    try:
        import resource  # noqa: PLC0415 (not on every system)
    except ImportError:
        return
    bounds = {
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_CPU: int(seconds) + 1,
        resource.RLIMIT_FSIZE: UNPACKED_BYTES if kind in LARGE else OUTPUT_BYTES,
        resource.RLIMIT_CORE: 0,
    }
    for what, bound in bounds.items():
        try:
            resource.setrlimit(what, (bound, bound))
        except (ValueError, OSError):
            continue


def _read_document(request: dict[str, Any], files: Mapping[str, Path]) -> WorkResult:
    """Ask: name, and one file. Result: {"reading": Reading as JSON} or {"unreadable": reason}."""
    from content.reading import Reading, read  # noqa: PLC0415 (only in the child, as all below)

    done = read(str(request["name"]), _only(files).read_bytes())
    return WorkResult({"reading": done.to_json()} if isinstance(done, Reading) else {"unreadable": done.reason})


def _read_roster(request: dict[str, Any], files: Mapping[str, Path]) -> WorkResult:
    """Ask: one file. Result: {"roster": RosterSheet as JSON}."""
    from content.reading.roster import read_roster  # noqa: PLC0415

    return WorkResult({"roster": read_roster(_only(files).read_bytes()).to_json()})


def _roster_template(request: dict[str, Any], files: Mapping[str, Path]) -> WorkResult:
    """Ask: nothing. Makes the empty roster."""
    from content.reading.roster_template import template_xlsx  # noqa: PLC0415

    return made_file("danh_sach_mau.xlsx", XLSX, template_xlsx())


def _invites_sheet(request: dict[str, Any], files: Mapping[str, Path]) -> WorkResult:
    """Ask: rows, each an InviteRow as JSON."""
    from handlers.exports import rows, sheets  # noqa: PLC0415

    made = sheets.invites_sheet([rows.InviteRow(**row) for row in request["rows"]])
    return made_file("ma_moi.xlsx", XLSX, made)


def _recipients_sheet(request: dict[str, Any], files: Mapping[str, Path]) -> WorkResult:
    """Ask: one file of lines, each a RecipientRow as JSON."""
    from handlers.exports import rows, sheets  # noqa: PLC0415

    with _only(files).open(encoding="utf-8") as lines:
        made = sheets.recipients_sheet(rows.RecipientRow(**json.loads(line)) for line in lines)
    return made_file("nguoi_nhan.xlsx", XLSX, made)


def _my_data(request: dict[str, Any], files: Mapping[str, Path]) -> WorkResult:
    """Ask: rows of [label, value]; form "xlsx" (default) or "txt"."""
    from handlers.exports import sheets  # noqa: PLC0415

    rows = [(str(label), str(value)) for label, value in request["rows"]]
    if request.get("form") == "txt":
        return made_file("thong_tin_cua_toi.txt", "text/plain", sheets.my_data_text(rows))
    return made_file("thong_tin_cua_toi.xlsx", XLSX, sheets.my_data(rows))


def _stats_chart(request: dict[str, Any], files: Mapping[str, Path]) -> WorkResult:
    """Ask: title, rows of [name, number], note."""
    from handlers.exports.pictures import stats_chart  # noqa: PLC0415

    rows = [(str(name), int(value)) for name, value in request["rows"]]
    return made_file("thong_ke.png", "image/png", stats_chart(request["title"], rows, request.get("note", "")))


def _invite_qr(request: dict[str, Any], files: Mapping[str, Path]) -> WorkResult:
    """Ask: link."""
    from handlers.exports.pictures import invite_qr  # noqa: PLC0415

    return made_file("ma_moi.png", "image/png", invite_qr(request["link"]))


def _first_page(request: dict[str, Any], files: Mapping[str, Path]) -> WorkResult:
    """Ask: one PDF. Makes the picture of its first page."""
    from handlers.exports.first_page import picture  # noqa: PLC0415

    return made_file("trang_dau.png", "image/png", picture(_only(files).read_bytes()))


def _only(files: Mapping[str, Path]) -> Path:
    (path,) = files.values()
    return path


KINDS: Final[dict[str, Job]] = {
    "read_document": _read_document,
    "read_roster": _read_roster,
    "read_form": form_work.read_form,
    "form_questions": export_work.form_questions,
    "roster_template": _roster_template,
    "invites_sheet": _invites_sheet,
    "recipients_sheet": _recipients_sheet,
    "my_data": _my_data,
    "my_ledger": export_work.my_ledger,
    "submissions_export": export_work.submissions,
    "stats_chart": _stats_chart,
    "invite_qr": _invite_qr,
    "first_page": _first_page,
    "bare_photo": export_work.bare_photo,
    "bare_film": export_work.bare_film,
}


if __name__ == "__main__":
    given = sys.stdin.read()
    _limit(float(json.loads(given)["seconds"]), str(json.loads(given)["kind"]))
    sys.exit(main(given, Path.cwd()))
