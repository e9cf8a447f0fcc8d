"""Answers by path, taken apart: those of the form itself, and those of each round of each repeat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """The answers of one round of a repeat: `members/2/age` is `age` of round 2 of `members`.

    The form itself is the repeat "" without rounds; a repeat in a repeat has a round of each.
    """

    repeat: str
    rounds: tuple[int, ...]
    answers: dict[str, Any] = field(default_factory=dict)  # by general path


@lru_cache(maxsize=8192)
def general(path: str) -> tuple[str, str, tuple[int, ...]]:
    """Return a path without its rounds, the repeat it stands in, and the rounds.

    >>> general("members/2/age")
    ('members/age', 'members', (2,))
    """
    names: list[str] = []
    rounds: list[int] = []
    repeat = ""
    for piece in path.split("/"):
        if piece.isascii() and piece.isdigit() and names:
            rounds.append(int(piece))
            repeat = "/".join(names)
        else:
            names.append(piece)
    return "/".join(names), repeat, tuple(rounds)


def parts(answers: Mapping[str, Any]) -> list[Part]:
    """Return the form's own answers first, even when there are none, then each round in order."""
    found: dict[tuple[str, tuple[int, ...]], Part] = {("", ()): Part("", ())}
    for path, value in answers.items():
        plain, repeat, rounds = general(path)
        part = found.setdefault((repeat, rounds), Part(repeat, rounds))
        part.answers[plain] = value
    return [found[key] for key in sorted(found)]
