"""`thống kê`: the figures of one's own units for a period, at once in words, and soon as a chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from content.message import Outbound
from content.numbers import written
from content.periods import Period, before, read_period
from content.roles import May
from content.texts import stats as texts
from handlers.command import Command
from handlers.rollup import heads
from handlers.scene import Scene
from storage.reminders import Month
from storage.submissions import Tally
from storage.unit_of_work import UnitOfWork

CHART = "stats_chart"  # the chore
SHOWN = 8
IN_PERSON, ONLINE = "truc_tiep", "truc_tuyen"
Rows = list[tuple[str, int, int]]  # label, sessions, attendances


@dataclass(frozen=True, slots=True)
class Reporters:
    """How many of the appointed people reported a session, and how many said that there was none."""

    total: int
    reported: int
    none_held: int


def run(scene: Scene, rest: str = "") -> None:
    """Say the figures and owe the chart."""
    scene.require(May.WATCH)
    period = read_period(rest, scene.today)
    if period is None:
        scene.say(texts.NOT_READ, text=rest)
        return
    units = scene.units_for(May.WATCH)
    now = scene.uow.submissions.totals(units, period.since, period.until)
    former = before(period)
    then = scene.uow.submissions.totals(units, former.since, former.until)
    by_unit = _by_unit(scene.uow, units, period)
    by_point = [
        (t.label, t.sessions, t.listeners) for t in scene.uow.submissions.by_point(units, period.since, period.until)
    ]
    lines = [
        scene.text(texts.HEAD, unit_name=_name(scene.uow, units), period=period.label),
        *_head(scene.uow, units, period, now, then.sessions),
    ]
    if not now.sessions:
        lines.append(texts.NOTHING)
    if len(by_unit) > 1:
        lines += ["", texts.BY_UNIT, *_rows(by_unit)]
    if by_point:
        lines += ["", texts.BY_POINT, *_rows(by_point)]
        if sum(sessions for _, sessions, _ in by_point) > now.sessions:
            lines.append(texts.SEVERAL_POINTS)
    drawn = by_unit if len(by_unit) > 1 else by_point
    if drawn:
        title = texts.CHART_TITLE if len(by_unit) > 1 else texts.CHART_TITLE_POINTS
        request = {
            "title": title.format(period=period.label),
            "rows": [[label, sessions] for label, sessions, _ in drawn],
            "note": scene.office.name,
        }
        scene.uow.chores.owe(CHART, request, now=scene.now, to=scene.inbound.address)
        lines += ["", texts.CHART_COMING]
    scene.send(Outbound("\n".join(lines)))


def _name(uow: UnitOfWork, units: Collection[int]) -> str:
    names = sorted(uow.units.names(units).values())
    return names[0] if len(names) == 1 else texts.SEVERAL_UNITS.format(first=names[0], n=len(names) - 1)


def _head(uow: UnitOfWork, units: Collection[int], period: Period, now: Tally, former: int) -> list[str]:
    people, more = reporters(uow, units, period), now.sessions - former
    compared = texts.COMPARED.format(delta=f"{more:+d}") if more else texts.SAME_AS_BEFORE
    lines = [
        texts.SESSIONS.format(sessions=now.sessions, compared=compared),
        texts.LISTENERS.format(listeners=written(now.listeners)),
    ]
    if returned := uow.reviews.count_returned(units, period.since, period.until):
        lines.append(texts.RETURNED.format(n=returned))
    if people.total:
        percent = round(100 * people.reported / people.total)
        lines.append(texts.REPORTERS.format(reported=people.reported, total=people.total, percent=percent))
    else:
        lines.append(texts.NO_ONE_APPOINTED)
    if people.none_held:
        lines.append(texts.ZERO_REPORTS.format(n=people.none_held))
    forms = {t.label: t.sessions for t in uow.submissions.by_form(units, period.since, period.until)}
    direct, online = forms.get(IN_PERSON, 0), forms.get(ONLINE, 0)
    if forms:
        lines.append(texts.FORMS.format(direct=direct, online=online, other=sum(forms.values()) - direct - online))
    return lines


def reporters(uow: UnitOfWork, units: Collection[int], period: Period) -> Reporters:
    """Return how many appointed people reported; units without any take no part in the rate."""
    standings = uow.reminders.standings(Month(period.key, period.since, period.until), units).values()
    total, reported = sum(s.total for s in standings), sum(s.reported for s in standings)
    return Reporters(total, reported, total - reported - sum(s.late for s in standings))


def _by_unit(uow: UnitOfWork, units: Collection[int], period: Period) -> Rows:
    """Gather the places of sessions under the units just below one's own, the most sessions first."""
    head_of = heads(uow.reminders.parents(), units)
    sessions: Counter[int] = Counter()
    listeners: Counter[int] = Counter()
    for unit, count, heard in uow.submissions.by_unit(units, period.since, period.until):
        sessions[head_of[unit.id]] += count
        listeners[head_of[unit.id]] += heard
    names = uow.units.names(sessions)
    return [(names[unit], count, listeners[unit]) for unit, count in sessions.most_common()]


def _rows(rows: Rows) -> list[str]:
    lines = [
        texts.ROW.format(n=n, label=label, sessions=sessions, listeners=written(listeners))
        for n, (label, sessions, listeners) in enumerate(rows[:SHOWN], 1)
    ]
    if len(rows) > SHOWN:
        lines.append(texts.MORE_ROWS.format(n=len(rows) - SHOWN))
    return lines


def drawn(scene: Scene, payload: dict[str, Any]) -> None:
    """The end of the chart's chore: the picture."""
    file = replace(scene.uow.files.attachment(payload["made"][0]), is_photo=True)
    scene.send(Outbound(texts.CHART_CAPTION.format(title=payload["request"]["title"]), file=file))


def _press(scene: Scene, args: Sequence[str]) -> None:
    del args
    run(scene)


STATS = Command(
    slash="thongke", words=texts.WORDS, about=texts.ABOUT, run=run, needs=May.WATCH, presses={"stats": _press}
)
