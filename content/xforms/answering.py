"""Kinds of questions of a form, and the values they keep."""

from __future__ import annotations

from collections.abc import Mapping

from content.dialog import File, Option, Pick, PickMany, Rank, Step, Text, Value
from content.dialog.amounts import Amount
from content.dialog.moments import AnyDay, Clock, Moment
from content.dialog.spots import Spot
from content.texts import filling
from content.xforms.definition import Field

LONGEST_TEXT = 1_500
CHOSEN: Mapping[str, type[Pick]] = {
    "select_one": Pick, "select_multiple": PickMany, "rank": Rank, "acknowledge": Pick,
    "select_one_from_file": Pick, "select_multiple_from_file": PickMany,
}  # fmt: skip
_PLAIN: Mapping[str, type[Step]] = {"date": AnyDay, "time": Clock, "dateTime": Moment, "geopoint": Spot}
FILES = {
    "image": filling.NEED_PHOTO, "audio": filling.NEED_AUDIO, "video": filling.NEED_VIDEO,
    "file": filling.NEED_ANY_FILE,
}  # fmt: skip


def kind_of(asked: Field, key: str, ask: str, fixed: tuple[Option, ...]) -> Step:
    """Return the Step that reads and checks answers of this kind; what a chat cannot draw is told in words."""
    kind, given = asked.kind, asked.parameters
    if kind in CHOSEN:
        return CHOSEN[kind](key=key, ask=ask, choices=fixed)
    if kind in ("integer", "decimal", "range"):
        limits = [float(given[name]) if name in given else None for name in ("start", "end", "step")]
        low, high, step = limits if kind == "range" else (None, None, None)
        if kind == "range":
            low, high, step = (0.0 if low is None else low), (10.0 if high is None else high), step or 1.0
            low, high = min(low, high), max(low, high)
        whole = kind == "integer" or (kind == "range" and all(n is not None and n == int(n) for n in (low, step)))
        return Amount(key=key, ask=ask, whole=whole, least=low, most=high, step=step, example=12)
    if kind in FILES:
        return File(key=key, ask=ask, words={"need": FILES[kind]}, kept=kind)
    if kind in _PLAIN:
        return _PLAIN[kind](key=key, ask=ask)
    return Text(key=key, ask=ask, limit=LONGEST_TEXT)


def typed(kind: str, value: Value | None) -> Value | None:
    """Return a value that was worked out as answers of this kind are kept; None for what is none of them."""
    if value is None or kind in ("calculate", "hidden"):
        return value
    if kind in ("integer", "decimal", "range"):
        try:
            number = float(value) if not isinstance(value, list) else None
        except ValueError:
            return None
        return None if number is None else int(number) if kind == "integer" or number.is_integer() else number
    text = " ".join(value) if isinstance(value, list) else str(value)
    if kind in ("select_multiple", "rank", "select_multiple_from_file"):
        return text.split() or None
    return text[:10] if kind == "date" else text
