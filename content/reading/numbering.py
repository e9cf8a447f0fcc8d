"""Automatic numbering of a .docx, as Word would print it: "1.", "a)", "-"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.document import Document

_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_MOST = 3999
_ALPHABET = 26


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str  # Word's numFmt: decimal, upperRoman, lowerLetter, bullet …
    pattern: str  # Word's lvlText: "%1.", "%1.%2", "a)"


@dataclass(slots=True)
class Numbering:
    """Counts through one document; `label` is asked once for each paragraph, in order."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)  # by numId
    lists: dict[str, str] = field(default_factory=dict)  # numId → abstractNumId: these count together
    restarts: set[str] = field(default_factory=set)  # numIds that begin a count of their own
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)  # style id → (numId, level)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> Numbering:
        """Read the numbering part and the styles that refer to it; a file without either has no numbers."""
        made = cls()
        try:
            root: Any = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            root = None
        if root is not None:
            made._read_lists(root)
        made._read_styles(document.styles.element)
        return made

    def label(self, paragraph: Any) -> str:
        """Return the printed number of a w:p, or nothing."""
        num_id, level = self._reference(paragraph)
        known = self.levels.get(num_id, {}).get(level)
        if known is None:
            return ""
        if known.form == "bullet":
            return "-"
        owner = num_id if num_id in self.restarts else self.lists[num_id]
        counts = self.counts.setdefault(owner, {})
        counts[level] = counts.get(level, known.start - 1) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        if known.form == "none":
            return ""
        levels = self.levels[num_id]

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            one = levels.get(at, known)
            return _print(counts.get(at, one.start), one.form)

        return re.sub(r"%(\d)", shown, known.pattern).strip()

    def _reference(self, paragraph: Any) -> tuple[str, int]:
        properties = paragraph.find(qn("w:pPr"))
        style = ""
        if properties is not None:
            named = properties.find(qn("w:pStyle"))
            style = named.get(qn("w:val"), "") if named is not None else ""
            own = properties.find(qn("w:numPr"))
            if own is not None:
                num_id, level = _number_of(own)
                inherited = self.styles.get(style, ("", 0))
                return num_id or inherited[0], level if level is not None else inherited[1]
        return self.styles.get(style, ("", 0))

    def _read_lists(self, root: Any) -> None:
        abstract = {one.get(qn("w:abstractNumId")): dict(_levels(one)) for one in root.findall(qn("w:abstractNum"))}
        for num in root.findall(qn("w:num")):
            num_id = num.get(qn("w:numId"))
            link = num.find(qn("w:abstractNumId"))
            owner = link.get(qn("w:val")) if link is not None else ""
            levels = dict(abstract.get(owner, {}))
            for override in num.findall(qn("w:lvlOverride")):
                at = _int(override.get(qn("w:ilvl")), 0)
                levels |= dict(_levels(override))
                start = override.find(qn("w:startOverride"))
                if start is not None and at in levels:
                    first = levels[at]
                    levels[at] = _Level(_int(start.get(qn("w:val")), 1), first.form, first.pattern)
                    self.restarts.add(num_id)
            self.levels[num_id], self.lists[num_id] = levels, owner

    def _read_styles(self, root: Any) -> None:
        parents: dict[str, str] = {}
        for style in root.findall(qn("w:style")):
            name = style.get(qn("w:styleId"), "")
            based = style.find(qn("w:basedOn"))
            parents[name] = based.get(qn("w:val"), "") if based is not None else ""
            number = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if number is not None:
                num_id, level = _number_of(number)
                self.styles[name] = (num_id, level or 0)
        for name in parents:
            seen, up = {name}, name
            while up not in self.styles and parents.get(up) and parents[up] not in seen:
                up = parents[up]
                seen.add(up)
            if up in self.styles:
                self.styles[name] = self.styles[up]


def _levels(holder: Any) -> Iterator[tuple[int, _Level]]:
    for one in holder.findall(qn("w:lvl")):

        def value(tag: str, default: str, one: Any = one) -> str:
            found = one.find(qn(tag))
            return str(found.get(qn("w:val"), default)) if found is not None else default

        at = _int(one.get(qn("w:ilvl")), 0)
        yield at, _Level(_int(value("w:start", "1"), 1), value("w:numFmt", "decimal"), value("w:lvlText", ""))


def _number_of(holder: Any) -> tuple[str, int | None]:
    num_id, level = holder.find(qn("w:numId")), holder.find(qn("w:ilvl"))
    return (
        num_id.get(qn("w:val"), "") if num_id is not None else "",
        _int(level.get(qn("w:val")), 0) if level is not None else None,
    )


def _int(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() else default


def _print(number: int, form: str) -> str:
    if form in {"upperRoman", "lowerRoman"}:
        roman = _roman(number)
        return roman if form == "upperRoman" else roman.lower()
    if form in {"upperLetter", "lowerLetter"}:
        # Word goes a … z, aa, bb …
        letter = chr(ord("a") + (number - 1) % _ALPHABET) * ((number - 1) // _ALPHABET + 1) if number > 0 else ""
        return letter.upper() if form == "upperLetter" else letter
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    done, left = "", number if 0 < number <= _MOST else 0
    for value, letters in _ROMAN:
        while left >= value:
            done, left = done + letters, left - value
    return done
