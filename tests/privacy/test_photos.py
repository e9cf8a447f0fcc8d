"""Photos lose place, moment and phone before they are stored; what is no photo is refused in words."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from bot import photos
from bot.accounts import make_telegram
from bot.chores import Chores
from bot.config import load
from content.message import Address, Inbound
from content.reading.photo import LONGEST, NoPhoto, bare_photo
from content.texts.privacy import PHOTO_NOTE, PHOTO_REFUSED
from content.texts.sent_files import REFUSED as FILE_REFUSED
from content.xforms.compiling import compile_form
from content.xforms.definition import Definition, Field
from storage.files import FileStore
from storage.storage import Storage
from tests.fakes.telegram_api.client import FakeTelegram
from tests.handlers.talking import Talk

SECRETS = (b"Phone of Hoa", b"2026:11:20 19:30:00", b"seen by Hoa", b"Exif", b"xmpmeta")
RED, BLUE = (220, 30, 30), (30, 30, 220)


def exif(orientation: int = 1) -> Image.Exif:
    """Return what a phone writes beside the picture: its name, the moment, the place."""
    made = Image.Exif()
    made[0x0110] = "Phone of Hoa"
    made[0x0132] = "2026:11:20 19:30:00"
    made[0x0112] = orientation
    gps = made.get_ifd(0x8825)
    gps[1], gps[2] = "N", (21.0, 1.0, 42.0)
    gps[3], gps[4] = "E", (105.0, 51.0, 12.0)
    return made


def taken(kind: str, size: tuple[int, int] = (64, 32), orientation: int = 1) -> bytes:
    """Return a photo as a phone makes it: red on the left, blue on the right."""
    picture = Image.new("RGB", size, RED)
    picture.paste(BLUE, (size[0] // 2, 0, size[0], size[1]))
    made, extra = io.BytesIO(), dict[str, Any]()
    if kind == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Comment", "seen by Hoa")
        extra["pnginfo"] = notes
    elif kind == "JPEG":
        extra |= {"comment": b"seen by Hoa", "quality": 95}
    else:
        extra |= {"xmp": b"<x:xmpmeta>seen by Hoa</x:xmpmeta>", "lossless": True}
    picture.save(made, kind, exif=exif(orientation), **extra)
    return made.getvalue()


def near(colour: object, wanted: tuple[int, int, int]) -> bool:
    """Say whether a colour came through the compression."""
    return isinstance(colour, tuple) and all(abs(a - b) < 40 for a, b in zip(colour, wanted, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_is_left_beside_the_picture(kind: str) -> None:
    """The pixels stay; place, phone, moment, comments and XMP are in no byte of what is kept."""
    content = taken(kind)
    assert any(secret in content for secret in SECRETS)
    photo = bare_photo(content)
    assert not any(secret in photo.content for secret in SECRETS)
    with Image.open(io.BytesIO(photo.content)) as kept:
        assert (kept.format, kept.size) == (kind, (64, 32))
        assert len(kept.getexif()) == 0
        assert not kept.getexif().get_ifd(0x8825)
        assert not set(kept.info) & {"exif", "xmp", "comment", "Comment", "icc_profile"}
        assert near(kept.convert("RGB").getpixel((4, 16)), RED)
        assert near(kept.convert("RGB").getpixel((60, 16)), BLUE)


def test_who_is_asked_for_a_photo_is_told_what_not_to_show() -> None:
    """The question of any form that wants a photo says that faces of the public are not to be seen."""
    asked = Field(path="anh", kind="image", label={"default": ["Ảnh buổi nói chuyện?"]})
    form = Definition(form_id="mau", title="Mẫu", version="1", items=(asked,))
    assert PHOTO_NOTE in Talk(compile_form(form)).heard.text


def test_a_photo_stands_upright() -> None:
    """What the metadata said of the turning of the phone is done to the picture before it goes."""
    with Image.open(io.BytesIO(bare_photo(taken("JPEG", orientation=6)).content)) as kept:
        assert kept.size == (32, 64)
        assert near(kept.getpixel((16, 4)), RED)
        assert near(kept.getpixel((16, 60)), BLUE)


def test_a_large_photo_becomes_small() -> None:
    """A photo of today's phones is brought down to what a weak line carries."""
    photo = bare_photo(taken("JPEG", (4000, 3000)))
    with Image.open(io.BytesIO(photo.content)) as kept:
        assert kept.size == (LONGEST, LONGEST * 3 // 4)


@pytest.mark.parametrize("mode", ["P", "RGBA", "L", "CMYK", "I;16"])
def test_every_kind_of_colours_is_kept(mode: str) -> None:
    """Palettes, transparency, grey and print colours are pictures too."""
    made = io.BytesIO()
    kind = "JPEG" if mode == "CMYK" else "PNG"
    Image.new(mode, (20, 20)).save(made, kind)
    with Image.open(io.BytesIO(bare_photo(made.getvalue()).content)) as kept:
        assert kept.size == (20, 20)


def bomb(width: int, height: int) -> bytes:
    """Return a few bytes that claim to be a picture of so many pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
REFUSED = {
    "empty": (b"", "broken"),
    "words": (b"khong phai anh", "broken"),
    "cut": (taken("JPEG", (400, 400))[:900], "broken"),
    "cut png": (taken("PNG", (400, 400))[:300], "broken"),
    "head alone": (b"\xff\xd8\xff\xe0", "broken"),
    "gif": (GIF, "broken"),
    "bomb": (bomb(30_000, 30_000), "huge"),
    "large bomb": (bomb(2_000_000_000, 2), "huge"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_photo_is_refused(name: str) -> None:
    """Broken, cut off, another kind, or a few bytes that would unpack to gigabytes: each has its reason."""
    content, reason = REFUSED[name]
    with pytest.raises(NoPhoto) as refused:
        bare_photo(content)
    assert refused.value.reason == reason


async def test_the_work_is_done_in_a_child() -> None:
    """The bytes of a stranger are decoded away from the serving process, and a refusal comes back in words."""
    made = await photos.bare(taken("WEBP"))
    assert (made.name, made.mime) == ("anh.webp", "image/webp")
    assert not any(secret in made.content for secret in SECRETS)
    with pytest.raises(photos.PhotoRefused) as refused:
        await photos.bare(bomb(30_000, 30_000))
    assert refused.value.words == PHOTO_REFUSED["huge"]


async def owe(storage: Storage, remote: str, now: datetime) -> None:
    """Owe a photo that somebody sent as an answer."""
    request = {"remote": remote, "name": "anh.jpg", "wanted": "image", "row": 1}
    await storage.run(lambda uow: uow.chores.owe("fetch_answer", request, now=now, to=Address("telegram", "501")))


async def test_no_stored_byte_knows_where_a_photo_was_taken(database_url: str, tmp_path: Path) -> None:
    """From the platform to the store: one bare picture is kept and told by its id, a broken one is told in words."""
    storage = Storage(database_url)
    storage.open()
    told: list[Inbound] = []

    async def accept(inbound: Inbound) -> None:
        told.append(inbound)

    now = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
    async with FakeTelegram.here() as fake:
        assert fake.server is not None
        telegram = make_telegram(
            load({"TELEGRAM_TOKEN": fake.token, "TELEGRAM_API_URL": fake.url, "SEND_TIMEOUT": "2"}, None), lambda: now
        )
        assert telegram is not None
        await telegram.open()
        chores = Chores(storage, {"telegram": telegram}, FileStore(tmp_path / "files"), accept, lambda: now, "me")
        for content in (taken("JPEG"), b"no photo"):
            sent = fake.server.world.keep("document", "anh.jpg", "image/jpeg", content)
            await owe(storage, sent.file_id, now)
            assert await chores.one()
        await telegram.close()
    kept, broken = (one.payload for one in told)
    assert broken["fault"] == FILE_REFUSED["image"]
    row = await storage.run(lambda uow: uow.files.attachment(kept["file_id"]))
    assert (row.mime, row.is_photo) == ("image/jpeg", True)
    (stored,) = (tmp_path / "files").iterdir()
    assert not any(secret in stored.read_bytes() for secret in SECRETS)
    storage.close()
