"""The parameters column: `start=0 end=10 step=1`."""

from __future__ import annotations

import re
from typing import Final

_SPACED: Final = re.compile(r"\s*=\s*")
_PARTS: Final = re.compile(r"[\s,;]+")
_CASED: Final = frozenset({"label", "value", "seed"})  # they name columns and questions


def read_parameters(text: str) -> tuple[dict[str, str], str]:
    """Return the parameters by name, and the first piece that is none ("" when all is well)."""
    found: dict[str, str] = {}
    for piece in filter(None, _PARTS.split(_SPACED.sub("=", text.strip()))):
        name, sign, value = piece.partition("=")
        if not sign or not name or not value or "=" in value:
            return found, piece
        key = name.casefold()
        found[key] = value if key in _CASED else value.casefold()
    return found, ""
