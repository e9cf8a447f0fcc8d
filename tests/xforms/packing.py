"""Forms packed with what they show: a sheet that names a picture, a recording and a film, and a .zip of such files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

from tests.privacy.test_photos import taken

SHEET: Final = """
| survey |
| | type | name | label | media::image | media::audio | media::video |
| | note | intro | Xem trước khi trả lời | Sơ đồ.jpg | | huong_dan.mp4 |
| | select_one sign | seen | Đồng chí thấy biển nào? | | loi_doc.ogg | |

| choices |
| | list_name | name | label | image |
| | sign | stop | Dừng lại | dung.png |
| | sign | go | Đi tiếp | |

| settings |
| | form_title | form_id | version |
| | Phiếu biển báo | bien_bao | 1 |
"""
SOUND: Final = b"OggS recorded"
FILM: Final = b"\0\0\0\x20ftypisom" + b"moov vide +21.0285+105.8542/ mdat"
PLACE: Final = b"+21.0285+105.8542"


def whole() -> dict[str, bytes]:
    """Return a form and all that it names, as an office packs them."""
    return {
        "phieu.md": SHEET.encode(),
        "media/Sơ đồ.jpg": taken("JPEG"),
        "media/dung.png": taken("PNG"),
        "media/loi_doc.ogg": SOUND,
        "huong_dan.mp4": FILM,
    }


def packed(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return *files*, by their paths, as a .zip."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as out:
        for path, content in files.items():
            out.writestr(path, content)
    return made.getvalue()
