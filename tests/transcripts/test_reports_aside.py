"""Words of command while the details of a sent report are offered, and while a question of it is open."""

from __future__ import annotations

import pytest

from tests.play import Play
from tests.transcripts.content_office import answers, issue, people

TO_DURATION = """
    Hoa > [Bổ sung chi tiết]
    Hoa < Báo cáo buổi · bổ sung 1/8…
"""


async def sent(play: Play) -> None:
    """Hoa has reported, and is offered to add details."""
    await people(play)
    await issue(play)
    await answers(play, "Hoa", "bao cao", "hom qua", "1", "1", "1", "xong", "45", "gui")


@pytest.mark.parametrize("before", ["", TO_DURATION], ids=["offer", "number"])
async def test_a_command_with_words_opens_at_once(play: Play, before: str) -> None:
    """What is only offered holds nobody up: search, figures and withdrawal open as outside a form."""
    await sent(play)
    await play(
        before
        + """
        Hoa > tài liệu mùa khô
        Hoa < Tài liệu có "mùa khô":
        Hoa > báo cáo của tôi
        Hoa < 1 báo cáo gần nhất của đồng chí:
    """
    )


async def test_a_report_is_taken_back_while_its_details_are_offered(play: Play) -> None:
    """The word of the receipt works although a question stands below it."""
    await sent(play)
    await play("""
        Hoa > rut bc0001
        Hoa < Đã rút báo cáo BC0001.
    """)


async def test_figures_of_the_year_open_too(play: Play) -> None:
    """A period after the word is part of the command."""
    await sent(play)
    await play("""
        Hoa > kết quả của tôi năm
        Hoa < …2026
    """)


async def test_an_answer_that_begins_like_a_command_stays_an_answer(play: Play) -> None:
    """Free words are never a command, whatever they begin with; a list asked next lets a command open again."""
    await sent(play)
    await play(TO_DURATION)
    for _ in range(3):
        await play.says("Hoa", "bo qua")
    play.forget()
    await play("""
        Hoa > Tài liệu còn dài, bà con khó nhớ
        Hoa < Báo cáo buổi · bổ sung 5/8 / Đã ghi: Tài liệu còn dài, bà con khó nhớ.
        Hoa > tài liệu mùa khô
        Hoa < Tài liệu có "mùa khô":
    """)
