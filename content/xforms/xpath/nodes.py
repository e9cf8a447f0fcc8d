"""What expressions walk: the filled form as a tree that holds no answers, lists as rows, and the facts from outside."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from content.xforms.definition import Field, Section

if TYPE_CHECKING:
    from content.xforms.xpath.trees import ListTree

Answer = str | int | float | list[str]


class Node(ABC):
    """A place in a form or a row of a list. `path` has the numbers of rounds; `round` counts from 1 among its like."""

    __slots__ = ("name", "parent", "path", "round")

    def __init__(self, name: str, path: str, parent: Node | None, nth: int = 1) -> None:
        self.name = name
        self.path = path
        self.parent = parent
        self.round = nth

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Node) and self.key() == other.key())

    def __hash__(self) -> int:
        return hash(self.key())

    def key(self) -> tuple[object, str]:
        """Return what tells nodes apart."""
        return (None, self.path)

    @abstractmethod
    def value(self) -> str | float:
        """Return the answer there, "" when there is none."""

    @abstractmethod
    def child(self, name: str) -> Sequence[Node]:
        """Return the nodes so named below this one, in order; all of them for "*"."""

    def is_relevant(self) -> bool:
        """Say whether the node counts; one that does not is in no nodeset."""
        return True


XValue = str | float | bool | list[Node]


@dataclass(frozen=True, slots=True)
class Shape:
    """The names of a form: what is below each, and which of them repeat. Make it with `shape_of`, once."""

    children: Mapping[str, Shape] = field(default_factory=dict)
    repeats: bool = False


def shape_of(items: tuple[Field | Section, ...]) -> Shape:
    """Return the shape of a form's items."""
    return Shape(_shapes(items))


def _shapes(items: tuple[Field | Section, ...]) -> dict[str, Shape]:
    return {
        item.name: Shape(_shapes(item.items), item.repeats) if isinstance(item, Section) else Shape() for item in items
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an expression may ask beyond the form. `now` is aware, in the office's zone; today is its day.

    `seed` belongs to one filling: random() is worked out of it and of the place. `lists` go by the name of their
    instance, `saved` (the answers sent last) by path, `properties` are username, email and such. `label` gives a
    choice's label in the active language: of the field's path and the choice's name.
    """

    now: datetime
    seed: str = ""
    lists: Mapping[str, ListTree] = field(default_factory=dict)
    saved: Mapping[str, Answer] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
    label: Callable[[str, str], str] = lambda _path, value: value


class Scope:
    """Where an expression is worked out: the node it looks from, the facts, and its place among its like.

    `current` is the question that asks; it is *node* itself except while rows are looked through.
    """

    __slots__ = ("current", "facts", "node", "position", "size")

    def __init__(self, node: Node, facts: Facts, current: Node | None = None, position: int = 1, size: int = 1) -> None:
        self.node = node
        self.facts = facts
        self.current = node if current is None else current
        self.position = position
        self.size = size
