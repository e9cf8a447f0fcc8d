"""Parameters of questions: which each type takes, and numbers that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Final

from content.xforms.draft import Draft
from content.xforms.faults import Fault, fault, warning
from content.xforms.outline import Node
from content.xforms.parameters import read_parameters

_RANDOM: Final = ("randomize", "seed")
_GEO: Final = ("allow-mock-accuracy", "capture-accuracy", "warning-accuracy", "incremental", "reference-geometry")
ACCEPTED: Final[dict[str, tuple[str, ...]]] = {
    "range": ("start", "end", "step", "tick_interval", "tick_labelset", "placeholder"),
    "select_one": _RANDOM,
    "select_multiple": _RANDOM,
    "rank": _RANDOM,
    "select_one_from_file": ("value", "label", *_RANDOM),
    "select_multiple_from_file": ("value", "label", *_RANDOM),
    "text": ("rows",),
    "image": ("max-pixels", "app"),
    "audio": ("quality",),
    "video": ("quality", "app"),
    "geopoint": _GEO,
    "geotrace": _GEO,
    "geoshape": _GEO,
    "background-audio": ("quality",),
    "start-geopoint": _GEO,
    "audit": ("location-priority", "location-min-interval", "location-max-age", "track-changes",
              "track-changes-reasons", "identify-user"),
}  # fmt: skip
"""What pyxform accepts for each type."""
_MEANT: Final = frozenset({"start", "end", "step", "randomize", "seed", "value", "label"})


def check_parameters(draft: Draft) -> Iterator[Fault]:
    """Find parameters that cannot be read, that their type does not take, or whose numbers cannot be."""
    for node in draft.outline.nodes:
        written = node.entry.text("parameters")
        if written and node.kind.is_known:
            yield from _parameters(node, written)


def _parameters(node: Node, written: str) -> Iterator[Fault]:
    at, word = node.entry.at("parameters"), node.kind.support_key
    found, wrong = read_parameters(written)
    if wrong:
        yield fault(at, "parameter_form", name=wrong)
        return
    accepted = ACCEPTED.get(word, ())
    for name in found:
        if not accepted:
            yield fault(at, "parameter_none", word=word, name=name)
        elif name not in accepted:
            yield fault(at, "parameter_unknown", word=word, name=name, accepted=", ".join(accepted))
        elif name not in _MEANT:
            yield warning(at, "parameter_ignored", name=name)
    if node.kind.word == "range":
        yield from _range(at, found)
    if "randomize" in accepted:
        if found.get("randomize", "true") not in {"true", "false"}:
            yield fault(at, "parameter_flag", name="randomize", value=found["randomize"])
        if "seed" in found:
            yield from _seed(at, found)


def _seed(at: str, found: dict[str, str]) -> Iterator[Fault]:
    if found.get("randomize") != "true":
        yield fault(at, "seed_alone")
    if not found["seed"].startswith("${") and _number(found["seed"]) is None:
        yield fault(at, "parameter_number", name="seed", value=found["seed"])


def _range(at: str, found: dict[str, str]) -> Iterator[Fault]:
    numbers = {}
    for name, usual in (("start", "1"), ("end", "10"), ("step", "1")):
        number = _number(found.get(name, usual))
        if number is None:
            yield fault(at, "parameter_number", name=name, value=found[name])
            return
        numbers[name] = number
    if numbers["step"] == 0:
        yield fault(at, "step_zero")
    elif abs(numbers["step"]) > abs(numbers["end"] - numbers["start"]):
        yield fault(at, "step_wide", **numbers)


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
