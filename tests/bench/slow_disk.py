"""SQLite on a disk whose sync takes as long as is said: the very library of this process, below every connection.

The disk of a rented machine may take 0.1 ms where an office's own takes ten times as long; what waits for the disk
and what does not can only be compared on a disk that is known. Source: SQLite's manual on its VFS and io_methods.
"""

from __future__ import annotations

import ctypes
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int
_OPEN = ctypes.CFUNCTYPE(_INT, _ADDRESS, _ADDRESS, _ADDRESS, _INT, _ADDRESS)
_SYNC = ctypes.CFUNCTYPE(_INT, _ADDRESS, _INT)


class _Vfs(ctypes.Structure):
    _fields_ = [
        ("version", _INT), ("file_size", _INT), ("longest_path", _INT), ("next", _ADDRESS), ("name", ctypes.c_char_p),
        ("data", _ADDRESS), ("open", _ADDRESS), ("others", _ADDRESS * 15),
    ]  # fmt: skip


class _Methods(ctypes.Structure):
    _fields_ = [
        ("version", _INT), ("close", _ADDRESS), ("read", _ADDRESS), ("write", _ADDRESS), ("truncate", _ADDRESS),
        ("sync", _ADDRESS), ("others", _ADDRESS * 13),
    ]  # fmt: skip


def _library() -> ctypes.CDLL:
    """Return the SQLite that Python's own module uses, wherever it is linked in."""
    import _sqlite3  # noqa: PLC0415 (only here, and only for where it lies)

    with Path("/proc/self/maps").open(encoding="utf-8") as maps:
        loaded = [line.split()[-1] for line in maps if "libsqlite3" in line]
    for path in (*loaded[:1], getattr(_sqlite3, "__file__", None), None):
        library = ctypes.CDLL(path)
        if hasattr(library, "sqlite3_vfs_find"):
            return library
    msg = "the SQLite of this Python cannot be reached"
    raise RuntimeError(msg)


@contextmanager
def syncing_in(seconds: float) -> Iterator[None]:
    """Let every sync of the databases that are opened meanwhile wait *seconds* before the disk's own."""
    library = _library()
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    usual = library.sqlite3_vfs_find(None)
    slow = _Vfs()
    ctypes.memmove(ctypes.addressof(slow), usual, ctypes.sizeof(_Vfs))
    really_open = _OPEN(usual.contents.open)
    made: dict[int, tuple[_Methods, Any]] = {}

    def methods_of(address: int) -> _Methods:
        if address not in made:
            methods = _Methods.from_buffer_copy(_Methods.from_address(address))
            really_sync = _SYNC(methods.sync)

            def sync(file: int, flags: int) -> int:
                time.sleep(seconds)
                return int(really_sync(file, flags))

            kept = _SYNC(sync)
            methods.sync = ctypes.cast(kept, _ADDRESS)
            made[address] = (methods, kept)
        return made[address][0]

    def open_file(vfs: int, name: int, file: int, flags: int, told: int) -> int:
        code = int(really_open(vfs, name, file, flags, told))
        first = ctypes.cast(file, ctypes.POINTER(_ADDRESS))  # a file begins with the address of its methods
        if code == 0 and first[0]:
            first[0] = ctypes.addressof(methods_of(first[0]))
        return code

    opened = _OPEN(open_file)
    slow.open, slow.name = ctypes.cast(opened, _ADDRESS), b"slow"
    library.sqlite3_vfs_register(ctypes.byref(slow), 1)
    try:
        yield
    finally:
        library.sqlite3_vfs_register(usual, 1)
        library.sqlite3_vfs_unregister(ctypes.byref(slow))


def sync_ms(times: int = 200) -> float:
    """Return how many milliseconds the disk of this folder takes to keep 4 kB, as a mean of *times*."""
    with tempfile.TemporaryFile(dir=".") as file:
        began = time.perf_counter()
        for _ in range(times):
            os.write(file.fileno(), bytes(4096))
            os.fdatasync(file.fileno())
        return (time.perf_counter() - began) / times * 1000
