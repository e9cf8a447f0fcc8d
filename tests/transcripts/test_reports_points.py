"""The points that a report offers are those of the session's day, not of the day on which it is reported."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.play import Play
from tests.transcripts.content_office import TITLE, answers, issue, people

NEW_YEAR = datetime(2027, 1, 1, 2, 0, tzinfo=UTC)


async def test_the_last_day_of_a_point_is_reported_the_day_after(play: Play) -> None:
    """On 1 January the session of 31 December offers what held until that day, and one of today does not."""
    await people(play)
    await issue(play)  # until 31/12/2026
    play.now = NEW_YEAR
    await answers(play, "Hoa", "bao cao", "hom qua", "1", "1")
    assert play.choices("Hoa")[0].label == TITLE
    await answers(play, "Hoa", "huy", "bao cao", "hom nay", "1", "1")
    assert TITLE not in [choice.label for choice in play.choices("Hoa")]


async def test_another_day_asks_about_the_point(play: Play) -> None:
    """Corrected to a day on which the point holds no longer, the report asks whether it stays."""
    await people(play)
    await issue(play)
    play.now = NEW_YEAR
    await answers(play, "Hoa", "bao cao", "hom qua", "1", "1", "1", "xong", "45", "1")
    await play(f"""
        Hoa > hôm nay
        Hoa < … / "{TITLE}" ngoài thời gian áp dụng vào ngày 01/01/2027. Đồng chí vẫn muốn ghi nhận không?
        Hoa > 1
        Hoa < Báo cáo buổi · …Nội dung: {TITLE}…
        Hoa > gửi
        Hoa < ✅ Đã nhận báo cáo mã BC0001…
        Hoa < …
    """)


async def test_what_was_withdrawn_is_reported_when_it_was_used(play: Play) -> None:
    """A session before the withdrawal may have used the text: it is offered, and asked about once."""
    await people(play)
    await issue(play)
    await answers(play, "Lan", "thu hoi 1", "Nhầm ngày", "xac nhan thu hoi")
    await answers(play, "Hoa", "bao cao", "hom qua", "1", "1", "1")
    await play(f"""
        Hoa > xong
        Hoa < … / Nội dung "{TITLE}" đã thu hồi ngày 20/11/2026. Đồng chí xác nhận có sử dụng trong buổi này không?
        Hoa > 1
        Hoa < Báo cáo buổi · 5/6…
        Hoa > 45
        Hoa < Báo cáo buổi · 6/6…Nội dung: {TITLE}…
    """)


async def test_what_was_withdrawn_before_the_session_is_not_offered(play: Play) -> None:
    """Nobody is offered to say that they used what they had been told not to use."""
    await people(play)
    await issue(play)
    await answers(play, "Lan", "thu hoi 1", "Nhầm ngày", "xac nhan thu hoi")
    await play.tick(days=2)
    await answers(play, "Hoa", "bao cao", "hom qua", "1", "1")
    assert TITLE not in [choice.label for choice in play.choices("Hoa")]
