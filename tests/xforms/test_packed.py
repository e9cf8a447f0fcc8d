"""A form packed with what it shows: taken in whole, or refused with all that is wrong; no bomb goes off."""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
import zlib
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from content.xforms.named import MOST_LETTERS, MOST_NAMED, Named, came_line, lacking_line, told
from content.xforms.packed import MEGABYTE, MOST_ENTRIES, MOST_WHOLE, key_of
from content.xforms.reading import Examined, examine
from content.xforms.sheets import MOST_BYTES
from content.xforms.showing import MOST_FILE, MOST_IMAGE
from tests.privacy.test_photos import SECRETS, taken
from tests.xforms.packing import FILM, PLACE, SHEET, SOUND, packed, whole

NAMES = ["Sơ đồ.jpg", "huong_dan.mp4", "loi_doc.ogg", "dung.png"]


def looked(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Examined:
    """Examine a .zip of *files*."""
    return examine("goi.zip", packed(files, method))


def faults(found: Examined) -> list[tuple[str, str]]:
    """Return address and kind of all faults."""
    assert found.definition is None
    return [(one.at, one.key) for one in found.faults]


def kept(found: Examined) -> dict[str, bytes]:
    """Return what was kept of a form without fault, by the names in its cells."""
    assert found.definition is not None, [one.line for one in found.faults]
    return {name: one.content for one in found.media for name in one.names}


def test_a_packed_form_comes_with_its_files() -> None:
    """Each file is found in whatever folder, of questions and of choices; its kind is that of its bytes."""
    found = looked(whole())
    assert sorted(kept(found)) == sorted(NAMES)
    assert sorted((one.file_name, one.mime) for one in found.media) == [
        ("So_do.jpg", "image/jpeg"), ("dung.png", "image/png"), ("huong_dan.mp4", "video/mp4"),
        ("loi_doc.ogg", "audio/ogg"),
    ]  # fmt: skip
    assert found.lacking == ()
    assert found.sheet == ("phieu.md", SHEET.encode())
    assert [one.key for one in found.warnings if not one.key.startswith("fallback_")] == []


def test_what_phones_wrote_beside_is_not_kept() -> None:
    """Pictures are made anew, films lose the place: nothing of who made them where is in what people are shown."""
    made = kept(looked(whole()))
    assert not any(secret in content for secret in SECRETS for content in made.values())
    assert PLACE not in made["huong_dan.mp4"]
    assert len(made["huong_dan.mp4"]) == len(FILM)


def test_a_sheet_alone_says_what_lacks() -> None:
    """It is a good form; each file is named once, with the first cell that names it."""
    found = examine("phieu.md", SHEET.encode())
    assert found.definition is not None
    assert [(one.name, one.family, one.at) for one in found.lacking] == [
        ("Sơ đồ.jpg", "image", "survey!D2"), ("huong_dan.mp4", "video", "survey!F2"),
        ("loi_doc.ogg", "audio", "survey!E3"), ("dung.png", "image", "choices!D2"),
    ]  # fmt: skip
    assert found.media == ()
    assert found.sheet is None


def test_some_lack_and_some_are_not_asked_for() -> None:
    """Both stand in nobody's way, and are said; what is not asked for is not kept."""
    files = whole() | {"anh_thua.jpg": taken("JPEG"), "doc.txt": b"ghi"}
    del files["media/dung.png"]
    found = looked(files)
    assert sorted(kept(found)) == sorted(set(NAMES) - {"dung.png"})
    assert [one.name for one in found.lacking] == ["dung.png"]
    (unused,) = (one for one in found.warnings if one.key == "zip_unused")
    assert "anh_thua.jpg" in unused.words
    assert "doc.txt" in unused.words


def test_what_systems_leave_behind_is_not_seen() -> None:
    """Folders of a Mac, thumbnails of Windows and the lock of an open Excel are neither files nor second forms."""
    left = ("__MACOSX/._phieu.md", "__MACOSX/media/._dung.png", ".DS_Store", "media/Thumbs.db", "~$phieu.xlsx")
    found = looked({**whole(), "media/": b"", **dict.fromkeys(left, b"\0\5\x16\7")})
    assert sorted(kept(found)) == sorted(NAMES)
    assert not any(one.key == "zip_unused" for one in found.warnings)


@pytest.mark.parametrize("code", ["utf-8", "cp1258"])
def test_names_are_read_as_they_were_meant(code: str) -> None:
    """A Mac's UTF-8 that does not say so, in letters taken apart, and the code page of Vietnamese Windows."""
    form = unicodedata.normalize("NFD", "Sơ đồ.jpg").encode() if code == "utf-8" else b"S\xf5 \xf0\xf4\xcc.jpg"
    assert unicodedata.normalize("NFC", form.decode(code)) == "Sơ đồ.jpg"
    files = whole()
    picture = files.pop("media/Sơ đồ.jpg")
    stand_in = b"x" * (len(form) - 4) + b".jpg"
    raw = packed(files | {stand_in.decode(): picture}).replace(stand_in, form)
    assert sorted(kept(examine("goi.zip", raw))) == sorted(NAMES)


def test_names_differ_in_capitals_and_folders_of_windows() -> None:
    """Who typed the sheet on Windows does not see either."""
    assert key_of("media\\SƠ ĐỒ.JPG") == key_of("sơ đồ.jpg")
    files = whole()
    files["MEDIA\\SƠ ĐỒ.JPG"] = files.pop("media/Sơ đồ.jpg")
    assert sorted(kept(looked(files))) == sorted(NAMES)


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"phieu.md": None}, [("", "zip_no_sheet")]),
        ({"bieu_mau_2.csv": b"type,name"}, [("", "zip_sheets")]),
        ({"a.xlsx": b"PK", "b/b.xls": b"PK"}, [("", "zip_sheets")]),
        ({"anh.zip": b"PK", "am.rar": b"Rar!"}, [("", "zip_nested"), ("", "zip_nested")]),
        ({"dung.png": b"x"}, [("", "zip_same_name")]),
        ({"DUNG.PNG": b"x", "a.zip": b""}, [("", "zip_nested"), ("", "zip_same_name")]),
        ({"media/Sơ đồ.jpg": SOUND}, [("survey!D2", "no_image")]),
        ({"media/loi_doc.ogg": b"%PDF-1.4"}, [("survey!E3", "no_audio")]),
        ({"huong_dan.mp4": b"MZ program"}, [("survey!F2", "no_video")]),
        ({"media/dung.png": b""}, [("choices!D2", "no_image")]),
        ({"media/dung.png": b"\x89PNG\r\n\x1a\n broken"}, [("choices!D2", "image_broken")]),
        (
            {"media/dung.png": SOUND, "phieu.md": SHEET.replace("| select_one sign |", "| choose |").encode()},
            [("survey!A3", "unknown_type"), ("choices!D2", "no_image")],
        ),
    ],
)  # fmt: skip
def test_every_fault_is_named_at_once(changes: dict[str, bytes | None], wanted: list[tuple[str, str]]) -> None:
    """What is wrong with the files stands beside what is wrong in the sheets, at the cell that names the file."""
    files = {path: content for path, content in (whole() | changes).items() if content is not None}
    assert faults(looked(files)) == wanted


def test_a_file_cannot_be_two_kinds() -> None:
    """Named as a picture and as a recording it is refused where it is not what it is."""
    sheet = SHEET.replace("loi_doc.ogg", "dung.png").encode()
    files = {path: content for path, content in whole().items() if "ogg" not in path}
    assert faults(looked(files | {"phieu.md": sheet})) == [("survey!E3", "no_audio")]


def test_lists_beside_a_workbook_are_no_second_form() -> None:
    """With a workbook in it, tables of text are lists or remarks."""
    found = looked({"phieu.xlsx": b"PK broken", "thon.csv": b"name,label", "README.md": b"# Phieu"})
    assert faults(found) == [("", "file_broken")]


def test_a_locked_or_broken_zip_is_refused() -> None:
    """A password, bytes that are no .zip, and half of one."""
    locked = bytearray(packed(whole()))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        begin = locked.find(mark)
        while begin >= 0:
            locked[begin + at] |= 1
            begin = locked.find(mark, begin + 4)
    assert faults(examine("goi.zip", bytes(locked))) == [("", "zip_password")]
    for broken in (b"", b"no zip at all", packed(whole())[:400]):
        assert faults(examine("goi.ZIP", broken)) == [("", "zip_broken")]


def test_only_plain_packing_is_read() -> None:
    """Other methods may ask for any amount of memory before the first byte."""
    found = looked(whole(), zipfile.ZIP_LZMA)
    assert faults(found) == [("", "file_broken")]


def test_a_bomb_does_not_go_off() -> None:
    """A file that unpacks to more than it may be is left at that, whatever size it says it has."""
    large = faults(looked(whole() | {"huong_dan.mp4": FILM + bytes(MOST_FILE)}))
    assert large == [("survey!F2", "part_large")]
    assert faults(looked(whole() | {"phieu.md": b"#" * (MOST_BYTES + 1)})) == [("", "file_too_big")]
    raw = packed(whole() | {"huong_dan.mp4": FILM + bytes(MOST_FILE)})
    at = raw.rfind(b"PK\x01\x02", 0, raw.rfind(b"huong_dan.mp4"))
    lying = raw[: at + 24] + struct.pack("<I", 100) + raw[at + 28 :]
    assert faults(examine("goi.zip", lying)) == [("survey!F2", "part_broken")]


def test_the_whole_is_bounded() -> None:
    """Each file alone is small enough, all of them are not: one line says so, and nothing further is read."""
    rows = "".join(f"| | note | n{n} | Ghi chú | a{n}.wav |\n" for n in range(4))
    sheet = f"| survey |\n| | type | name | label | media::audio |\n{rows}| | text | t | Gì? | |\n"
    sound = b"RIFF\0\0\0\0WAVE" + bytes(15 * MEGABYTE)
    found = looked({"a.md": sheet.encode()} | {f"a{n}.wav": sound for n in range(4)})
    assert faults(found) == [("", "zip_large")]
    assert faults(examine("a.zip", bytes(MOST_WHOLE + 1))) == [("", "zip_large")]


def test_unasked_files_are_not_even_read() -> None:
    """What no cell names may be of any size."""
    found = looked(whole() | {"ban_goc.mp4": bytes(MOST_WHOLE + 1)})
    assert len(kept(found)) == len(NAMES)


def test_many_entries_are_refused() -> None:
    """A packed file of more entries than a form has use for is not looked into."""
    assert faults(looked({f"{n}.jpg": b"" for n in range(MOST_ENTRIES + 1)})) == [("", "zip_entries")]


def test_pictures_are_bounded() -> None:
    """Of too many pixels, or too heavy once it is made anew."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    huge = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    huge += b"\0\0\0\0IDAT\x35\xaf\x06\x1e\0\0\0\0IEND\xaeB`\x82"
    assert faults(looked(whole() | {"media/dung.png": huge})) == [("choices!D2", "image_huge")]
    side = 1400
    noise = io.BytesIO()
    Image.frombytes("RGB", (side, side), Random(1).randbytes(side * side * 3)).save(noise, "PNG", compress_level=0)
    assert MOST_IMAGE < len(noise.getvalue()) < MOST_FILE
    assert faults(looked(whole() | {"media/dung.png": noise.getvalue()})) == [("choices!D2", "image_large")]


@given(at=st.integers(0, 3000), to=st.binary(min_size=1, max_size=8))
def test_spoilt_bytes_are_a_form_or_faults(at: int, to: bytes) -> None:
    """Whatever of a packed form is spoilt, it is read or refused in words, and nothing is raised."""
    raw = packed({path: content for path, content in whole().items() if "jpg" not in path})
    found = examine("goi.zip", raw[: at % len(raw)] + to + raw[at % len(raw) + len(to) :])
    assert (found.definition is None) == bool(found.faults)


def test_lines_for_people() -> None:
    """Counted by kind; of many files that lack only the first are named."""
    assert came_line(["video", "image", "image"]) == "Kèm theo: 2 ảnh, 1 đoạn phim."
    assert came_line([]) == ""
    line = lacking_line([Named(f"a{n}.jpg", "image", f"survey!D{n}") for n in range(MOST_NAMED + 2)])
    assert "tệp a0.jpg (survey!D0)" in line
    assert line.endswith("2 tệp khác. Gửi lại biểu mẫu kèm các tệp này trong một tệp .zip.")


def test_names_that_are_no_names_are_said_on_one_line() -> None:
    """A packed file may call itself anything: what is said of it stays short."""
    long = "a" * 60_000 + ".zip"
    found = looked(whole() | {f"x\n{long}": b""})
    assert faults(found) == [("", "zip_nested")]
    assert len(found.faults[0].line) < 300
    assert told(f"x\n{long}").endswith("a.zip")
    assert len(told(long)) == MOST_LETTERS
    assert told("a\nb.jpg") == "a b.jpg"


def test_the_sign_for_no_file_is_none() -> None:
    """A dash is what converters write where there is no file: it is neither asked for nor shown."""
    found = examine("phieu.md", SHEET.replace("Sơ đồ.jpg", "-").encode())
    assert found.definition is not None
    assert [one.name for one in found.lacking] == ["huong_dan.mp4", "loi_doc.ogg", "dung.png"]
    assert "'-'" not in str(found.definition)


def test_a_group_shows_its_picture_and_a_repeat_says_that_it_shows_none() -> None:
    """What a repeat names is no file that nobody mentions."""
    group = "| | begin_group | g | Nhóm | dung.png | | |\n| | select_one sign"
    sheet = SHEET.replace("| | select_one sign", group).replace(
        "\n\n| choices |", "\n| | end_group | | | | | |\n\n| choices |"
    )
    found = looked(whole() | {"phieu.md": sheet.encode()})
    assert kept(found).keys() == set(NAMES)
    assert "repeat_media" not in [one.key for one in found.warnings]
    found = looked(whole() | {"phieu.md": sheet.replace("_group", "_repeat").encode(), "mot.png": taken("PNG")})
    assert [(one.at, one.key) for one in found.warnings if one.key in {"repeat_media", "zip_unused"}] == [
        ("survey!D3", "repeat_media"), ("", "zip_unused"),
    ]  # fmt: skip
    assert next(one.line for one in found.warnings if one.key == "zip_unused").count("tệp ") == 1


def test_names_and_pictures_that_nothing_can_hold_are_faults() -> None:
    """A name longer than any file's, a picture that Telegram does not draw."""
    assert faults(looked(whole() | {"phieu.md": SHEET.replace("dung.png", "a" * 300 + ".png").encode()})) == [
        ("choices!D2", "name_long")
    ]
    strip = io.BytesIO()
    Image.new("RGB", (2000, 20)).save(strip, "PNG")
    assert faults(looked(whole() | {"media/dung.png": strip.getvalue()})) == [("choices!D2", "image_long")]


def test_folders_of_windows_are_no_files() -> None:
    """Some packers write a folder as an entry of its own, with the wrong slash."""
    assert kept(looked(whole() | {"a\\img\\": b"", "b\\img\\": b""})).keys() == set(NAMES)
