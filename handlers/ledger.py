"""What is known in a run of a dialog, for one turn: how answers are kept, dropped and looked at."""

from __future__ import annotations

from dataclasses import replace

from content.dialog import Dialog, Doubt, Facts, File, Option, Place, Progress, Seen, Unreadable, Value, Walk
from content.dialog.questions import is_numbered
from content.dialog.settling import settle_all
from content.texts.courtesy import fill
from handlers.turn import Amended, Taken


class Ledger:
    """A Dialog, its Progress and the facts."""

    def __init__(self, dialog: Dialog, progress: Progress, facts: Facts) -> None:
        self.dialog, self.facts = dialog, facts
        self.answers, self.notes = dict(progress.answers), dict(progress.said)
        known = {n: dict(seen) for n, seen in progress.known.items()}
        proposed = set(progress.proposed)
        self.walk = Walk(
            dialog, self.answers, facts, known, progress.run, proposed=proposed, skipped=frozenset(progress.skipped)
        )
        self.progress = progress.but(
            answers=self.answers, said=self.notes, proposed=proposed, known=known if dialog.is_form else {},
            mark=dialog.mark if dialog.is_form else "",
        )  # fmt: skip
        self.is_strange = self.progress.mark != progress.mark  # it was kept of another row: all is worked out anew
        self.stirred: set[int] = set()  # slots that this turn's answers may have opened
        self.changed: dict[str, Value | None] = {}
        self.taken: list[Taken] = []  # files of this turn's answers
        self.resumes = False  # the person comes back, and is told once more what stands above the question
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
        if "skipped" in changes:
            self.walk.skipped = frozenset(self.progress.skipped)

    def text(self, template: str, **fields: object) -> str:
        """Fill in a sentence."""
        return fill(template, self.facts.courtesy, **fields)

    def turn_to(self, dialog: Dialog) -> None:
        """Go on with the same dialog in another language: answers stay, and are read back in its words."""
        walk = self.walk
        self.dialog = dialog
        self.walk = Walk(
            dialog, self.answers, self.facts, walk.known, walk.run, proposed=walk.proposed, skipped=walk.skipped
        )
        self.progress = self.progress.but(mark=dialog.mark)
        self.after_settling(settle_all(self.walk))
        for path, value in self.answers.items():
            place = self.walk.place(path)
            if place is not None and place.slot.step.asks and not isinstance(place.slot.step, File):
                self.notes[path] = self.walk.step(place).say(value, self.facts)
        self.changed.clear()  # other words are nobody's amendment

    def keep(self, place: Place, value: Value) -> str:
        """Keep an answer; return how it is read back. Raises Unreadable when it may not be kept."""
        step, path = self.walk.step(place), place.path
        self.admit(place, value)
        said = step.say(value, self.facts)
        if self.answers.get(path) != value:
            self.changed[path] = value
        self.answers[path], self.notes[path] = value, said
        self.walk.proposed.discard(path)
        if path in self.progress.picks or path in self.progress.skipped:
            picks = {p: v for p, v in self.progress.picks.items() if p != path}
            self.put(skipped=tuple(p for p in self.progress.skipped if p != path), picks=picks)
        self.settle(place)
        return said

    def admit(self, place: Place, value: Value) -> None:
        """Raise Unreadable when *value* may not be kept at *place*, by itself or among the other answers."""
        step = self.walk.step(place)
        step.admit(value, self.facts)
        if step.guard is not None and (reason := step.guard(value)):
            raise Unreadable(reason)

    def settle(self, place: Place) -> None:
        """Bring up to date what depends on the answer of *place*."""
        self.after_settling(self.walk.forget(place.slot.step.key))

    def after_settling(self, stirred: frozenset[int]) -> None:
        """Note what answers of others did to other answers."""
        self.stirred |= stirred
        for path in sorted(self.walk.said_anew):
            place, value = self.walk.place(path), self.answers.get(path)
            if place is None or value is None or not place.slot.step.asks:
                self.notes.pop(path, None)
            else:
                self.notes[path] = self.walk.step(place).say(value, self.facts)
            self.changed[path] = value
        self.walk.said_anew.clear()

    def offer_default(self, place: Place) -> None:
        """Put the default of a question that is met for the first time in its place, to be confirmed."""
        live, path = place.slot.step.live, place.path
        if live is None or live.default is None or path in self.answers or path in self.progress.skipped:
            return
        value = live.default(self.walk.seen(place))
        if value is not None:
            self.answers[path] = value
            self.notes[path] = self.walk.step(place).say(value, self.facts)
            self.walk.proposed.add(path)
            self.settle(place)

    def amiss(self) -> tuple[Place, str] | None:
        """Return the first question whose answer the other answers no longer allow, and why."""
        if not self.dialog.is_form:
            return None
        for place in self.walk.places(after=False):
            live = place.slot.step.live
            if live is not None and live.guarded and place.path in self.answers:
                try:
                    self.admit(place, self.answers[place.path])
                except Unreadable as wrong:
                    return place, wrong.reason
        return None

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
        self.walk.proposed.discard(path)
        self.settle(place)

    def take_back(self, place: Place) -> None:
        """Take an answer back, so that it is asked for again."""
        self.answers.pop(place.path, None)
        self.notes.pop(place.path, None)
        self.walk.proposed.discard(place.path)
        self.settle(place)

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
