"""For whom a report is: the colleague is chosen, and the report begins with what was written already."""

from __future__ import annotations

from content.dialog import Lookup, Option
from content.dialogs.report_for import REPORT_FOR
from handlers import on_behalf
from handlers.outcome import Answers, Outcome
from handlers.scene import Scene


def _colleagues(scene: Scene, subject: str) -> tuple[Option, ...]:
    """All for whom the speaker may report; of namesakes only those that were meant."""
    named = subject.partition("#")[0]
    among = set(named.split(",")) if named else set()
    found = on_behalf.options(on_behalf.colleagues(scene))
    return tuple(one for one in found if not among or one.value in among)


def _chosen(scene: Scene, subject: str, answers: Answers) -> None:
    del subject
    from handlers import quick_reports  # noqa: PLC0415 (it starts dialogs, which know all outcomes)

    quick_reports.for_colleague(scene, int(answers["who"]), str(answers.get("line", "")))


OUTCOME = Outcome(REPORT_FOR, _chosen, lookups={Lookup.COLLEAGUES: _colleagues})
