"""A photo as it is kept: the picture alone, without where, when and by whose phone it was taken.

Imports Pillow, so it is only imported where heavy libraries may be: in a child process.
"""

from __future__ import annotations

import io
import struct
import warnings
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS: Final = 50_000_000  # a phone takes 12 to 50 million; a bomb claims thousands of millions in a few bytes
LONGEST: Final = 2048  # pixels of the longer side that are kept: enough to see a room, light on a weak line
_KINDS: Final = {"JPEG": ("jpg", "image/jpeg"), "PNG": ("png", "image/png"), "WEBP": ("webp", "image/webp")}
_MODES: Final = {
    "JPEG": ("RGB", "L"),
    "PNG": ("RGB", "RGBA", "L", "LA", "1"),
    "WEBP": ("RGB", "RGBA"),
}
_FAULTS: Final = (
    UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, struct.error, IndexError, TypeError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that may be kept; `ending` is that of its file's name, `sides` are its width and height in pixels."""

    content: bytes
    ending: str
    mime: str
    sides: tuple[int, int]


class NoPhoto(Exception):
    """Bytes that are no photo we take; *reason* is a key of `texts.privacy.PHOTO_REFUSED`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def bare_photo(content: bytes) -> Photo:
    """Return the picture of *content*, a JPEG, PNG or WebP, upright and with nothing beside its pixels.

    EXIF with place and phone, XMP, comments, thumbnails and further frames are left behind; colours are taken as
    sRGB. Raises NoPhoto for what is broken, of another kind, or has more than MOST_PIXELS.
    """
    try:
        with warnings.catch_warnings(action="ignore"):  # of odd metadata, and of sizes: we measure before we decode
            return _rewritten(content)
    except Image.DecompressionBombError:
        raise NoPhoto("huge") from None
    except _FAULTS:
        raise NoPhoto("broken") from None


def _rewritten(content: bytes) -> Photo:
    with Image.open(io.BytesIO(content), formats=list(_KINDS)) as opened:
        kind = str(opened.format)
        if opened.width * opened.height > MOST_PIXELS:
            raise NoPhoto("huge")
        if kind == "JPEG":
            opened.draft("RGB", (LONGEST, LONGEST))  # decoded smaller at once: a quarter of the memory or less
        opened.load()
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((LONGEST, LONGEST))
        mode = upright.mode if upright.mode in _MODES[kind] else _nearest(upright, kind)
        bare = Image.new(mode, upright.size)  # nothing is carried over but the pixels
        bare.paste(upright.convert(mode))
    made = io.BytesIO()
    if kind == "PNG":
        bare.save(made, kind, optimize=True)
    else:
        bare.save(made, kind, quality=85)
    ending, mime = _KINDS[kind]
    return Photo(made.getvalue(), ending, mime, bare.size)


def _nearest(picture: Image.Image, kind: str) -> str:
    has_alpha = "A" in picture.getbands() or "transparency" in picture.info
    return "RGBA" if has_alpha and "RGBA" in _MODES[kind] else "RGB"
