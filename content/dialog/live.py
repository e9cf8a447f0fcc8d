"""What of a step depends on answers: how it looks now, what it is worked out from, what it is offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from content.dialog.conditions import Answers
    from content.dialog.steps import Step
    from content.dialog.values import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """The moving parts of a step.

    `step` returns it as it stands among the answers: its words, its choices, whether it may be left out, its guard.
    `value` works its answer out; `reads` are the keys whose answers do so anew, or (for one that is `choosy`) may
    take its answer off the list. `default` is offered when it is first met; one that is `early` is there at once.
    One that `waits` is worked out only when one of `reads` is answered. One that `moves` looks at the clock. A
    `guarded` one may refuse later what it took before.
    """

    step: Callable[[Answers], Step] | None = None
    value: Callable[[Answers], Value | None] | None = None
    reads: frozenset[str] = frozenset()
    choosy: bool = False
    default: Callable[[Answers], Value | None] | None = None
    early: bool = False
    waits: bool = False
    moves: bool = False
    guarded: bool = False
