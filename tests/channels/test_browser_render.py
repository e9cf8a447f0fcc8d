"""What the chat page is told of choices."""

from __future__ import annotations

from bot.channel import Parcel
from bot.channels.browser.render import spoken_to
from content.message import Address, Choice, Outbound
from tests.play import START


def test_words_about_a_question_stand_beside_its_answers() -> None:
    """Back and skip are small and need no second word; answers, decisions and menus keep their whole width."""
    choices = (
        Choice("Thôn 1", "a:r:q:x"), Choice("◀ Quay lại", "a:r:q:b", "quay lại"),
        Choice("Gửi", "a:r:q:s", "gửi", decisive=True), Choice("Hướng dẫn", "go:h", "hướng dẫn"),
        Choice("Làm thử", "ft:1", "làm thử biểu mẫu 1"),
    )  # fmt: skip
    drawn = spoken_to(Parcel(Address("browser", "1"), Outbound("?", choices=choices, numbered=False)), START)["choices"]
    assert [choice.get("aside", 0) for choice in drawn] == [0, 1, 0, 0, 0]
    assert [choice.get("word", "") for choice in drawn] == ["", "", "", "", "làm thử biểu mẫu 1"]
