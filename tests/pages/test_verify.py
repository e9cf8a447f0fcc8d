"""`/v`: a check code for anyone, in the words of the chat and not one more."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest

from tests.pages.office import Site
from tests.transcripts.content_office import answers

POINTS = [{"title": "Một", "text": "Lời riêng."}]


async def code_of(site: Site, document_id: int = 1) -> str:
    """Return the check code of a document."""
    return await site.play.storage.run(lambda uow: uow.documents.get(document_id).check_code)


async def said(site: Site, code: str) -> str:
    """Return what the page says about a code, without markup."""
    answer = await site.get(f"/v/{code}")
    assert answer.status == 200
    main = re.sub(r"<form.*", "", answer.text.partition("<main>")[2], flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


async def told(site: Site, code: str) -> str:
    """Return what the chat tells a stranger who asks."""
    if "Khách" not in site.play.addresses:
        await site.play.stranger("Khách")
    await site.play.says("Khách", f"KT {code}")
    site.play.forget()
    return " ".join(site.play.last("Khách").text.split())


@pytest.mark.parametrize("scope", ["cong_khai", "luu_hanh_noi_bo"])
async def test_page_and_chat_say_the_same(site: Site, scope: str) -> None:
    """In force, expired, withdrawn: the words of a guest's chat, and of internal papers neither title nor source."""
    await site.issue(points=POINTS, scope=scope, valid_to=date(2026, 11, 21))
    code = await code_of(site)
    frame = ("Kiểm tra mã văn bản", "Kiểm tra mã khác")
    for step in ("in force", "expired", "withdrawn"):
        if step == "expired":
            site.play.now += timedelta(days=2)
        elif step == "withdrawn":
            await answers(site.play, "Lan", "thu hoi 1", "Sai", "xac nhan thu hoi")
        page = await said(site, code)
        assert page.removeprefix(frame[0]).removesuffix(frame[1]).strip() == await told(site, code)
        assert ("Phòng cháy" in page) is (scope == "cong_khai")
        assert "Lời riêng" not in page


async def test_codes_are_read_as_people_type_them(site: Site) -> None:
    """Small letters, the word before it, a hyphen, a look-alike; by the form as by the link on a page."""
    await site.issue(points=POINTS)
    code = await code_of(site)
    expected = await said(site, code)
    assert f"✅ Mã {code}" in expected
    for typed in (code.lower(), f"KT%20{code}", f"{code[:3]}-{code[3:]}"):
        assert await said(site, typed) == expected
        assert (await site.get(f"/v?ma={typed}")).body == (await site.get(f"/v/{code}")).body


async def test_a_draft_is_nobodys_business(site: Site) -> None:
    """The code of what was never issued sounds like any unknown one."""
    await answers(site.play, "Minh", "soan", "Chưa duyệt", "Một điều.", "1", "bo qua", "luu")
    code = await code_of(site)
    unknown = "ZZZ999" if code != "ZZZ999" else "ZZZ998"
    assert (await said(site, code)).replace(code, unknown) == await said(site, unknown)
    assert "Đề nghị không tin" in await said(site, unknown)
    assert "0950 000 002" in await said(site, unknown)


@pytest.mark.parametrize("typed", ["", "%20", "x" * 500, "<script>alert(1)</script>", "ẩ", "ABC12"])
async def test_what_is_no_code_gets_the_form(site: Site, typed: str) -> None:
    """Nothing of what was typed comes back, and the form asks again."""
    answer = await site.get(f"/v?ma={typed}")
    assert answer.status == 200
    assert '<form method="get" action="/v">' in answer.text
    assert ("không đúng dạng" in answer.text) is bool(typed.strip("%20"))
    assert "alert" not in answer.text
    assert "xxx" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
