"""For whom a report is: one question, with what was written already carried along."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from content.dialog import Dialog, Doubt, Doubtful, Facts, Lookup, Pick, Unreadable, Value, Way
from content.dialog.silent import Computed
from content.dialogs.session_report import SESSION_REPORT
from content.quick_report.colleague import named
from content.texts import common
from content.texts import report_for as texts
from content.texts.courtesy import fill

SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague(Pick):
    """One of the colleagues, found by number or any words of the name; namesakes are told apart by their units."""

    def read(self, text: str, facts: Facts) -> Value:
        """Return whom *text* names; several are asked about."""
        found = named(text, self.options(facts))
        if len(found) == 1:
            return found[0].value
        if not found:
            raise Unreadable(self.word("choose", common.CHOOSE, facts))
        ways = [Way(one.label, self.sets(one.value)) for one in found[:SHOWN]]
        ask = fill(texts.WHICH, facts.courtesy, n=len(found), text=text)
        raise Doubtful(Doubt(f"{self.key}:{text}", ask, (*ways, Way(common.RETYPE, again=self.key))))


REPORT_FOR = Dialog(
    key="report_for", title=texts.TITLE, confirmed=False,
    items=(
        Computed(key="line"),
        Colleague(key="who", ask=texts.WHO_ASK, hint=texts.WHO_HINT, name=texts.WHO_NAME, choices=Lookup.COLLEAGUES,
                  show=SHOWN, words=texts.WHO_WORDS),
    ),
)  # fmt: skip
"""who: a value of COLLEAGUES, all of them or (subject "12,13", "12,13#1" for one more of the same) some;
line: what was written of the session, if any."""


@lru_cache(maxsize=64)
def for_colleague(person: str) -> Dialog:
    """Return the session report under a heading that names the colleague."""
    return replace(SESSION_REPORT, title=texts.TITLE_FOR.format(person=person))
