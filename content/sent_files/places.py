"""Where a film was taken: phones write it beside the picture. It goes, and every other byte stays where it is."""

from __future__ import annotations

import re
from typing import Final

# ISO 6709, as phones of both makers write it: +21.0285+105.8542+010.000/ (of no length that a part of a film has)
_WRITTEN: Final = re.compile(rb"[+-]\d{2}\.\d{2,10}[+-]\d{3}\.\d{2,10}(?:[+-]\d{1,6}(?:\.\d{1,8})?)?/?")
_DIGIT: Final = re.compile(rb"\d")
_BOX: Final = re.compile(rb"\0\0([\0\1][\x18-\xff])loci\0\0\0\0")  # a box of 3GPP: its size, its name, its version


def without_places(content: bytes) -> bytes:
    """Return a film or recording in which every written place is 0 by 0, of the same length, so that it still plays.

    A box `loci` becomes one that players skip, and its content goes.
    """
    changed = bytearray(_WRITTEN.sub(lambda found: _DIGIT.sub(b"0", found[0]), content))
    for found in _BOX.finditer(content):
        size = int.from_bytes(found[1], "big")
        begin = found.start()
        end = min(begin + size, len(content))
        changed[begin + 4 : end] = b"free".ljust(end - begin - 4, b"\0")
    return bytes(changed)
