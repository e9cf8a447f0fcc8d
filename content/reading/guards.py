"""What is checked before a parser of someone else's meets the bytes: size, name, first bytes, unpacked size."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from content.reading.shape import Refuse

MOST_BYTES: Final = 20 * 1024 * 1024  # what Telegram lets a bot fetch; source: Bot API, getFile
MOST_UNPACKED: Final = 100 * 1024 * 1024
MOST_ENTRIES: Final = 1000
MOST_LINES: Final = 30_000
MOST_LETTERS: Final = 1_500_000  # some five hundred pages

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TEXTS = (".txt", ".md")


def kind_of(name: str, content: bytes) -> str:
    """Return ".docx", ".pdf", ".txt" or ".md" when name and first bytes agree on it. Raises Refuse."""
    suffix = PurePath(name).suffix.casefold()
    if not content.strip(b"\0 \r\n\t"):
        raise Refuse("empty")
    if len(content) > MOST_BYTES:
        raise Refuse("too_big")
    if content.startswith(_OLE):
        raise Refuse("password" if _ENCRYPTED in content else "old_doc")
    if content.startswith(b"{\\rtf"):
        raise Refuse("rtf")
    if suffix == ".doc":
        # Many a .doc is a .docx or a web page by another name; saving it anew settles which.
        raise Refuse("old_doc")
    if suffix not in {".docx", ".pdf", *_TEXTS}:
        raise Refuse("type")
    is_zip, is_pdf = content.startswith(b"PK\x03\x04"), b"%PDF-" in content[:1024]
    if (suffix == ".docx") != is_zip or (suffix == ".pdf") != is_pdf:
        raise Refuse("mismatch")
    return suffix


def check_zip(content: bytes, needed: str) -> None:
    """Refuse an office file that would unpack to too much, is damaged, or lacks its main part *needed*."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Refuse("broken") from error
    if len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > MOST_UNPACKED:
        raise Refuse("too_big")
    if any(e.flag_bits & 0x1 for e in entries):
        raise Refuse("password")
    if needed not in {e.filename for e in entries}:
        raise Refuse("mismatch")


def check_length(lines: Sequence[str]) -> None:
    """Refuse a text far longer than any paper: it would only keep a process busy."""
    if len(lines) > MOST_LINES or sum(map(len, lines)) > MOST_LETTERS:
        raise Refuse("too_big")


def is_out_of_memory(error: Exception) -> bool:
    """Say whether lxml means that memory ran out: it calls that a mistake in the file's XML."""
    return type(error).__name__ == "XMLSyntaxError" and getattr(error, "code", None) == _NO_MEMORY


_NO_MEMORY = 2  # source: libxml2, XML_ERR_NO_MEMORY
