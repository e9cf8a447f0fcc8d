"""Expressions that wait for each other: no order of questions could ever work them out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from content.xforms.draft import Draft
from content.xforms.faults import Fault, fault
from content.xforms.outline import Node
from content.xforms.xpath import reads

_WORKED_OUT: Final = ("relevant", "calculation", "repeat_count", "choice_filter", "read_only")
_OTHER_ROUND: Final = re.compile(r"indexed-repeat\s*\(|\[|position\s*\(|once\s*\(|\bpreceding-sibling::")


def check_circles(draft: Draft) -> Iterator[Fault]:
    """Find each circle of relevance, calculations and counts once, at the first of its questions."""
    edges = {node.path: _needed(draft, node) for node in draft.outline.nodes}
    by_path = {node.path: node for node in reversed(draft.outline.nodes)}
    for circle in _circles(edges):
        nodes = sorted((by_path[path] for path in circle), key=lambda node: node.entry.row)
        key = next((k for k in _WORKED_OUT if _looks_at(draft, nodes[0], k, set(circle))), "name")
        if len(nodes) == 1:
            yield fault(nodes[0].entry.at(key), "circle_itself", name=nodes[0].name)
        else:
            names = " → ".join(by_path[path].name for path in (*circle, circle[0]))
            yield fault(nodes[0].entry.at(key), "circle", names=names)


def _needed(draft: Draft, node: Node) -> set[str]:
    """Return the paths that must be known before *node* is: what its expressions read, and the section around it."""
    needed = {node.parent.path} if node.parent else set()
    for key in _WORKED_OUT:
        needed |= _read(draft, node, key)
    return needed


def _read(draft: Draft, node: Node, key: str) -> set[str]:
    tree = draft.tree(node.entry, key)
    if tree is None:
        return set()
    found = set(reads(tree).paths)
    if _OTHER_ROUND.search(node.entry.text(key)):
        found.discard(node.path)  # its own answer of another round, or of before
        found = {path for path in found if not _is_same_repeat(draft, node, path)}
    return found


def _is_same_repeat(draft: Draft, node: Node, path: str) -> bool:
    other = draft.node(path)
    around = node.repeats_around()
    return bool(around) and other is not None and (other.repeats_around()[:1] == around[:1] or path in around)


def _looks_at(draft: Draft, node: Node, key: str, paths: set[str]) -> bool:
    return not paths.isdisjoint(_read(draft, node, key))


def _circles(edges: dict[str, set[str]]) -> Iterator[list[str]]:
    """Yield one circle of each knot, found by walking in depth without recursion."""
    done: set[str] = set()
    for start, first in edges.items():
        if start in done:
            continue
        way, at = [start], {start: 0}
        ahead = [sorted(first)]
        while way:
            if not ahead[-1]:
                ahead.pop()
                gone = way.pop()
                at.pop(gone)
                done.add(gone)
                continue
            following = ahead[-1].pop()
            if following in at:
                yield way[at[following] :]
            elif following in edges and following not in done:
                at[following] = len(way)
                way.append(following)
                ahead.append(sorted(edges[following]))
