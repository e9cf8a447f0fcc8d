"""A whole form worked out anew from its answers: slow, without the engine, and so a judge of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from content.xforms.definition import Definition, Field, Section
from content.xforms.stage import kept
from content.xforms.xpath import Facts, FormTree, Scope, build, number_of, shape_of, truth_of

MOST_PASSES = 40
VALUES = ("calculate",)


@dataclass
class Anew:
    """What applies, what calculations give, and whether constraints hold. `answers` are those of people, by path."""

    definition: Definition
    answers: dict[str, Any]
    now: datetime
    seed: str
    applies: dict[str, bool] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tree = FormTree(
            shape_of(self.definition.items), self.answers, lambda path: self.applies.get(path, False),
            lambda path: self.counts.get(path, 0),
        )  # fmt: skip
        self.facts = Facts(now=self.now, seed=self.seed)
        for _ in range(MOST_PASSES):
            before = (dict(self.applies), dict(self.counts), dict(self.answers))
            self._sections(self.definition.items, "", on=True)
            for asked, path in list(self.places()):
                if asked.kind in VALUES and asked.calculation is not None and self.applies[path]:
                    value = kept(self.work(asked.calculation, path))
                    self.answers.pop(path, None) if value is None else self.answers.update({path: value})
            if before == (self.applies, self.counts, self.answers):
                return
        raise AssertionError("the form does not come to rest")

    def work(self, tree: list[Any], path: str) -> Any:
        """Return what an expression gives at *path*."""
        return build(tree)(Scope(self.tree.node(path), self.facts))

    def holds(self, asked: Field, path: str) -> bool:
        """Say whether the answer at *path* keeps its constraint."""
        return asked.constraint is None or truth_of(self.work(asked.constraint, path))

    def places(self) -> Iterator[tuple[Field, str]]:
        """Iterate over all fields in all rounds, whether they apply or not."""
        yield from self._places(self.definition.items, "")

    def _places(self, items: tuple[Field | Section, ...], above: str) -> Iterator[tuple[Field, str]]:
        for item in items:
            path = f"{above}/{item.name}" if above else item.name
            if isinstance(item, Field):
                yield item, path
            elif not item.repeats:
                yield from self._places(item.items, path)
            else:
                for n in range(1, self.counts[path] + 1):
                    yield from self._places(item.items, f"{path}/{n}")

    def _sections(self, items: tuple[Field | Section, ...], above: str, *, on: bool) -> None:
        for item in items:
            path = f"{above}/{item.name}" if above else item.name
            held = on and (item.relevant is None or truth_of(self.work(item.relevant, path)))
            self.applies[path] = held
            if isinstance(item, Section) and item.repeats:
                self.counts[path] = self._count(item, path) if held else 0
                for n in range(1, self.counts[path] + 1):
                    self.applies[f"{path}/{n}"] = held
                    self._sections(item.items, f"{path}/{n}", on=held)
            elif isinstance(item, Section):
                self._sections(item.items, path, on=held)

    def _count(self, item: Section, path: str) -> int:
        if item.repeat_count is not None:
            number = number_of(self.work(item.repeat_count, path))
            return 0 if math.isnan(number) else max(0, int(number))
        n = 1
        while self.answers.get(f"{path}/{n}/{item.name}_more") == "yes":
            n += 1
        return n


def asked_answers(definition: Definition, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers without those that are worked out."""
    values = {asked.path for asked in definition.fields() if asked.kind in VALUES}
    return {
        path: v for path, v in answers.items() if "/".join(p for p in path.split("/") if not p.isdigit()) not in values
    }
