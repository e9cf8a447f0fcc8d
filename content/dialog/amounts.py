"""Numbers of forms: whole or not, below zero or not, with a decimal comma or point."""

from __future__ import annotations

import re
from dataclasses import dataclass

from content.dialog.steps import Number
from content.dialog.values import Doubt, Doubtful, Facts, Unreadable, Value, Way
from content.numbers import NotANumber, read_whole, written
from content.texts import filling
from content.vietnamese import fold

_SIGNED = re.compile(rf"^(?:[-\u2212\u2013]|(?:{'|'.join(filling.MINUS_WORDS)})\s)\s*(?=\w)")
_PLAIN = re.compile(r"(\d+)(?:([.,])(\d+))?", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:,\d{3})+\.\d+", re.ASCII)
_LONGEST = 15  # digits that a float keeps


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Number):
    """A number with a fraction unless *whole*, between *least* and *most* in steps of *step*, where they are given.

    Kept as int when whole, else as float. Words: not_number, range, decimal.
    """

    whole: bool = False
    least: float | None = None
    most: float | None = None
    step: float | None = None

    def read(self, text: str, facts: Facts) -> Value:
        """Return the number; "1,5" and "1.5" are one and a half, of "1.234" is asked what it means."""
        key = " ".join(text.split())
        sign = _SIGNED.match(fold(key)) or _SIGNED.match(key)
        rest = key[1:].strip() if sign and not key[0].isalnum() else key.partition(" ")[2] if sign else key
        found = self._fraction(rest, negative=sign is not None, facts=facts)
        if found is None:
            whole = read_whole(rest, self.unit)
            if isinstance(whole, NotANumber):
                return Number.read(self, rest, facts)  # says what is wrong with it
            found = whole
        value = -found if sign else found
        self.admit(value, facts)
        return value

    def _fraction(self, text: str, *, negative: bool, facts: Facts) -> float | None:
        if self.whole or len(text) > _LONGEST:
            return None
        if _GROUPED.fullmatch(text):
            marks = (".", ",") if text.rfind(",") > text.rfind(".") else (",", ".")
            return float(text.replace(marks[0], "").replace(marks[1], "."))
        found = _PLAIN.fullmatch(text)
        if found is None or found[2] is None:
            return None
        value = float(f"{found[1]}.{found[3]}")
        if found[2] == "." and len(found[3]) == 3 and found[1] != "0":  # noqa: PLR2004 (thousands are written so)
            sign = -1 if negative else 1
            ways = [sign * int(found[1] + found[3]), sign * value]
            ask = self.word("decimal", filling.WHICH_AMOUNT, facts, a=str(ways[0]), b=self.say(ways[1], facts))
            raise Doubtful(
                Doubt(
                    f"{self.key}:{text}",
                    ask,
                    (Way(str(ways[0]), {self.key: ways[0]}), Way(self.say(ways[1], facts), {self.key: ways[1]})),
                )
            )
        return value

    def admit(self, value: Value, facts: Facts) -> None:
        """Refuse what is no number, outside the limits, or between the steps."""
        if isinstance(value, bool) or not isinstance(value, int | float) or (self.whole and value != int(value)):
            raise Unreadable(self.word("not_number", filling.NEED_AMOUNT, facts, example=self.example))
        low, high = self.least, self.most
        fields = {"least": _written(low or 0), "most": _written(high or 0), "step": _written(self.step or 1)}
        if (low is not None and value < low) or (high is not None and value > high):
            sentence = filling.AT_LEAST if high is None else filling.AT_MOST if low is None else filling.BETWEEN
            raise Unreadable(self.word("limit", sentence, facts, **fields))
        if self.step and low is not None and abs((value - low) / self.step - round((value - low) / self.step)) > 1e-6:  # noqa: PLR2004 (floats)
            raise Unreadable(self.word("limit", filling.IN_STEPS, facts, **fields, example=_written(low + self.step)))

    def say(self, value: Value, facts: Facts) -> str:
        """Return "1.234,5 kg"."""
        number = _written(value) if isinstance(value, int | float) else str(value)
        return f"{number} {self.unit}".rstrip()


def _written(value: float) -> str:
    whole, _, part = f"{abs(value):.10f}".rstrip("0").partition(".")
    sign = "-" if value < 0 else ""
    return f"{sign}{written(int(whole))}" + (f",{part}" if part else "")
