"""Files: uploaded once, sent by id until it ends, in a message of their own before the text."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.channel import NotNow, NotSent, Parcel, Rejected, Throttled, Uncertain, Upload
from content.message import Attachment, Choice, Outbound
from tests.channels.zalo_oa.ear import HOA, MINH, PDF, PNG, now, opened, parcel
from tests.fakes.zalo_oa_api import ZaloOA

SAID = Outbound("Kèm tệp", heading="Tháng 11", choices=(Choice("Đã nắm", "v:ack", "đã nắm"),), numbered=False)
TEXT = 'Tháng 11\nKèm tệp\n• Gõ "đã nắm"'
FILES = "/v2.0/oa/upload/file"


def sending(path: Path, *, chat: str = HOA, said: Outbound = SAID, **how: Any) -> Parcel:
    """A message with the file at *path*."""
    photo, remote = how.pop("photo", False), how.pop("remote", None)
    name, mime = ("anh.png", "image/png") if photo else ("Định hướng.pdf", "application/pdf")
    size = path.stat().st_size if path.exists() else 1
    whole = said.but(file=Attachment(1, name, mime, size, is_photo=photo))
    return parcel(whole, chat, upload=Upload(name, mime, path, photo, remote), **{"delivery_id": 7} | how)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """A document."""
    path = tmp_path / "a"
    path.write_bytes(PDF)
    return path


@pytest.fixture
def png(tmp_path: Path) -> Path:
    """A picture."""
    path = tmp_path / "b"
    path.write_bytes(PNG)
    return path


async def chat(fake: ZaloOA, person: str = HOA) -> list[tuple[str, str, str, list[str]]]:
    """Return what the person sees: kind, text, file, buttons."""
    return [(one.kind, one.text, one.file, one.buttons) for one in await fake.sees(person)]


async def test_file_comes_before_its_text(fake: ZaloOA, pdf: Path) -> None:
    """A file message has no text, so the text follows with its choices; its id is the one that receipts name."""
    async with opened(fake) as channel:
        sent = await channel.send(sending(pdf))
    assert await chat(fake) == [("file", "", "Định hướng.pdf", []), ("button", TEXT, "", ["Đã nắm"])]
    assert sent.message_key == (await fake.sees(HOA))[1].id
    assert (await fake.stats())["violations"] == []


async def test_picture_and_text_are_one_message(fake: ZaloOA, png: Path) -> None:
    """A picture carries the text, which names every choice: nobody has seen buttons beside a picture."""
    async with opened(fake) as channel:
        sent = await channel.send(sending(png, photo=True))
    assert await chat(fake) == [("media", TEXT, "anh.png", [])]
    assert sent.message_key == (await fake.sees(HOA))[0].id


async def test_file_without_words_is_one_message(fake: ZaloOA, pdf: Path, png: Path) -> None:
    """With nothing to say the file goes alone."""
    async with opened(fake) as channel:
        await channel.send(sending(pdf, said=Outbound("")))
        await channel.send(sending(png, said=Outbound(""), photo=True))
    assert [line[:2] for line in await chat(fake)] == [("file", ""), ("media", "")]


@pytest.mark.parametrize("photo", [False, True])
async def test_file_is_uploaded_once_and_then_sent_by_id(fake: ZaloOA, tmp_path: Path, photo: bool) -> None:
    """The first send carries the bytes and returns the id; the second, of another process, sends the id alone."""
    path = tmp_path / "c"
    path.write_bytes(PNG if photo else PDF)
    async with opened(fake) as channel:
        first = await channel.send(sending(path, photo=photo))
    path.unlink()
    async with opened(fake) as channel:
        second = await channel.send(sending(path, photo=photo, chat=MINH, remote=first.remote_file))
    assert first.remote_file == second.remote_file
    assert list((await fake.stats())["uploads"].values()) == [1]
    assert len(await fake.sees(MINH)) == len(await fake.sees(HOA))


async def test_upload_for_a_shut_chat_serves_the_next(fake: ZaloOA, pdf: Path) -> None:
    """People who cannot be written to cost one upload together, not one each: a month has 5,000."""
    await fake.person(HOA, wrote_days_ago=9)
    async with opened(fake) as channel:
        for _ in range(3):
            with pytest.raises(NotNow):
                await channel.send(sending(pdf))
        await channel.send(sending(pdf, chat=MINH))
    assert list((await fake.stats())["uploads"].values()) == [1]
    assert await chat(fake) == []


@pytest.mark.parametrize("remote", ["nothing", "image:1790000000:x", "file:1790000000:x==", "file:9999999999:x=="])
async def test_dead_id_asks_for_one_upload(fake: ZaloOA, pdf: Path, remote: str) -> None:
    """An id that is old, of another kind or unknown is refused as stale, so that the sender uploads again."""
    async with opened(fake) as channel:
        with pytest.raises(Rejected) as caught:
            await channel.send(sending(pdf, remote=remote))
        assert caught.value.stale_file
        assert (await channel.send(sending(pdf))).remote_file
    assert len(await fake.sees(HOA)) == 2


async def test_id_is_not_used_to_its_last_day(fake: ZaloOA, pdf: Path) -> None:
    """After six of its seven days an id is replaced, without asking Zalo whether it still holds."""
    at = [now()]
    async with opened(fake, clock=lambda: at[0]) as channel:
        sent = await channel.send(sending(pdf))
        at[0] += timedelta(days=6, hours=1)
        with pytest.raises(Rejected) as caught:
            await channel.send(sending(pdf, remote=sent.remote_file))
        assert caught.value.stale_file
        await channel.send(sending(pdf))
    assert list((await fake.stats())["uploads"].values()) == [2]


async def test_id_that_zalo_forgot_is_made_anew_at_once(fake: ZaloOA, pdf: Path) -> None:
    """What this process remembers and Zalo does not is uploaded again within the same send."""
    await fake.person(MINH, wrote_days_ago=None)
    async with opened(fake) as channel:
        with pytest.raises(NotNow):
            await channel.send(sending(pdf, chat=MINH))
        await fake.later(8 * 86_400)
        await fake.person(HOA, wrote_days_ago=0)
        await channel.send(sending(pdf))
    assert list((await fake.stats())["uploads"].values()) == [2]
    assert len(await fake.sees(HOA)) == 2


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ({"do": "error", "code": -32}, Throttled),
        ({"do": "error", "code": -200}, NotSent),
        ({"do": "cut_before"}, Uncertain),
        ({"do": "http", "status": 502}, Uncertain),
    ],
)
async def test_text_that_fails_for_now_does_not_bring_the_file_twice(
    fake: ZaloOA, pdf: Path, rule: dict[str, Any], problem: type[Exception]
) -> None:
    """When only the text could not go, the next attempt of the same delivery sends the text alone."""
    async with opened(fake) as channel:
        await fake.script(rule | {"times": 2, "kinds": ["text"]})
        for _ in range(2):
            with pytest.raises(problem):
                await channel.send(sending(pdf))
        sent = await channel.send(sending(pdf))
        assert sent.remote_file is not None
        await channel.send(sending(pdf, delivery_id=8))
    assert [line[0] for line in await chat(fake)] == ["file", "button", "file", "button"]


async def test_text_that_fails_for_good_says_so(fake: ZaloOA, pdf: Path) -> None:
    """A text that Zalo refuses is a refusal, though its file went."""
    async with opened(fake) as channel:
        await fake.script({"do": "error", "code": -248, "kinds": ["text"]})
        with pytest.raises(Rejected, match="policy"):
            await channel.send(sending(pdf))
    assert [line[0] for line in await chat(fake)] == ["file"]


@pytest.mark.parametrize("rule", [{"do": "cut_after"}, {"do": "hang", "seconds": 2, "processed": True}])
async def test_doubt_about_the_file_is_a_doubt_about_all(fake: ZaloOA, pdf: Path, rule: dict[str, Any]) -> None:
    """When nobody knows whether the file went, nothing more is sent in this attempt."""
    async with opened(fake, timeout=0.6) as channel:
        await fake.script(rule)
        with pytest.raises(Uncertain):
            await channel.send(sending(pdf))
    assert [line[0] for line in await chat(fake)] == ["file"]


async def test_lost_answer_of_an_upload_is_no_doubt(fake: ZaloOA, pdf: Path) -> None:
    """An upload shows nobody anything, so what became of it does not matter: the message was certainly not sent."""
    async with opened(fake) as channel:
        await fake.script({"do": "cut_after", "paths": ["upload"], "times": 1})
        with pytest.raises(NotSent):
            await channel.send(sending(pdf))
        await channel.send(sending(pdf))
    assert len(await fake.sees(HOA)) == 2


async def test_text_that_cannot_fit_keeps_its_file_back(fake: ZaloOA, pdf: Path) -> None:
    """Nothing of a message leaves when its text cannot."""
    async with opened(fake) as channel:
        with pytest.raises(Rejected, match="too_long"):
            await channel.send(sending(pdf, said=Outbound("ă" * 2001)))
    assert ((await fake.stats())["calls"].get(FILES, 0), await chat(fake)) == (0, [])


async def test_slow_preparation_sends_nothing(fake: ZaloOA, pdf: Path) -> None:
    """When the upload took so long that another process may take over the delivery, this one leaves it."""
    at = [0.0]

    def monotonic() -> float:
        at[0] += 2.0
        return at[0]

    async with opened(fake, timeout=5.0, monotonic=monotonic) as channel:
        with pytest.raises(NotSent):
            await channel.send(sending(pdf))
    assert ((await fake.stats())["calls"][FILES], await chat(fake)) == (1, [])


async def test_file_that_is_not_there_is_rejected(fake: ZaloOA, tmp_path: Path) -> None:
    """A file lost from the store is one message refused, not a crash."""
    async with opened(fake) as channel:
        with pytest.raises(Rejected, match="file_missing"):
            await channel.send(sending(tmp_path / "none"))


@pytest.mark.parametrize(("photo", "size"), [(False, 5_000_001), (True, 1_000_001)])
async def test_file_over_the_limit_never_leaves(fake: ZaloOA, tmp_path: Path, photo: bool, size: int) -> None:
    """What Zalo would refuse after the upload is refused at once."""
    path = tmp_path / "big"
    with path.open("wb") as file:
        file.truncate(size)
    async with opened(fake) as channel:
        with pytest.raises(Rejected, match="file_too_large"):
            await channel.send(sending(path, photo=photo))
    assert (await fake.stats())["answers"] == {}


async def test_largest_file_goes(fake: ZaloOA, tmp_path: Path) -> None:
    """A file just within the limit is brought, byte for byte, also when the token is replaced on the way."""
    path = tmp_path / "large"
    path.write_bytes(PDF + bytes(5_000_000 - len(PDF)))
    async with opened(fake) as channel:
        await channel.send(parcel("một"))
        await fake.grant()
        await channel.send(sending(path))
    assert fake.server is not None
    assert [asset.content for asset in fake.server.world.assets.values()] == [path.read_bytes()]


async def test_broken_file_is_rejected_for_good(fake: ZaloOA, tmp_path: Path) -> None:
    """A file that is not what its name says is the file's fault, not the id's."""
    path = tmp_path / "a"
    path.write_bytes(b"no document")
    async with opened(fake) as channel:
        with pytest.raises(Rejected) as caught:
            await channel.send(sending(path))
    assert (caught.value.reason, caught.value.stale_file) == ("file_rejected", False)


@pytest.mark.parametrize("rules", [{"uploads_left": 0}, {"uploads_open": False}])
async def test_account_that_may_not_upload_still_speaks(fake: ZaloOA, pdf: Path, rules: dict[str, Any]) -> None:
    """No uploads left this month, or none for this kind of account: that message fails, the next one goes."""
    await fake.rules(**rules)
    async with opened(fake) as channel:
        with pytest.raises(Rejected, match="upload_refused"):
            await channel.send(sending(pdf))
        await channel.send(parcel("không tệp"))
    assert [line[1] for line in await chat(fake)] == ["không tệp"]
