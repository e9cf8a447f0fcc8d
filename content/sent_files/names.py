"""Names of sent files: as the answer keeps them, as an export calls them; and what a channel says that they are."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final

from content.message import FileRef
from content.texts import sent_files as texts
from content.vietnamese.clean import in_ascii

_KEPT: Final = re.compile(r"(?:image|audio|video|file)-[0-9a-f]{16}")
_UNSAFE: Final = frozenset((
    "ade", "adp", "apk", "app", "appimage", "bat", "bin", "chm", "cmd", "com", "cpl", "dex", "dll", "dmg",
    "docm", "dotm", "exe", "gadget", "hta", "htm", "html", "img", "inf", "ins", "ipa", "iso", "jar", "jnlp",
    "js", "jse", "lnk", "mht", "msc", "msi", "msp", "mst", "pif", "potm", "ppam", "ppsm", "pptm", "ps1",
    "psm1", "py", "reg", "scf", "scr", "sct", "sh", "svg", "sys", "url", "vb", "vbe", "vbs", "wsc", "wsf",
    "wsh", "xhtml", "xlam", "xlsb", "xlsm", "xltm", "xml", "xpi", "zip", "rar", "7z", "gz", "bz2", "xz", "tar",
    "cab", "ace", "arj",
))  # fmt: skip
_FAMILIES: Final = {
    **dict.fromkeys(("jpg", "jpeg", "png", "webp", "heic", "heif", "gif", "bmp", "tif", "tiff"), "image"),
    **dict.fromkeys(("mp3", "m4a", "aac", "ogg", "oga", "opus", "amr", "wav", "flac", "weba", "wma"), "audio"),
    **dict.fromkeys(("mp4", "mov", "3gp", "avi", "mkv", "webm", "m4v", "wmv"), "video"),
    **dict.fromkeys(("pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "rtf", "txt", "csv", "md"),
                    "document"),
}  # fmt: skip
LONGEST: Final = 80  # characters of a path within the name of a file


def kept_name(kind: str, remote: str) -> str:
    """Return the answer that stands for the file which the channel calls *remote*: the same file, the same answer."""
    return f"{kind}-{sha256(remote.encode()).hexdigest()[:16]}"


def is_kept_name(value: object) -> bool:
    """Say whether an answer is such a name."""
    return isinstance(value, str) and _KEPT.fullmatch(value) is not None


def sent_said(value: object) -> str:
    """Return "đã nhận ảnh (1)" for an answer that stands for a file, "" for any other."""
    kind = str(value).partition("-")[0]
    return texts.SAID.format(thing=texts.THINGS[kind]) if is_kept_name(value) else ""


def told_kind(file: FileRef) -> str:
    """Return what the channel says that *file* is: image, audio, video, document, unsafe; "" when it does not say."""
    ending = file.name.rpartition(".")[2].casefold() if "." in file.name else ""
    if ending in _UNSAFE:
        return "unsafe"
    family = file.mime.partition("/")[0]
    return family if family in ("image", "audio", "video") else _FAMILIES.get(ending, "")


def exported_name(code: str, path: str, ending: str) -> str:
    """Return the name of a file in an export: plain letters, of which no program makes a folder or a command.

    >>> exported_name("BM0012", "guests/2/photo", "jpg")
    'BM0012_guests-2-photo.jpg'
    """
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", in_ascii(path)).strip("-")
    if len(plain) > LONGEST:  # the end tells long paths apart, but not safely
        plain = f"{plain[: LONGEST - 9]}-{sha256(path.encode()).hexdigest()[:8]}"
    safe = re.sub(r"[^A-Za-z0-9]+", "", in_ascii(ending))[:8].lower() or "bin"
    return f"{re.sub(r'[^A-Za-z0-9-]+', '', in_ascii(code))}_{plain}.{safe}"
