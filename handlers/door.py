"""The first thing done with what is heard: what no database keeps, and no button of ours says, does not pass."""

from __future__ import annotations

import re
from dataclasses import replace

from content.message import FileRef, Inbound

TOKEN_BYTES = 64  # as content.message.Choice promises
KEY_SIGNS = 64  # no channel's id of a message is longer
# PostgreSQL keeps no NUL, and half a surrogate pair is no text: neither can be typed.
_UNKEPT = re.compile("[\x00\ud800-\udfff]")
_TOKEN = re.compile(rf"[ -~]{{1,{TOKEN_BYTES}}}")
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
    if file is not None and (file.name, file.mime) != (_kept(file.name), _kept(file.mime)):
        changed["file"] = FileRef(file.remote, _kept(file.name), _kept(file.mime), file.size)
    return replace(inbound, **changed) if changed else inbound  # type: ignore[arg-type]  # of the fields named


def _kept(text: str) -> str:
    return _UNKEPT.sub("", text) if text else text
