"""From `${name}` to places, as pyxform does it, and from raw paths to places of which is known what they look at.

After it a tree also has these: `["field", path]` and `["near", ups, rest, path]` (a question outside all repeats; one
in the same round, so many places up), `["path", start, steps, looked at, looked below]`, `["saved", path]`,
`["choice", value, path]`, `["once", tree, path]`, `["indexed", path, [[repeat, number], …], asker]`, and
`["random", n]`, `["uuid", n, …]`, `["randomize", n, …]` with the place of the call in the expression.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, Final

from content.xforms.definition import Tree
from content.xforms.xpath.faults import BadExpression, Kind

_DOCUMENT: Final = "^"  # above the root; no name of a question has this sign
_QUOTED: Final = re.compile(r"\$\{\s*([^{}]+?)\s*\}")
_OF_CONTEXT: Final = frozenset({"string", "number", "string-length", "normalize-space", "name", "local-name"})
_PLACED: Final = frozenset({"random", "uuid", "randomize"})
_META: Final = "meta"  # /data/meta/instanceID and its like: there in every form, and empty here


def resolve(
    tree: Tree,
    paths: Mapping[str, Collection[str]],
    at: str,
    repeats: Collection[str] = (),
    *,
    choices: bool = False,
) -> Tree:
    """Return *tree* with the places of all it names, ready to be kept, read and built.

    *paths* gives for each name all places so named (fields, groups and repeats; without root and rounds), *at* is the
    place the expression belongs to ("" the form itself), *repeats* are the places that repeat. With *choices* it is
    a choice filter: a bare name is a column of the row, and *at* is the question.

    A question outside repeats is that question; inside a repeat it is the same round's when *at* is in that repeat
    too, else all rounds' together. Raises BadExpression (position 0).
    """
    return _Resolver(paths, at, frozenset(repeats)).of(tree, None if choices else at)


def _name_of(path: str) -> str:
    return path.rpartition("/")[2]


class _Resolver:
    def __init__(self, paths: Mapping[str, Collection[str]], at: str, repeats: frozenset[str]) -> None:
        self.paths = paths
        self.at = at
        self.repeats = repeats
        self.known = {"", at, *(path for places in paths.values() for path in places)}
        for path in tuple(self.known):
            self.known.update(self._above(path))
        self.calls = 0
        self.depth = 0  # of conditions: within one, `.` is not the question that asks

    def of(self, tree: Tree, where: str | None) -> Tree:
        """Resolve *tree*, whose context is the place *where*, or nothing of the form when None."""
        match tree[0]:
            case "num" | "str":
                return tree
            case "ref":
                return self._walk(tree, [], where)
            case "path":
                return self._walk(tree[1], tree[2], where)
            case "filter":
                inner = self.of(tree[1], where)
                return ["filter", inner, self._conditions(tree[2], self._place(inner))]
            case "call":
                return self._call(tree[1], tree[2:], where)
        return [tree[0], *(self.of(part, where) for part in tree[1:])]

    def _above(self, path: str) -> list[str]:
        """List the places around *path*, the outermost first, the root left out."""
        parts = path.split("/")[:-1]
        return ["/".join(parts[: n + 1]) for n in range(len(parts))]

    def _target(self, name: str) -> str:
        places = self.paths.get(name, ())
        if not places:
            raise BadExpression(Kind.UNKNOWN_NAME, 0, name)
        if len(places) > 1:
            raise BadExpression(Kind.AMBIGUOUS_NAME, 0, name)
        return next(iter(places))

    def _shared(self, target: str) -> str:
        """Return the innermost repeat that is around both *target* and the asking place, "" when there is none."""
        mine = set(self._above(self.at))
        return next((path for path in reversed(self._above(target)) if path in mine and path in self.repeats), "")

    def _steps_to(self, name: str) -> tuple[str, list[Tree]]:
        target = self._target(name)
        shared = self._shared(target)
        if not shared:
            return "/", [["child", "data", []], *(["child", part, []] for part in target.split("/"))]
        ups: list[Tree] = [["up", []]] * (self.at.count("/") - shared.count("/"))
        return "current", [*ups, *(["child", part, []] for part in target[len(shared) + 1 :].split("/"))]

    # ---- paths

    def _walk(self, start: Any, steps: list[Tree], where: str | None) -> Tree:
        place: str | None
        if start == "/":
            place = _DOCUMENT
        elif start == ".":
            place = where
            if self.depth == 0 and where is not None:
                start = "current"
        elif start[0] == "ref":
            if start[1].startswith("last-saved#"):
                return self._saved(start[1].partition("#")[2], steps)
            start, found = self._steps_to(start[1])
            if steps and steps[0][0] == "self":  # `${rep}[2]`: the condition is on the last step, as if written out
                found, steps = [*found[:-1], [*found[-1][:-1], steps[0][-1]]], steps[1:]
            steps = [*found, *steps]
            place = _DOCUMENT if start == "/" else self.at
        elif start[:2] == ["call", "current"]:
            start, place = "current", self.at
        elif start[:2] == ["call", "instance"]:
            start, place = self.of(start, where), None
        else:
            start = self.of(start, where)
            place = self._place(start)
        return self._known_path(start, steps, place)

    def _conditions(self, parts: list[Tree], place: str | None) -> list[Tree]:
        self.depth += 1
        done = [self.of(part, place) for part in parts]
        self.depth -= 1
        return done

    def _known_path(self, start: Any, steps: list[Tree], place: str | None) -> Tree:
        begun = place
        below: list[str] = []
        done: list[Tree] = []
        in_form = place is not None
        for step in steps:
            match step[0]:
                case "child" if step[1] == "*":
                    below += [] if place is None else [place.replace(_DOCUMENT, "")]
                    place = None if place != _DOCUMENT else ""
                case "child" if place is not None:
                    place = "" if place == _DOCUMENT else f"{place}/{step[1]}" if place else step[1]
                    self._check(place)
                case "up" if place is not None:
                    if place in ("", _DOCUMENT):
                        raise BadExpression(Kind.OUTSIDE_FORM, 0, "..")
                    place = place.rpartition("/")[0]
                case "up" if in_form:
                    below.append("")
                case "deep":
                    below += [] if place is None else [place.replace(_DOCUMENT, "")]
                    place = None
                    done.append(step)
                    continue
            done.append([*step[:-1], self._conditions(step[-1], place)])
        looked = [] if place in (None, _DOCUMENT) else [place]
        return self._short(start, done, begun, place) or ["path", start, done, looked, below]

    def _check(self, place: str) -> None:
        if place not in self.known and place.partition("/")[0] != _META:
            raise BadExpression(Kind.UNKNOWN_NAME, 0, _name_of(place))

    def _short(self, start: Any, steps: list[Tree], begun: str | None, place: str | None) -> Tree | None:
        """Return the quick form of a plain path to one place, None when the path is not that plain."""
        if place in (None, _DOCUMENT, "") or start not in ("/", "current") or begun is None:
            return None
        kinds = [step[0] for step in steps if step[0] != "self"]
        ups = kinds.count("up")
        if any(step[-1] for step in steps) or kinds != ["up"] * ups + ["child"] * (len(kinds) - ups):
            return None
        around = {*self._above(str(place)), place} & self.repeats
        if start == "/":
            return None if around else ["field", place]
        names = [step[1] for step in steps if step[0] == "child"]
        base = self.at
        for _ in range(ups):
            base = base.rpartition("/")[0]
        if any(path.startswith(base + "/" if base else "") and path != base for path in around) and names:
            return None
        return ["near", ups, "/".join(names), place]

    def _saved(self, name: str, steps: list[Tree]) -> Tree:
        if steps:
            raise BadExpression(Kind.UNSUPPORTED, 0, f"last-saved#{name}")
        return ["saved", self._target(name)]

    def _place(self, tree: Tree) -> str | None:
        """Return the place of the nodes that a resolved *tree* gives, None when that is not known."""
        match tree[0]:
            case "field":
                return str(tree[1])
            case "near":
                return str(tree[3])
            case "path":
                return str(tree[3][0]) if tree[3] and not tree[4] else None
            case "filter" | "|":
                return self._place(tree[1])
            case "randomize":
                return self._place(tree[2])
        return None

    # ---- calls

    def _call(self, name: str, arguments: list[Tree], where: str | None) -> Tree:
        if name == "current":
            return self._known_path("current", [], self.at)
        if name == "indexed-repeat":
            return self._indexed(arguments, where)
        if name == "jr:choice-name":
            return ["choice", self.of(arguments[0], where), self._quoted(arguments[1])]
        if not arguments and name in _OF_CONTEXT:
            arguments = [["path", ".", []]]
        done = [self.of(part, where) for part in arguments]
        if name == "once":
            return ["once", done[0], self.at]
        if name in _PLACED:
            self.calls += 1
            return [name, self.calls, *done]
        return ["call", name, *done]

    def _quoted(self, tree: Tree) -> str:
        """Return the place that jr:choice-name names in quotes: `'${q}'`, or a path; a reference without them too."""
        if tree[0] == "str":
            text = str(tree[1])
            if found := _QUOTED.fullmatch(text.strip()):
                return self._target(found[1])
            parts = [part for part in text.strip().split("/") if part]
            return self._static(
                ["path", "/" if text.strip().startswith("/") else ".", [["child", p, []] for p in parts]]
            )
        return self._static(tree)

    def _static(self, tree: Tree) -> str:
        """Return the place a tree names, whatever the round."""
        place = self._place(self.of(tree, self.at))
        if place is None:
            raise BadExpression(Kind.UNSUPPORTED, 0, str(tree[0]))
        return place

    def _indexed(self, arguments: list[Tree], where: str | None) -> Tree:
        target = self._static(arguments[0])
        pairs = []
        for repeat, number in zip(arguments[1::2], arguments[2::2], strict=True):
            place = self._static(repeat)
            if place not in self.repeats or not target.startswith(place + "/"):
                raise BadExpression(Kind.NOT_IN_REPEAT, 0, _name_of(target))
            pairs.append([place, self.of(number, where)])
        return ["indexed", target, pairs, [path for path in self._above(target) if path in self.repeats]]
