"""A form packed as a .zip: its sheet, and beside it the files that the sheet shows. Looked into within bounds.

What a packed file says of its own sizes is never believed: bytes are counted as they come. Nothing is written.
"""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from content.texts import form_media as texts
from content.xforms.faults import Fault
from content.xforms.named import listed, told
from content.xforms.sheets import SUFFIXES

MEGABYTE: Final = 1024 * 1024
MOST_WHOLE: Final = 40 * MEGABYTE  # of all that is read, and of the packed file itself
MOST_ENTRIES: Final = 1000  # a Mac writes two for each file
SUFFIX: Final = ".zip"
_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls"})
_ARCHIVES: Final = frozenset({".zip", ".rar", ".7z", ".gz", ".tgz", ".bz2", ".xz", ".tar", ".cab", ".jar", ".iso"})
_LEFT_BY_SYSTEMS: Final = frozenset({"thumbs.db", "desktop.ini"})
_LEFT_BY_MACS: Final = "__MACOSX"
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others may ask for any amount of memory
_ENCRYPTED, _UTF8 = 0x1, 0x800
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError,
)  # fmt: skip
_CHUNK: Final = 64 * 1024


class NotPacked(Exception):
    """A packed file that holds no form to read; *faults* are all reasons."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        super().__init__()
        self.faults = tuple(faults)


class NotRead(Exception):
    """A part that is not read; *key* is one of `texts.FAULTS`."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Part:
    """A file in the packed one. `keys` are those under which its name may be looked for."""

    path: str
    keys: tuple[str, ...]
    entry: zipfile.ZipInfo

    @property
    def name(self) -> str:
        """The name without folders."""
        return PurePosixPath(self.path).name


class Package:
    """A packed form that is open: its sheet and its other files."""

    def __init__(self, content: bytes) -> None:
        """Look into *content*. Raises NotPacked with all that speaks against it."""
        if len(content) > MOST_WHOLE:
            raise NotPacked([fault("zip_large", most=MOST_WHOLE // MEGABYTE)])
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _BROKEN:
            raise NotPacked([fault("zip_broken")]) from None
        if len(self._zip.infolist()) > MOST_ENTRIES:
            raise NotPacked([fault("zip_entries", most=MOST_ENTRIES)])
        parts = list(_parts(self._zip.infolist()))
        sheets = _sheets(parts)
        if faults := [*_against(parts), *_not_one(sheets)]:
            raise NotPacked(faults)
        (self.sheet,) = sheets
        self.others = tuple(part for part in parts if part is not self.sheet)
        self._by_key = {key: part for part in reversed(self.others) for key in part.keys}
        self._left = MOST_WHOLE

    def find(self, name: str) -> Part | None:
        """Return the file that a cell calls *name*, in whatever folder, in capitals or not."""
        return self._by_key.get(key_of(name))

    def read(self, part: Part, most: int) -> bytes:
        """Return the bytes of *part*. Raises NotRead when it is broken or longer than *most*, or the whole is."""
        if part.entry.compress_type not in _METHODS:
            raise NotRead("part_broken")
        kept = bytearray()
        try:
            with self._zip.open(part.entry) as packed:
                while chunk := packed.read(_CHUNK):
                    kept += chunk
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise NotRead("zip_large")
                    if len(kept) > most:
                        raise NotRead("part_large")
        except _BROKEN:
            raise NotRead("part_broken") from None
        return bytes(kept)


def fault(key: str, at: str = "", /, **fields: object) -> Fault:
    """Return the fault *key* of a packed form."""
    return Fault(at, key, texts.FAULTS[key].format(**fields))


def key_of(name: str) -> str:
    """Return what names of one file have in common: folders, capitals and ways of writing a letter do not count.

    >>> key_of("media/Ảnh.JPG") == key_of("ảnh.jpg")
    True
    """
    return unicodedata.normalize("NFC", PurePosixPath(name.replace("\\", "/")).name).casefold()


def _parts(entries: Iterable[zipfile.ZipInfo]) -> Iterator[Part]:
    for entry in entries:
        readings = list(dict.fromkeys(path for path in _readings(entry) if PurePosixPath(path).name))
        if not readings or readings[0].endswith("/") or _is_left(PurePosixPath(readings[0])):
            continue
        yield Part(readings[0], tuple(dict.fromkeys(map(key_of, readings))), entry)


def _readings(entry: zipfile.ZipInfo) -> Iterator[str]:
    """Read an entry's path in the ways in which it may be meant, the likeliest first.

    Macs write UTF-8 without saying so; old packers on Vietnamese Windows write its own code page.
    """
    given = entry.filename
    if not entry.flag_bits & _UTF8 and not given.isascii():
        for code in ("utf-8", "cp1258"):
            try:
                yield _path(given.encode("cp437").decode(code))
            except UnicodeError:
                continue
    yield _path(given)


def _path(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\\", "/"))


def _is_left(path: PurePosixPath) -> bool:
    """Say whether a system or an open Excel has left this beside the files."""
    name = path.name
    return _LEFT_BY_MACS in path.parts or name.startswith((".", "~$")) or name.casefold() in _LEFT_BY_SYSTEMS


def _sheets(parts: list[Part]) -> list[Part]:
    """Return what may be the form. Beside a workbook tables of text are lists or remarks."""
    books = [part for part in parts if _suffix(part) in _WORKBOOKS]
    return books or [part for part in parts if _suffix(part) in SUFFIXES]


def _suffix(part: Part) -> str:
    return PurePosixPath(part.name).suffix.casefold()


def _against(parts: list[Part]) -> Iterator[Fault]:
    if any(part.entry.flag_bits & _ENCRYPTED for part in parts):
        yield fault("zip_password")
    for part in parts:
        if _suffix(part) in _ARCHIVES:
            yield fault("zip_nested", name=told(part.path))
    seen: dict[str, Part] = {}
    for part in parts:
        first = seen.setdefault(part.keys[0], part)
        if first is not part:
            yield fault("zip_same_name", first=told(first.path), second=told(part.path))


def _not_one(sheets: list[Part]) -> Iterator[Fault]:
    if not sheets:
        yield fault("zip_no_sheet")
    elif len(sheets) > 1:
        yield fault("zip_sheets", n=len(sheets), names=listed(told(part.name) for part in sheets))
