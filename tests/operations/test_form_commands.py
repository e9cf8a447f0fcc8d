"""Forms at the command line: shown as they will be asked, or refused with every fault."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.operations.shell import SECONDS, Done, Shell
from tests.processes import PIPE, start
from tests.xforms.packing import packed, whole

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "content" / "forms" / "session_report.md"
UNIT = ROOT / "tests" / "xforms" / "forms" / "unit_month.md"
FAULTY = """
| survey |
| | type | name | label | relevant |
| | txt | a | A? | |
| | text | b | B? | ${c} = 'x' |
"""


async def tried(shell: Shell, file: Path, *words: str) -> Done:
    """Type these *words*, a line each, to the form."""
    process = await start(
        "bot", "form", "try", str(file), cwd=shell.folder, env=shell.environment({}),
        stdin=PIPE, stdout=PIPE, stderr=PIPE,
    )  # fmt: skip
    typed = "".join(f"{word}\n" for word in words)
    out, err = await asyncio.wait_for(process.communicate(typed.encode()), SECONDS)
    return Done(process.returncode or 0, out.decode(), err.decode())


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
    """Repeats stand as such, one language is shown when it is asked for, what is asked in another way says so."""
    done = await shell.run("form", "check", str(UNIT), "--language", "en")
    assert done.code == 0
    assert "▸ Activity: lặp lại" in done.out
    assert "1. Which province? (bắt buộc)" in done.out
    assert "Tỉnh" not in done.out
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


async def test_what_a_form_shows_stands_in_brackets(shell: Shell) -> None:
    """A picture beside the form is named where a chat would show it, one that is not there below the question."""
    rows = "| | note | n | Xem | a.jpg |\n| | text | q | Thấy gì? | b.jpg |\n"
    file = shell.folder / "phieu.md"
    file.write_text(f"| survey |\n| | type | name | label | media::image |\n{rows}", encoding="utf-8")
    (shell.folder / "a.jpg").write_bytes(b"\xff\xd8\xff")
    done = await tried(shell, file)
    assert (done.code, done.err) == (0, "")
    shown, _, asked = done.out.partition("[Ảnh: a.jpg]")
    assert "Thấy gì?" not in shown
    assert "Xem" in asked
    assert "(kèm theo: b.jpg)" in asked


async def test_no_file(shell: Shell) -> None:
    """One sentence, exit code 2."""
    assert "Không thấy tệp thiếu.md." in await shell.mistaken("form", "check", "thiếu.md")


@pytest.mark.parametrize("name", ["ảnh.png", "form.xlsx"])
async def test_no_form(shell: Shell, name: str) -> None:
    """A file that is no form at all is one sentence below the heading, and exit code 1."""
    (shell.folder / name).write_bytes(b"\x89PNG")
    done = await shell.run("form", "check", name)
    assert (done.code, done.err, len(done.out.strip().splitlines())) == (1, "", 2)


async def test_a_form_is_tried(shell: Shell) -> None:
    """It is asked as on a phone: conditions hold, misses are said, and what would be kept is printed; nothing is."""
    said = ["tiếng việt", "1", "2", "bỏ qua", "1", "2", "chưa có kế hoạch", "20", "bỏ qua", "1", "gửi"]
    done = await tried(shell, UNIT, *said)
    assert (done.code, done.err) == (0, "")
    asked = [line for line in done.out.splitlines() if line.endswith("?")]
    assert asked[1:4] == ["Tỉnh, thành phố?", "Xã, phường?", "Thôn, tổ dân phố?"]
    assert "1. Xã Đồng Mẫu\n2. Xã Suối Mẫu\n3. ◀ Quay lại" in done.out
    assert "Ngày tổ chức?" not in asked
    assert "Không quá 12 buổi." in done.out
    assert "Đã gửi “Xã Suối Mẫu, Tháng 10”." in done.out
    assert '  where/commune = "c2"' in done.out.splitlines()
    assert list(shell.folder.iterdir()) == []


async def test_the_session_report_is_tried(shell: Shell) -> None:
    """Lists are those of the invented office, own words stand for what is on none, and details come after sending."""
    said = ["hôm qua", "xóm núi", "1", "1", "1 2", "xong", "45", "gửi", "1", "30", "dừng bổ sung"]
    done = await tried(shell, SHIPPED, *said)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert 'Chưa tìm thấy "xóm núi" trong danh sách.' in lines
    sent = lines.index("Đã gửi. Ghi nhận:")
    assert '  place_other = "xóm núi"' in lines[sent:]
    assert "Báo cáo buổi · bổ sung 1/8" in lines[sent:]
    assert "  after/duration = 30" in lines[sent:]


async def test_a_trial_ends_with_its_input(shell: Shell) -> None:
    """Whoever leaves is not asked any further; a form with faults is not begun."""
    done = await tried(shell, UNIT, "1")
    assert (done.code, done.err) == (0, "")
    file = shell.folder / "lỗi.md"
    file.write_text(FAULTY, encoding="utf-8")
    refused = await tried(shell, file)
    assert (refused.code, refused.out.splitlines()[0]) == (1, "Biểu mẫu có 2 chỗ cần sửa:")


async def test_a_packed_form_is_checked_and_tried(shell: Shell) -> None:
    """What came with it is counted, what lacks is named with its cell, and its questions are asked; nothing is left."""
    file = shell.folder / "phiếu.zip"
    files = whole()
    del files["huong_dan.mp4"]
    file.write_bytes(packed(files | {"thua.txt": b""}))
    done = await shell.run("form", "check", str(file))
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert "Kèm theo: 2 ảnh, 1 bản ghi âm." in lines
    assert "Chưa có tệp huong_dan.mp4 (survey!F2). Gửi lại biểu mẫu kèm các tệp này trong một tệp .zip." in lines
    assert "Không lưu tệp thua.txt: biểu mẫu không nhắc đến ở cột image, audio, video." in lines
    played = await tried(shell, file, "1", "gửi")
    assert (played.code, played.err) == (0, "")
    assert '  seen = "stop"' in played.out.splitlines()
    assert "[Ảnh: dung.png]\n1. Dừng lại" in played.out
    assert "(kèm theo: huong_dan.mp4)" in played.out
    assert list(shell.folder.iterdir()) == [file]


async def test_a_packed_form_with_faults_is_refused(shell: Shell) -> None:
    """A .zip without a form, and one whose file is not what its column shows."""
    file = shell.folder / "goi.zip"
    for files, said in (
        ({"a.jpg": b""}, "Tệp nén chưa có biểu mẫu."),
        (whole() | {"huong_dan.mp4": b"OggS"}, 'survey!F2: Tệp "huong_dan.mp4" không phải là đoạn phim.'),
    ):
        file.write_bytes(packed(files))
        done = await shell.run("form", "check", str(file))
        assert (done.code, done.err) == (1, "")
        assert done.out.splitlines()[1].startswith(said)
