"""Who a document is for, how urgent it is, and when it goes out: part of what is approved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from content import dates
from content.dialog import Dialog, Facts, Lookup, Option, Pick, PickMany, Step, Unreadable, Value, said
from content.texts import approval as texts
from content.texts.courtesy import fill

ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(Step):
    """A day and a time to come, in the office's zone; kept as "2026-11-20T19:30"."""

    def read(self, text: str, facts: Facts) -> Value:
        """Return the moment; a time alone is today's."""
        words = text.replace(",", " ").split()
        for cut in range(len(words) + 1):
            for day_words, time_words in ((words[:cut], words[cut:]), (words[cut:], words[:cut])):
                at = dates.read_time(" ".join(time_words)) if time_words else None
                if at is None:
                    continue
                day = dates.read_date(" ".join(day_words), facts.today, ahead=True) if day_words else facts.today
                if not isinstance(day, (dates.Ambiguous, dates.Unread)):
                    value = datetime.combine(day, at).isoformat(timespec="minutes")
                    self.admit(value, facts)
                    return value
        raise Unreadable(fill(texts.BAD_TIME, facts.courtesy))

    def admit(self, value: Value, facts: Facts) -> None:
        """Refuse what is past."""
        moment = datetime.fromisoformat(str(value))
        if moment <= facts.now.replace(second=0, microsecond=0, tzinfo=None):
            raise Unreadable(fill(texts.PAST_TIME, facts.courtesy, at=self.say(value, facts)))

    def say(self, value: Value, facts: Facts) -> str:
        """Return "19:30 20/11 (thứ sáu)"."""
        moment = datetime.fromisoformat(str(value))
        at = time(moment.hour, moment.minute)
        return f"{at:%H:%M} {dates.short(moment.date(), facts.today)}"


AUDIENCE = Dialog(
    key="audience",
    title=texts.AUDIENCE_TITLE,
    send=texts.SEND,
    send_word=texts.SEND_WORD,
    items=(
        PickMany(
            key="units", ask=texts.ASK_UNITS, hint=texts.HINT_UNITS, name=texts.NAME_UNITS, choices=Lookup.UNITS, show=8
        ),
        PickMany(
            key="duties",
            ask=texts.ASK_DUTIES,
            name=texts.NAME_DUTIES,
            choices=(Option(ALL, texts.ALL_DUTIES), *(Option(k, label) for k, label in texts.DUTIES.items())),
            alone=(ALL,),
        ),
        PickMany(
            key="without", ask=texts.ASK_WITHOUT, hint=texts.HINT_WITHOUT, name=texts.NAME_WITHOUT, show=0,
            choices=Lookup.WITHOUT, optional=True,
        ),
        Pick(
            key="urgency", ask=texts.ASK_URGENCY, name=texts.NAME_URGENCY,
            choices=(Option("normal", texts.NORMAL), Option("urgent", texts.URGENT)),
        ),
        Pick(
            key="when", ask=texts.ASK_WHEN, name=texts.NAME_WHEN,
            choices=(Option("now", texts.AT_ONCE), Option("at", texts.AT_TIME), Option("wait", texts.WAITS)),
        ),
        Moment(key="at", ask=texts.ASK_AT, hint=texts.HINT_AT, name=texts.NAME_AT, only_if=said("when", "at")),
    ),
)  # fmt: skip
