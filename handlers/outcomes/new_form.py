"""What bringing a form leads to: its file is fetched, then read."""

from __future__ import annotations

from content.dialogs.new_form import NEW_FORM
from content.roles import May
from handlers import form_import, intake
from handlers.outcome import Answers, Outcome
from handlers.scene import Scene


def _finished(scene: Scene, subject: str, answers: Answers) -> None:
    del subject, answers  # the file is in hand: this very message brought it
    intake.fetch(scene, form_import.FETCHED_FOR)


OUTCOME = Outcome(NEW_FORM, _finished, needs=May.DRAFT)
