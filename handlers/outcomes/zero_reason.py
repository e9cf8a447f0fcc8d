"""Why no session was held, in own words: the zero report is kept with it."""

from __future__ import annotations

from content.dialogs.reason import ZERO_REASON
from handlers.outcome import Answers, Outcome
from handlers.scene import Scene


def _finished(scene: Scene, subject: str, answers: Answers) -> None:
    from handlers.commands import zero_report  # noqa: PLC0415 (commands start dialogs, so they import outcomes)

    zero_report.keep_other(scene, subject, str(answers["reason"]))


OUTCOME = Outcome(dialog=ZERO_REASON, finished=_finished)
