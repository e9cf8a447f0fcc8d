"""The course of a broadcast: good hours, planned times, waiting, pausing, stopping, progress, withdrawal, checking."""

from __future__ import annotations

import pytest

from content.message import Heard
from content.roles import Role
from tests.play import Play
from tests.transcripts.content_office import TITLE, answers, approve, draft, issue, people, submit

NIGHT = 12  # hours after nine in the morning: past half past eight in the evening


async def test_a_notice_waits_for_the_morning(play: Play) -> None:
    """Approved at night, it goes out at half past seven, and both are told so."""
    await people(play)
    await draft(play)
    await submit(play)
    await play.tick(hours=NIGHT)
    await play.says("Lan", "duyệt 1")
    play.forget()
    await play(f"""
        Lan > đồng ý duyệt 1
        Lan < Đã duyệt số 1 "{TITLE}" cho 2 người nhận. Đang ngoài giờ gửi tin (7:30 - 20:30). Hệ thống sẽ gửi
        Minh < Số 1 "{TITLE}": đã duyệt bởi Lê Thị Lan lúc 21:00 ngày 20/11/2026. Đang ngoài giờ gửi tin …07:30
    """)
    await play.tick(hours=10.4)
    assert not play.heard["Hoa"]
    await play.tick(hours=0.1)
    assert play.heard["Hoa"][0].heading == f"📌 Nội dung tuyên truyền: {TITLE}"
    assert not play.heard["Hoa"][0].silent


async def test_urgent_news_goes_at_night_and_without_a_sound(play: Play) -> None:
    """Urgent news does not wait, but wakes nobody."""
    await people(play)
    await draft(play)
    await submit(play, urgency="2")
    await play.tick(hours=NIGHT)
    await approve(play, 1)
    assert play.last("Hoa").silent
    assert play.last("Hoa").heading == f"📌 Nội dung tuyên truyền: {TITLE}"


async def test_a_planned_time_is_kept(play: Play) -> None:
    """What is planned for the evening goes out then."""
    await people(play)
    await draft(play)
    await submit(play, when="2")
    await approve(play, 1)
    await play.tick(hours=10.9)
    assert not play.shown["Hoa"]
    await play.tick(hours=0.1)
    assert play.last("Hoa").heading == f"📌 Nội dung tuyên truyền: {TITLE}"


async def test_what_waits_for_its_author_goes_when_told(play: Play) -> None:
    """Approved and waiting, it goes out by "phát 1", once, and never by who has no right."""
    await people(play)
    await draft(play)
    await submit(play, when="3")
    await approve(play, 1)
    assert not play.shown["Hoa"]
    await play(f"""
        Hoa > phát 1
        Hoa < Đồng chí chưa được phân quyền cho việc này.
        Minh > phat
        Minh < Đã duyệt, chờ phát: / 1. {TITLE}
        Minh > 1
        Minh < Việc này không nhận số. Đồng chí bấm nút hoặc gõ đủ chữ "phát 1".
        Minh > phat 1
        Minh < Bắt đầu gửi đợt phát 1 tới 2 người.
        Hoa < 📌 Nội dung tuyên truyền: {TITLE}
        Tâm < 📌 Nội dung tuyên truyền: {TITLE}
        Minh > phat 1
        Minh < Đợt phát 1 đã phát xong, không phát được.
    """)


async def test_progress_is_one_message_that_changes(play: Play) -> None:
    """The sender's chat shows one screen, replaced while it moves, and says at the end how it went."""
    await people(play)
    await issue(play)
    await play.tick(seconds=3)
    await play(f"""
        Minh < Đợt phát 1: {TITLE} / Đã gửi 2/2.
    """)
    shown = play.last("Minh")
    assert (shown.key, shown.replaces) == ("progress:1", "progress:1")
    await play.tick(seconds=3)
    await play("")


async def test_stopping_leaves_what_was_not_sent(play: Play) -> None:
    """A broadcast stopped before its time sends nothing, and its end is said."""
    await people(play)
    await draft(play)
    await submit(play, when="2")
    await approve(play, 1)
    await play.says("Minh", "tien do 1")
    play.forget()
    await play(f"""
        Minh > dung han 1
        Minh < Đã dừng hẳn đợt phát 1.
        Minh < Đợt phát 1: {TITLE} / Đã dừng.
    """)
    await play.tick(days=1)
    assert not play.shown["Hoa"]


async def test_the_list_of_those_not_reached_says_what_to_do(play: Play) -> None:
    """Who could not be reached is named with the reason in plain words, and as a file for the office."""
    await people(play)
    await play.sends("Hoa", Heard.BLOCKED)
    await issue(play)
    await play(f"""
        Minh > tien do 1
        Minh < Đợt phát 1: {TITLE} / Đã gửi 1/2. Chưa nhận được: 1 (xem danh sách).
        Minh > danh sach loi
        Minh < Chưa nhận được (1 người): / 1. Nguyễn Thị Hoa, thôn Mẫu Đông: …
        Minh > tep danh sach
        Minh < Hệ thống đang lập tệp danh sách, xin chờ ít giây.
        Minh < Danh sách nhận của đợt phát 1.
    """)
    assert play.last("Minh").file is not None


async def test_the_same_version_goes_to_others_only_when_approved_again(play: Play) -> None:
    """Another audience is another broadcast, decided by an approver like the first."""
    await people(play)
    await issue(play)
    await play.says("Minh", "tien do 1")
    play.forget()
    await play.says("Minh", "[Phát cho người nhận khác]")
    await answers(play, "Minh", "1", "xong", "3", "xong", "bo qua", "1", "1", "trinh")
    assert not play.shown["Bình"]
    await approve(play, 2)
    assert play.last("Bình").heading == f"📌 Nội dung tuyên truyền: {TITLE}"
    assert (await play.storage.run(lambda uow: uow.broadcasts.get(2))).version_id == 1


async def test_an_approver_withdraws_at_once_and_all_who_have_it_are_told(play: Play) -> None:
    """The notice reaches exactly those who received it; the document is closed everywhere."""
    await people(play)
    await issue(play)
    code = (await play.storage.run(lambda uow: uow.documents.version(1)))[0].check_code
    await play(f"""
        Lan > thu hoi 1
        Lan < Thu hồi "{TITLE}"? Người đã nhận sẽ được thông báo ngừng sử dụng.
        Lan < Thu hồi văn bản
        Lan > Số điện thoại trong bài đã đổi
        Lan < Thu hồi văn bản …1. Lý do: Số điện thoại trong bài đã đổi
        Lan > xac nhan thu hoi
        Lan < Đã thu hồi "{TITLE}". Hệ thống đang báo cho 2 người đã nhận.
        Hoa < ⛔ Tài liệu "{TITLE}" (số 15/KH-BTG) đã được thu hồi lúc 09:00 ngày 20/11/2026. Đề nghị đồng chí
        Tâm < ⛔ Tài liệu "{TITLE}"
        Hoa > 2
        Hoa < ⛔ Tài liệu "{TITLE}" (số 15/KH-BTG) đã được thu hồi ngày 20/11/2026.
        Hoa > tai lieu
        Hoa < Hiện chưa có tài liệu nào đang áp dụng.
        Hoa > KT {code}
        Hoa < ⛔ Mã {code}: văn bản đã bị thu hồi ngày 20/11/2026.
    """)
    assert not play.shown["Bình"]


async def test_an_editor_asks_for_a_withdrawal(play: Play) -> None:
    """An editor's wish to withdraw is decided by an approver."""
    await people(play)
    await issue(play)
    await answers(play, "Minh", "thu hoi 1", "Nhầm ngày đăng ký")
    await play(f"""
        Minh > xac nhan thu hoi
        Minh < Đã chuyển đề nghị thu hồi "{TITLE}" tới: Phan Anh Đức, Lê Thị Lan.
        Lan < ⛔ Trần Văn Minh đề nghị thu hồi "{TITLE}" (số 2). / Lý do: Nhầm ngày đăng ký
        Đức < ⛔ Trần Văn Minh đề nghị thu hồi
    """)
    assert (await play.storage.run(lambda uow: uow.documents.version(1)))[1].state == "approved"
    await answers(play, "Lan", "duyệt 2")
    await play(f"""
        Lan > dong y duyet 2
        Lan < Đã thu hồi "{TITLE}". Hệ thống đang báo cho 2 người đã nhận.
        Hoa < ⛔ Tài liệu "{TITLE}"
        Tâm < ⛔ Tài liệu "{TITLE}"
    """)


async def test_a_newer_version_takes_the_place_of_the_old(play: Play) -> None:
    """Old buttons lead to the new wording; the library has the new one only."""
    await people(play)
    await issue(play)
    await answers(play, "Minh", "bản thảo 1", "[Sửa thành bản mới]")
    await answers(play, "Minh", "sua diem", "1", "Khóa van gas trước khi ra khỏi nhà.", "luu", "[Trình duyệt]")
    await answers(play, "Minh", "bo qua", "1", "1", "trinh")
    await approve(play, 2)
    await play.sends("Hoa", Heard.PRESS, token="pt:1:1", message_key="m1")
    assert play.last("Hoa").text.startswith("🔄 Tài liệu này đã có bản mới.")
    await play.says("Hoa", "1")
    assert "Khóa van gas" in play.last("Hoa").text


async def test_a_code_is_checked_by_anyone(play: Play) -> None:
    """Strangers learn that a public document is genuine, and of an internal one only that it exists."""
    await people(play)
    await play.stranger("Khách")
    await issue(play, scope="3")
    await draft(play, title="Tiêm chủng cho trẻ em")
    await submit(play)
    await approve(play, 2)
    internal, public = await play.storage.run(lambda uow: [uow.documents.get(n).check_code for n in (1, 2)])
    play.forget()
    await play(f"""
        Khách > KT {public}
        Khách < ✅ Mã {public}: văn bản có thật và đang áp dụng. / Tiêm chủng cho trẻ em / Nguồn: Ban Tuyên giáo
        Khách > kt {internal.lower()}
        Khách < ✅ Mã {internal}: văn bản có thật, đang áp dụng, lưu hành nội bộ.
        Khách > KT ZZZ999
        Khách < ⚠ Không có văn bản nào mang mã ZZZ999. …0950 000 002
        Hoa > KT {internal}
        Hoa < ✅ Mã {internal}: văn bản có thật, đang áp dụng, lưu hành nội bộ. / {TITLE}
    """)
    assert TITLE not in "".join(said.text for said in play.shown["Khách"])


@pytest.mark.both
async def test_the_library_is_searched_without_diacritics_and_paged(play: Play) -> None:
    """Five at a time, found by folded words, opened by number."""
    await people(play)
    for n in range(1, 8):
        await draft(play, title=f"Hoà giải ở cơ sở, bài {n}")
        await submit(play, duty="3")
        await approve(play, n)
    await play("""
        Hoa > tai lieu
        Hoa < Tài liệu đang áp dụng: / 1. Hoà giải ở cơ sở, bài 7 …5. Hoà giải ở cơ sở, bài 3
        Hoa > xem them
        Hoa < Tài liệu đang áp dụng: / 1. Hoà giải ở cơ sở, bài 2
        Hoa > tai lieu hoa giai bai 4
        Hoa < Tài liệu có "hoa giai bai 4": / 1. Hoà giải ở cơ sở, bài 4
        Hoa > 1
        Hoa < 📌 Nội dung tuyên truyền: Hoà giải ở cơ sở, bài 4
        Hoa > tai lieu bao lut
        Hoa < Chưa có tài liệu phù hợp với "bao lut".
    """)


async def test_an_audience_stays_within_the_scope_of_its_author(play: Play) -> None:
    """An editor of one commune is offered that commune only, and its approver covers it."""
    await people(play)
    await play.person("Xuân", unit="X01", roles=[Role.EDITOR], duties=(), full_name="Bùi Thị Xuân")
    await draft(play, who="Xuân")
    await play.says("Xuân", "trinh")
    labels = {choice.label for choice in play.choices("Xuân")}
    assert "xã Đồng Mẫu" in labels
    assert not any("Suối Thử" in label or "tỉnh" in label for label in labels)


async def test_what_is_listed_by_its_number_opens_by_it(play: Play) -> None:
    """The number beside a title is the number to type, and typing it opens only."""
    await people(play)
    await draft(play)
    await submit(play)
    await play(f"""
        Minh > ban thao
        Minh < Bản thảo và văn bản đang chờ: / 1. {TITLE} (chờ duyệt)
        Minh > 1
        Minh < Bản thảo 1: {TITLE} / Trạng thái: chờ duyệt.
        Lan > duyet
        Lan < Đang chờ đồng chí duyệt: / 1. {TITLE} - 2 người
        Lan > 1
        Lan < Xem trước đúng như người nhận sẽ thấy:
        Lan < 📌 Nội dung tuyên truyền: {TITLE}
        Lan < Duyệt phát hành "{TITLE}" (số 1)?
    """)
    assert (await play.storage.run(lambda uow: uow.broadcasts.get(1))).state == "submitted"
