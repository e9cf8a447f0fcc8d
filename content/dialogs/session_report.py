"""The session report: what a communicator tells of one session, in five questions and a look."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from content import dates
from content.dialog import (
    OTHER,
    Answers,
    Check,
    Day,
    Dialog,
    Doubt,
    Known,
    Lookup,
    Number,
    Option,
    Pick,
    PickMany,
    Text,
    Way,
    said,
)
from content.periods import month_of
from content.texts import common
from content.texts import report as texts
from content.texts.courtesy import fill
from content.vietnamese import fold, same_spelling

IN_PERSON = frozenset({"truc_tiep"})
TIMES_TYPICAL = 5  # domain.md part 2: ask above about five times the unit's median


def _options(words: Mapping[str, str]) -> tuple[Option, ...]:
    return tuple(Option(value, label) for value, label in words.items())


def duplicate_key(day: str, place: str, point: str) -> str:
    """Return what two reports of the same session have in common: a key of the known DUPLICATES.

    *day* is ISO text. For a place or point of own words, give `own_words(text)`.
    """
    return f"{day}|{place}|{point}"


def own_words(text: str) -> str:
    """Return own words of a place or topic as they are compared."""
    return f"={fold(same_spelling(text))}"


@dataclass(frozen=True, slots=True)
class Told:
    """A session that was reported before: its number, whose it is where not the reporter's, who may add to it."""

    code: str
    person: str = ""
    may_add: bool = True


def _listed(answers: Answers, key: str, other: str) -> list[str]:
    value = answers[key]
    values = value if isinstance(value, list) else [str(value)] if value is not None else []
    words = answers[other]
    return [own_words(str(words)) if v == OTHER and words is not None else v for v in values]


def _find_duplicate(answers: Answers) -> Doubt | None:
    """The same place, day and point again: perhaps the session reported already."""
    day, known = answers["session_date"], answers.facts.value(Known.DUPLICATES)
    if day is None or not known:
        return None
    for place in _listed(answers, "place", "place_other"):
        for point in _listed(answers, "topics", "topics_other"):
            found = known.get(duplicate_key(str(day), place, point))
            if found is None:
                continue
            first, told = ("", found) if isinstance(found, Told) else ("", Told(str(found)))
            if isinstance(found, Option):
                first, told = found.label, Told(found.value)
            to = answers.facts.courtesy
            where = answers.said("place_other") or answers.said("place")
            fields = {"date": dates.written(date.fromisoformat(str(day))), "place": where, "code": told.code}
            template = texts.DUPLICATE_OF if told.person else texts.DUPLICATE
            first = first or fill(template, to, **fields, person=told.person)
            another = Way(texts.ANOTHER_SESSION, {"same_as": None})
            if told.may_add:
                ask, ways = texts.DUPLICATE_ASK, (Way(texts.ADD_TO_IT, {"same_as": told.code}), another)
            else:
                ask, ways = texts.DUPLICATE_THEIRS, (another, Way(texts.CHANGE_DATE, again="session_date"))
            return Doubt(f"{day}|{place}|{told.code}", fill(ask, to, first=first), ways)
    return None


@dataclass(frozen=True, slots=True)
class PointDays:
    """On which days a point holds; both ends may be open. It holds on the day on which it is withdrawn."""

    title: str
    since: date | None = None
    until: date | None = None
    withdrawn_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether it is, or was, in force on *day*."""
        ends = [end for end in (self.until, self.withdrawn_on) if end is not None]
        return (self.since is None or self.since <= day) and all(day <= end for end in ends)


def _find_out_of_force(answers: Answers) -> Doubt | None:
    """A point that was withdrawn, or that does not hold on the day of the session."""
    day, topics = answers["session_date"], answers["topics"]
    if day is None or not isinstance(topics, list):
        return None
    on, known, to = date.fromisoformat(str(day)), answers.facts.value(Known.POINT_DAYS) or {}, answers.facts.courtesy
    for point in topics:
        days = known.get(point)
        if days is None:
            continue
        change = Way(texts.CHANGE_TOPICS, again="topics")
        if days.withdrawn_on is not None:
            ask = fill(texts.RECALLED, to, title=days.title, date=dates.written(days.withdrawn_on))
            return Doubt(f"{day}|{point}", ask, (Way(texts.WAS_USED), change))
        if not days.holds_on(on):
            ask = fill(texts.OUT_OF_FORCE, to, title=days.title, date=dates.written(on))
            return Doubt(
                f"{day}|{point}", ask, (Way(texts.KEEP_IT), Way(texts.CHANGE_DATE, again="session_date"), change)
            )
    return None


def _find_old_period(answers: Answers) -> Doubt | None:
    """A day before the period that is asked for now: its figures may be summed up already."""
    day, since = answers["session_date"], answers.facts.value(Known.ASKED_SINCE)
    on = date.fromisoformat(str(day)) if day is not None else None
    if on is None or since is None or on >= since:
        return None
    to = answers.facts.courtesy
    ask = fill(texts.OLD_PERIOD, to, date=dates.written(on), old=month_of(on).label, now=month_of(since).label)
    return Doubt(str(day), ask, (Way(texts.KEEP_OLD), Way(texts.CHANGE_DATE, again="session_date")))


def _find_not_direct(answers: Answers) -> Doubt | None:
    """A point for speaking in person only, reported for another form."""
    form, topics = answers["form"], answers["topics"]
    if form is None or form in IN_PERSON or not isinstance(topics, list):
        return None
    direct = answers.facts.value(Known.DIRECT_ONLY) or ()
    for point in topics:
        if point not in direct:
            continue
        title = next((o.label for o in answers.facts.options(Lookup.POINTS) if o.value == point), point)
        shown = answers.said("form")
        ask = fill(texts.DIRECT_ONLY, answers.facts.courtesy, title=title, form=shown)
        ways = (
            Way(texts.CHANGE_FORM, again="form"),
            Way(texts.CHANGE_TOPICS, again="topics"),
            Way(texts.FORM_IS_RIGHT.format(form=shown)),
        )
        return Doubt(f"{form}|{point}", ask, ways)
    return None


def _find_too_many(answers: Answers) -> Doubt | None:
    """Far more listeners than usual: perhaps a slip of the finger."""
    count, typical = answers["headcount"], answers.facts.value(Known.TYPICAL)
    if not isinstance(count, int) or not typical or count <= TIMES_TYPICAL * typical:
        return None
    ask = fill(texts.TOO_BIG, answers.facts.courtesy, n=count, typical=typical)
    return Doubt(str(count), ask, (Way(texts.RIGHT_COUNT.format(n=count)), Way(common.RETYPE, again="headcount")))


_REQUIRED = (
    Day(key="session_date", ask=texts.DATE_ASK, hint=texts.DATE_HINT, name=texts.DATE_NAME, limited=True,
        words=texts.DATE_WORDS),
    Pick(key="place", ask=texts.PLACE_ASK, hint=texts.PLACE_HINT, name=texts.PLACE_NAME, choices=Lookup.MY_PLACES,
         first=Known.LAST_PLACE, other="place_other", other_label=texts.PLACE_OTHER, words=texts.PLACE_WORDS),
    Text(key="place_other", ask=texts.PLACE_OTHER_ASK, name=texts.PLACE_NAME, limit=100, words=texts.TEXT_WORDS,
         only_if=said("place", OTHER)),
    Pick(key="form", ask=texts.FORM_ASK, name=texts.FORM_NAME, choices=_options(texts.FORMS), words=texts.FORM_WORDS),
    PickMany(key="topics", ask=texts.TOPICS_ASK, name=texts.TOPICS_NAME, choices=Lookup.POINTS, show=10,
             first=Known.LAST_POINTS, other="topics_other", other_label=texts.TOPICS_OTHER, words=texts.TOPICS_WORDS),
    Text(key="topics_other", ask=texts.TOPICS_OTHER_ASK, name=texts.TOPICS_NAME, limit=120, words=texts.TEXT_WORDS,
         only_if=said("topics", OTHER)),
    Number(key="headcount", ask=texts.COUNT_ASK, hint=texts.COUNT_HINT, name=texts.COUNT_NAME, unit=texts.COUNT_UNIT,
           between=(1, 100_000), words=texts.COUNT_WORDS),
)  # fmt: skip

_AFTER = (
    Number(key="duration", ask=texts.DURATION_ASK, name=texts.DURATION_NAME, unit=texts.DURATION_UNIT, optional=True,
           between=(5, 480), quick=(15, 30, 45, 60, 90), words=texts.DURATION_WORDS),
    PickMany(key="audience", ask=texts.AUDIENCE_ASK, name=texts.AUDIENCE_NAME, optional=True,
             choices=_options(texts.AUDIENCES), words=texts.AUDIENCE_WORDS),
    Pick(key="questions", ask=texts.QUESTIONS_ASK, name=texts.QUESTIONS_NAME, optional=True,
         choices=_options(texts.QUESTIONS), words=texts.QUESTIONS_WORDS),
    Text(key="concerns", ask=texts.CONCERNS_ASK, hint=texts.CONCERNS_HINT, name=texts.CONCERNS_NAME, optional=True,
         words=texts.TEXT_WORDS),
    Pick(key="embedded_in", ask=texts.EMBEDDED_ASK, name=texts.EMBEDDED_NAME, optional=True,
         choices=_options(texts.EMBEDDED), words=texts.EMBEDDED_WORDS),
    Pick(key="speaker", ask=texts.SPEAKER_ASK, name=texts.SPEAKER_NAME, optional=True,
         choices=_options(texts.SPEAKERS), words=texts.SPEAKER_WORDS),
    PickMany(key="media", ask=texts.MEDIA_ASK, name=texts.MEDIA_NAME, optional=True, choices=_options(texts.MEDIA),
             alone=("khong",), words=texts.MEDIA_WORDS),
    Pick(key="proposals", ask=texts.PROPOSALS_ASK, name=texts.PROPOSALS_NAME, optional=True,
         choices=_options(texts.PROPOSALS), other="proposals_other"),
    Text(key="proposals_other", ask=texts.PROPOSALS_OTHER_ASK, name=texts.PROPOSALS_NAME, words=texts.TEXT_WORDS,
         only_if=said("proposals", OTHER)),
)  # fmt: skip

SESSION_REPORT = Dialog(
    key="session_report",
    title=texts.TITLE,
    intro=texts.INTRO,
    items=_REQUIRED,
    after=_AFTER,
    send=texts.SEND,
    checks=(
        Check("duplicate", ("session_date", "place", "place_other", "topics", "topics_other"), _find_duplicate,
              owns=("same_as",)),
        Check("period", ("session_date",), _find_old_period),
        Check("force", ("session_date", "topics"), _find_out_of_force),
        Check("direct", ("form", "topics"), _find_not_direct),
        Check("headcount", ("headcount",), _find_too_many),
    ),
)  # fmt: skip
"""Required: session_date (ISO), place (a value of MY_PLACES, or "other" and place_other), form, topics (values of
POINTS, "other" and topics_other), headcount (int); same_as (a report's code) when it adds to one already sent.
Optional, after sending: duration, audience, questions, concerns, embedded_in, speaker, media, proposals."""
