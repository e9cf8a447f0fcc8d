"""What an Outcome is: what a dialog asks of storage, and what it makes when it is finished."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from content.dialog import Dialog, Option
from content.roles import May
from handlers.scene import Scene
from handlers.turn import Finished

Answers = Mapping[str, Any]
Sent = Callable[[Scene, str, Finished], str | None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One dialog in use.

    `finished` gets the answers by path and the subject given at the start ("version:17"); it says the receipt
    and may return a subject for the optional questions that follow, which then come back through `amended`.
    `sent` is given instead of it where the name that the form gives itself matters. `kept_as` are the names under
    which answers are kept, by path, where they are others.
    `lookups` and `values` are asked only when a step reads them. `needs` is checked again at every answer.
    `shaped` gives the dialog as it is for a subject, with the same key: a report to be corrected has other questions.
    """

    dialog: Dialog
    finished: Callable[[Scene, str, Answers], str | None] | None = None
    sent: Sent | None = None
    amended: Callable[[Scene, str, Answers], None] | None = None
    lookups: Mapping[str, Callable[[Scene, str], tuple[Option, ...]]] = field(default_factory=dict)
    values: Mapping[str, Callable[[Scene, str], Any]] = field(default_factory=dict)
    needs: May | None = None
    shaped: Callable[[Scene, str], Dialog] | None = None
    kept_as: Mapping[str, str] = field(default_factory=dict)

    def finish(self, scene: Scene, subject: str, done: Finished) -> str | None:
        """Make what the dialog makes; return the subject of the optional questions that follow."""
        if self.sent is not None:
            return self.sent(scene, subject, done)
        if self.finished is not None:
            return self.finished(scene, subject, done.answers)
        return None

    def dialog_for(self, scene: Scene, subject: str) -> Dialog:
        """Return the dialog as it is for *subject*."""
        return self.dialog if self.shaped is None else self.shaped(scene, subject)
