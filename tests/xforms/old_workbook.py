"""A smallest possible .xls: the records of BIFF8 in a compound file, as xlrd and Excel 97 to 2003 read them.

Sources: [MS-XLS] and [MS-CFB]. Nothing that is still kept writes such files.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

_SECTOR = 512
_LEAST = 4096  # bytes of a stream that does not go into the stream of small ones
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _record(code: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", code, len(content)) + content


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 1997, 0, 0x0600))


def _cell(row: int, column: int, value: object) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    match value:
        case bool():
            return _record(0x0205, place + struct.pack("<BB", value, 0))
        case int() | float():
            return _record(0x0203, place + struct.pack("<d", value))
        case _:
            text = str(value)
            return _record(0x0204, place + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))


def _sheet(rows: Sequence[Sequence[object]]) -> bytes:
    cells = (_cell(r, c, v) for r, row in enumerate(rows) for c, v in enumerate(row) if v is not None)
    return _begin(0x0010) + b"".join(cells) + _record(0x000A)


def _bound(name: str, offset: int) -> bytes:
    return _record(0x0085, struct.pack("<IBBBB", offset, 0, 0, len(name), 1) + name.encode("utf-16-le"))


def _stream(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    bodies = {name: _sheet(rows) for name, rows in sheets.items()}
    head = _begin(0x0005) + _record(0x0042, struct.pack("<H", 1200))
    offset = len(head) + sum(len(_bound(name, 0)) for name in bodies) + len(_record(0x000A))
    for name, body in bodies.items():
        head += _bound(name, offset)
        offset += len(body)
    return head + _record(0x000A) + b"".join(bodies.values())


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    return (
        written.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(written), kind, 1, _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<III", start, size, 0)
    )


def old_workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """Return the sheets as an .xls."""
    stream = _stream(sheets).ljust(_LEAST, b"\0")
    stream += bytes(-len(stream) % _SECTOR)
    sectors = len(stream) // _SECTOR
    table = [_TABLE, _END, *range(3, 2 + sectors), _END]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, _LEAST, _END, 0, _END, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    directory = _entry("Root Entry", 5, _END, 0, 1) + _entry("Workbook", 2, 2, len(stream)) + bytes(256)
    return header + struct.pack("<128I", *table, *[_FREE] * (128 - len(table))) + directory + stream
