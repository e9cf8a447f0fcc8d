"""Three real forms from the editor's file to the exported sheet, filled in on every channel at once."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from content.roles import Duty, Role
from storage.files import FileStore
from storage.tables import File, Submission
from storage.unit_of_work import UnitOfWork
from tests.transcripts.stage import Stage, staged

FORMS = Path(__file__).parents[1] / "xforms" / "forms"
CHANNELS = {"Hoa": "telegram", "Oanh": "zalo_oa", "Bo": "zalo_bot", "Wen": "browser"}
MONTH = """
    {who} > bieu mau bao cao thang cua don vi
    {who} < muốn điền bằng tiếng nào?
    {who} > [English]
    {who} < 1/8…Điền bằng: English…Which province?
    {who} > [Mau province]
    {who} < 2/8…Which commune?
    {who} > dong mau
    {who} < 3/8…Which hamlet?
    {who} > doi tieng
    {who} < Đang điền bằng: English
    {who} > tiếng việt
    {who} < 3/8…Thôn, tổ dân phố?
    {who} > 2
    {who} < Đã ghi: Thôn 2…Báo cáo tháng nào?
    {who} > 2
    {who} < Trong tháng có hoạt động tuyên truyền không?
    {who} > co
    {who} < hoạt động 1…Ngày tổ chức?
    {who} > hom nay
    {who} < Hình thức?
    {who} > 1
    {who} < Số người nghe?
    {who} > 0
    {who} < Từ 1 đến 5.000 người.
    {who} > 45
    {who} < câu hỏi của người nghe 1…Câu hỏi?
    {who} > Bao giờ có nước sạch
    {who} < Đã trả lời tại chỗ chưa?
    {who} > khong
    {who} < Có thêm câu hỏi của người nghe nữa không?
    {who} > 2
    {who} < Có thêm hoạt động nữa không?
    {who} > 1
    {who} < hoạt động 2…Ngày tổ chức?
    {who} > hom qua
    {who} < Hình thức?
    {who} > 2
    {who} < Số người nghe?
    {who} > 30
    {who} < Câu hỏi?
    {who} > bo qua
    {who} < Có thêm câu hỏi của người nghe nữa không?
    {who} > 2
    {who} < Có thêm hoạt động nữa không?
    {who} > [Đủ rồi]
    {who} < Số tờ rơi đã phát?…Đang ghi: 0
    {who} > 60
    {who} < Hoạt động nào đông nhất?
    {who} > 1
    {who} < Dự kiến mấy buổi tháng sau?
    {who} > 1
    {who} < Ngày dự kiến?
    {who} > hom nay
    {who} < Phải sau hôm nay.
    {who} > bo qua
    {who} < Số liệu trên là đúng?
    {who} > 1
    {who} < kiểm tra lại…▸ hoạt động 1 · câu hỏi của người nghe 1…Số người nghe: 30…Số tờ rơi đã phát: 60
    {who} > gui
    {who} < Đã gửi Báo cáo tháng của đơn vị, mã BM…Xã Đồng Mẫu, Tháng 11
"""
TRAINING = """
    {who} > bieu mau danh gia lop tap huan
    {who} < 1/14…để lớp sau tốt hơn.…Lớp tổ chức ngày nào?
    {who} > hom qua
    {who} < Ra về lúc nào?
    {who} > bo qua
    {who} < Nhiệm vụ hiện nay?
    {who} > khac
    {who} < ghi rõ nội dung khác
    {who} > Cán bộ văn hóa xã
    {who} < Nội dung bổ ích đến đâu?…1 thấp nhất, 10 cao nhất.
    {who} > 11
    {who} < từ 1 đến 10
    {who} > 4
    {who} < Tốc độ trình bày?
    {who} > -1
    {who} < Người trình bày dễ hiểu.
    {who} > doi tieng francais
    {who} < L'orateur était clair.
    {who} > d'accord
    {who} < Qu'est-ce qui n'allait pas ?
    {who} > Phòng hơi nóng
    {who} < Classez les thèmes.
    {who} > doi tieng viet
    {who} < Xếp các chuyên đề từ cần nhất.
    {who} > 2 1 3
    {who} < Muốn học thêm chuyên đề nào?
    {who} > 1 xong
    {who} < Mỗi tuần tự học mấy giờ?
    {who} > 1,5
    {who} < Giờ học phù hợp?
    {who} > 19h30
    {who} < Gửi lời nhắn
    {who} > bo qua
    {who} < Mã trên tờ phát?
    {who} > 0042
    {who} < Đồng ý cho dùng ý kiến này.
    {who} > 1
    {who} < kiểm tra lại
    {who} > 2
    {who} < Ra về lúc nào?
    {who} > 16h30 hom qua
    {who} < kiểm tra lại…Ra về lúc nào: 16:30
    {who} > gui
    {who} < Đã gửi Đánh giá lớp tập huấn, mã BM
"""
SESSION = """
    {who} > bao cao
    {who} < 1/6…Buổi tuyên truyền tổ chức ngày nào?
    {who} > hom nay
    {who} < Tổ chức ở thôn nào?
    {who} > thon mau dong
    {who} < Hình thức tuyên truyền?
    {who} > 3
    {who} < Đã tuyên truyền nội dung nào?
    {who} > khac xong
    {who} < Nội dung khác là gì?
    {who} > Phòng cháy
    {who} < Có bao nhiêu người nghe?
    {who} > doi tieng english
    {who} < How many listeners?…Type a number
    {who} > 45
    {who} < How many of them women?
    {who} > 50
    {who} < Not more women than listeners.
    {who} > 27
    {who} < Share of women: 60%.
    {who} > gui
    {who} < BC00
    {who} < có bổ sung chi tiết
    {who} > 1
    {who} < How many minutes?
    {who} > 40
    {who} < What concerned people most?
    {who} > dung bo sung
    {who} < Đã dừng bổ sung
"""


async def bring(stage: Stage, file: str, form: int, title: str) -> None:
    """The editor sends the sheet on Telegram; the approver looks at it in the browser and publishes it."""
    await stage.cast("""
        Minh > nap bieu mau
        Minh < gửi tệp biểu mẫu XLSForm
    """)
    await stage.telegram.sends_file(int(stage.handsets["telegram"].chat("Minh")), file, "text/markdown",
                                    (FORMS / file).read_bytes())  # fmt: skip
    await stage.cast(f"""
        Minh < Đã nạp {title}, bản 1
        Lan < vừa nạp {title}, bản 1
        Lan > xem bieu mau {form}
        Lan < English: …toàn bộ câu hỏi trong một tệp
        Lan < Toàn bộ câu hỏi của {title}
        Lan > cong bo bieu mau {form} ban 1
        Lan < Đã công bố {title}, bản 1
        Minh < đã công bố {title}
    """)


@pytest.mark.timeout(200)
async def test_three_forms_on_every_channel(database_url: str, tmp_path: Path) -> None:
    """Brought, looked at, published by another, filled in in several languages, kept alike."""
    async with staged(database_url, tmp_path) as stage:
        await stage.member("Minh", "telegram", roles=[Role.EDITOR])
        await stage.member("Lan", "browser", roles=[Role.APPROVER])
        await stage.member("Nga", "telegram", roles=[Role.COORDINATOR])
        for name, channel in CHANNELS.items():
            await stage.member(name, channel, unit="X01-T1", duties=[Duty.TTV])
        await bring(stage, "unit_month.md", 1, "Báo cáo tháng của đơn vị")
        await bring(stage, "training_evaluation.md", 2, "Đánh giá lớp tập huấn")
        await bring(stage, "session_report_commune.md", 3, "Báo cáo buổi")
        await asyncio.gather(*(fills_in(stage, name) for name in CHANNELS))
        kept = await stage.app.storage.read(answers)
        assert sorted(kept) == ["session_report", "training_evaluation", "unit_month"]
        for made in kept.values():
            assert len(made) == len(CHANNELS)
            assert all(one == made[0] for one in made), "the same said on each channel is the same kept"
        await stage.cast("""
            Nga > xuat bieu mau 1 nam
            Nga < Hệ thống đang tạo tệp .xlsx: 4 phiếu
            Nga < Báo cáo tháng của đơn vị năm
        """)
        assert await sheets(stage) == [5, 9, 5, 1]  # with their heads: the form, activities, questions heard, plans


async def sheets(stage: Stage) -> list[int]:
    """Return how many rows each sheet of the workbook has that was made last."""
    stored = await stage.app.storage.read(
        lambda uow: uow.session.scalars(select(File.stored_as).order_by(File.id.desc())).first()
    )
    book = openpyxl.load_workbook(io.BytesIO(FileStore(stage.app.place.files).path(str(stored)).read_bytes()))
    return [sheet.max_row for sheet in book.worksheets]


async def fills_in(stage: Stage, who: str) -> None:
    """All three forms, one after the other."""
    for story in (MONTH, TRAINING, SESSION):
        await stage.cast(story.format(who=who))


def answers(uow: UnitOfWork) -> dict[str, list[dict[str, Any]]]:
    """Return what was sent, by form, without what tells people and moments apart."""
    kept: dict[str, list[dict[str, Any]]] = {}
    for made in uow.session.query(Submission):
        told = {k: v for k, v in made.answers.items() if k not in ("began", "ended", "changed_at", "reporter")}
        kept.setdefault(made.form, []).append(told)
    return kept
