"""How far one person is in one dialog: all of it plain data, so it can be saved after every answer."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Self

from content.dialog.values import Doubt, Option, Value


class Mode(StrEnum):
    """What the person is being asked."""

    ASKING = "asking"  # the next open question
    CHECKING = "checking"  # the check-answers screen
    CHANGING = "changing"  # one line of it, then straight back
    CHOOSING = "choosing"  # which line of it
    AFTER = "after"  # sent; details may be added


@dataclass(frozen=True, slots=True)
class Progress:
    """One run of a dialog. Frozen: each Turn brings a new one.

    `answers` are by path, JSON values; `said` is how each was read back. `shown` is the list as the person saw
    it last, so "2" means what was second there. `settled` are Doubts already answered.
    """

    run: str
    dialog: str
    version: int
    answers: dict[str, Value] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    current: str = ""
    mode: Mode = Mode.ASKING
    shown: tuple[Option, ...] = ()
    picks: dict[str, list[str]] = field(default_factory=dict)  # chosen so far, by path, until "xong"
    misses: int = 0
    doubt: Doubt | None = None
    unsure: dict[str, Doubt] = field(
        default_factory=dict
    )  # by path: what is asked in place of the plain question, once
    settled: tuple[str, ...] = ()
    proposed: set[str] = field(default_factory=set)  # paths whose answer is a default, not yet confirmed
    known: dict[int, dict[tuple[int, ...], bool]] = field(default_factory=dict)  # what conditions of a form said
    mark: str = ""  # of the form of which they said so
    language: str = ""  # of the form, when it has several and one was chosen
    asks_language: bool = False  # the question beneath waits meanwhile
    command: tuple[str, str] | None = None  # words typed as an answer, and what they would open: "" a report

    @property
    def is_sent(self) -> bool:
        """Say whether it was sent: what follows is optional, so other words may close it."""
        return self.mode is Mode.AFTER

    def but(self, **changes: Any) -> Self:
        """Return a copy with *changes*."""
        return replace(self, **changes)

    def to_json(self) -> dict[str, Any]:
        """Return this as small plain JSON; `from_json` gives it back."""
        plain: dict[str, Any] = {
            "run": self.run, "dialog": self.dialog, "version": self.version, "mode": self.mode.value,
            "current": self.current, "answers": dict(self.answers), "said": dict(self.said),
        }  # fmt: skip
        for name in ("skipped", "settled", "command"):
            if value := getattr(self, name):
                plain[name] = list(value)
        for name in ("mark", "misses"):
            if value := getattr(self, name):
                plain[name] = value
        if self.proposed:
            plain["proposed"] = sorted(self.proposed)
        if self.known:
            plain["known"] = {held: _written(self.known, held=held == "on") for held in ("on", "off")}
        if self.picks:
            plain["picks"] = {path: list(values) for path, values in self.picks.items()}
        if self.shown:
            plain["shown"] = [[o.value, o.label] for o in self.shown]
        return plain | self._standing()

    def _standing(self) -> dict[str, Any]:
        """Return how it stands with the question that is being asked, but for what is not so."""
        names = ("mark", "language", "asks_language", "misses")
        plain = {name: value for name in names if (value := getattr(self, name))}
        if self.doubt:
            plain["doubt"] = self.doubt.to_json()
        if self.unsure:
            plain["unsure"] = {path: doubt.to_json() for path, doubt in self.unsure.items()}
        return plain

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> Self:
        """Read what `to_json` wrote. Raises KeyError or ValueError when it is something else."""
        command = raw.get("command")
        return cls(
            run=raw["run"],
            dialog=raw["dialog"],
            version=raw["version"],
            answers=dict(raw["answers"]),
            said=dict(raw["said"]),
            skipped=tuple(raw.get("skipped", ())),
            current=raw["current"],
            mode=Mode(raw["mode"]),
            shown=tuple(Option(value, label) for value, label in raw.get("shown", ())),
            picks={path: list(values) for path, values in raw.get("picks", {}).items()},
            misses=raw.get("misses", 0),
            doubt=Doubt.from_json(raw["doubt"]) if raw.get("doubt") else None,
            unsure={path: Doubt.from_json(doubt) for path, doubt in raw.get("unsure", {}).items()},
            settled=tuple(raw.get("settled", ())),
            proposed=set(raw.get("proposed", ())),
            known=_read(raw.get("known", {})),
            mark=raw.get("mark", ""),
            language=raw.get("language", ""),
            asks_language=bool(raw.get("asks_language")),
            command=(command[0], command[1]) if command else None,
        )


def _written(known: dict[int, dict[tuple[int, ...], bool]], *, held: bool) -> str:
    """Return the conditions that held (or not): "3 7:2 7:2.1", the number of each with its rounds."""
    return " ".join(
        f"{n}:{'.'.join(map(str, turns))}" if turns else str(n)
        for n, seen in known.items()
        for turns, was in seen.items()
        if was is held
    )


def _read(raw: dict[str, str]) -> dict[int, dict[tuple[int, ...], bool]]:
    known: dict[int, dict[tuple[int, ...], bool]] = {}
    for name, text in raw.items():
        for mark in text.split():
            n, _, turns = mark.partition(":")
            known.setdefault(int(n), {})[tuple(map(int, turns.split("."))) if turns else ()] = name == "on"
    return known
