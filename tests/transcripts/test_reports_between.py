"""A whole report typed while another form is open: it may go first, and the other is asked on afterwards."""

from __future__ import annotations

from content.roles import Role
from storage.tables import Submission
from tests.play import Play

BEGUN = """
    Hoa > soạn
    Hoa < …
    Hoa > bc 19/11 mẫu đông 45 người loa
    Hoa < Đây là một báo cáo buổi: "bc 19/11 mẫu đông 45 người loa". Gửi báo cáo này trước, hay ghi làm câu trả lời?
"""
DONE = """
    Hoa > 1
    Hoa < …
    Hoa > xong
    Hoa < …
    Hoa > Phòng cháy
    Hoa < Báo cáo buổi · 6/6 …
    Hoa > gửi
    Hoa < ✅ Đã nhận báo cáo mã BC0001 …
    Hoa < Báo cáo buổi / …
"""


async def test_a_report_goes_first_and_leads_back(play: Play) -> None:
    """By number or button the line is read as a report; once it is over, the open form asks its question again."""
    await play.person("Hoa", unit="X01-T1", roles=[Role.CONTRIBUTOR])
    await play(
        BEGUN
        + """
        Hoa > 1
        Hoa < Báo cáo buổi · 4/6 …Đã ghi: 19/11 (thứ năm); thôn Mẫu Đông; Loa truyền thanh; 45 người.…
        """
        + DONE
        + """
        Hoa > không bổ sung
        Hoa < …
        Hoa < Soạn nội dung · 1/…đang làm dở…
        Hoa > bc 18/11 mẫu đông 40 người loa
        Hoa < Đây là một báo cáo buổi…
        Hoa > [Gửi báo cáo này trước, rồi quay lại]
        Hoa < Báo cáo buổi · 4/6 …
        Hoa > hủy
        Hoa < …
        Hoa < Soạn nội dung · 1/…
        """
    )


async def test_it_may_be_the_answer(play: Play) -> None:
    """Whoever meant it as the answer says so, and it is kept as typed."""
    await play.person("Hoa", unit="X01-T1", roles=[Role.CONTRIBUTOR])
    await play(
        BEGUN
        + """
        Hoa > 2
        Hoa < Soạn nội dung · 2/…Đã ghi: bc 19/11 mẫu đông 45 người loa.…
        """
    )
    assert await play.storage.run(lambda uow: uow.session.query(Submission).count()) == 0


async def test_several_reports_go_first_together(play: Play) -> None:
    """The open form comes back only when the last of them is over; a report that was only begun gives way at once."""
    await play.person("Hoa", unit="X01-T1", roles=[Role.CONTRIBUTOR])
    await play("""
        Hoa > soạn
        Hoa < …
        Hoa > bc 19/11 mẫu đông 45 người loa / bc 18/11 mẫu đông 40 người loa
        Hoa < Đây là một báo cáo buổi…
        Hoa > 1
        Hoa < Đã đọc 2 buổi: / …
        Hoa > 1
        Hoa < Báo cáo buổi · 4/6 …
        Hoa > hủy
        Hoa < …
        Hoa > báo cáo
        Hoa < …làm dở…
        Hoa > 1
        Hoa < Báo cáo buổi · 4/6 …
        Hoa > hủy
        Hoa < …
        Hoa < Soạn nội dung · 1/…
        Hoa > hủy
        Hoa < …
        Hoa > báo cáo
        Hoa < Báo cáo buổi · 1/6 …
        Hoa > bc 19/11 mẫu đông 45 người loa
        Hoa < Báo cáo buổi · 4/6 …
        Hoa > hủy
        Hoa < …
        Hoa > báo cáo
        Hoa < Báo cáo buổi · 1/6 …
    """)
