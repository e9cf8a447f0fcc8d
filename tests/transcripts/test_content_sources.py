"""Whatever goes out about a document names its source and the code to check it by, in the demo its mark too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from handlers.dispatcher import Dispatcher
from tests.play import Play
from tests.transcripts.content_office import answers, approve, issue, people, submit

NEWS = Path(__file__).parent.parent / "documents" / "001_ce68147bedafd6e9.docx"
MARK = "[MINH HỌA] Không phải văn bản chính thức."


def in_demo(play: Play) -> None:
    """Let the office be the demo's."""
    play.world = replace(play.world, is_demo=True)
    play.dispatcher = Dispatcher(play.storage, play.world, lambda: play.now)


async def code_of(play: Play) -> str:
    """Return the check code of the first document."""
    return (await play.storage.run(lambda uow: uow.documents.version(1)))[0].check_code


@pytest.mark.parametrize("demo", [False, True])
async def test_a_withdrawal_names_its_source(play: Play, demo: bool) -> None:
    """Who gets the notice can check whose it is before they stop using the text."""
    if demo:
        in_demo(play)
    await people(play)
    await issue(play)
    await answers(play, "Lan", "thu hoi 1", "Nhầm ngày", "xac nhan thu hoi")
    said = play.last("Hoa").text
    assert "số 15/KH-BTG ngày 18/11/2026." in said
    assert f'Kiểm tra: gõ "KT {await code_of(play)}".' in said
    assert (MARK in said) is demo


async def test_a_file_names_its_source(play: Play) -> None:
    """The message that brings the file says whose it is, like any point of it."""
    in_demo(play)
    await people(play)
    await play.uploads_file("Minh", NEWS.name, NEWS.read_bytes())
    await answers(play, "Minh", "1", "1", "xong", "bo qua", "bo qua", "luu")
    await submit(play)
    await approve(play, 1)
    await play.says("Hoa", "tai")
    said = play.last("Hoa")
    assert said.file is not None
    assert "Nguồn: UBND tỉnh Kon Tum, Công văn số 3148/UBND-KGVX ngày 06/09/2024." in said.text
    assert f'Kiểm tra: gõ "KT {await code_of(play)}".' in said.text
    assert MARK in said.text
