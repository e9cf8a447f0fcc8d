"""How much of the labelled lines is read as it was meant: by field, and what is wrong without being asked."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from content.dialog import Option
from content.quick_report import Facts, Parsed, parse_report

LINES = Path(__file__).with_name("lines.csv")
FIELDS = ("session_date", "place", "form", "topics", "headcount", "duration")
FACTS = Facts(
    date(2026, 11, 21),  # a Saturday
    (Option("1", "Thôn Mẫu Đông"), Option("3", "Thôn 3"), Option("13", "Thôn 13"), Option("4", "Tổ dân phố 4")),
    (
        Option("11", "Phòng cháy trong gia đình"), Option("12", "Bảo hiểm y tế hộ gia đình"),
        Option("14", "Cài đặt VNeID"), Option("15", "Phòng, chống ma túy học đường"),
        Option("16", "An toàn giao thông mùa mưa"), Option("17", "Phòng, chống sốt xuất huyết"),
    ),
)  # fmt: skip


@dataclass(slots=True)
class Accuracy:
    """Right fields by name, all that were wrong as sentences, and those among them that were wrong silently."""

    lines: int = 0
    right: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    silent: list[tuple[str, str]] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of all fields of all lines that were right."""
        return self.right.total() / (self.lines * len(FIELDS))

    def table(self) -> str:
        """Return a line for each field."""
        return "\n".join(f"{name}: {self.right[name]}/{self.lines}" for name in FIELDS)


def _read(parsed: Parsed, name: str) -> str:
    if any(doubt.key == name for doubt in parsed.doubts):
        return "?"
    value = parsed.answers.get(name)
    if value is None:
        return "-"
    return " ".join(sorted(value)) if isinstance(value, list) else str(value)


def measure() -> Accuracy:
    """Read every labelled line. In a label "-" is not said, "?" must be asked."""
    found = Accuracy()
    with LINES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="|", quoting=csv.QUOTE_NONE):
            found.lines += 1
            parsed = parse_report(row["text"], FACTS)
            for name in FIELDS:
                read = _read(parsed, name)
                if read == row[name]:
                    found.right[name] += 1
                    continue
                found.wrong.append(f"{row['text']}: {name} {row[name]} read as {read}")
                if read not in "?-":
                    found.silent.append((name, row["text"]))
    return found
