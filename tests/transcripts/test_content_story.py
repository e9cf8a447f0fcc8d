"""The life of a talking point, as its people see it: composed, submitted, approved, sent, read."""

from __future__ import annotations

from content.message import Heard
from content.roles import Role
from tests.play import Play
from tests.transcripts.content_office import TITLE, answers, approve, draft, issue, people, submit

SOURCE = "Nguồn: Ban Tuyên giáo và Dân vận Minh Họa, Kế hoạch số 15/KH-BTG ngày 18/11/2026."


async def test_a_talking_point_is_composed_in_chat_and_nobody_gets_it(play: Play) -> None:
    """What is composed is read back, saved as a draft, and sent to nobody."""
    await people(play)
    await play(f"""
        Minh > soan
        Minh < Soạn nội dung · 1/5 / 📌 Soạn nội dung tuyên truyền. Chưa gửi cho ai …
        Minh > {TITLE}
        Minh < Soạn nội dung · 2/5 / Đã ghi: {TITLE}.
        Minh > 1. Tắt bếp khi ra khỏi nhà. / - Gọi 114 khi có cháy.
        Minh < Soạn nội dung · 3/5 / Đã ghi: 2 điểm.
        Minh > 2
        Minh < Soạn nội dung · 4/5 / Đã ghi: Công khai, chỉ tuyên truyền trực tiếp. …trích từ văn bản số, ký hiệu nào?
        Minh > 15/KH-BTG
        Minh < Soạn nội dung · 5/7 …Ngày ban hành văn bản?
        Minh > 18/11/2026
        Minh < Soạn nội dung · 6/7 …Cơ quan ban hành văn bản?
        Minh > 1
        Minh < Soạn nội dung · 7/7 …1. Tiêu đề: {TITLE} / 2. Các điểm: 2 điểm / …Gõ "lưu" để lưu bản thảo, hoặc gõ số
        Minh > luu
        Minh < Đã lưu bản thảo "{TITLE}". Chưa gửi cho ai. / Bản thảo 1: {TITLE} …Đã đủ nguồn, có thể trình duyệt.
        Minh > bo sung
        Minh < Bổ sung nội dung · 1/5 / Đã ghi: Kế hoạch. / Áp dụng đến hết ngày nào?
        Minh > 31/12/2026
        Minh < Bổ sung nội dung · 2/5 …
        Minh > bo qua
        Minh < Bổ sung nội dung · 3/5 …
        Minh > Khóa gas, tắt bếp khi ra khỏi nhà.
        Minh < Bổ sung nội dung · 5/5 …1. Áp dụng đến: 31/12 (thứ năm) …4. Loại văn bản: Kế hoạch
        Minh > luu nhap
        Minh < Đã lưu …Kế hoạch số 15/KH-BTG ngày 18/11/2026. …hết ngày 31/12/2026. / Bản ngắn: Khóa gas, …
    """)


async def test_editing_changes_what_was_asked_and_keeps_the_rest(play: Play) -> None:
    """A new number brings its own kind with it; what stands elsewhere on the card stays."""
    await people(play)
    await draft(play)
    await play(f"""
        Minh > sua
        Minh < Soạn nội dung · 7/7 …4. Số, ký hiệu: 15/KH-BTG
        Minh > 4
        Minh < Soạn nội dung · 4/7 …Đang ghi: 15/KH-BTG.
        Minh > 21/CT-UBND
        Minh < Soạn nội dung · 7/7 …4. Số, ký hiệu: 21/CT-UBND
        Minh > [Lưu bản thảo]
        Minh < Đã lưu bản thảo "{TITLE}". …Chỉ thị số 21/CT-UBND ngày 18/11/2026. …Áp dụng đến hết ngày 31/12/2026.
    """)


async def test_the_whole_way_of_a_talking_point(play: Play) -> None:
    """A second person approves what recipients will get; they get it with source and approver, open and confirm it."""
    await people(play)
    await draft(play)
    await submit(play)
    await play(f"""
        Lan > duyệt 1
        Lan < Xem trước đúng như người nhận sẽ thấy: / Trên Telegram, …: / Nút bấm: Đã nắm.
        Lan < 📌 Nội dung tuyên truyền: {TITLE} / 1. Tắt bếp … / {SOURCE} / Người duyệt: Lê Thị Lan.
        Lan < Duyệt phát hành "{TITLE}" (số 1)? / Người soạn: Trần Văn Minh. …Số người nhận: 2; …Thời điểm:
        Lan > 1
        Lan < Việc này không nhận số. Đồng chí bấm nút hoặc gõ đủ chữ "đồng ý duyệt 1".
        Lan > đồng ý duyệt 1
        Lan < Đã duyệt số 1 "{TITLE}" cho 2 người nhận. Hệ thống gửi ngay.
        Minh < Số 1 "{TITLE}": đã duyệt bởi Lê Thị Lan lúc 09:00 ngày 20/11/2026. Hệ thống gửi ngay.
        Hoa < 📌 Nội dung tuyên truyền: {TITLE} …Người duyệt: Lê Thị Lan. / Áp dụng đến hết ngày 31/12/2026. /
        Tâm < 📌 Nội dung tuyên truyền: {TITLE}
        Hoa > 2
        Hoa < Điểm 2/3 / Gọi 114 khi có cháy. / {SOURCE}
        Hoa > 3
        Hoa < Điểm 3/3 / Để lối thoát thông thoáng.
        Hoa > da nam
        Hoa < ✅ Đã xác nhận lúc 09:00 ngày 20/11/2026. Cảm ơn đồng chí.
        Hoa > [Đã nắm]
        Hoa < Đồng chí đã xác nhận tài liệu này ngày 20/11/2026.
        Hoa > tải
        Hoa < Tài liệu này không có tệp kèm theo.
        Tâm > 4
        Tâm < Tài liệu này không có điểm số 4.
        Minh > tien do 1
        Minh < Đợt phát 1: {TITLE} / Đã gửi 2/2. / Đã xác nhận: 1/2 người (50%).
    """)


async def test_what_has_no_number_is_not_submitted(play: Play) -> None:
    """Without number, date and issuer a draft stays a draft, and it is said which are missing."""
    await people(play)
    await draft(play, number="")
    assert "Thiếu cơ quan ban hành, số, ký hiệu, ngày ban hành." in play.last("Minh").text
    await play("""
        Minh > trinh
        Minh < Thiếu cơ quan ban hành, số, ký hiệu, ngày ban hành. Văn bản chưa có số, ngày ban hành và người
    """)


async def test_nobody_approves_what_they_wrote(play: Play) -> None:
    """An author who may approve is still refused for own work, by words and by old buttons."""
    await people(play)
    minh = play.people["Minh"]
    await play.storage.run(lambda uow: uow.people.grant(minh, Role.APPROVER, 1, by=None, now=play.now))
    await draft(play)
    await submit(play)
    await play.says("Minh", "duyệt 1")
    assert play.last("Minh").text == "Người soạn không tự duyệt. Cần người có quyền duyệt khác duyệt."
    await play.sends("Minh", Heard.PRESS, token="ok:1", message_key="m1")
    assert play.last("Minh").text == "Người soạn không tự duyệt. Cần người có quyền duyệt khác duyệt."
    state = (await play.storage.run(lambda uow: uow.broadcasts.get(1))).state
    assert state == "submitted"


async def test_approving_takes_having_seen_it(play: Play) -> None:
    """The words that approve open the text the first time: nobody approves what they have not seen."""
    await people(play)
    await draft(play)
    await submit(play)
    await play(f"""
        Lan > đồng ý duyệt 1
        Lan < Đề nghị đồng chí xem nội dung dưới đây rồi mới duyệt.
        Lan < Xem trước đúng như người nhận sẽ thấy:
        Lan < 📌 Nội dung tuyên truyền: {TITLE}
        Lan < Duyệt phát hành "{TITLE}" (số 1)?
    """)
    assert (await play.storage.run(lambda uow: uow.broadcasts.get(1))).state == "submitted"


async def test_of_two_approvers_one_decides(play: Play) -> None:
    """The second approver is told that it is decided, and nothing goes out twice."""
    await people(play)
    await draft(play)
    await submit(play)
    await answers(play, "Đức", "duyệt 1")
    await approve(play, 1)
    await play("""
        Đức > đồng ý duyệt 1
        Đức < Số 1 đã được xử lý: đã phát xong.
        Đức > [Trả lại]
        Đức < Số 1 đã được xử lý: đã phát xong.
    """)
    assert [said.heading for said in play.shown["Hoa"]] == [f"📌 Nội dung tuyên truyền: {TITLE}"]


async def test_what_is_returned_comes_back_with_a_reason_as_a_new_version(play: Play) -> None:
    """A returned version stays as it was; the author goes on with the next one, to the same audience."""
    await people(play)
    await draft(play)
    await submit(play)
    await play(f"""
        Lan > duyệt 1
        Lan < Xem trước …
        Lan < 📌 …
        Lan < Duyệt phát hành …
        Lan > trả lại 1
        Lan < Lý do
        Lan > Thiếu số điện thoại của xã
        Lan < Đã trả lại số 1 cho người soạn.
        Minh < ↩ Lê Thị Lan trả lại số 1 "{TITLE}" để sửa. / Lý do: Thiếu số điện thoại của xã
        Minh > [Mở bản thảo]
        Minh < Bản thảo 1: {TITLE} / Trạng thái: trả lại để sửa. …Lý do: Thiếu số điện thoại của xã
        Minh > [Sửa thành bản mới]
        Minh < Bản thảo 2: {TITLE} / Trạng thái: bản thảo.
        Minh > sua diem
        Minh < Sửa từng điểm · 1/3 …
        Minh > 2
        Minh < Sửa từng điểm · 2/3 …
        Minh > 4
        Minh < Sửa từng điểm · 2/3 …
        Minh > Gọi 114 hoặc công an xã khi có cháy.
        Minh < Sửa từng điểm · 3/3 …1. …: 2…2. …: Gọi 114 hoặc công an xã khi có cháy.
        Minh > luu
        Minh < Bản thảo 2: {TITLE}
        Minh > [Trình duyệt]
        Minh < Trình duyệt · 3/6 …
    """)
    await answers(play, "Minh", "bo qua", "1", "1", "trinh")
    await approve(play, 2)
    assert "2. Gọi 114 hoặc công an xã khi có cháy." in play.last("Hoa").text
    first, second = await play.storage.run(lambda uow: [v.state for v in uow.documents.versions(1)])
    assert (first, second) == ("returned", "approved")


async def test_what_is_rejected_stays_rejected(play: Play) -> None:
    """A rejection is told with its reason and leaves nothing to approve."""
    await people(play)
    await draft(play)
    await submit(play)
    await answers(play, "Lan", "duyệt 1")
    await play(f"""
        Lan > từ chối 1
        Lan < Lý do
        Lan > Trùng nội dung đã phát
        Lan < Đã từ chối số 1.
        Minh < Lê Thị Lan không duyệt số 1 "{TITLE}". / Lý do: Trùng nội dung đã phát
        Lan > duyệt
        Lan < Không có văn bản nào chờ đồng chí duyệt.
        Lan > duyệt 1
        Lan < Số 1 đã được xử lý: không duyệt.
    """)


async def test_a_test_send_is_the_real_message_and_goes_to_oneself(play: Play) -> None:
    """Only the author gets it; its "Đã nắm" counts nothing, its points open."""
    await people(play)
    await draft(play)
    await play(f"""
        Minh > gửi thử
        Minh < 📌 Nội dung tuyên truyền: {TITLE}
        Minh < Đây là bản gửi thử cho riêng đồng chí, chưa gửi cho ai khác.
        Minh > 1
        Minh < Điểm 1/3 / Tắt bếp khi ra khỏi nhà.
        Minh > da nam
        Minh < Bản gửi thử, không ghi xác nhận.
    """)


async def test_a_draft_is_nobody_elses_business(play: Play) -> None:
    """A communicator who guesses a token of a draft learns nothing."""
    await people(play)
    await draft(play)
    for token in ("pt:1:1", "file:1", "doc:1", "ack:1", "seen:1", "dv:1", "de:1", "dd:1", "apv:1", "ok:1", "prog:1"):
        await play.sends("Hoa", Heard.PRESS, token=token, message_key="m1")
        assert "Tắt bếp" not in play.last("Hoa").text
        assert TITLE not in play.last("Hoa").text + play.last("Hoa").heading
    assert (await play.storage.run(lambda uow: uow.documents.version(1)))[1].state == "draft"


async def test_a_draft_is_deleted_only_by_its_full_words(play: Play) -> None:
    """A number never deletes; the words do."""
    await people(play)
    await draft(play)
    await play(f"""
        Minh > 7
        Minh < Việc này không nhận số. …"xóa bản thảo 1".
        Minh > xoa ban thao 1
        Minh < Đã xóa bản thảo "{TITLE}".
        Minh > bản thảo
        Minh < Chưa có bản thảo nào.
    """)


async def test_an_internal_document_is_protected_and_says_so(play: Play) -> None:
    """What stays inside is marked and sent so that it cannot be forwarded, where the channel can forbid it."""
    await people(play)
    await issue(play, scope="3")
    said = play.last("Hoa")
    assert said.protect
    assert "LƯU HÀNH NỘI BỘ" in said.text
    await play.says("Hoa", "1")
    assert play.last("Hoa").protect
