"""Conditions over answers. Each declares what it reads, so that only what may have changed is looked at again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from content.dialog.values import YES, Doubt, Facts, Value


class Answers(Protocol):
    """The answers as conditions see them: by step key; what does not apply or is not answered is None."""

    @property
    def facts(self) -> Facts:
        """What is known besides the answers."""
        ...

    def __getitem__(self, key: str) -> Value | None:
        """Return the answer of a step."""
        ...

    def said(self, key: str) -> str:
        """Return the answer as it was read back to its person."""
        ...


@dataclass(frozen=True, slots=True)
class Condition:
    """A question about answers. `reads` names every step whose answer it may look at.

    One that `moves` looks at the clock too, so that what it said an hour ago may be wrong.
    """

    reads: frozenset[str]
    holds: Callable[[Answers], bool]
    moves: bool = False

    def __and__(self, other: Condition) -> Condition:
        """Both hold."""
        return Condition(
            self.reads | other.reads, lambda a: self.holds(a) and other.holds(a), self.moves or other.moves
        )

    def __or__(self, other: Condition) -> Condition:
        """At least one holds."""
        return Condition(self.reads | other.reads, lambda a: self.holds(a) or other.holds(a), self.moves or other.moves)

    def __invert__(self) -> Condition:
        """It does not hold."""
        return Condition(self.reads, lambda a: not self.holds(a), self.moves)


@dataclass(frozen=True, slots=True)
class Check:
    """A look across answers when one of `reads` was given, and once more before sending.

    `name` is its own within the dialog. `find` returns a Doubt to be asked, or None. `owns` are answers that
    belong to the check: they are dropped when it finds nothing, or something else, and only its Doubt sets them.
    """

    name: str
    reads: tuple[str, ...]
    find: Callable[[Answers], Doubt | None]
    owns: tuple[str, ...] = ()


def answered(key: str) -> Condition:
    """Hold when the step has an answer."""
    return Condition(frozenset({key}), lambda a: a[key] is not None)


def said(key: str, *values: Value) -> Condition:
    """Hold when the answer is one of *values*, or among several picks one of them is."""

    def holds(answers: Answers) -> bool:
        value = answers[key]
        return any(v in values for v in value) if isinstance(value, list) else value in values

    return Condition(frozenset({key}), holds)


def said_yes(key: str) -> Condition:
    """Hold when a yes-or-no question was answered with yes."""
    return said(key, YES.value)
