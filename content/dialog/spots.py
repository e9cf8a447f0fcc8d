"""A place on the map: sent as a location, or typed as two numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from content.dialog.steps import Step
from content.dialog.values import Facts, Unreadable, Value
from content.texts import filling
from content.texts.courtesy import fill

_PAIR = re.compile(r"(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)(?:[\s,;]+.*)?", re.ASCII)
_COMMAS = re.compile(r"(-?\d{1,3},\d+)\s*[;\s]\s*(-?\d{1,3},\d+)", re.ASCII)
_MOST_LAT = 90
_MOST_LON = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot(Step):
    """A point, kept as ODK does: "lat lon altitude accuracy", the last two 0 when unknown. Words: format."""

    def read(self, text: str, facts: Facts) -> Value:
        """Return the point that two numbers name."""
        text = text.strip()
        found = _COMMAS.fullmatch(text) or _PAIR.fullmatch(text)
        if found is None:
            raise Unreadable(self.word("format", filling.NEED_PLACE, facts))
        return self.kept(float(found[1].replace(",", ".")), float(found[2].replace(",", ".")), facts)

    def kept(self, lat: float, lon: float, facts: Facts) -> str:
        """Return a point as it is kept. Raises Unreadable when it is not on the earth."""
        if abs(lat) > _MOST_LAT or abs(lon) > _MOST_LON:
            raise Unreadable(self.word("format", filling.NEED_PLACE, facts))
        return f"{lat:.7g} {lon:.8g} 0 0"

    def admit(self, value: Value, facts: Facts) -> None:
        """Refuse what is no point."""
        self.read(str(value), facts)

    def say(self, value: Value, facts: Facts) -> str:
        """Return "vĩ độ 21.0285, kinh độ 105.8542"."""
        lat, lon, *_ = (*str(value).split(), "", "")
        return fill(filling.PLACE, facts.courtesy, lat=lat, lon=lon)
