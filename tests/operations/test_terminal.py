"""`python -m bot chat`, as somebody types to it."""

from __future__ import annotations

import asyncio

from tests.operations.shell import Shell
from tests.processes import PIPE, start


async def _typed(shell: Shell, *words: str, who: str = "ttv") -> tuple[int, str, str]:
    process = await start(
        "bot", "chat", who, cwd=shell.folder, env=shell.environment({}), stdin=PIPE, stdout=PIPE, stderr=PIPE
    )
    told, complained = await asyncio.wait_for(process.communicate("\n".join([*words, ""]).encode()), 60)
    return process.returncode or 0, told.decode(), complained.decode()


async def test_a_report_in_the_terminal(shell: Shell) -> None:
    """What is typed, pressed and heard stands there as a transcript; nothing is left behind."""
    code, told, complained = await _typed(shell, "bao cao", "[Hôm nay]", "[Không có nút này]", "huy")
    assert (code, complained) == (0, "")
    lines = told.splitlines()
    assert any(line.endswith("> bao cao") for line in lines)
    assert any(
        " < Báo cáo buổi · 1/6 / " in line and line.endswith("[Hôm nay] [Hôm qua] [Ngày khác]") for line in lines
    )
    assert any(" < Báo cáo buổi · 2/6 / Đã ghi: " in line for line in lines)
    assert any("Không có nút" in line for line in lines)
    assert any(" < Đã hủy" in line for line in lines)
    assert list(shell.folder.iterdir()) == []


async def test_somebody_who_is_not_there(shell: Shell) -> None:
    """One sentence that names who is."""
    code, _, complained = await _typed(shell, who="ông Bụt")
    assert code == 1
    assert complained.count("\n") == 1
    assert "N05" in complained
