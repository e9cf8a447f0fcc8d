"""What a file is, read from its own first bytes: names and kinds that come with it are somebody's word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

HEAD: Final = 64 * 1024  # bytes in which a recording says whether it has pictures


@dataclass(frozen=True, slots=True)
class Look:
    """A kind of file that is taken. `family` is image, audio, video or document; `ending` is that of its name."""

    family: str
    ending: str
    mime: str


class NotTaken(Exception):
    """Bytes that are not taken; *reason* is a key of `texts.sent_files.REFUSED`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _document(ending: str, mime: str) -> Look:
    return Look("document", ending, mime)


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_JPEG, _PNG, _WEBP = (
    Look("image", "jpg", "image/jpeg"),
    Look("image", "png", "image/png"),
    Look("image", "webp", "image/webp"),
)
_MP4, _M4A = Look("video", "mp4", "video/mp4"), Look("audio", "m4a", "audio/mp4")
_WEBM, _WEBA = Look("video", "webm", "video/webm"), Look("audio", "weba", "audio/webm")
_BEGINS: Final[tuple[tuple[bytes, Look], ...]] = (
    (b"\xff\xd8\xff", _JPEG), (b"\x89PNG\r\n\x1a\n", _PNG), (b"OggS", Look("audio", "ogg", "audio/ogg")),
    (b"ID3", Look("audio", "mp3", "audio/mpeg")), (b"\xff\xf1", Look("audio", "aac", "audio/aac")),
    (b"\xff\xf9", Look("audio", "aac", "audio/aac")), (b"\xff\xfb", Look("audio", "mp3", "audio/mpeg")),
    (b"\xff\xf3", Look("audio", "mp3", "audio/mpeg")), (b"\xff\xf2", Look("audio", "mp3", "audio/mpeg")),
    (b"#!AMR", Look("audio", "amr", "audio/amr")), (b"fLaC", Look("audio", "flac", "audio/flac")),
    (b"%PDF-", _document("pdf", "application/pdf")), (b"{\\rtf", _document("rtf", "application/rtf")),
)  # fmt: skip
_RIFF: Final = {b"WEBP": _WEBP, b"WAVE": Look("audio", "wav", "audio/wav"), b"AVI ": Look("video", "avi", "video/avi")}
_PICTURE_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"hevc", b"mif1", b"msf1", b"avif", b"avis"})
_PACKED: Final[tuple[tuple[bytes, Look], ...]] = (
    (b"word/document.xml", _document("docx", f"{_OFFICE}.wordprocessingml.document")),
    (b"xl/workbook.xml", _document("xlsx", f"{_OFFICE}.spreadsheetml.sheet")),
    (b"ppt/presentation.xml", _document("pptx", f"{_OFFICE}.presentationml.presentation")),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", _document("odt", "application/vnd.oasis.opendocument.text")),
    (
        b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
        _document("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ),
)
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD: Final[tuple[tuple[str, Look], ...]] = (
    ("WordDocument", _document("doc", "application/msword")),
    ("Workbook", _document("xls", "application/vnd.ms-excel")),
    ("Book", _document("xls", "application/vnd.ms-excel")),
    ("PowerPoint Document", _document("ppt", "application/vnd.ms-powerpoint")),
)
# Names of parts stand unpacked in either container.
_MACROS: Final = (b"vbaProject.bin", b"vbaData.xml", b"Basic/Standard/", "_VBA_PROJECT".encode("utf-16-le"))
_PROGRAMS: Final = (
    b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"#!/", b"L\0\0\0\x01\x14\x02\0",
    b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF", b"dex\n", b"\0asm",
)  # fmt: skip
_TEXTS: Final = {"txt": "text/plain", "csv": "text/csv", "md": "text/markdown"}


def look(content: bytes, name: str = "") -> Look:
    """Return what the file of *content* is; *name* only tells kinds of plain text apart.

    Raises NotTaken("unsafe") for programs, archives and documents with macros, NotTaken("unknown") for all else
    that is not on the list.
    """
    if content.startswith(_PROGRAMS):
        raise NotTaken("unsafe")
    for begin, found in _BEGINS:
        if content.startswith(begin):
            return found
    if content.startswith(b"RIFF") and content[8:12] in _RIFF:
        return _RIFF[content[8:12]]
    if content[4:8] == b"ftyp":
        return _film(content)
    if content.startswith(b"\x1a\x45\xdf\xa3"):
        return _WEBM if any(mark in content[:HEAD] for mark in (b"V_VP", b"V_AV1", b"V_MPEG")) else _WEBA
    if content.startswith((b"PK\x03\x04", _OLD_OFFICE)):
        return _office(content)
    return _text(content, name)


def _film(content: bytes) -> Look:
    """Tell films from recordings in one kind of container, and from pictures that only some phones can show."""
    brand = content[8:12]
    if brand in _PICTURE_BRANDS:
        return Look("image", "heic", "image/heic")
    if brand in (b"M4A ", b"M4B ") or b"vide" not in content:
        return _M4A
    return _MP4


def _office(content: bytes) -> Look:
    if any(mark in content for mark in _MACROS):
        raise NotTaken("unsafe")
    if content.startswith(_OLD_OFFICE):
        for word, found in _OLD:
            if word.encode("utf-16-le") in content:
                return found
        raise NotTaken("unknown")
    for mark, found in _PACKED:
        if mark in content:
            return found
    raise NotTaken("unsafe")  # an archive: nobody has looked into it


def _text(content: bytes, name: str) -> Look:
    ending = name.rpartition(".")[2].casefold()
    if ending not in _TEXTS or not content or b"\0" in content:
        raise NotTaken("unknown")
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotTaken("unknown") from None
    return _document(ending, _TEXTS[ending])
