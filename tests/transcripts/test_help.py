"""The guide and the first page, as each person sees them."""

from __future__ import annotations

from content.roles import Role
from tests.play import Play, told


async def test_the_guide_lists_only_what_one_may_do(play: Play) -> None:
    """A communicator reads of reading and reporting; an approver reads of withdrawing too."""
    await play.person("Hoa", unit="X01-T1")
    await play.person("Lan", roles=[Role.APPROVER], duties=())
    await play.says("Hoa", "tro giup")
    await play.says("Lan", "huong dan")
    hoa, lan = told(play.last("Hoa")), told(play.last("Lan"))
    assert "• báo cáo: Báo cáo buổi tuyên truyền" in hoa
    assert "kết quả của tôi" in hoa
    assert "không có buổi" in hoa
    assert "thu hồi" not in hoa
    assert "• thu hồi: Thu hồi văn bản đã phát" in lan


async def test_who_may_not_withdraw_is_told_whom_to_ask(play: Play) -> None:
    """The word is known, and the refusal names a contact."""
    await play.person("Hoa", unit="X01-T1")
    await play("""
        Hoa > thu hồi
        Hoa < Đồng chí chưa được phân quyền cho việc này. Liên hệ: 0950 000 001.
    """)
