"""The functions an expression may call: how many arguments each takes, and how well a chat can do what it asks.

The list is that of https://docs.getodk.org/form-operators-functions/ with the functions of XPath 1.0 which forms in
the field use beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

Arity = tuple[int, int | None]

_GROUPS: Final[dict[Arity, str]] = {
    (0, 0): "current false last now pi random today true version",
    (0, 1): "local-name name normalize-space number position string string-length uuid",
    (1, 1): (
        "abs acos area asin atan base64-decode boolean boolean-from-string ceiling cos count count-non-empty "
        "count-selected date date-time decimal-date-time decimal-time enclosed-area exp exp10 floor instance int "
        "intersects log log10 not once property sin sqrt sum tan"
    ),
    (1, 2): "randomize round",
    (2, 2): (
        "atan2 contains enclosed-within ends-with extract-signed format-date format-date-time geofence "
        "jr:choice-name pow regex selected selected-at starts-with substring-after substring-before"
    ),
    (2, 3): "digest substr substring",
    (3, 3): "if translate",
    (4, 4): "pulldata",
    (1, None): "concat distance max min",
    (2, None): "coalesce join",
    (3, None): "checklist indexed-repeat",
    (4, None): "weighted-checklist",
}

FUNCTIONS: Final[Mapping[str, Arity]] = MappingProxyType(
    {name: arity for arity, names in sorted(_GROUPS.items(), key=str) for name in names.split()}
)
"""Name → least and most arguments; None is any number."""


@dataclass(frozen=True, slots=True)
class Support:
    """Whether a function does here all that its description says. *reason* is a key for docs and texts, "" for yes."""

    kind: Literal["yes", "fallback"]
    reason: str = ""


_YES: Final = Support("yes")
_FALLBACKS: Final[dict[str, str]] = {
    "area": "no_map",  # works on places that were typed or come from a list; nobody can draw one in a chat
    "enclosed-area": "no_map",
    "intersects": "no_map",
    "property": "no_device",  # a chat knows the person, not the phone: device properties are empty
    "random": "seeded",  # the same for the same filling, so that going back changes nothing
    "uuid": "seeded",
    "format-date": "vietnamese_names",  # %a and %b in Vietnamese, whatever the form's language
    "format-date-time": "vietnamese_names",
}

SUPPORT: Final[Mapping[str, Support]] = MappingProxyType(
    {name: Support("fallback", _FALLBACKS[name]) if name in _FALLBACKS else _YES for name in FUNCTIONS}
)
"""Name → how well it is supported. What is not here is refused with `Kind.UNKNOWN_FUNCTION`."""


def takes(name: str, number: int) -> bool:
    """Say whether the function may be called with that number of arguments. Raises KeyError for an unknown one."""
    least, most = FUNCTIONS[name]
    if number < least or (most is not None and number > most):
        return False
    if name == "indexed-repeat":
        return number in (3, 5, 7)
    return number % 2 == 0 if name == "weighted-checklist" else True
