"""What a Reminder is, and the tick that owes each person one digest a day of what is still to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from content import dates
from content.message import Choice, Outbound
from content.texts import reminders as texts
from content.texts.courtesy import fill
from handlers.world import World
from storage.office import OfficeFacts
from storage.reminders import Addressee, Span
from storage.unit_of_work import UnitOfWork

GOOD_HOUR = time(8)
CHUNK = 500  # people looked at in one transaction; the next minute goes on with the next
LOOK_BACK = timedelta(days=15)  # how far back a digest may make another one needless
KEY = "digest:"  # how the key of a digest begins
LATER = "later"  # the token of "not now"


@dataclass(frozen=True, slots=True)
class Day:
    """The day of a tick, as the office lives it."""

    today: date
    now: datetime
    zone: ZoneInfo
    holidays: frozenset[date]
    office: OfficeFacts

    def text(self, template: str, **fields: object) -> str:
        """Fill in a sentence with the office's form of address."""
        return fill(template, self.office.courtesy, **fields)

    def working(self, day: date) -> date:
        """Return *day* or the first working day after it."""
        return dates.next_working_day(day, self.holidays)

    def moment(self, day: date) -> datetime:
        """Return the beginning of *day*."""
        return datetime.combine(day, time(), self.zone)


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why a reminder is due. Whoever has had a digest on *since* or later has been reminded of it."""

    since: date
    about: Any = None


@dataclass(frozen=True, slots=True)
class Line:
    """What one reminder says to one person."""

    text: str
    choices: tuple[Choice, ...] = ()
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Reminder:
    """A rule for who is owed which words, and when.

    `asks` returns the latest Occasion up to the day; it counts while it is younger than `stale_after`, from the
    hour `at` on, on weekdays in `on` and never on a holiday: so a tick after downtime catches up, and old news is
    dropped. Of two reminders on one `topic` the later in the list counts. `owed` answers for a whole span of
    people at once. `rides` says that its words also go along with a digest that goes for another reason.
    """

    key: str
    topic: str
    asks: Callable[[Day], Occasion | None]
    owed: Callable[[UnitOfWork, Day, Occasion, Span], Mapping[int, Any]]
    say: Callable[[Day, Occasion, Any], Line]
    at: time = GOOD_HOUR
    on: frozenset[int] = frozenset(range(7))
    stale_after: timedelta = timedelta(days=1)
    rides: bool = False

    def due(self, day: Day) -> Occasion | None:
        """Return why this reminder is due at the moment, or None."""
        here = day.now.astimezone(day.zone)
        if here.time() < self.at or day.today.weekday() not in self.on or day.today in day.holidays:
            return None
        occasion = self.asks(day)
        fresh = occasion is not None and occasion.since <= day.today < occasion.since + self.stale_after
        return occasion if fresh else None


@dataclass(frozen=True, slots=True)
class _Asked:
    reminder: Reminder
    occasion: Occasion
    owed: Mapping[int, Any] = field(default_factory=dict)


def day_of(uow: UnitOfWork, world: World, now: datetime) -> Day:
    """Return the day that *now* is in the office."""
    today = world.today(now)
    holidays = world.holidays(today.year) | world.holidays(today.year + 1)
    return Day(today, now, world.zone, frozenset(holidays), uow.office.facts())


def tick(uow: UnitOfWork, world: World, now: datetime) -> bool:
    """Owe the digests of up to CHUNK people who owe something; return whether any was owed.

    Called each minute by every process. What is due is a question over rows and each digest has a unique key, so
    it does no harm that several ask, and a late tick catches up.
    """
    from handlers.reminders import REMINDERS  # noqa: PLC0415 (reminders import this module)

    day = day_of(uow, world, now)
    if not day.office.is_set or not dates.is_good_time(now, world.zone, day.holidays):
        return False
    if nudged(uow, day):
        return True
    asked = list({r.topic: (r, occasion) for r in REMINDERS if (occasion := r.due(day)) is not None}.values())
    walk = f"{day.today.isoformat()}:{','.join(r.key for r, _ in asked)}"
    low = uow.reminders.walked(walk) if asked else None
    if low is None:
        return False
    people = uow.reminders.addressees(low, CHUNK, day.today, now - LOOK_BACK)
    owed = _owe(uow, day, people, asked) if people else False
    uow.reminders.walk(walk, people[-1].person_id if len(people) == CHUNK else None)
    return owed


def nudged(uow: UnitOfWork, day: Day, most: int = CHUNK) -> bool:
    """Owe a digest now to up to *most* people of whom that was asked for today; return whether any was owed."""
    from handlers.reminders import ON_NUDGE  # noqa: PLC0415 (as above)

    people = uow.reminders.nudged(most, day.today, day.now - LOOK_BACK)
    asked = [(r, occasion) for r in ON_NUDGE if (occasion := r.asks(day)) is not None]
    owed = _owe(uow, day, people, asked, whatever=True) if people else False
    uow.reminders.done_nudging(day.today, people)
    return owed


def _owe(
    uow: UnitOfWork, day: Day, people: Sequence[Addressee], asked: Iterable[tuple[Reminder, Occasion]],
    *, whatever: bool = False,
) -> bool:  # fmt: skip
    span = Span(people[0].person_id - 1, people[-1].person_id)
    known = [_Asked(r, occasion, r.owed(uow, day, occasion, span)) for r, occasion in asked]
    digests: list[tuple[Addressee, Outbound]] = []
    for person in people:
        last = person.last.astimezone(day.zone).date() if person.last else None
        mine = [a for a in known if person.person_id in a.owed]
        news = [a for a in mine if whatever or last is None or last < a.occasion.since]
        if news:
            said = [a for a in mine if a in news or a.reminder.rides]
            lines = [(a.reminder, a.reminder.say(day, a.occasion, a.owed[person.person_id])) for a in said]
            digests.append((person, digest(lines)))
    return uow.reminders.owe(day.today, digests, day.now) > 0


def done(uow: UnitOfWork, world: World, now: datetime, person_id: int) -> None:
    """The person has just done something: a digest that waits says only what is still owed, or is called off."""
    from handlers.reminders import ON_NUDGE, REMINDERS  # noqa: PLC0415 (as above)

    waiting = uow.reminders.waiting(person_id)
    if waiting is None:
        return
    delivery_id, said = waiting
    day, span = day_of(uow, world, now), Span(person_id - 1, person_id)
    by_key = {r.key: r for r in (*REMINDERS, *ON_NUDGE)}
    lines = []
    for key in said.key.removeprefix(KEY).split(","):
        reminder = by_key.get(key)
        occasion = reminder.asks(day) if reminder else None
        if reminder and occasion and person_id in (owed := reminder.owed(uow, day, occasion, span)):
            lines.append((reminder, reminder.say(day, occasion, owed[person_id])))
    if lines:
        uow.reminders.restate(person_id, delivery_id, digest(lines))
    else:
        uow.reminders.call_off(person_id)


def digest(said: Sequence[tuple[Reminder, Line]]) -> Outbound:
    """Return one message of all lines, each choice once, and a way to put it off; its key names whose lines."""
    lines = [line for _, line in said]
    sign = texts.SIGN_OVERDUE if lines[0].overdue else texts.SIGN
    choices = {c.token: c for line in lines for c in line.choices}
    choices[LATER] = Choice(texts.LATER, LATER)
    text = sign + "\n\n".join(line.text for line in lines)
    return Outbound(text, choices=tuple(choices.values()), key=KEY + ",".join(r.key for r, _ in said))
