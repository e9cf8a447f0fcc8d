"""`sổ của tôi`: one's own sessions of a year by month and by point, shown to nobody else; also as a sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from content import dates
from content.message import Choice, Outbound
from content.numbers import written
from content.texts import errors
from content.texts import ledger as texts
from content.texts import report as words
from content.vietnamese import fold
from handlers.command import Command
from handlers.errors import NothingOpen
from handlers.scene import Scene

KIND = "my_ledger"  # the chore
VERB = "ml"
SHOWN = 8
MOST_SESSIONS = 2000  # of a year: nobody holds more, and a sheet has its bounds
BAR = 10
_YEAR = re.compile(r"(?:nam )?(?P<year>20\d\d)|nam (?P<past>truoc|ngoai)|nam nay", re.ASCII)


def asked(rest: str, today: date) -> tuple[int, bool] | None:
    """Return the year that is meant and whether a sheet is: "", "năm 2025", "excel", "năm trước excel". None else."""
    key = fold(rest)
    sheet = next((word for word in texts.SHEET_WORDS if key == word or key.endswith(f" {word}")), "")
    key = key.removesuffix(sheet).strip()
    if not key:
        return today.year, bool(sheet)
    found = _YEAR.fullmatch(key)
    if found is None:
        return None
    year = int(found["year"]) if found["year"] else today.year - bool(found["past"])
    return (year, bool(sheet)) if year <= today.year else None


def bar(part: int, whole: int) -> str:
    """Return ten signs of which as many are full as *part* is of *whole*; at least one, once there is any part."""
    full = min(BAR, max(part * BAR // whole, 1 if part else 0))
    return texts.BAR_FULL * full + texts.BAR_EMPTY * (BAR - full)


def _takes(scene: Scene, rest: str) -> bool:
    return asked(rest, scene.today) is not None


def _run(scene: Scene, rest: str = "") -> None:
    wanted = asked(rest, scene.today)
    if wanted is None:
        scene.say(texts.NOT_READ, text=rest)
        return
    year, is_sheet = wanted
    (_owe_sheet if is_sheet else _show)(scene, year)


def _span(scene: Scene, year: int) -> tuple[date, date]:
    """Return the days of *year* that have been."""
    return date(year, 1, 1), scene.today if year == scene.today.year else date(year, 12, 31)


def _show(scene: Scene, year: int) -> None:
    since, until = _span(scene, year)
    own, me = scene.uow.own_sessions, scene.person_id
    months = own.by_month(me, since, until)
    if not months:
        scene.say(texts.NOTHING, year=year)
        return
    sessions, listeners = (sum(row[place] for row in months.values()) for place in (0, 1))
    lines = [scene.text(texts.HEAD, year=year), texts.TOTALS.format(sessions=sessions, listeners=written(listeners))]
    # Against one's own former year and no one else's; there is no plan in numbers that a person must fulfil.
    former = sum(row[0] for row in own.by_month(me, date(year - 1, 1, 1), _year_before(until)).values())
    if former:
        fields = {"year": year - 1, "bar": bar(sessions, former), "sessions": sessions, "former": former}
        lines.append(texts.COMPARED.format(**fields))
    lines += ["", texts.BY_MONTH]
    lines += [
        texts.MONTH.format(month=month, sessions=held, listeners=written(heard))
        for (_, month), (held, heard) in months.items()
    ]
    points = own.by_point(me, since, until)
    lines += ["", texts.BY_POINT]
    lines += [
        texts.POINT.format(n=n, label=row.label, sessions=row.sessions, listeners=written(row.listeners))
        for n, row in enumerate(points[:SHOWN], 1)
    ]
    if len(points) > SHOWN:
        lines.append(texts.MORE.format(n=len(points) - SHOWN))
    choice = Choice(texts.AS_SHEET, f"{VERB}:{year}", texts.AS_SHEET_WORD)
    scene.send(Outbound("\n".join(lines), choices=(choice,), numbered=False))


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year - 1, day=28)


def _owe_sheet(scene: Scene, year: int) -> None:
    since, until = _span(scene, year)
    own, me = scene.uow.own_sessions, scene.person_id
    sessions = [
        [
            one.code, dates.written(one.on), one.place, words.FORMS.get(one.form, one.form), one.headcount,
            one.minutes, "; ".join(one.points),
        ]
        for one in own.listed(me, since, until, MOST_SESSIONS)
    ]  # fmt: skip
    if not sessions:
        scene.say(texts.NOTHING, year=year)
        return
    months = [
        [texts.MONTH_CELL.format(month=month, year=of), held, heard]
        for (of, month), (held, heard) in own.by_month(me, since, until).items()
    ]
    points = [[row.label, row.sessions, row.listeners] for row in own.by_point(me, since, until)]
    request = {"year": year, "sessions": sessions, "months": months, "points": points}
    scene.uow.chores.owe(KIND, request, now=scene.now, to=scene.inbound.address)
    scene.say(texts.COMING)


def written_out(scene: Scene, payload: dict[str, Any]) -> None:
    """The end of the sheet's chore: the file."""
    year = payload["request"]["year"]
    file = scene.uow.files.attachment(payload["made"][0], texts.FILE.format(year=year))
    scene.send(Outbound(scene.text(texts.READY, year=year), file=file))


def _press(scene: Scene, args: Sequence[str]) -> None:
    wanted = asked(args[0], scene.today) if len(args) == 1 else None
    if wanted is None:
        raise NothingOpen(scene.text(errors.BUTTON_OLD))
    _owe_sheet(scene, wanted[0])


MY_LEDGER = Command(slash="so", words=texts.WORDS, about=texts.ABOUT, run=_run, takes=_takes, presses={VERB: _press})
