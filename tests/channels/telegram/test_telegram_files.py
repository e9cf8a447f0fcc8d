"""Files: uploaded once, sent by id, fetched within a limit."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.channel import NotSent, Parcel, Rejected, Upload
from bot.channels.telegram.render import render
from content.message import Attachment, Choice, FileRef, Outbound
from tests.channels.telegram.ear import HOA, MINH, Ear, opened, parcel, running
from tests.fakes.telegram_api import FakeTelegram

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100
PDF = b"%PDF-1.7 " + "Định hướng".encode() * 50


def sending(
    path: Path, *, chat: int = HOA, remote: str | None = None, photo: bool = False, text: str = "Kèm tệp"
) -> Parcel:
    """A message with the file at *path*."""
    mime = "image/png" if photo else "application/pdf"
    said = Outbound(text, heading="Tháng 11", choices=(Choice("Đã nắm", "v1:ack"),), numbered=False, protect=True)
    size = path.stat().st_size if path.exists() else 1
    said = said.but(file=Attachment(1, path.name, mime, size, is_photo=photo))
    return parcel(said, chat, upload=Upload("Định hướng.pdf", mime, path, photo, remote))


@pytest.mark.parametrize(("content", "photo", "shown"), [(PDF, False, "Định hướng.pdf"), (PNG, True, "photo")])
async def test_file_is_uploaded_once_and_then_sent_by_id(
    fake: FakeTelegram, tmp_path: Path, content: bytes, photo: bool, shown: str
) -> None:
    """The first send carries the bytes and returns the id; the second sends the id alone."""
    path = tmp_path / "a"
    path.write_bytes(content)
    async with opened(fake) as channel:
        first = await channel.send(sending(path, photo=photo))
        path.unlink()
        second = await channel.send(sending(path, photo=photo, chat=MINH, remote=first.remote_file))
        assert first.remote_file is not None
        assert await channel.fetch(first.remote_file, 10_000) == content
    assert first.remote_file == second.remote_file
    for person in (HOA, MINH):
        (seen,) = await fake.sees(person)
        assert (shown, "Tháng 11\nKèm tệp", ["Đã nắm"], True) == (seen.file, seen.text, seen.buttons, seen.protected)
    stats = await fake.stats()
    assert (list(stats["uploads"].values()), stats["violations"]) == ([1], [])


async def test_dead_file_id_asks_for_one_upload(fake: FakeTelegram, tmp_path: Path) -> None:
    """An id of another bot is refused as stale, so that the sender may upload again."""
    path = tmp_path / "a.pdf"
    path.write_bytes(PDF)
    async with opened(fake) as channel:
        with pytest.raises(Rejected) as caught:
            await channel.send(sending(path, remote="BQACdeadbeef"))
        assert caught.value.stale_file
        assert (await channel.send(sending(path))).remote_file


async def test_photo_id_is_no_document_id(fake: FakeTelegram, tmp_path: Path) -> None:
    """A remembered id of another kind is stale too."""
    path = tmp_path / "a.png"
    path.write_bytes(PNG)
    async with opened(fake) as channel:
        sent = await channel.send(sending(path, photo=True))
        with pytest.raises(Rejected) as caught:
            await channel.send(sending(path, remote=sent.remote_file))
    assert caught.value.stale_file


async def test_file_that_is_not_there_is_rejected(fake: FakeTelegram, tmp_path: Path) -> None:
    """A file lost from the store is one message refused, not a crash."""
    async with opened(fake) as channel:
        with pytest.raises(Rejected, match="file_missing"):
            await channel.send(sending(tmp_path / "none.pdf"))


async def test_file_over_the_limit_never_leaves(fake: FakeTelegram, tmp_path: Path) -> None:
    """What the API would refuse after minutes of upload is refused at once."""
    path = tmp_path / "big.pdf"
    with path.open("wb") as file:
        file.truncate(51_000_000)
    async with opened(fake) as channel:
        with pytest.raises(Rejected, match="file_too_large"):
            await channel.send(sending(path))
    assert (await fake.stats())["sends"] == 0


async def test_caption_over_the_limit_is_too_long(fake: FakeTelegram, tmp_path: Path) -> None:
    """A caption is never shortened behind the approver's back."""
    path = tmp_path / "a.pdf"
    path.write_bytes(PDF)
    async with opened(fake) as channel:
        with pytest.raises(Rejected, match="too_long"):
            await channel.send(sending(path, text="ă" * 1016))
        await channel.send(sending(path, text="ă" * 1015))


@pytest.mark.parametrize(
    ("mime", "photo", "method"),
    [
        ("image/png", True, "sendPhoto"),
        ("image/webp", True, "sendPhoto"),
        ("image/gif", True, "sendDocument"),
        ("image/svg+xml", True, "sendDocument"),
        ("audio/mpeg", False, "sendAudio"),
        ("audio/ogg", False, "sendDocument"),
        ("video/mp4", False, "sendVideo"),
        ("video/quicktime", False, "sendDocument"),
    ],
)
async def test_what_the_app_draws_or_plays(
    fake: FakeTelegram, tmp_path: Path, mime: str, photo: bool, method: str
) -> None:
    """A picture is drawn, a recording or film is played in the chat, without words too; other kinds are files."""
    path = tmp_path / "a.bin"
    path.write_bytes(PNG)
    said = Outbound("", file=Attachment(1, path.name, mime, len(PNG), is_photo=photo))
    made = parcel(said, upload=Upload(path.name, mime, path, photo, None))
    assert render(made).method == method
    async with opened(fake) as channel:
        first = await channel.send(made)
        assert first.remote_file is not None
        again = await channel.send(parcel(said, MINH, upload=Upload(path.name, mime, path, photo, first.remote_file)))
    assert again.remote_file == first.remote_file
    (seen,) = await fake.sees(MINH)
    assert (bool(seen.file), seen.text) == (True, "")
    stats = await fake.stats()
    assert (sum(stats["uploads"].values()), stats["violations"]) == (1, [])


async def test_broken_picture_is_rejected_for_good(fake: FakeTelegram, tmp_path: Path) -> None:
    """A picture the API cannot read is the file's fault, not the id's."""
    path = tmp_path / "a.png"
    path.write_bytes(b"no picture")
    async with opened(fake) as channel:
        with pytest.raises(Rejected) as caught:
            await channel.send(sending(path, photo=True))
    assert (caught.value.reason, caught.value.stale_file) == ("file_rejected", False)


async def test_file_heard_can_be_fetched_within_a_limit(fake: FakeTelegram, ear: Ear) -> None:
    """A document from a person is named and sized, and fetched only if it is small enough."""
    async with running(fake, ear) as channel:
        await fake.sends_file(HOA, "báo cáo.pdf", "application/pdf", PDF, caption="tháng 11")
        (heard,) = await ear.until(bool)
        assert heard.file is not None
        assert (heard.text, heard.file) == (
            "tháng 11",
            FileRef(heard.file.remote, "báo cáo.pdf", "application/pdf", len(PDF)),
        )
        assert await channel.fetch(heard.file.remote, len(PDF)) == PDF
        with pytest.raises(ValueError, match="larger"):
            await channel.fetch(heard.file.remote, len(PDF) - 1)


async def test_size_is_watched_while_reading(fake: FakeTelegram, ear: Ear) -> None:
    """A file that is larger than the API said is cut off."""
    async with running(fake, ear) as channel:
        await fake.sends_file(HOA, "a.pdf", "application/pdf", b"1" * 10)
        (heard,) = await ear.until(bool)
        assert heard.file is not None
        assert fake.server is not None
        told = await channel._api.call("getFile", {"file_id": heard.file.remote})  # noqa: SLF001 (what it says, before it changes)
        fake.server.world.files[heard.file.remote].content = b"1" * 1_000_000
        with pytest.raises(ValueError, match="larger"):
            await channel._api.download(told["file_path"], 1000)  # noqa: SLF001 (the second half of fetch)


async def test_fetch_of_an_unknown_file_is_rejected(fake: FakeTelegram) -> None:
    """A file the API no longer has is refused in our words; an API in trouble is tried later."""
    async with opened(fake) as channel:
        with pytest.raises(Rejected):
            await channel.fetch("nothing", 100)
        await fake.script({"do": "cut_after", "methods": ["getFile"]})
        with pytest.raises(NotSent):
            await channel.fetch("nothing", 100)
