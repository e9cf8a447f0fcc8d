"""Once more to those whom a broadcast did not reach: offered where they are listed, approved like the first."""

from __future__ import annotations

import pytest

from storage.tables import Delivery
from storage.unit_of_work import UnitOfWork
from tests.play import Play
from tests.transcripts.content_office import TITLE, answers, approve, issue, people


async def missed(play: Play, state: str = "failed", reason: str = "blocked") -> None:
    """Tâm did not get broadcast 1, and that it is over."""

    def spoil(uow: UnitOfWork) -> None:
        row = uow.session.query(Delivery).filter_by(broadcast_id=1, person_id=play.people["Tâm"]).one()
        row.state, row.reason = state, reason
        broadcast = uow.broadcasts.get(1)
        broadcast.sent -= 1
        setattr(broadcast, state, 1)

    await people(play)
    await issue(play)
    await play.storage.run(spoil)
    play.shown["Tâm"].clear()
    play.forget()


@pytest.mark.parametrize("state", ["failed", "uncertain", "cancelled", "expired"])
async def test_only_those_who_were_not_reached_get_it_again(play: Play, state: str) -> None:
    """The failure list offers it; an approver sees for whom and how many; who has it already gets nothing."""
    await missed(play, state)
    await answers(play, "Minh", "tiến độ 1")
    await play(f"""
        Minh > danh sách lỗi
        Minh < Chưa nhận được (1 người): …Phạm Văn Tâm…
        Minh > [Gửi lại cho người chưa nhận]
        Lan < Trần Văn Minh trình duyệt số 2: "{TITLE}", tới 1 người (những người chưa nhận được đợt phát 1).
        Đức < Trần Văn Minh trình duyệt số 2
        Minh < Đã trình duyệt số 2 "{TITLE}": 1 người nhận
    """)
    assert not play.shown["Tâm"]
    hoa = len(play.shown["Hoa"])
    await approve(play, 2)
    assert play.last("Tâm").heading.endswith(TITLE)
    assert len(play.shown["Hoa"]) == hoa


async def test_it_is_a_word_too_and_never_twice_at_once(play: Play) -> None:
    """`gửi lại 1` does it; while that waits there is no second; when all have it, nobody is left."""
    await missed(play)
    await answers(play, "Minh", "menu", "gui lai 1")
    await play("""
        Minh > gửi lại 1
        Minh < Số 2 đang gửi lại cho những người này (chờ duyệt). Xong số đó mới lập đợt khác.
    """)
    await approve(play, 2)
    await play("""
        Minh > gửi lại cho người chưa nhận 1
        Minh < Không còn ai chưa nhận được đợt phát 1.
    """)


async def test_who_may_not_submit_is_not_offered_it(play: Play) -> None:
    """An approver sees the list without the button, and the word is refused."""
    await missed(play)
    await answers(play, "Lan", "tiến độ 1", "danh sách lỗi")
    assert [choice.label for choice in play.choices("Lan")] == ["Tệp danh sách"]
    await play("""
        Lan > gửi lại 1
        Lan < Đồng chí chưa được phân quyền cho việc này.
    """)


async def test_what_is_withdrawn_is_not_sent_again(play: Play) -> None:
    """A version that is no longer in force goes to nobody."""
    await missed(play)
    await answers(play, "Lan", "thu hoi 1", "Nhầm ngày", "xac nhan thu hoi")
    await play("""
        Minh > gửi lại 1
        Minh < Văn bản này đã thu hồi, không phát được.
    """)
