"""The first thing done with what is heard: what no database keeps, and no button of ours says, does not pass."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from content.message import FileRef, Inbound

TOKEN_BYTES = 64  # as content.message.Choice promises
NAME_SIGNS = 120
KEY_SIGNS = 64  # no channel's id of a message is longer
# PostgreSQL keeps no NUL, and half a surrogate pair is no text: neither can be typed.
_UNKEPT = re.compile("[\x00\ud800-\udfff]")
_TOKEN = re.compile(rf"[ -~]{{1,{TOKEN_BYTES}}}")
_MIME = re.compile(r"[\w.+-]{1,80}/[\w.+-]{1,80}", re.ASCII)
_NUMBERS = re.compile(r"\d{19}")  # longer than any id of ours, and than any database counts


def cleaned(inbound: Inbound) -> Inbound:
    """Return *inbound* without signs that cannot be stored. A token unlike any of ours becomes "": an old button."""
    token = inbound.token
    changed: dict[str, object] = {
        name: _kept(said) for name in ("text", "name", "phone") if (said := getattr(inbound, name)) != _kept(said)
    }
    if token and (_TOKEN.fullmatch(token) is None or _NUMBERS.search(token)):
        changed["token"] = ""
    if len(inbound.message_key) > KEY_SIGNS or _NUMBERS.search(inbound.message_key):
        changed["message_key"] = ""
    file = inbound.file
    if file is not None and (file.name, file.mime) != (file_name(file.name), _mime(file.mime)):
        changed["file"] = FileRef(file.remote, file_name(file.name), _mime(file.mime), file.size)
    return replace(inbound, **changed) if changed else inbound  # type: ignore[arg-type]  # of the fields named


def file_name(name: str) -> str:
    """Return *name* without folders, controls and marks that turn the reading direction; its ending stays.

    It is shown to people and written into headers, never used as a path.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .")
    if len(plain) <= NAME_SIGNS:
        return plain
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: NAME_SIGNS - 12]}{dot}{ending[:10]}" if dot else plain[:NAME_SIGNS]


def _mime(said: str) -> str:
    return said if _MIME.fullmatch(said) else ""


def _kept(text: str) -> str:
    return _UNKEPT.sub("", text) if text else text
