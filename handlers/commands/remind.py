"""`nhắc`: who has not reported or not read in one's own units, and a reminder to them now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from content import dates
from content.message import Choice, Outbound
from content.roles import May
from content.texts import reminders as texts
from handlers import reminder
from handlers.arguments import nothing, period
from handlers.command import Command
from handlers.reminder import Day
from handlers.reminders.report_due import Due, asked_now
from handlers.reminders.unread import ripe
from handlers.rollup import heads
from handlers.scene import Scene
from storage.unit_of_work import UnitOfWork

UNITS_SHOWN, NAMES_SHOWN, TITLES_SHOWN = 8, 10, 5
AT_ONCE = 100  # people reminded within the press itself; the ticker goes on with the rest


def show(scene: Scene, rest: str = "") -> None:
    """Say who is late, in numbers by unit and the first names."""
    del rest
    scene.require(May.REMIND)
    units = scene.units_for(May.REMIND)
    day = reminder.day_of(scene.uow, scene.world, scene.now)
    due = asked_now(scene.office, day.today)
    words = [
        texts.HEAD.format(period=due.period.label, due_text=dates.short(due.on, day.today)),
        *_late(scene.uow, units, due),
        "",
        *_unread(scene.uow, units, day),
        "",
        texts.SEND_NOTE,
    ]
    send = Choice(texts.SEND_NOW, "nudge", texts.SEND_WORD, decisive=True)
    scene.screen(Outbound("\n".join(words), choices=(send,), numbered=False), "remind")


def _late(uow: UnitOfWork, units: set[int], due: Due) -> list[str]:
    standings = uow.reminders.standings(due.month, units)
    total, late = (sum(getattr(s, what) for s in standings.values()) for what in ("total", "late"))
    if not total:
        return [texts.NOBODY]
    if not late:
        return [texts.ALL_REPORTED.format(total=total)]
    words = [texts.LATE.format(n=late, total=total)]
    head_of = heads(uow.reminders.parents(), units)
    by_head: Counter[int] = Counter()
    total_by_head: Counter[int] = Counter()
    for unit, standing in standings.items():
        by_head[head_of[unit]] += standing.late
        total_by_head[head_of[unit]] += standing.total
    behind = [(unit, n) for unit, n in by_head.most_common() if n]
    if len(total_by_head) > 1:
        names = uow.units.names(unit for unit, _ in behind[:UNITS_SHOWN])
        words += [
            texts.UNIT_ROW.format(unit_name=names[unit], n=n, total=total_by_head[unit])
            for unit, n in behind[:UNITS_SHOWN]
        ]
        if len(behind) > UNITS_SHOWN:
            words.append(texts.MORE_UNITS.format(n=len(behind) - UNITS_SHOWN))
    people = uow.reminders.late_names(units, due.month, NAMES_SHOWN)
    listed = ", ".join(f"{name} ({unit})" for name, unit in people)
    rest = late - len(people)
    words.append(texts.NAMES_MORE.format(names=listed, n=rest) if rest else texts.NAMES.format(names=listed))
    return words


def _unread(uow: UnitOfWork, units: set[int], day: Day) -> list[str]:
    found = uow.reminders.unread_counts(units, ripe(day))
    if not found:
        return [texts.NOTHING_UNREAD]
    return [texts.UNREAD, *(texts.UNREAD_COUNT.format(title=t, n=n) for t, n in found[:TITLES_SHOWN])]


def send(scene: Scene, args: Sequence[str]) -> None:
    """Remind all who owe something now, or at the next good hour."""
    del args
    scene.require(May.REMIND)
    units = scene.units_for(May.REMIND)
    day = reminder.day_of(scene.uow, scene.world, scene.now)
    at = dates.next_good_time(scene.now, scene.world.zone, day.holidays)
    when = dates.today(at, scene.world.zone)
    due = asked_now(scene.office, day.today)
    on = ripe(Day(when, day.now, day.zone, day.holidays, day.office))
    count = scene.uow.reminders.nudge_all(units, due.month, on)
    scene.note("remind", ",".join(f"unit:{unit}" for unit in sorted(units)), after={"people": count})
    if not count:
        scene.say(texts.NOBODY_TO_NUDGE)
    elif at > scene.now:
        scene.say(texts.NUDGED_LATER, n=count, date_text=dates.short(when, day.today))
    else:
        reminder.nudged(scene.uow, day, AT_ONCE)
        scene.say(texts.NUDGED, n=count)


def later(scene: Scene, args: Sequence[str]) -> None:
    """Put off what was reminded of: not before the next working day."""
    del args
    day = reminder.day_of(scene.uow, scene.world, scene.now)
    again = day.working(day.today + timedelta(days=1))
    scene.uow.reminders.nudge(scene.person_id, again)
    scene.uow.reminders.call_off(scene.person_id)
    scene.say(texts.SNOOZED, date_text=dates.short(again, day.today))


REMIND = Command(
    slash="nhac",
    words=texts.WORDS,
    about=texts.ABOUT,
    run=show,
    needs=May.REMIND,
    takes=period,
    presses={"remind": lambda scene, _: show(scene), "nudge": send, reminder.LATER: later},
)
REMIND_NOW = Command(
    slash="guinhac",
    words=texts.WORDS_SEND,
    about=texts.SEND_NOW,
    run=lambda scene, _: send(scene, ()),
    needs=May.REMIND,
    in_menu=False,
    takes=nothing,
)
