"""Words that decide, whatever was shown last; and sentences of people that only begin like a command."""

from __future__ import annotations

import pytest

from content.roles import Role
from storage.unit_of_work import UnitOfWork
from tests.play import Play
from tests.transcripts.content_office import TITLE, answers, draft, issue, people, submit

LOST = 'Hệ thống chưa hiểu. Đồng chí chọn một nút bên dưới hoặc gõ "menu".'


async def test_words_of_a_decision_work_after_another_screen(play: Play) -> None:
    """`trả lại 1` and `từ chối 1` are commands: they need no card before them, and ask for the reason."""
    await people(play)
    await draft(play)
    await submit(play)
    await answers(play, "Lan", "menu")
    await play("""
        Lan > trả lại 1
        Lan < Lý do · 1/1 / Lý do?
        Lan > hủy
        Lan < Đã hủy.
        Lan > menu
        Lan < …
        Lan > tu choi so 1
        Lan < Lý do · 1/1 / Lý do?
        Lan > Trùng bài đã phát
        Lan < Đã từ chối số 1.
        Minh < Lê Thị Lan không duyệt số 1
    """)


async def test_words_that_steer_a_broadcast_work_after_another_screen(play: Play) -> None:
    """Pausing, going on and stopping take the number of the broadcast; the bare word decides nothing."""
    await people(play)
    await issue(play)
    await play.storage.run(_runs)
    await answers(play, "Minh", "menu")
    await play("""
        Minh > tạm dừng
        Minh < Không có đợt phát số ?.
        Minh > tam dung 1
        Minh < Đã tạm dừng đợt phát 1.
        Minh < Đợt phát 1: …
        Minh > menu
        Minh < …
        Minh > gửi tiếp 1
        Minh < Đã gửi tiếp đợt phát 1.
        Minh < Đợt phát 1: …
        Minh > menu
        Minh < …
        Minh > dừng hẳn 1
        Minh < Đã dừng hẳn đợt phát 1.
        Minh < Đợt phát 1: …
    """)


def _runs(uow: UnitOfWork) -> None:
    broadcast = uow.broadcasts.get(1)
    broadcast.state, broadcast.total = "running", broadcast.total + 1  # somebody's message is still on its way


@pytest.mark.parametrize("words", ["trả lại 1", "từ chối 1", "đồng ý thu hồi 1", "tạm dừng 1", "dừng hẳn 1"])
async def test_words_that_decide_check_the_right(play: Play, words: str) -> None:
    """A communicator decides nothing with them."""
    await people(play)
    await issue(play)
    await play(f"""
        Hoa > {words}
        Hoa < Đồng chí chưa được phân quyền cho việc này. Liên hệ: 0950 000 001.
    """)


async def test_reminding_now_is_a_word_of_its_own(play: Play) -> None:
    """`gửi nhắc ngay` needs no list before it."""
    await play.person("Vân", roles=[Role.COORDINATOR], duties=())
    await play.person("Hoa", unit="X01-T1")
    await answers(play, "Vân", "menu")
    await play("""
        Vân > gui nhac ngay
        Vân < Hệ thống đang nhắc 1 người.
        Hoa < …
        Hoa > gửi nhắc ngay
        Hoa < Đồng chí chưa được phân quyền cho việc này.
    """)


@pytest.mark.parametrize(
    "sentence",
    [
        "Tại thôn 3 tối nay có họp", "mọi người hỏi lịch cắt điện", "moi nguoi hoi lich cat dien",
        "phát hiện tin giả về giá đất", "Nhắc lại giúp tôi điểm 2", "Bắt đầu họp lúc 7 giờ",
        "Tôi đã nói với bà con", "Soạn giúp tôi bài này", "Kênh mương thôn 3 bị tắc", "Hủy buổi họp tối nay",
        "Cơ quan ta mấy giờ làm", "Duyệt giúp tôi với", "Rút kinh nghiệm buổi trước", "Nhập hàng chưa",
        "Cho phép tôi hỏi", "Từ chối trả lời có được không", "tai lieu", "Mẫu đơn ở đâu",
    ],
)  # fmt: skip
@pytest.mark.parametrize("who", ["Hoa", "Quân"])
async def test_a_sentence_is_no_command(play: Play, sentence: str, who: str) -> None:
    """Whoever writes freely is not understood, rather than sent a file, told of rights, or led into a form."""
    await play.person("Hoa", unit="X01-T1")
    await play.person("Quân", roles=[*Role], duties=())
    if sentence == "tai lieu":  # the word itself, without diacritics, stays one
        await play(f"{who} > {sentence}\n{who} < Hiện chưa có tài liệu nào đang áp dụng.")
        return
    await play(f"{who} > {sentence}\n{who} < {LOST}")


async def test_names_after_a_slash_are_typed_with_the_slash(play: Play) -> None:
    """`/toi` is a command and "toi" is the word "tôi"; "baocao" in one word is none."""
    await play.person("Hoa", unit="X01-T1")
    await play(f"""
        Hoa > /toi
        Hoa < Thông tin Hệ thống đang lưu về đồng chí:…
        Hoa > toi
        Hoa < Thông tin Hệ thống đang lưu về đồng chí:…
        Hoa > danhsach
        Hoa < {LOST}
    """)


async def test_what_was_approved_is_the_count_that_was_shown(play: Play) -> None:
    """People who joined meanwhile are not approved unseen: the card comes again, with the reason, and then it holds."""
    await people(play)
    await draft(play)
    await submit(play)
    await answers(play, "Lan", "duyệt 1")
    await play.person("Mới", unit="X01-T1")
    await play("""
        Lan > đồng ý duyệt 1
        Lan < Số người nhận đã thay đổi từ 2 thành 3 kể từ khi đồng chí xem, nên chưa duyệt. Đề nghị đồng chí xem lại.
        Lan < Xem trước đúng như người nhận sẽ thấy:
        Lan < 📌 …
        Lan < …Số người nhận: 3; …
    """)
    assert await play.storage.run(lambda uow: uow.broadcasts.get(1).state) == "submitted"
    await play.says("Lan", "đồng ý duyệt 1")
    assert await play.storage.run(lambda uow: uow.broadcasts.get(1).audience["count"]) == 3


async def test_asking_for_the_reason_is_not_reading(play: Play) -> None:
    """Who only pressed "Trả lại" has not seen for how many it is, and gets the card before approving."""
    await people(play)
    await draft(play)
    await submit(play)
    await answers(play, "Đức", "trả lại 1", "hủy")
    await play.says("Đức", "đồng ý duyệt 1")
    assert play.shown["Đức"][-4].text.startswith("Đề nghị đồng chí xem nội dung dưới đây rồi mới duyệt.")


async def _asked_to_withdraw(play: Play) -> None:
    await people(play)
    await issue(play)
    await answers(play, "Minh", "thu hoi 1", "Nhầm ngày", "xac nhan thu hoi")
    await answers(play, "Lan", "duyệt 2")


async def test_a_withdrawal_is_agreed_to_in_its_own_words(play: Play) -> None:
    """The card of a withdrawal speaks of withdrawing; its word works on nothing else."""
    await _asked_to_withdraw(play)
    assert [choice.label for choice in play.choices("Lan")] == ["Đồng ý thu hồi", "Không thu hồi"]
    await play(f"""
        Lan > đồng ý thu hồi 1
        Lan < Số 1 không phải là đề nghị thu hồi.
        Lan > dong y thu hoi 2
        Lan < Đã thu hồi "{TITLE}". Hệ thống đang báo cho 2 người đã nhận.
        Hoa < ⛔ Tài liệu "{TITLE}"
        Tâm < ⛔ Tài liệu "{TITLE}"
    """)


@pytest.mark.parametrize("words", ["không thu hồi 2", "trả lại 2", "[Không thu hồi]"])
async def test_a_withdrawal_that_is_refused_has_no_draft(play: Play, words: str) -> None:
    """Its author is told why, that the document still holds, and is offered no draft to mend."""
    await _asked_to_withdraw(play)
    await play(f"""
        Lan > {words}
        Lan < Lý do · 1/1 / Lý do?
        Lan > Ngày vẫn đúng
        Lan < Đã ghi: không thu hồi "{TITLE}".
        Minh < Lê Thị Lan không đồng ý thu hồi "{TITLE}" (đề nghị số 2); văn bản vẫn đang áp dụng. / Lý do: …
    """)
    assert not play.choices("Minh")
    assert (await play.storage.run(lambda uow: uow.documents.version(1)))[1].state == "approved"


async def test_a_word_that_is_not_understood_leaves_the_list_standing(play: Play) -> None:
    """One slip does not cost the list: its numbers are still taken afterwards."""
    await people(play)
    await answers(play, "Hoa", "không có buổi", "nghi gi do")
    await play("""
        Hoa > 1
        Hoa < ✅ Đã ghi nhận tháng 11/2026 không có buổi …
    """)
