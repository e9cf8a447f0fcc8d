"""Where in the row of a Dialog: a slot in certain rounds, and the paths answers are kept by."""

from __future__ import annotations

from dataclasses import dataclass

from content.dialog.tree import Slot

Turns = tuple[int, ...]
"""Which round of each Repeat around a slot, from the outermost; the first is 1."""


Known = dict[int, dict[Turns, bool]]
"""What conditions said when they were last looked at: by the number of the rule, then by rounds."""


@dataclass(frozen=True, slots=True)
class Place:
    """A slot in certain rounds of its Repeats."""

    slot: Slot
    turns: Turns = ()

    @property
    def path(self) -> str:
        """The path answers are kept by: `headcount`, `members/2/age`."""
        return self.slot.pattern.format(*self.turns) if self.turns else self.slot.pattern


def parted(path: str) -> tuple[str, Turns]:
    """Return a path without its rounds, and the rounds: 0 for what is no such number."""
    parts = path.split("/")
    names = "/".join(part for part in parts if not _is_number(part))
    return names, tuple(int(part) for part in parts if _is_number(part))


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdigit()
