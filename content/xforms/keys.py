"""Which key each part of a form has in its Dialog, and which keys an expression reads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from content.dialog.tree import MORE
from content.xforms.definition import Definition, Field, Section, Tree
from content.xforms.xpath import reads

_NOT_IN_KEYS = re.compile(r"\W", re.ASCII)
OTHER_NAME = "_other"
SHOWN = "_shown"


def parts_of(items: tuple[Field | Section, ...]) -> Iterator[Field | Section]:
    """Iterate over all fields and sections, a section before what is in it."""
    for item in items:
        yield item
        if isinstance(item, Section):
            yield from parts_of(item.items)


@dataclass(slots=True)
class Keys:
    """`of` gives the key of a path. A name that is the only one so called is its own key."""

    of: dict[str, str] = field(default_factory=dict)
    repeats: frozenset[str] = frozenset()
    _taken: set[str] = field(default_factory=set)

    def add(self, part: Field | Section, *, is_only: bool) -> None:
        """Give *part* a key that no other has, nor any made from another."""
        path = part.path
        wanted = path.rpartition("/")[2] if is_only else path.replace("/", "__")
        wanted = _NOT_IN_KEYS.sub("_", wanted)
        wanted = f"q{wanted}" if wanted.isdigit() else wanted
        key, n = wanted, 1
        while _made(part, key) & self._taken:
            n += 1
            key = f"{wanted}_{n}"
        self.of[path] = key
        self._taken |= _made(part, key)

    def around(self, path: str) -> list[str]:
        """Return the paths of the repeats around *path*, the outermost first; *path* is not one of them."""
        parts = path.split("/")
        return [above for n in range(1, len(parts)) if (above := "/".join(parts[:n])) in self.repeats]

    def pattern(self, path: str) -> str:
        """Return *path* with "{}" where the rounds of the repeats around it stand."""
        parts, made = path.split("/"), []
        for n, part in enumerate(parts, 1):
            made.append(part)
            if n < len(parts) and "/".join(parts[:n]) in self.repeats:
                made.append("{}")
        return "/".join(made)

    def read_by(self, tree: Tree, own: str = "") -> frozenset[str]:
        """Return the keys of all that *tree* may look at, *own* left out."""
        found: set[str] = set()
        looked = reads(tree)
        for path in looked.paths | looked.below:
            inside = f"{path}/" if path else ""
            if path not in self.of or path in looked.below:
                found.update(key for known, key in self.of.items() if known.startswith(inside))
                found.update(self.of[known] + MORE for known in self.repeats if known.startswith(inside))
            elif path not in self.repeats:
                found.add(self.of[path])
            found.update(self.of[above] + MORE for above in (*self.around(path), path) if above in self.repeats)
        return frozenset(found - {own, *(self.of[known] for known in self.repeats)})


def _made(part: Field | Section, key: str) -> set[str]:
    """Return the key of *part* with those of the steps that are made beside it."""
    if isinstance(part, Section):
        return {key, key + MORE}
    return {key} | ({key + OTHER_NAME} if part.or_other else set()) | ({key + SHOWN} if part.read_only else set())


def moves(tree: Tree) -> bool:
    """Say whether an expression looks at the clock."""
    looked = reads(tree)
    return looked.today or looked.now


def keys_of(definition: Definition) -> Keys:
    """Return the keys of a form's fields and repeats. Groups have none: nothing is answered there."""
    parts = [p for p in parts_of(definition.items) if isinstance(p, Field) or p.repeats]
    names = Counter(_NOT_IN_KEYS.sub("_", part.name) for part in parts)
    keys = Keys(repeats=frozenset(part.path for part in parts if isinstance(part, Section)))
    for part in sorted(parts, key=lambda part: names[_NOT_IN_KEYS.sub("_", part.name)] > 1):
        keys.add(part, is_only=names[_NOT_IN_KEYS.sub("_", part.name)] == 1)
    return keys
