"""`python -m bot form try FILE`: one phone that is asked a form, in the terminal. Nothing is stored."""

from __future__ import annotations

import csv
import io
import itertools
import json
import mimetypes
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import utc_now
from content.demo import load
from content.dialog import Dialog, Facts, Known, Value
from content.message import Address, Attachment, FileRef, Heard, Inbound, Outbound
from content.plain import as_text
from content.texts import form_preview as texts
from content.vietnamese import nfc_clean
from content.xforms.compiling import compile_form
from content.xforms.definition import Definition
from content.xforms.draft import LIVE_FILES
from content.xforms.showing import Kept
from handlers import engine
from handlers.turn import Turn

_RUN = "try"
_HERE = Address("browser", "form-try")
_SENT_FILE = "@"  # before the name of a file that is sent

Rows = Sequence[Mapping[str, str]]


def play(form: Definition, packed: Sequence[Kept], folder: Path, zone: ZoneInfo, language: str = "") -> None:
    """Ask *form* until it is sent, given up or the input ends.

    Its lists from outside are looked for in *folder*, and what it shows among what came *packed* with it.
    It asks for the *language* itself where that is none of the form's.
    """
    dialog = compile_form(form)
    print(texts.TRY.format(title=form.title))
    _talk(dialog, _Outside(form, _media(packed, folder), folder, zone, language))


class _Outside:
    """What the engine is told of the world: the moment, and lists from beside the file, else from the demo office."""

    def __init__(
        self, form: Definition, media: Mapping[str, Attachment], folder: Path, zone: ZoneInfo, language: str
    ) -> None:
        self._zone = zone
        lists = {name.removesuffix(".csv"): _rows(name, folder) for name in form.files}
        self._values: dict[str, Any] = {
            Known.LANGUAGE: language,
            Known.FORM_LISTS: lists,
            Known.MEDIA: media,
            Known.PROPERTIES: {"username": texts.TRY_PERSON, "deviceid": _HERE.chat},
        }

    def facts(self) -> Facts:
        """Return the facts of this moment."""
        now = utc_now().astimezone(self._zone)
        return Facts(now.date(), now, values=self._values)


def _rows(name: str, folder: Path) -> Rows:
    """Return the rows of the list *name*: a file beside the form, or an example of our own lists."""
    beside = folder / Path(name).name
    if beside.is_file():
        return list(csv.DictReader(io.StringIO(beside.read_text(encoding="utf-8-sig"))))
    return _examples().get(name, ()) if name in LIVE_FILES else ()


def _media(packed: Sequence[Kept], folder: Path) -> dict[str, Attachment]:
    """Return the pictures, recordings and films beside the form or packed with it, by name; nobody opens them here."""
    found = {}
    for path in folder.iterdir():
        mime = mimetypes.guess_type(path.name)[0] or ""
        if mime.partition("/")[0] in texts.TRY_SHOWN and path.is_file():
            found[path.name] = Attachment(0, path.name, mime, path.stat().st_size)
    return found | {
        name: Attachment(0, name, kept.mime, len(kept.content)) for kept in packed for name in kept.names
    }  # fmt: skip


def _examples() -> dict[str, Rows]:
    office = load()
    points = [{"name": point.id, "label": point.title} for point in office.points.values()]
    return {
        "units.csv": [{"name": unit.code, "label": unit.name, "parent": unit.parent} for unit in office.units],
        "points.csv": points,
        "people.csv": [{"name": person.id, "label": person.name, "unit": person.unit} for person in office.people],
    }


def _talk(dialog: Dialog, outside: _Outside) -> None:
    turn = engine.begin(dialog, _RUN, outside.facts())
    _tell(turn)
    for n in itertools.count():
        if turn.progress is None or turn.set_aside:
            return
        try:
            words = input(texts.TRY_PROMPT).strip()
        except EOFError:
            return
        if not sys.stdin.isatty():
            print(words, flush=True)  # nobody sees what a pipe types
        if words:
            turn = engine.advance(dialog, turn.progress, _heard(n, words), outside.facts())
            _tell(turn)


def _heard(n: int, words: str) -> Inbound:
    if words.startswith(_SENT_FILE):
        name = words.removeprefix(_SENT_FILE)
        mime = mimetypes.guess_type(name)[0] or ""
        return Inbound(_HERE, f"try:{n}", Heard.FILE, utc_now(), file=FileRef(name, name, mime, 1))
    return Inbound(_HERE, f"try:{n}", Heard.TEXT, utc_now(), text=nfc_clean(words))


def _tell(turn: Turn) -> None:
    if turn.finished is not None:
        _tell_answers(turn.finished.name, turn.finished.answers)
    if turn.amended is not None:
        for path, value in turn.amended.changed.items():
            print(texts.TRY_ANSWER.format(path=path, value=json.dumps(value, ensure_ascii=False)))
    for said in turn.says:
        print(f"\n{_shown(said)}", flush=True)
    if turn.cancelled:
        print(texts.TRY_CANCELLED)


def _shown(said: Outbound) -> str:
    if said.file is None:
        return as_text(said)
    shown = texts.TRY_SHOWN[said.file.mime.partition("/")[0]].format(name=said.file.name)
    return "\n".join(filter(None, (shown, as_text(said.but(file=None)))))


def _tell_answers(name: str, answers: Mapping[str, Value]) -> None:
    print(f"\n{texts.TRY_SENT.format(name=name)}" if name else f"\n{texts.TRY_SENT_UNNAMED}")
    for path, value in answers.items():
        print(texts.TRY_ANSWER.format(path=path, value=json.dumps(value, ensure_ascii=False)))
