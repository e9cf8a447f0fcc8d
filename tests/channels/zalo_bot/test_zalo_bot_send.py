"""Sending against the strict fake: what arrives, and what each way of not arriving means."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from bot.channel import Gone, Misconfigured, NotSent, Rejected, SendError, Throttled, Uncertain
from bot.channels.zalo_bot import ZaloBotChannel
from content.message import Attachment, Choice, Heard, Outbound
from tests.channels.zalo_bot.ear import HOA, MINH, Ear, listening, opened, parcel, running
from tests.fakes.zalo_bot_api import ZaloBotFake

PHOTO = Outbound("Biểu đồ", file=Attachment(1, "a.png", "image/png", 9, is_photo=True))


@pytest.fixture
async def page() -> AsyncIterator[str]:
    """The light page of a delivery, which has a picture."""

    async def picture(_: web.Request) -> web.Response:
        return web.Response(body=b"png", content_type="image/png")

    app = web.Application()
    app.router.add_get("/d/x/f", picture)
    async with listening(app) as url:
        yield f"{url}/d/x"


@pytest.mark.parametrize("error_code_on_success", [False, True])
async def test_a_text_arrives(fake: ZaloBotFake, channel: ZaloBotChannel, *, error_code_on_success: bool) -> None:
    """With all that can be typed, up to the last sign allowed; success may carry a code or none."""
    await fake.rules(error_code_on_success=error_code_on_success)
    said = Outbound("Đã nắm?", heading="Thông báo", choices=(Choice("Có", "a"), Choice("Chưa", "b")))
    assert (await channel.send(parcel(said))).message_key
    await channel.send(parcel("ế" * 2000))
    assert [one.text for one in await fake.sees(HOA)] == ["Thông báo\nĐã nắm?\n1. Có\n2. Chưa", "ế" * 2000]
    assert (await fake.stats())["violations"] == []


async def test_a_picture_arrives_by_its_address(fake: ZaloBotFake, channel: ZaloBotChannel, page: str) -> None:
    """Zalo fetches it from the light page, twice."""
    assert (await channel.send(parcel(PHOTO, link=page))).message_key
    (seen,) = await fake.sees(HOA)
    assert (seen.text, seen.photo) == ("Biểu đồ", f"{page}/f")
    stats = await fake.stats()
    assert (stats["fetched"], stats["violations"]) == ({f"{page}/f": 2}, [])


@pytest.mark.parametrize("real_status", [False, True])
async def test_a_refused_picture_goes_as_a_link(
    fake: ZaloBotFake, channel: ZaloBotChannel, page: str, *, real_status: bool
) -> None:
    """Zalo takes none from some hosts, and none that it cannot fetch: the words and the link arrive all the same."""
    await fake.rules(photo_hosts_refused=["127.0.0.1"], real_status=real_status)
    assert (await channel.send(parcel(PHOTO, link=page))).message_key
    await fake.rules(photo_hosts_refused=[])
    await channel.send(parcel(PHOTO, link=f"{page}/gone"))
    texts = [one.text for one in await fake.sees(HOA)]
    assert texts == [f"Biểu đồ\nTệp a.png (1 KB): {page}", f"Biểu đồ\nTệp a.png (1 KB): {page}/gone"]
    await fake.script({"do": "error", "code": 400, "description": "The photo is invalid", "times": None})
    with pytest.raises(Rejected, match="file_rejected"):
        await channel.send(parcel(PHOTO, link=page))


@pytest.mark.parametrize("real_status", [False, True])
@pytest.mark.parametrize(
    ("fault", "expected", "arrives"),
    [
        ({"do": "error", "code": 401}, Misconfigured, 0), ({"do": "error", "code": 403}, NotSent, 0),
        ({"do": "error", "code": 404}, Misconfigured, 0), ({"do": "error", "code": 408}, Uncertain, 0),
        ({"do": "error", "code": 426}, Rejected, 0), ({"do": "error", "code": 429}, Throttled, 0),
        ({"do": "error", "code": 500}, Uncertain, 0), ({"do": "error", "code": 400}, Rejected, 0),
        ({"do": "error", "code": 400, "description": "The chat_id is invalid"}, Gone, 0),
        ({"do": "html"}, Uncertain, 0), ({"do": "html", "status": 503, "processed": True}, Uncertain, 1),
        ({"do": "html", "status": 429}, Throttled, 0), ({"do": "html", "status": 200, "processed": True}, Uncertain, 1),
        ({"do": "html", "status": 302}, Misconfigured, 0), ({"do": "cut"}, Uncertain, 0),
        ({"do": "cut_after"}, Uncertain, 1), ({"do": "hang", "processed": True}, Uncertain, 1),
    ],
)  # fmt: skip
async def test_a_refusal_is_told(
    fake: ZaloBotFake,
    fault: dict[str, Any],
    expected: type[SendError],
    arrives: int,
    *,
    real_status: bool,
) -> None:
    """In the sender's words, whichever HTTP status it comes with; nothing is sent twice, and the next send works."""
    await fake.rules(real_status=real_status)
    await fake.script(fault)
    async with opened(fake, timeout=0.5) as channel:
        with pytest.raises(SendError) as refused:
            await channel.send(parcel("Kính chào"))
        assert type(refused.value) is expected
        assert len(await fake.sees(HOA)) == arrives
        await channel.send(parcel("Kính chào"))
    assert len(await fake.sees(HOA)) == arrives + 1


async def test_a_wait_is_no_trouble(fake: ZaloBotFake, channel: ZaloBotChannel) -> None:
    """An API that is slow, but within the time allowed, has sent."""
    await fake.script({"do": "latency", "seconds": 0.2})
    await channel.send(parcel("chậm"))
    assert len(await fake.sees(HOA)) == 1


async def test_the_quota_of_a_month(fake: ZaloBotFake, channel: ZaloBotChannel) -> None:
    """Message 3,001 is refused: we wait longer each time, count it for the admins, and begin anew when one is taken."""
    await fake.rules(month_most=1)
    await channel.send(parcel("một"))
    waits = []
    for _ in range(12):
        with pytest.raises(Throttled) as refused:
            await channel.send(parcel("hai"))
        waits.append(refused.value.seconds)
    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]
    assert channel.throttled_in_a_row == 12
    await fake.script({"do": "cut"})
    with pytest.raises(Uncertain):
        await channel.send(parcel("hai"))
    assert channel.throttled_in_a_row == 12
    await fake.rules(month_most=2)
    await channel.send(parcel("hai"))
    assert channel.throttled_in_a_row == 0


async def test_the_quota_of_people(fake: ZaloBotFake, channel: ZaloBotChannel) -> None:
    """Whoever comes when all places are taken cannot be written to, and the others still can."""
    await fake.rules(users_most=1)
    with pytest.raises(Gone, match="chat_not_found"):
        await channel.send(parcel("chào", MINH))
    await channel.send(parcel("chào"))


async def test_an_api_that_is_away(fake: ZaloBotFake) -> None:
    """Nothing listens, or we are closed: nothing was sent."""
    async with opened(fake, api_url="http://127.0.0.1:9", timeout=1.0) as channel:
        with pytest.raises(NotSent):
            await channel.send(parcel("a"))
    with pytest.raises(NotSent):
        await channel.send(parcel("a"))


async def test_a_picture_of_a_person_is_fetched(fake: ZaloBotFake, ear: Ear) -> None:
    """Within its limit, and again as often as asked; nothing is kept here."""
    async with running(fake, ear) as channel:
        await fake.sends_photo(HOA, "a.jpg", b"x" * 1000)
        (heard,) = await ear.until(1)
        assert heard.kind is Heard.FILE
        assert heard.file is not None
        for _ in range(2):
            assert await channel.fetch(heard.file.remote, 1000) == b"x" * 1000
            await channel.forget(heard.file.remote)
        with pytest.raises(ValueError, match="larger"):
            await channel.fetch(heard.file.remote, 999)


@pytest.mark.parametrize("address", ["http://photo.zdn.vn/a", "https://evil.example/a", "https://127.0.0.2/a", "x"])
async def test_files_of_other_hosts_are_not_fetched(channel: ZaloBotChannel, address: str) -> None:
    """An address comes with an event: only Zalo's own hosts over TLS are read."""
    with pytest.raises(Rejected):
        await channel.fetch(address, 100)
