"""What is known in a run of a dialog, for one turn: how answers are kept, dropped and looked at."""

from __future__ import annotations

from dataclasses import replace

from content.dialog import Dialog, Doubt, Facts, Option, Place, Progress, Seen, Value, Walk
from content.dialog.questions import is_numbered
from content.texts.courtesy import fill
from handlers.turn import Amended


class Ledger:
    """A Dialog, its Progress and the facts."""

    def __init__(self, dialog: Dialog, progress: Progress, facts: Facts) -> None:
        self.dialog, self.facts = dialog, facts
        self.answers, self.notes = dict(progress.answers), dict(progress.said)
        self.progress = progress.but(answers=self.answers, said=self.notes)
        self.walk = Walk(dialog, self.answers, facts)
        self.changed: dict[str, Value | None] = {}
        self.edits = False  # the question may be redrawn in place: it was answered by its own button

    @property
    def place(self) -> Place | None:
        """The question being asked; None at the check screen and the offer."""
        return self.walk.place(self.progress.current)

    @property
    def is_numbered(self) -> bool:
        """Say whether a bare number names a choice of what is being asked."""
        place = self.place
        return place is None or is_numbered(place.slot.step)

    def by_number(self, text: str) -> Option | None:
        """Return the choice that a bare number names, in the list as the person saw it."""
        if not (text.isascii() and text.isdigit() and len(text) <= 3):  # noqa: PLR2004 (no list is longer)
            return None
        n, shown = int(text), self.progress.shown
        return shown[n - 1] if 1 <= n <= len(shown) else None

    def put(self, **changes: object) -> None:
        """Change the progress."""
        self.progress = self.progress.but(**changes)

    def text(self, template: str, **fields: object) -> str:
        """Fill in a sentence."""
        return fill(template, self.facts.courtesy, **fields)

    def keep(self, place: Place, value: Value) -> str:
        """Keep an answer; return how it is read back. Raises Unreadable when it may not be kept."""
        step, path = place.slot.step, place.path
        step.admit(value, self.facts)
        said = step.say(value, self.facts)
        if self.answers.get(path) != value:
            self.changed[path] = value
        self.answers[path], self.notes[path] = value, said
        if path in self.progress.picks or path in self.progress.skipped:
            picks = {p: v for p, v in self.progress.picks.items() if p != path}
            self.put(skipped=tuple(p for p in self.progress.skipped if p != path), picks=picks)
        self.walk.forget(step.key)
        return said

    def own(self, key: str, value: Value | None) -> None:
        """Set what belongs to a check."""
        if value is None:
            self.answers.pop(key, None)
        else:
            self.answers[key] = value
        self.changed[key] = value

    def drop(self, place: Place) -> None:
        """Take an answer back and do not ask for it again."""
        path = place.path
        if self.answers.pop(path, None) is not None:
            self.changed[path] = None
        self.notes.pop(path, None)
        picks = {p: v for p, v in self.progress.picks.items() if p != path}
        kept = tuple(p for p in self.progress.skipped if p != path)
        self.put(skipped=(*kept, path), picks=picks)
        self.walk.forget(place.slot.step.key)

    def look(self, place: Place) -> Doubt | None:
        """Run the checks that read the answer of *place*; return the first Doubt not yet settled."""
        for check in self.dialog.checks_of(place.slot.step.key):
            found = check.find(Seen(self.walk, place.turns))
            key = f"{check.name}|{found.key}" if found else ""
            if key in self.progress.settled:
                continue
            for owned in check.owns:
                if self.answers.pop(owned, None) is not None:
                    self.changed[owned] = None
            own = f"{check.name}|"
            if any(k.startswith(own) for k in self.progress.settled):
                self.put(settled=tuple(k for k in self.progress.settled if not k.startswith(own)))
            if found is not None:
                return replace(found, key=key)
        return None

    def relevant(self) -> dict[str, Value]:
        """Return the answers that apply, in the order of the questions, and what belongs to checks."""
        kept = {}
        for after in (False, True):
            for place in self.walk.places(after=after):
                if place.path in self.answers and not place.slot.more:
                    kept[place.path] = self.answers[place.path]
        owned = {key for check in self.dialog.checks for key in check.owns}
        return kept | {key: self.answers[key] for key in sorted(owned) if key in self.answers}

    def amended(self) -> Amended | None:
        """Return what this turn added to what was sent, or None."""
        if not self.changed or not self.progress.is_sent:
            return None
        answers = self.relevant()
        said = {path: self.notes[path] for path in answers if path in self.notes}
        return Amended(self.progress.run, answers, said, dict(self.changed))
