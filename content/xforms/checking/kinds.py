"""What the chat cannot ask, or asks in another way; and questions without words or a calculation."""

from __future__ import annotations

from collections.abc import Iterator

from content.texts import forms as texts
from content.xforms.draft import Draft
from content.xforms.faults import Fault, fault
from content.xforms.kinds import APPEARANCES, SUPPORT, UNSAID
from content.xforms.outline import Node

_SPOKEN = ("label", "hint", "media::image", "media::big-image", "media::audio", "media::video")
_MAPS = frozenset({"map", "placement-map", "maps"})


def check_kinds(draft: Draft) -> Iterator[Fault]:
    """Find types and appearances which the chat refuses or replaces, and rows that lack what their type needs."""
    for node in draft.outline.nodes:
        yield from _support(node)
        yield from _needs(node)


def _support(node: Node) -> Iterator[Fault]:
    key = node.kind.support_key
    at = node.entry.at("type")
    match SUPPORT[key]:
        case "refused":
            yield Fault(at, f"refused_{key}", texts.REFUSED[key])
        case "fallback":
            yield Fault(at, f"fallback_{key}", texts.FALLBACK[key], is_warning=True)
    for word in node.entry.text("appearance").split():
        name = word.partition("(")[0].partition(":")[0].casefold()
        support = APPEARANCES.get(name)
        at = node.entry.at("appearance")
        if name in _MAPS and node.kind.word == "geopoint":
            continue  # the type has said it
        if support == "refused":
            yield Fault(at, f"refused_{name}", texts.REFUSED[name])
        elif support == "fallback":
            yield Fault(at, f"fallback_{name}", texts.FALLBACK[name], is_warning=True)


def _needs(node: Node) -> Iterator[Fault]:
    entry = node.entry
    if entry.text("repeat_count") and not node.is_repeat:
        yield fault(entry.at("repeat_count"), "count_elsewhere")
    if entry.spoken("media::big-image") and not entry.spoken("media::image"):
        yield fault(entry.at("media::big-image"), "big_image_alone")
    if node.is_section:
        return
    if node.kind.word == "audit" and node.name != "audit":
        yield fault(entry.at("name"), "audit_name")
    if node.kind.word == "calculate" and not entry.text("calculation") and not entry.text("default"):
        yield fault(entry.at("calculation"), "no_calculation")
    if node.kind.word not in UNSAID and not node.is_computed and not any(entry.spoken(key) for key in _SPOKEN):
        yield fault(entry.at("label"), "no_label", name=node.name)
