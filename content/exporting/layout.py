"""The columns of an export: those of all versions of a form, merged by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Self

from content.dialog import Day, Dialog, Pick, Slot
from content.exporting.splitting import general


@dataclass(frozen=True, slots=True)
class Column:
    """One question as a column. `path` is without rounds; `choices` are labels by value."""

    path: str
    label: str
    choices: dict[str, str] = field(default_factory=dict)
    is_day: bool = False

    @property
    def repeat(self) -> str:
        """The repeat that it stands in, when it does: all of the path but its name. See Layout.repeats."""
        return self.path.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a form in order, and what its repeats are called, by path."""

    columns: tuple[Column, ...] = ()
    repeats: dict[str, str] = field(default_factory=dict)

    def merged(self, older: Layout) -> Layout:
        """Return this with what only an *older* version has behind it; labels of both are kept, those of this first.

        The same path is the same question: a new meaning is a new name.
        """
        before = {column.path: column for column in older.columns}
        own = [
            replace(column, choices={**before[column.path].choices, **column.choices})
            if column.path in before
            else column
            for column in self.columns
        ]
        paths = {column.path for column in self.columns}
        gone = [column for column in older.columns if column.path not in paths]
        return Layout((*own, *gone), {**older.repeats, **self.repeats})

    def with_answered(self, paths: Iterable[str]) -> Layout:
        """Return this with a column for each answered path that no version told of: nothing answered is left out."""
        known = {column.path for column in self.columns}
        repeats, added = dict(self.repeats), list[Column]()
        for path in paths:
            plain, repeat, _ = general(path)
            if repeat:
                repeats.setdefault(repeat, repeat)
            if plain not in known:
                known.add(plain)
                added.append(Column(plain, plain))
        return Layout((*self.columns, *added), repeats)

    def of_repeat(self, repeat: str) -> tuple[Column, ...]:
        """Return the columns of one repeat; "" gives those of the form itself."""
        return tuple(column for column in self.columns if self.home(column) == repeat)

    def home(self, column: Column) -> str:
        """Return the innermost repeat around *column*; "" without one."""
        above = column.repeat
        while above and above not in self.repeats:
            above = above.rpartition("/")[0]
        return above

    def to_json(self) -> dict[str, Any]:
        """Return this as plain JSON."""
        columns = [[c.path, c.label, c.choices, c.is_day] for c in self.columns]
        return {"columns": columns, "repeats": self.repeats}

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        return cls(tuple(Column(*column) for column in raw["columns"]), dict(raw["repeats"]))


def layout_of(dialog: Dialog) -> Layout:
    """Return the columns of a dialog: its questions in order, those that may follow after sending included."""
    columns, repeats = [], dict[str, str]()
    for slot in dialog.slots:
        if slot.more:
            continue
        above = ""
        for repeat in slot.repeats:
            above = f"{above}/{repeat.key}".lstrip("/")
            repeats[above] = repeat.title or repeat.key
        columns.append(_column(slot, above))
    return Layout(tuple(columns), repeats)


def _column(slot: Slot, above: str) -> Column:
    step = slot.step
    choices = {}
    if isinstance(step, Pick) and isinstance(step.choices, tuple):
        choices = {option.value: option.label for option in step.choices}
    return Column(f"{above}/{step.key}".lstrip("/"), step.name or step.ask, choices, isinstance(step, Day))
