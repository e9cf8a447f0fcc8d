"""What a Dialog is written as, a tree of Steps, Groups and Repeats, and what it is read as, a row of Slots."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from content.dialog.conditions import Answers, Condition
from content.dialog.picks import Pick
from content.dialog.steps import Step
from content.dialog.values import NO, YES, Option
from content.texts import common
from content.texts.courtesy import Courtesy, fill

MORE = "_more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Questions that belong together and apply together. One with a `key` stands in the paths of its answers."""

    items: tuple[Item, ...]
    title: str = ""
    only_if: Condition | None = None
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many rounds a Repeat has, when nobody is asked whether there is one more. `reads` as in a Condition."""

    reads: frozenset[str]
    rounds: Callable[[Answers], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """Questions asked once for each thing, at least once; after each, whether there is one more.

    The answers of the second thing have paths such as `members/2/age`. With a `count` nobody is asked for more, and
    there may be none. `called` is its part of the path where that is not the key.
    """

    key: str
    title: str
    items: tuple[Item, ...]
    most: int = 20
    only_if: Condition | None = None
    count: Count | None = None
    called: str = ""


Item = Step | Group | Repeat


@dataclass(frozen=True, slots=True)
class Rule:
    """A Condition at its place: the *n*-th of its Dialog, seen from *depth* rounds."""

    n: int
    condition: Condition
    depth: int


@dataclass(frozen=True, slots=True)
class Slot:
    """A Step at its place in the row: the rules above it, and the Repeats it stands in.

    `pattern` is the path of its answers with `{}` for each round, `plain` the path without rounds.
    """

    index: int
    step: Step
    rules: tuple[Rule, ...]
    repeats: tuple[Repeat, ...]
    after: bool  # asked after sending
    pattern: str
    plain: str
    more: bool = False  # asks whether its Repeat goes on
    has_count: bool = False  # stands in a Repeat with a Count


@dataclass(slots=True)
class Layout:
    """The row of a tree. `above` has the rules that hold at each Group or Repeat, and how deep, by plain path."""

    slots: list[Slot] = field(default_factory=list)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    above: dict[str, tuple[tuple[Rule, ...], tuple[Repeat, ...]]] = field(default_factory=dict)

    def lay(self, items: tuple[Item, ...], at: _At, *, after: bool) -> None:
        """Add *items* to the row. Raises ValueError for a Repeat of nothing."""
        for item in items:
            rules = at.rules
            if item.only_if is not None:
                rule = Rule(len(self.rules), item.only_if, len(at.repeats))
                self.rules.append(rule)
                rules = (*rules, rule)
            if isinstance(item, Step):
                self._put(item, _At(rules, at.repeats, at.pattern, at.plain), after=after)
            elif isinstance(item, Group):
                inside = at.below(item.key, rules) if item.key else _At(rules, at.repeats, at.pattern, at.plain)
                if item.key:
                    self.above["/".join(inside.plain)] = (rules, at.repeats)
                self.lay(item.items, inside, after=after)
            else:
                self._repeat(item, at.below(item.called or item.key, rules, item), after=after)

    def _repeat(self, item: Repeat, inside: _At, *, after: bool) -> None:
        self.above["/".join(inside.plain)] = (inside.rules, inside.repeats)
        start = len(self.slots)
        self.lay(item.items, inside, after=after)
        if len(self.slots) == start:
            raise ValueError(f"{item.key}: repeats nothing")
        self._put(_one_more(item), inside, after=after, more=True)
        self.spans[item.key] = (start, len(self.slots) - 1)

    def _put(self, step: Step, at: _At, *, after: bool, more: bool = False) -> None:
        name = step.called or step.key
        self.slots.append(
            Slot(
                len(self.slots), step, at.rules, at.repeats, after, "/".join((*at.pattern, name)),
                "/".join((*at.plain, name)), more, any(repeat.count is not None for repeat in at.repeats),
            )
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _At:
    """What is above a place in the tree."""

    rules: tuple[Rule, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    pattern: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()

    def below(self, name: str, rules: tuple[Rule, ...], repeat: Repeat | None = None) -> _At:
        """Return what is above the things in a Group or Repeat."""
        rounds = ("{}",) if repeat is not None else ()
        repeats = (*self.repeats, repeat) if repeat is not None else self.repeats
        return _At(rules, repeats, (*self.pattern, name, *rounds), (*self.plain, name))


def laid(items: tuple[Item, ...], after: tuple[Item, ...]) -> tuple[Layout, int]:
    """Return the row of both, and where the second begins."""
    layout = Layout()
    layout.lay(items, _At(), after=False)
    start = len(layout.slots)
    layout.lay(after, _At(), after=True)
    return layout, start


def _one_more(repeat: Repeat) -> Step:
    if not repeat.title:
        choices = Option(YES.value, common.ONE_MORE_ROUND), Option(NO.value, common.NO_MORE_ROUNDS)
        return Pick(key=repeat.key + MORE, ask=common.ADD_ROUND, choices=choices)
    yes = fill(common.ONE_MORE, Courtesy.DONG_CHI, title=repeat.title)
    return Pick(
        key=repeat.key + MORE,
        ask=fill(common.ADD_ANOTHER, Courtesy.DONG_CHI, title=repeat.title).replace("{", "{{").replace("}", "}}"),
        choices=(Option(YES.value, yes), Option(NO.value, common.NO_MORE)),
    )
