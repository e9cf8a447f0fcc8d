"""The first page of a PDF as a picture that is light enough for a phone on a weak line."""

from __future__ import annotations

import io
from typing import Final

import pypdfium2

MOST_BYTES: Final = 60_000
_WAYS: Final = ((720, 16), (600, 16), (480, 16), (360, 16), (240, 8))  # pixels wide, colours; the clearest first
_TALLEST: Final = 2  # times the width; of a banner only so much of a page's width is used


def picture(content: bytes) -> bytes:
    """Return a PNG at most 720 pixels wide, of MOST_BYTES at most where the page allows. Raises for what is no PDF.

    Few colours keep print crisp and small; JPEG would need twice the bytes for text that is still blurred.
    """
    made = b""
    with pypdfium2.PdfDocument(content) as document:
        page = document[0]
        width, height = page.get_size()
        for wide, colours in _WAYS:
            scale = min(wide / max(width, 1), wide * _TALLEST / max(height, 1))
            drawn = page.render(scale=scale).to_pil().convert("RGB").quantize(colours)
            out = io.BytesIO()
            drawn.save(out, "PNG", optimize=True)
            made = out.getvalue()
            if len(made) <= MOST_BYTES:
                break
    return made
