"""What one thing heard leads to in a guided conversation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from content.dialog import Progress, Value
from content.message import FileRef, Outbound


@dataclass(frozen=True, slots=True)
class Finished:
    """A dialog that was sent: the answers that apply, by path, and how each reads. `name` is what the form calls it."""

    dialog: str
    version: int
    run: str
    answers: Mapping[str, Value]
    said: Mapping[str, str]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Amended:
    """An answer added to what was sent. `answers` are all that apply now, `changed` those of this turn."""

    run: str
    answers: Mapping[str, Value]
    said: Mapping[str, str]
    changed: Mapping[str, Value | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that an answer of this turn stands for: its bytes are yet to be fetched.

    `value` is the answer, `kind` what was wanted, `name` what the question is called in a list of answers.
    """

    path: str
    value: str
    kind: str
    name: str
    file: FileRef


@dataclass(frozen=True, slots=True)
class Turn:
    """The caller saves *progress* (None: forget it), acts on what was finished or amended, then says *says*.

    A receipt for `finished` goes before `says`, which may offer to add details.
    """

    progress: Progress | None
    says: tuple[Outbound, ...] = ()
    finished: Finished | None = None
    amended: Amended | None = None
    cancelled: bool = False
    needs_help: bool = False
    set_aside: bool = False  # kept as a draft; the next words no longer belong to it
    open_command: str = ""  # the person chose to open this command word instead of answering with it
    taken: tuple[Taken, ...] = ()
