"""One office from its first minute to a withdrawal, over real HTTP: the product as an operator starts it, on SQLite."""

from __future__ import annotations

import asyncio
import json
import re
from contextlib import AsyncExitStack, closing
from pathlib import Path

import pytest

from tests.fakes.telegram_api.client import FakeTelegram
from tests.faults.product import Product, installed
from tests.processes import PIPE, start
from tests.transcripts.phones import Phones
from tests.transcripts.test_people_roster import sheet

FILES = Path(__file__).parent.parent / "documents"
OFFICE = "Ban Tuyên giáo và Dân vận Minh Họa"
PAPER = "001_ce68147bedafd6e9.docx"
COMMUNICATORS = ("Hoa", "Tâm", "Bình")
NAMES = {
    "Minh": "Trần Văn Minh", "Lan": "Lê Thị Lan", "Hoa": "Nguyễn Thị Hoa", "Tâm": "Phạm Văn Tâm", "Bình": "Hồ Thị Bình",
}  # fmt: skip
ROSTER = sheet(
    ("M01", NAMES["Minh"], "Chuyên viên", "", "Biên tập", OFFICE, "", "", "", ""),
    ("M02", NAMES["Lan"], "Phó trưởng ban", "", "Duyệt", OFFICE, "", "", "", ""),
    ("M03", NAMES["Hoa"], "Trưởng thôn", "TTV", "", "thôn Mẫu Đông", "xã Đồng Mẫu", "", "07/QĐ", "05/02/2026"),
    ("M04", NAMES["Tâm"], "Bí thư chi bộ", "TTV", "", "thôn Mẫu Đoài", "xã Đồng Mẫu", "", "07/QĐ", "05/02/2026"),
    ("M05", NAMES["Bình"], "Công chức", "TTV", "", "xã Đồng Mẫu", OFFICE, "", "07/QĐ", "05/02/2026"),
)


async def operator(product: Product, *words: str) -> str:
    """Run one command beside the serving process and return what it printed."""
    process = await start("bot", *words, cwd=product.folder, env=product.environment(), stdout=PIPE, stderr=PIPE)
    printed, complained = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 0, complained.decode()
    return printed.decode()


def code_in(words: str) -> str:
    """Return the code of the deep link in *words*."""
    found = re.search(r"https://t\.me/tro_ly_thu_bot\?start=(\S+)", words)
    assert found is not None, words
    return found[1]


async def signs_up(phones: Phones, name: str, code: str) -> None:
    """Open the deep link, confirm who one is, and consent."""
    await phones(f"""
        {name} > /start {code}
        {name} < xác nhận thông tin
        {name} > [Đúng]
        {name} < dữ liệu cá nhân
        {name} > [Tôi đồng ý]
        {name} < Đăng ký hoàn tất
    """)
    assert any("dữ liệu cá nhân" in one.text for one in await phones.screen(name))  # what was agreed to can be read


@pytest.mark.timeout(240)
@pytest.mark.parametrize("backend", ["sqlite"])
async def test_the_story_of_an_office(database_url: str, tmp_path: Path) -> None:
    """From the first admin to a withdrawn document, every word typed, pressed and read on a phone."""
    async with installed(database_url, tmp_path, rate=100) as product, AsyncExitStack() as stack:
        await product.start("run")
        phones = stack.enter_context(closing(Phones(product.fake, Path(database_url.removeprefix("sqlite:///")))))
        for name in ("Quản", "Khách", *NAMES):
            await phones.add(name)
        await opens_the_office(product, phones)
        await brings_people(phones)
        await writes(phones)
        await approves(phones)
        check = await receives(phones)
        await reports(phones)
        await counts(phones)
        await is_checked(phones, check)
        await is_withdrawn(phones, check)
        await asyncio.wait_for(_menus(product.fake, phones), 45)
        stats = await product.fake.stats()
        assert stats["uploads"][PAPER] == 1  # three phones, one upload: the others by its id
        assert stats["violations"] == []
        assert stats["unanswered_presses"] == 0
        assert product.fake.token not in product.logs()
        if told := re.findall(r'"level": "(?:error|critical)".*', product.logs()):
            raise AssertionError(told)


async def opens_the_office(product: Product, phones: Phones) -> None:
    """The operator prints a link, the first admin signs up and tells of the office."""
    await signs_up(phones, "Quản", code_in(await operator(product, "invite", "--role", "admin")))
    await phones("""
        Quản < Khai báo cơ quan · 1/8
        Quản > Ban Tuyên giáo và Dân vận Minh Họa
        Quản < 2/8
        Quản > Tỉnh ủy Minh Họa
        Quản < 3/8
        Quản > dang
        Quản < 4/8
        Quản > [đồng chí]
        Quản < 5/8
        Quản > Phòng Tuyên truyền, 0950 000 001
        Quản < 6/8
        Quản > Văn phòng, 0950 000 002
        Quản < 7/8
        Quản > Văn phòng, 0950 000 003
        Quản < 8/8…kiểm tra lại
        Quản > gui
        Quản < Đã lưu thông tin Ban Tuyên giáo và Dân vận Minh Họa
    """)


async def brings_people(phones: Phones) -> None:
    """The admin sends the roster, gives out codes, and everybody signs up."""
    await phones.sends("Quản", "danh sách.xlsx", ROSTER)
    await phones("""
        Quản < Đã nhận tệp danh sách.xlsx
        Quản < Thêm mới: 5
        Quản > nhap danh sach
        Quản < Đã nhập danh sách: thêm 5
    """)
    for name, full_name in NAMES.items():
        await phones(f"Quản > mời {full_name}")
        said = await phones.hears("Quản", f"Mã mời của {full_name}")
        await signs_up(phones, name, code_in(said.text))


async def writes(phones: Phones) -> None:
    """The editor brings a paper, confirms its source, tries it on the own phone, and submits it with its audience."""
    await phones.sends("Minh", PAPER, (FILES / PAPER).read_bytes())
    await phones(f"""
        Minh < Đã nhận tệp {PAPER}
        Minh < Đã đọc tệp {PAPER}: 10 điểm
        Minh < Xác nhận nguồn…3148/UBND-KGVX…06/09/2024…UBND tỉnh Kon Tum…Phạm vi sử dụng?
        Minh > [Công khai]
        Minh < căn cứ
        Minh > 1
        Minh < Đã chọn: Chỉ thị số 30-CT/TW
        Minh > xong
        Minh < chủ đề
        Minh > bo qua
        Minh < Áp dụng đến
        Minh > bo qua
        Minh < kiểm tra lại
        Minh > luu
        Minh < Đã lưu bản thảo…Đã đủ nguồn
        Minh > [Gửi thử cho tôi]
        Minh < 📌 Nội dung tuyên truyền
        Minh < bản gửi thử cho riêng đồng chí
        Minh > [Trình duyệt]
        Minh < Gửi tới đơn vị nào?
        Minh > [{OFFICE}]
        Minh < Đã chọn: {OFFICE}
        Minh > xong
        Minh < Gửi tới ai
        Minh > [Tuyên truyền viên]
        Minh < Đã chọn: Tuyên truyền viên
        Minh > [Xong]
        Minh < không gửi?
        Minh > bo qua
        Minh < Mức độ?
        # urgent, so that the story can be told at any hour
        Minh > 2
        Minh < Gửi khi nào?
        Minh > 1
        Minh < kiểm tra lại
        Minh > trinh
        Minh < Đã trình duyệt số 1…3 người nhận
    """)


async def approves(phones: Phones) -> None:
    """The approver sees what recipients will see, and types the words."""
    await phones("""
        Lan < Trần Văn Minh trình duyệt số 1
        Lan > [Xem để duyệt]
        Lan < Xem trước
        Lan < 📌 Nội dung tuyên truyền…Nguồn: UBND tỉnh Kon Tum
        Lan < Duyệt phát hành…Số người nhận: 3
        Lan > dong y duyet 1
        Lan < Đã duyệt số 1
        Minh < đã duyệt bởi Lê Thị Lan
    """)


async def receives(phones: Phones) -> str:
    """All three get it; one looks at a point, two take the file, two confirm. Returns the check code."""
    got = await phones.hears("Bình", "📌 Nội dung tuyên truyền")
    for name in ("Hoa", "Tâm"):
        got = await phones.hears(name, "📌 Nội dung tuyên truyền…Nguồn: UBND tỉnh Kon Tum…Người duyệt: Lê Thị Lan")
        assert "Đã nắm" in got.buttons
    await phones("""
        Hoa > 3
        Hoa < Điểm 3/10
        Hoa > tải
        Hoa < Tệp kèm theo
        Hoa > [Đã nắm]
        Hoa < ✅ Đã xác nhận
        Tâm > [Tải tệp]
        Tâm < Tệp kèm theo
        Tâm > da nam
        Tâm < ✅ Đã xác nhận
        Minh > tien do 1
        Minh < Đã gửi 3/3…Đã xác nhận: 2/3
    """)
    files = [one.file for name in COMMUNICATORS for one in await phones.screen(name) if one.by_bot and one.file]
    assert files == [PAPER, PAPER]
    found = re.search(r'"KT (\w{6})"', got.text)
    assert found is not None
    return found[1]


async def reports(phones: Phones) -> None:
    """One person types without diacritics, the other presses; both get a receipt."""
    await phones("""
        Hoa > bao cao
        Hoa < ngày nào?
        Hoa > hom nay
        Hoa < đơn vị nào?
        Hoa > thon mau dong
        Hoa < Hình thức
        Hoa > truc tiep
        Hoa < nội dung nào?
        Hoa > 1
        Hoa < Đã chọn
        Hoa > xong
        Hoa < bao nhiêu người nghe?
        Hoa > 45
        Hoa < kiểm tra lại…45 người
        Hoa > gui
        Hoa < ✅ Đã nhận báo cáo mã BC0001…45 người nghe
        Hoa < bổ sung chi tiết
        Hoa > khong bo sung
        Tâm > [Báo cáo buổi]
        Tâm < ngày nào?
        Tâm > [Hôm qua]
        Tâm < đơn vị nào?
        Tâm > [thôn Mẫu Đoài]
        Tâm < Hình thức
        Tâm > [Trực tiếp]
        Tâm < nội dung nào?
    """)
    (point, *_) = (await phones.last("Tâm")).buttons
    await phones(f"""
        Tâm > [{point}]
        Tâm < Đã chọn
        Tâm > [Xong]
        Tâm < bao nhiêu người nghe?
        Tâm > 30
        Tâm < kiểm tra lại…30 người
        Tâm > [Gửi báo cáo]
        Tâm < ✅ Đã nhận báo cáo mã BC0002
        Tâm < bổ sung chi tiết
        Tâm > [Không bổ sung]
    """)


async def counts(phones: Phones) -> None:
    """The office has its figures at once, and a picture of them."""
    await phones("""
        Minh > thong ke
        Minh < 📊…Số buổi: 2…Lượt người nghe: 75…2/3
        Minh < Số buổi theo
    """)
    assert (await phones.last("Minh")).file == "photo"


async def is_checked(phones: Phones, check: str) -> None:
    """Anyone may ask whether a paper is the office's own, and learns nothing else."""
    await phones(f"""
        Khách > KT {check}
        Khách < 3148/UBND-KGVX
        Khách > KT ABC123
        Khách < Không có văn bản nào mang mã ABC123
        Khách > thong ke
        Khách < Kính chào
    """)


async def is_withdrawn(phones: Phones, check: str) -> None:
    """The editor asks, the approver agrees; whoever has it is told to use it no longer, and why."""
    await phones("""
        Minh > thu hoi 1
        Minh < Lý do thu hồi?
        Minh > Có sai sót ở điểm 3.
        Minh < kiểm tra lại
        Minh > xac nhan thu hoi
        Minh < Đã chuyển đề nghị thu hồi
        Lan < Trần Văn Minh đề nghị thu hồi…Có sai sót ở điểm 3.
        Lan > [Xem để duyệt]
        Lan < Sẽ báo cho 3 người đã nhận
        Lan > dong y duyet 2
        Lan < Đã thu hồi
    """)
    for name in COMMUNICATORS:
        await phones.hears(name, "hồi…Có sai sót ở điểm 3")
    await phones(f"""
        Khách > KT {check}
        Khách < thu hồi
        Hoa > tai lieu
        Hoa < tài liệu
    """)


async def _menus(fake: FakeTelegram, phones: Phones) -> None:
    """Wait until each office person's menu has what their role may do, and a communicator's has not."""
    while True:
        shown = {
            json.loads(scope).get("chat_id", 0): {one["command"] for one in commands}
            for scope, commands in (await fake.commands()).items()
        }
        if {phones.ids[name] for name in ("Quản", "Minh", "Lan")} <= shown.keys():
            break
        await asyncio.sleep(0.2)
    assert {"baocao", "tailieu"} <= shown[0]
    assert "soan" in shown[phones.ids["Minh"]] - shown[0]
    assert "duyet" in shown[phones.ids["Lan"]] - shown[phones.ids["Minh"]]
    assert not {phones.ids[name] for name in COMMUNICATORS} & shown.keys()
