"""Files sent as answers: known by their bytes, named safely, without the places where they were taken."""

from __future__ import annotations

import pytest

from content.message import FileRef
from content.sent_files import exported_name, is_kept_name, kept_name, look, sent_said, told_kind, without_places
from content.sent_files.looks import NotTaken

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TAKEN = {
    b"\xff\xd8\xff\xe0": "image jpg", b"\x89PNG\r\n\x1a\n": "image png", b"RIFF....WEBP": "image webp",
    b"\0\0\0\x18ftypheic": "image heic", b"OggS": "audio ogg", b"ID3\x04": "audio mp3", b"\xff\xf1\x50": "audio aac",
    b"#!AMR\n": "audio amr", b"\0\0\0\x18ftypM4A ": "audio m4a", b"\0\0\0\x18ftyp3gp4 soun": "audio m4a",
    b"\0\0\0\x18ftypisom ... hdlr vide": "video mp4", b"\x1a\x45\xdf\xa3 V_VP8": "video webm",
    b"\x1a\x45\xdf\xa3 A_OPUS": "audio weba", b"RIFF....WAVE": "audio wav", b"%PDF-1.7": "document pdf",
    b"PK\x03\x04 [Content_Types].xml word/document.xml": "document docx",
    OLE + "WordDocument".encode("utf-16-le"): "document doc", "Số liệu".encode(): "document txt",
}  # fmt: skip
REFUSED = {
    b"MZ\x90\0": "unsafe", b"\x7fELF": "unsafe", b"#!/bin/sh": "unsafe", b"Rar!\x1a": "unsafe", b"\x1f\x8b": "unsafe",
    b"PK\x03\x04 word/document.xml word/vbaProject.bin": "unsafe", b"PK\x03\x04 a.exe": "unsafe",
    OLE + "WordDocument".encode("utf-16-le") + "_VBA_PROJECT".encode("utf-16-le"): "unsafe",
    b"GIF89a\xff": "unknown", b"": "unknown", b"\0\1\2": "unknown", b"a\xff\xfe": "unknown", OLE: "unknown",
}  # fmt: skip


@pytest.mark.parametrize(("content", "expected"), TAKEN.items())
def test_a_file_is_known_by_its_bytes(content: bytes, expected: str) -> None:
    """Whatever its name says: each kind that is taken is told from its first bytes, or from parts with plain names."""
    found = look(content, "gì đó.txt")
    assert f"{found.family} {found.ending}" == expected


@pytest.mark.parametrize(("content", "reason"), REFUSED.items())
def test_programs_archives_and_macros_are_not_taken(content: bytes, reason: str) -> None:
    """What could run on the office's machines is refused by what it is, all else that nobody knows as unknown."""
    with pytest.raises(NotTaken) as refused:
        look(content, "bao-cao.txt")
    assert refused.value.reason == reason


def test_a_text_is_taken_by_its_ending_alone() -> None:
    """Nothing else tells a plain text from a page that a browser would run."""
    with pytest.raises(NotTaken):
        look(b"<script>", "a.html")


def test_what_a_channel_says_of_a_file() -> None:
    """Its kind by what the platform or the name says; nothing where neither says anything."""
    said = {
        "image": FileRef("1", "a", "image/jpeg"), "audio": FileRef("1", "a.OGG"), "video": FileRef("1", "a.b.mov"),
        "document": FileRef("1", "a.docx"), "unsafe": FileRef("1", "a.jpg.EXE", "image/jpeg"), "": FileRef("1", "a"),
    }  # fmt: skip
    assert {told_kind(file): file for file in said.values()} == said


def test_a_name_stands_for_a_file() -> None:
    """The same file is the same answer; nothing that a person types looks like one."""
    name = kept_name("image", "https://photo/1")
    assert name == kept_name("image", "https://photo/1") != kept_name("image", "https://photo/2")
    assert is_kept_name(name)
    assert not any(is_kept_name(other) for other in ("image-1", f"{name} ", 5, None, ["x"]))
    assert (sent_said(name), sent_said("image-1")) == ("đã nhận ảnh (1)", "")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("BM0012", "photo", "jpg"), "BM0012_photo.jpg"),
        (("BM0012", "guests/2/photo", "jpg"), "BM0012_guests-2-photo.jpg"),
        (("BM0012", "../../etc/passwd", "sh/../x"), "BM0012_etc-passwd.shx"),
        (("BM0012", "ảnh buổi", ""), "BM0012_anh-buoi.bin"),
        (("=cmd|'/C", "a" * 300, "jpeg"), f"cmdC_{'a' * 71}-9835fa6b.jpeg"),
    ],
)
def test_exported_names_are_plain(given: tuple[str, str, str], expected: str) -> None:
    """No folder, no command, no letter that an archive of another system would lose."""
    assert exported_name(*given) == expected


def test_long_paths_have_names_of_their_own() -> None:
    """Two questions at the end of long groups are two files."""
    names = {exported_name("BM0012", f"{'nhom/' * 20}{last}", "jpg") for last in ("mat_truoc", "mat_sau")}
    assert len(names) == 2


def test_a_film_forgets_where_it_was_taken() -> None:
    """Places as both makers of phones write them become 0 by 0 at the same length; nothing else changes."""
    loci = b"\0\0\0\x20loci\0\0\0\0\x15\xc7Ha Noi\0\0AAAABBBBCCC"
    film = b"ftyp..\xa9xyz\0\x12\x15\xc7+21.0285+105.8542/..+21.02850-105.85420+010.000/.." + loci + b"mdat 21.0285"
    bare = without_places(film)
    assert len(bare) == len(film)
    assert b"105" not in bare
    assert b"Ha Noi" not in bare
    assert b"+00.0000+000.0000/" in bare
    assert bare.endswith(b"mdat 21.0285")
    assert without_places(b"plain" * 9) == b"plain" * 9
