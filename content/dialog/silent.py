"""Steps that nobody answers: values that are worked out, and notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from content.dialog.steps import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed(Step):
    """A value that its `live` works out. It is kept with the answers; it is neither asked, counted nor listed."""

    asks: ClassVar[bool] = False

    ask: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Step):
    """Words shown above the next question, or above the answers that are checked."""

    asks: ClassVar[bool] = False
