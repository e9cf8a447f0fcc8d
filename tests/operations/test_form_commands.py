"""Forms at the command line: shown as they will be asked, or refused with every fault."""

from __future__ import annotations

import pytest

from tests.operations.shell import ROOT, Shell

SHIPPED = ROOT / "content" / "forms" / "session_report.md"
UNIT = ROOT / "tests" / "xforms" / "forms" / "unit_month.md"
FAULTY = """
| survey |
| | type | name | label | relevant |
| | txt | a | A? | |
| | text | b | B? | ${c} = 'x' |
"""


async def test_a_good_form_is_shown(shell: Shell) -> None:
    """Its questions with numbers, hints, options and conditions in words; it needs no settings and leaves nothing."""
    done = await shell.run("form", "check", str(SHIPPED), DATABASE_URL="nonsense")
    assert (done.code, done.err) == (0, "")
    assert "1. Buổi tuyên truyền tổ chức ngày nào? (bắt buộc)" in done.out
    assert "   1 Trực tiếp\n   2 Trực tuyến" in done.out
    assert "   Chỉ hỏi khi câu 15 là “Khác”." in done.out
    assert "đồng chí" in done.out.casefold()
    assert done.out.rstrip().endswith("Biểu mẫu dùng được.")
    assert list(shell.folder.iterdir()) == []


async def test_sections_languages_and_fallbacks(shell: Shell) -> None:
    """Repeats stand as such, further languages are named, and what is asked in another way says so."""
    done = await shell.run("form", "check", str(UNIT))
    assert done.code == 0
    assert "▸ Hoạt động: lặp lại" in done.out
    assert "English (en)" in done.out
    assert "Trò chuyện hỏi từng câu một." in done.out


async def test_a_faulty_form_is_refused(shell: Shell) -> None:
    """All faults, each with its cell; exit code 1."""
    file = shell.folder / "lỗi.md"
    file.write_text(FAULTY, encoding="utf-8")
    done = await shell.run("form", "check", str(file))
    assert (done.code, done.err) == (1, "")
    head, *faults = done.out.strip().splitlines()
    assert head == "Biểu mẫu có 2 chỗ cần sửa:"
    assert [line.partition(":")[0] for line in faults] == ["survey!A2", "survey!D3"]


async def test_no_file(shell: Shell) -> None:
    """One sentence, exit code 2."""
    assert "Không thấy tệp thiếu.md." in await shell.mistaken("form", "check", "thiếu.md")


@pytest.mark.parametrize("name", ["ảnh.png", "form.xlsx"])
async def test_no_form(shell: Shell, name: str) -> None:
    """A file that is no form at all is one sentence below the heading, and exit code 1."""
    (shell.folder / name).write_bytes(b"\x89PNG")
    done = await shell.run("form", "check", name)
    assert (done.code, done.err, len(done.out.strip().splitlines())) == (1, "", 2)
