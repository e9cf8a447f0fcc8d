"""Slash commands of Telegram's menu while a form is open: those about the conversation are the form's own."""

from __future__ import annotations

import pytest

from tests.play import Play
from tests.transcripts.content_office import answers, people


async def at_second(play: Play) -> None:
    """Hoa is at the second question of a report."""
    await people(play)
    await answers(play, "Hoa", "bao cao", "hom qua")


@pytest.mark.parametrize("typed", ["/huy", "/HUY", "/hủy"])
async def test_the_slash_word_for_cancel_cancels_the_form(play: Play, typed: str) -> None:
    """What the published menu calls "hủy" does in a form what the word does: the form is gone."""
    await at_second(play)
    await play(f"""
        Hoa > {typed}
        Hoa < Đã hủy. Chưa có nội dung nào được gửi đi.
        Hoa > hủy
        Hoa < Hiện không có việc nào đang làm dở.
    """)


@pytest.mark.parametrize("typed", ["/huongdan", "/trogiup", "/help"])
async def test_the_slash_word_for_help_explains_the_question(play: Play, typed: str) -> None:
    """Help inside a form is about the question, and asks it again."""
    await at_second(play)
    await play(f"""
        Hoa > {typed}
        Hoa < Báo cáo buổi · 2/6 / Đề nghị trả lời câu hỏi dưới đây.
    """)


async def test_the_slash_words_for_back_and_skip_are_the_forms_own(play: Play) -> None:
    """Back asks the question before; skip says that this one must be answered."""
    await at_second(play)
    await play("""
        Hoa > /boqua
        Hoa < Báo cáo buổi · 2/6 / Câu này cần được trả lời nên không bỏ qua được.
        Hoa > /quaylai
        Hoa < Báo cáo buổi · 1/6…
    """)


async def test_any_other_slash_command_still_goes_past_the_form(play: Play) -> None:
    """`/…` are commands: what is open waits."""
    await at_second(play)
    await play("""
        Hoa > /tailieu
        Hoa < Hiện chưa có tài liệu nào đang áp dụng.
        Hoa > Đồng Mẫu
        Hoa < Báo cáo buổi · …
    """)
