"""`xuất báo cáo`: the reports of a period and of units as a file, for those who follow these units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from content.message import Choice, Outbound
from content.numbers import written
from content.periods import Period, of_key, read_period
from content.roles import May
from content.texts import errors, sent_files
from content.texts import submissions as texts
from content.vietnamese import file_stem, fold, nfc_clean
from handlers import submission_rows
from handlers.command import Command
from handlers.errors import NothingOpen
from handlers.scene import Scene

VERB = "xr"
EARLIEST = 2000  # no report is of a year before
MOST_UNITS = 8
LONGEST_ID = 9  # digits of an id of ours
MOST_IN_SHEETS = 20_000  # an .xlsx of more takes minutes, in which the worker does nothing else; a .csv does not


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed: a period, the words of a unit (none: all of one's own), a kind of file, words or codes."""

    period: Period
    unit: str
    kind: str
    labels: bool


def read(scene: Scene, rest: str) -> Asked | None:
    """Return what *rest* asks for: "tháng 10 xã Đồng Mẫu csv mã"; None when it does not begin with a period."""
    words = nfc_clean(rest).split()
    kind, labels = "xlsx", True
    while words:
        last = fold(words[-1])
        if last in texts.KINDS:
            kind = texts.KINDS[last]
        elif last in texts.WITH_NAMES and words[-1].islower():  # a unit may be called Ma
            labels = False
        elif last in texts.WITH_LABELS:
            labels = True
        else:
            break
        words.pop()
    for length in range(len(words), -1, -1):
        period = read_period(" ".join(words[:length]), scene.today)
        if period is not None and _has_been(scene, period):
            return Asked(period, " ".join(words[length:]), kind, labels)
    return None


def _has_been(scene: Scene, period: Period) -> bool:
    return period.since <= scene.today and period.since.year >= EARLIEST


def _run(scene: Scene, rest: str = "") -> None:
    scene.require(May.EXPORT)
    asked = read(scene, rest)
    mine = scene.units_for(May.EXPORT)
    if asked is None:
        scene.say(texts.HOW, text=rest)
        return
    if not asked.unit:
        _owe(scene, mine, asked)
        return
    found = scene.uow.units.search(asked.unit, mine, MOST_UNITS)
    if not found:
        scene.say(texts.HOW, text=asked.unit)
    elif len(found) == 1:
        _owe(scene, {found[0].id}, asked)
    else:
        how = f"{asked.period.key}:{asked.kind}:{int(asked.labels)}"
        choices = tuple(Choice(unit.name, f"{VERB}:{unit.id}:{how}") for unit in found)
        scene.send(Outbound(scene.text(texts.WHICH_UNIT), choices=choices))


def _press(scene: Scene, args: Sequence[str]) -> None:
    scene.require(May.EXPORT)
    unit_id, asked = _pressed(scene, args)
    scene.require(May.EXPORT, unit_id)
    _owe(scene, {unit_id}, asked)


def _pressed(scene: Scene, args: Sequence[str]) -> tuple[int, Asked]:
    """Return what a button of ours says. Raises NothingOpen for any other."""
    match list(args):
        case [unit, key, kind, ("0" | "1") as labels] if unit.isascii() and unit.isdigit() and len(unit) <= LONGEST_ID:
            try:
                period = of_key(key)
            except (ValueError, OverflowError):
                period = None
            if period is not None and _has_been(scene, period) and kind in texts.KINDS.values():
                return int(unit), Asked(period, "", kind, labels == "1")
    raise NothingOpen(scene.text(errors.BUTTON_OLD))


def _owe(scene: Scene, units: set[int], asked: Asked) -> None:
    request = submission_rows.request(scene, units, asked.period, asked.kind, labels=asked.labels)
    owe(scene, request, asked)


def owe(scene: Scene, request: dict[str, Any], asked: Asked, title: str = "") -> None:
    """Owe the file that *request* means, or say that there is nothing to put into it.

    *title* is that of the office's form; without one it is session reports.
    """
    n = scene.uow.submission_pages.count(submission_rows.wanted(request))
    names = sorted(scene.uow.units.names(set(request["units"])).values())
    shown = {
        "unit_name": ", ".join(names), "period": asked.period.label, "n": n, "title": title or texts.SHEET,
        "noun": texts.PAPER if title else texts.REPORT,
    }  # fmt: skip
    if not n:
        scene.say(texts.NOTHING, **shown)
        return
    if asked.kind == "xlsx" and n > MOST_IN_SHEETS:
        scene.say(texts.AS_CSV, most=written(MOST_IN_SHEETS), noun=shown["noun"])
        asked = replace(asked, kind="csv")
        request["kind"] = asked.kind
    scene.uow.chores.owe(submission_rows.KIND, {**request, "shown": shown}, now=scene.now, to=scene.inbound.address)
    about = {"units": request["units"], "period": asked.period.key, "kind": asked.kind, "rows": n}
    scene.note("export_submissions", f"form:{request['form']}", None, about)
    scene.say(texts.COMING, kind=f".{asked.kind}", **shown)


def brought(scene: Scene, payload: dict[str, Any]) -> None:
    """The end of the export's chore: the file, if the right to it still stands."""
    asked = payload["request"]
    for unit in asked["units"]:
        scene.require(May.EXPORT, unit)
    made = scene.uow.files.get(payload["made"][0])
    ending = made.name.rpartition(".")[2]
    name = f"{file_stem(asked['shown']['title']) or texts.FILE}_{asked['period'].replace('/', '-')}.{ending}"
    file = scene.uow.files.attachment(made.id, name)
    words = scene.text(texts.READY, **asked["shown"])
    if left_out := payload["result"].get("left_out"):
        words = f"{words}\n{scene.text(sent_files.SOME_LEFT_OUT, n=left_out)}"
    scene.send(Outbound(words, file=file))


EXPORT_REPORTS = Command(
    slash="xuat", words=texts.WORDS, about=texts.ABOUT, run=_run, needs=May.EXPORT, presses={VERB: _press}
)
