"""One office from its first minute to a withdrawal on Zalo, over real HTTP: the product as an operator starts it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from tests.fakes.zalo_bot_api import ZaloBotFake
from tests.fakes.zalo_oa_api.client import ZaloOA
from tests.faults.product import Product, installed
from tests.transcripts.handsets import Cast, Handset, InBrowser, OnOA, OnTelegram, OnZaloBot
from tests.transcripts.test_story_telegram import NAMES, OFFICE, ROSTER, operator

PUBLIC = "https://ttv.example.vn"
SECRET = "mot-bi-mat-dai-hon-ba-muoi-hai-ky-tu"
EVERYBODY = ("Quản", "Khách", *NAMES)


@dataclass
class Stage:
    """A running product, its people, and where it listens."""

    product: Product
    cast: Cast
    url: str


@asynccontextmanager
async def oa_settings(stack: AsyncExitStack) -> AsyncIterator[tuple[ZaloOA, dict[str, str]]]:
    """A fake Official Account that has authorised us, and the settings for it."""
    fake = await stack.enter_async_context(ZaloOA.process())
    _, refresh = await fake.grant()
    yield fake, {
        "PUBLIC_URL": PUBLIC, "ZALO_OA_APP_ID": fake.app_id, "ZALO_OA_APP_SECRET": fake.app_secret,
        "ZALO_OA_SECRET_KEY": fake.secret_key, "ZALO_OA_REFRESH_TOKEN": refresh, "ZALO_OA_API_URL": fake.url,
        "ZALO_OA_BUSINESS_URL": fake.business_url, "ZALO_OAUTH_URL": fake.url, "ZALO_OA_RATE": "6000",
    }  # fmt: skip


async def started(product: Product, **settings: str) -> str:
    """Start the product; return its address."""
    product.more |= settings
    process = await product.start("run")
    return product.addresses[process.pid]


@pytest.mark.timeout(280)
@pytest.mark.parametrize("backend", ["sqlite"])
async def test_the_story_on_an_official_account(database_url: str, tmp_path: Path) -> None:
    """Everybody on Zalo OA: buttons where they fit, numbers and words everywhere, events told twice change nothing."""
    async with installed(database_url, tmp_path, rate=100) as product, AsyncExitStack() as stack:
        oa, settings = await stack.enter_async_context(oa_settings(stack))
        url = await started(product, TELEGRAM_TOKEN="", **settings)
        assert await oa.hook(f"{url}/webhooks/zalo-oa") == 200
        stage = Stage(product, stack.enter_context(closing(Cast(_file(database_url)))), url)
        handset = OnOA(oa)
        for name in EVERYBODY:
            await stage.cast.add(name, handset)
        await story(stage)
        stats = await oa.stats()
        assert stats["violations"] == [], stats["violations"]
        await _is_clean(product, oa.secret_key, oa.app_secret, settings["ZALO_OA_REFRESH_TOKEN"])


@pytest.mark.timeout(280)
@pytest.mark.parametrize("backend", ["sqlite"])
async def test_the_story_on_a_zalo_bot(database_url: str, tmp_path: Path) -> None:
    """Everybody on a Zalo Bot: no buttons, no files, and nothing is missing."""
    async with installed(database_url, tmp_path, rate=100) as product, AsyncExitStack() as stack:
        fake = await stack.enter_async_context(ZaloBotFake.process())
        url = await started(
            product, TELEGRAM_TOKEN="", PUBLIC_URL=PUBLIC, ZALO_BOT_TOKEN=fake.token, ZALO_BOT_API_URL=fake.url,
            ZALO_BOT_MODE="webhook", ZALO_BOT_WEBHOOK_SECRET=SECRET,
        )  # fmt: skip
        async with asyncio.timeout(20):
            while not (await fake.stats())["calls"].get("setWebhook"):  # noqa: ASYNC110 (a process is watched)
                await asyncio.sleep(0.05)
        assert await fake.hook(f"{url}/webhooks/zalo-bot", SECRET) == "webhook.ok"
        stage = Stage(product, stack.enter_context(closing(Cast(_file(database_url)))), url)
        handset = OnZaloBot(fake)
        for name in EVERYBODY:
            await stage.cast.add(name, handset)
        await story(stage)
        stats = await fake.stats()
        assert stats["violations"] == []
        assert set(stats["posts"]) == {200}
        await _is_clean(product, fake.token.partition(":")[2], SECRET)


@pytest.mark.timeout(280)
@pytest.mark.parametrize("backend", ["sqlite"])
async def test_the_story_across_three_channels(database_url: str, tmp_path: Path) -> None:
    """The editor on Telegram, the approver in the browser, the communicators on Zalo: one document, one count."""
    async with installed(database_url, tmp_path, rate=100) as product, AsyncExitStack() as stack:
        oa, settings = await stack.enter_async_context(oa_settings(stack))
        url = await started(product, **settings)
        assert await oa.hook(f"{url}/webhooks/zalo-oa") == 200
        stage = Stage(product, stack.enter_context(closing(Cast(_file(database_url)))), url)
        telegram, browser, zalo = OnTelegram(product.fake), InBrowser(url), OnOA(oa)
        on: dict[str, Handset] = {"Quản": telegram, "Minh": telegram, "Lan": browser, "Khách": browser}
        for name in EVERYBODY:
            await stage.cast.add(name, on.get(name, zalo))
        await story(stage)
        assert (await oa.stats())["violations"] == []
        assert (await product.fake.stats())["violations"] == []


def _file(database_url: str) -> Path:
    return Path(database_url.removeprefix("sqlite:///"))


async def _is_clean(product: Product, *secrets: str) -> None:
    logs = product.logs()
    assert not [secret for secret in secrets if secret in logs]
    assert not re.findall(r'"level": "(?:error|critical)".*', logs)


async def story(stage: Stage) -> None:
    """From the first admin to a withdrawn document."""
    await opens_the_office(stage)
    await brings_people(stage)
    await writes_and_approves(stage)
    link, check = await receives(stage)
    await reports(stage)
    await is_withdrawn(stage, link, check)


async def signs_up(cast: Cast, name: str, code: str) -> None:
    """Type the code, confirm who one is, and consent."""
    await cast(f"""
        {name} > {code}
        {name} < xác nhận thông tin
        {name} > 1
        {name} < dữ liệu cá nhân
        {name} > tôi đồng ý
        {name} < Đăng ký hoàn tất
    """)


def code_in(words: str) -> str:
    """Return the invite code in *words*."""
    found = re.search(r"\b([0-9A-Z]{5}-[0-9A-Z]{5})\b", words)
    assert found is not None, words
    return found[1]


async def opens_the_office(stage: Stage) -> None:
    """The operator prints a code, the first admin signs up and tells of the office."""
    code = code_in(await operator(stage.product, "invite", "--role", "admin"))
    await stage.cast("""
        Khách > xin chào
        Khách < mã mời
    """)
    await signs_up(stage.cast, "Quản", code)
    await stage.cast(f"""
        Quản < 1/8
        Quản > {OFFICE}
        Quản < 2/8
        Quản > Tỉnh ủy Minh Họa
        Quản < 3/8
        Quản > dang
        Quản < 4/8
        Quản > 1
        Quản < 5/8
        Quản > Phòng Tuyên truyền, 0950 000 001
        Quản < 6/8
        Quản > Văn phòng, 0950 000 002
        Quản < 7/8
        Quản > Văn phòng, 0950 000 003
        Quản < 8/8
        Quản > gui
        Quản < Đã lưu thông tin
    """)


async def brings_people(stage: Stage) -> None:
    """The operator brings the roster; the admin gives out codes, and everybody signs up by typing one."""
    file = stage.product.folder / "danh-sach.xlsx"
    file.write_bytes(ROSTER)
    await operator(stage.product, "roster", "import", str(file))
    for name, full_name in NAMES.items():
        await stage.cast(f"Quản > mời {full_name}")
        await signs_up(stage.cast, name, code_in(await stage.cast.hears("Quản", f"Mã mời của {full_name}")))


async def writes_and_approves(stage: Stage) -> None:
    """The editor composes and submits, the approver sees it and agrees, all by typing."""
    await stage.cast("""
        Minh > soan
        Minh < Tiêu đề
        Minh > Phòng cháy mùa khô
        Minh < Các điểm
        Minh > Tắt bếp khi ra khỏi nhà. / Gọi 114 khi có cháy. / Để lối thoát thông thoáng.
        Minh < Phạm vi
        Minh > 1
        Minh < số, ký hiệu nào
        Minh > 15/KH-BTG
        Minh < Ngày ban hành
        Minh > 18/11/2026
        Minh < Cơ quan ban hành
        Minh > 1
        Minh < kiểm tra lại
        Minh > luu
        Minh < Đã lưu bản thảo
        Minh > trinh
        Minh < Gửi tới đơn vị nào?
        Minh > 1
        Minh < Đã chọn
        Minh > xong
        Minh < Gửi tới ai
        Minh > tuyen truyen vien
        Minh < Đã chọn
        Minh > xong
        Minh < không gửi?
        Minh > bo qua
        Minh < Mức độ?
        Minh > 2
        Minh < Gửi khi nào?
        Minh > 1
        Minh < kiểm tra lại
        Minh > trinh
        Minh < Đã trình duyệt số 1…3 người nhận
        Lan < trình duyệt số 1
        Lan > duyet 1
        Lan < Duyệt phát hành…Số người nhận: 3
        Lan > 1
        Lan < đồng ý duyệt 1
        Lan > dong y duyet 1
        Lan < Đã duyệt số 1
    """)


async def receives(stage: Stage) -> tuple[str, str]:
    """All three get it; one reads the light page and confirms there, one types, one presses or types the label."""
    cast = stage.cast
    texts = {
        name: await cast.hears(name, "Phòng cháy mùa khô…Nguồn…Người duyệt: Lê Thị Lan")
        for name in ("Hoa", "Tâm", "Bình")
    }
    links = [re.search(rf"{PUBLIC}(/d/\S+)", texts[name]) for name in ("Hoa", "Tâm")]
    assert links[0] is not None
    assert links[1] is not None
    assert links[0][1] != links[1][1]
    page = await _page(stage, links[1][1])
    assert "Tắt bếp khi ra khỏi nhà." in page
    await _confirms(stage, links[1][1])
    await cast("""
        Hoa > 2
        Hoa < Gọi 114
        Hoa > [Đã nắm]
        Hoa < ✅ Đã xác nhận
        Bình > da nam
        Bình < ✅ Đã xác nhận
        Minh > tien do 1
        Minh < Đã gửi 3/3…Đã xác nhận: 3/3
    """)
    check = re.search(r'"KT (\w{6})"', texts["Hoa"])
    assert check is not None
    await cast(f"""
        Khách > KT {check[1]}
        Khách < 15/KH-BTG
        Khách > thong ke
        Khách < mã mời
    """)
    return links[0][1], check[1]


async def _page(stage: Stage, path: str) -> str:
    async with aiohttp.ClientSession() as http, http.get(stage.url + path) as answer:
        assert answer.status == 200
        return await answer.text()


async def _confirms(stage: Stage, path: str) -> None:
    """Press "Đã nắm" on the page, as a browser without scripts does."""
    async with aiohttp.ClientSession() as http:
        for _ in "ab":
            async with http.post(
                stage.url + path, headers={"Sec-Fetch-Site": "same-origin", "Origin": PUBLIC}
            ) as answer:
                assert answer.status < 400


async def reports(stage: Stage) -> None:
    """A report by typing without diacritics, counted at once."""
    await stage.cast("""
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
        Minh > thong ke
        Minh < 📊…Số buổi: 1…Lượt người nghe: 45
    """)


async def is_withdrawn(stage: Stage, link: str, check: str) -> None:
    """Whoever has it is told to use it no longer; its page and its code say so too."""
    await stage.cast("""
        Minh > thu hoi 1
        Minh < Lý do thu hồi?
        Minh > Có sai sót ở điểm 3.
        Minh < kiểm tra lại
        Minh > xac nhan thu hoi
        Minh < Đã chuyển đề nghị thu hồi
        Lan < đề nghị thu hồi…Có sai sót ở điểm 3.
        Lan > duyet 2
        Lan < Sẽ báo cho 3 người đã nhận
        Lan > dong y duyet 2
        Lan < Đã thu hồi
    """)
    for name in ("Hoa", "Tâm", "Bình"):
        await stage.cast.hears(name, "hồi…Có sai sót ở điểm 3")
    assert "thu hồi" in (await _page(stage, link)).lower()
    await stage.cast(f"""
        Khách > KT {check}
        Khách < thu hồi
    """)
