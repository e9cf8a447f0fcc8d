"""Work in a real child process: what comes back, and what happens when the child cannot."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from bot import workshop
from content.reading import Reading
from content.reading.roster import RosterSheet
from content.texts.reading import WORK_FAILED

DOCUMENTS = Path(__file__).parent / "documents"
REAL = sorted(p for p in DOCUMENTS.iterdir() if p.suffix in {".docx", ".pdf", ".txt"})
HEAVY = {"docx", "openpyxl", "lxml", "matplotlib", "numpy", "pypdfium2", "xlsxwriter", "segno", "PIL"}


@pytest.fixture(autouse=True)
def no_child_is_left() -> Iterator[None]:
    """Whatever happens to a piece of work, its process is gone afterwards."""
    yield
    left = [p for p in psutil.Process().children() if "bot.workshop" in p.cmdline()]
    assert left == []


@pytest.mark.parametrize("path", REAL, ids=lambda p: p.name)
async def test_every_real_document_is_read_in_a_child(path: Path) -> None:
    """The file is read where it is, the reading comes back whole."""
    done = await workshop.work("read_document", {"name": path.name}, {"content": path})
    reading = Reading.from_json(done.result["reading"])
    assert len(reading.points) >= 10
    assert done.files == ()


async def test_a_refusal_is_a_result_not_a_failure() -> None:
    """A scan is no fault of the work: its reason comes back."""
    done = await workshop.work("read_document", {"name": "a.pdf"}, {"content": DOCUMENTS / "made" / "scan.pdf"})
    assert done.result == {"unreadable": "scan"}


async def test_a_template_goes_out_and_comes_back(tmp_path: Path) -> None:
    """Files that the work makes come back as bytes with a plain name."""
    (made,) = (await workshop.work("roster_template", {})).files
    assert (made.name, made.mime) == ("danh_sach_mau.xlsx", workshop.XLSX)
    (tmp_path / "roster").write_bytes(made.content)
    done = await workshop.work("read_roster", {}, {"content": tmp_path / "roster"})
    assert RosterSheet.from_json(done.result["roster"]).rows == ()


ROWS: dict[str, dict[str, Any]] = {
    "invites_sheet": {"rows": [{"person": "Hoa", "unit": "Thôn 3", "code": "A"}]},
    "my_data": {"rows": [["Họ tên", "Hoa"]]},
    "stats_chart": {"title": "Số buổi", "rows": [["Thôn 3", 2]]},
    "invite_qr": {"link": "https://t.me/mau?start=A"},
}


@pytest.mark.parametrize("kind", ROWS)
async def test_every_export_is_made_in_a_child(kind: str) -> None:
    """Each gives one file of its kind, with an ASCII name."""
    (made,) = (await workshop.work(kind, ROWS[kind])).files
    assert made.name.isascii()
    assert made.content.startswith(b"\x89PNG" if made.mime == "image/png" else b"PK\x03\x04")


async def test_my_data_can_be_plain_text() -> None:
    """For a phone without a spreadsheet."""
    (made,) = (await workshop.work("my_data", ROWS["my_data"] | {"form": "txt"})).files
    assert (made.mime, "Họ tên: Hoa" in made.content.decode("utf-8-sig")) == ("text/plain", True)


async def test_an_unknown_kind_starts_nothing() -> None:
    """The list of kinds is written by hand; another is a bug of ours, said at once."""
    with pytest.raises(KeyError):
        await workshop.work("mine_coins", {})


async def test_a_child_that_raises_fails_in_words() -> None:
    """The person gets words, the log gets the traceback."""
    with pytest.raises(workshop.WorkFailed) as failed:
        await workshop.work("stats_chart", {"title": "x", "rows": [["a", "no number"]]})
    assert (failed.value.reason, failed.value.words) == ("crashed", WORK_FAILED["crashed"])
    assert "ValueError" in failed.value.detail


async def test_a_child_that_is_too_slow_is_killed() -> None:
    """The bound is the caller's; the child does not outlive it."""
    with pytest.raises(workshop.WorkFailed) as failed:
        await workshop.work("stats_chart", {"title": "x", "rows": []}, timeout=0.02)
    assert (failed.value.reason, failed.value.words) == ("timeout", WORK_FAILED["timeout"])


async def find_child() -> psutil.Process:
    """Return the running child, waiting for it to be there."""
    async with asyncio.timeout(10):
        while True:
            for child in psutil.Process().children():
                if "bot.workshop" in child.cmdline():
                    return child
            await asyncio.sleep(0)


async def test_a_child_that_is_killed_fails_in_words() -> None:
    """Killed from outside, as by a system short of memory."""
    task = asyncio.create_task(workshop.work("stats_chart", {"title": "x", "rows": []}))
    (await find_child()).kill()
    with pytest.raises(workshop.WorkFailed) as failed:
        await task
    assert failed.value.reason == "crashed"


async def test_a_cancelled_work_leaves_no_child() -> None:
    """Stopping the worker stops what it started."""
    task = asyncio.create_task(workshop.work("stats_chart", {"title": "x", "rows": []}))
    child = await find_child()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not child.is_running()


async def test_a_parser_out_of_memory_refuses_the_file(tmp_path: Path) -> None:
    """A small file within every limit, of which a parser makes more than a gigabyte, is refused."""
    names = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{names}"><w:body>'.encode() + b"<w:p/>" * 14_000_000 + b"</w:body></w:document>"
    plan = zipfile.ZipFile(DOCUMENTS / "made" / "box.docx")
    with plan, zipfile.ZipFile(tmp_path / "bomb", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bomb:
        for name in plan.namelist():
            bomb.writestr(name, body if name == "word/document.xml" else plan.read(name))
    assert (tmp_path / "bomb").stat().st_size < 2 << 20
    done = await workshop.work("read_document", {"name": "a.docx"}, {"content": tmp_path / "bomb"})
    assert done.result == {"unreadable": "too_big"}


def test_a_child_out_of_memory_says_so(tmp_path: Path) -> None:
    """The bound is the system's: a piece of work that asks for two gigabytes ends with the code for it."""
    code = (
        "import sys, pathlib; from bot import workshop as w; "
        "w.KINDS['greedy'] = lambda request, files: bytearray(2 << 30); w._limit(5); "
        "sys.exit(w.main(sys.stdin.read(), pathlib.Path.cwd()))"
    )
    order = json.dumps({"kind": "greedy", "request": {}, "files": {}, "seconds": 5})
    root = str(Path(workshop.__file__).parents[1])
    ended = subprocess.run(
        [sys.executable, "-c", code], input=order, text=True, cwd=tmp_path, env={"PYTHONPATH": root}, check=False
    )
    assert ended.returncode == workshop.OUT_OF_MEMORY


async def test_the_child_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the product was given by its environment stays with the product."""
    monkeypatch.setenv("TELEGRAM_TOKEN", "123:secret")
    task = asyncio.create_task(workshop.work("stats_chart", {"title": "x", "rows": []}))
    child = await find_child()
    child.suspend()
    known = child.environ()
    child.resume()
    await task
    assert "TELEGRAM_TOKEN" in os.environ
    assert set(known) == {
        "PYTHONPATH", "PYTHONUTF8", "PYTHONDONTWRITEBYTECODE", "HOME", "TMPDIR", "MPLBACKEND",
        "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS",
    }  # fmt: skip


def test_the_parent_imports_no_heavy_library() -> None:
    """A serving process that loaded them would start slowly and hold their memory for ever."""
    code = (
        "import sys; import bot.workshop, content.document, content.reading, content.reading.roster, "
        "handlers.exports.rows; print(*{m.split('.')[0] for m in sys.modules})"
    )
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert HEAVY & set(loaded) == set()


def test_the_child_writes_its_result_where_it_was_told(tmp_path: Path) -> None:
    """The order is JSON on its input; result and files are in its folder, nothing depends on what it prints."""
    order = json.dumps({"kind": "my_data", "request": ROWS["my_data"], "files": {}, "seconds": 5})
    assert workshop.main(order, tmp_path) == 0
    answer = json.loads((tmp_path / "result.json").read_bytes())
    assert [f["name"] for f in answer["files"]] == ["thong_tin_cua_toi.xlsx"]
    assert (tmp_path / answer["files"][0]["part"]).read_bytes().startswith(b"PK")
