"""What is stored of a message, and what of it the page may see."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from bot.channel import Parcel
from bot.channels.browser.history import Entry, Line
from content.dialog.questions import ANSWER
from content.message import Choice

# The only kinds shown inside the page: each is pixels to every browser, never a document with scripts.
INLINE: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})

# Played in place by the page: bytes that a browser decodes, and nothing that it runs.
PLAYED: Final = frozenset({
    "audio/mpeg", "audio/mp4", "audio/x-m4a", "audio/ogg", "audio/wav", "audio/x-wav", "audio/webm",
    "video/mp4", "video/webm", "video/ogg",
})  # fmt: skip

_SIGNS: Final = re.compile(r"[^\w ]")  # what decorates a label: "◀ Quay lại"


def spoken_to(parcel: Parcel, at: datetime) -> Entry:
    """Return the entry of a message from us."""
    said = parcel.said
    entry: Entry = {"role": "bot", "at": at.isoformat(), "text": said.text}
    if said.heading:
        entry["heading"] = said.heading
    if said.one_time:
        entry["one_time"] = True  # a code: the page's history forgets it after a day
    if said.choices:
        entry["choices"] = [_choice(n, c, numbered=said.numbered) for n, c in enumerate(said.choices, 1)]
    if parcel.upload:
        entry["file"] = {
            "name": parcel.upload.name,
            "mime": parcel.upload.mime,
            "size": said.file.size if said.file else None,
            "path": str(parcel.upload.path),
        }
    return entry


def spoken_by(name: str, text: str, at: datetime, *, file: dict[str, Any] | None = None, held: bool = False) -> Entry:
    """Return the entry of what the person said; *name* is the client's id of it, *held* until the core took it."""
    entry: Entry = {"role": "me", "at": at.isoformat(), "id": name, "text": text}
    if file:
        entry["file"] = file
    if held:
        entry["held"] = True
    return entry


def shown(line: Line) -> dict[str, Any]:
    """Return what the page is sent of *line*: never where a file lies."""
    page = {key: value for key, value in line.entry.items() if key not in ("file", "one_time")}
    page |= {"seq": line.seq, "changed": line.changed}
    if file := line.entry.get("file"):
        page["file"] = {
            "name": file["name"],
            "size": file.get("size"),
            "image": is_inline(line.entry),
            "plays": played(line.entry),
            "open": "path" in file,
        }
    return page


def is_inline(entry: Entry) -> bool:
    """Say whether the file of *entry* is a picture that the page shows in place."""
    file = entry.get("file") or {}
    return "path" in file and file.get("mime") in INLINE


def played(entry: Entry) -> str:
    """Return as what the page plays the file of *entry*: "audio", "video", or "" when it does not."""
    file = entry.get("file") or {}
    return file["mime"].partition("/")[0] if "path" in file and file.get("mime") in PLAYED else ""


def stored_at(line: Line | None) -> Path | None:
    """Return where the file of *line* lies, or None when it has none."""
    path = (line.entry.get("file") or {}).get("path") if line else None
    return Path(path) if path else None


def _choice(number: int, choice: Choice, *, numbered: bool) -> dict[str, str | int]:
    drawn: dict[str, str | int] = {"label": choice.label, "token": choice.token}
    # A decisive choice is never taken by a bare number, so none is shown; its word is.
    if numbered and not choice.decisive:
        drawn["number"] = number
    is_said = choice.word.casefold() == _SIGNS.sub("", choice.label).strip().casefold()  # "◀ Quay lại": quay lại
    if is_said and not choice.decisive and choice.token.startswith(ANSWER):  # about the question, no answer to it
        drawn["aside"] = 1
    elif choice.word and not is_said and "number" not in drawn:
        drawn["word"] = choice.word
    return drawn
