"""One turn of a guided conversation: the moves that can be made, and where each leads."""

from __future__ import annotations

from dataclasses import replace

from content.dialog import (
    CHECK,
    OFFER,
    Doubt,
    Mode,
    Option,
    PickMany,
    Place,
    Seen,
    Unreadable,
    Way,
)
from content.dialog.controls import Control
from content.dialog.media import Beside
from content.dialog.questions import (
    Asked,
    ask_command_or_answer,
    ask_doubt,
    ask_offer,
    ask_question,
    said_notes,
)
from content.dialog.reviewing import ask_check, ask_which_line, lines, name_of
from content.dialog.settling import settle_moving
from content.message import Heard, Inbound, Outbound
from content.texts import common
from handlers.answering import Answering, miss
from handlers.hearing import Hearing
from handlers.ledger import Ledger
from handlers.speaking import Speaking
from handlers.turn import Finished, Turn


class Conversation(Ledger):
    """The moves of a guided conversation. Each returns the Turn that it makes."""

    def hear(self, heard: Inbound) -> Turn:
        """Take one thing heard."""
        self.edits = heard.kind is Heard.PRESS
        return Hearing(self).take(heard)

    def control(self, control: Control) -> Turn:
        """Do what a control stands for."""
        return Hearing(self).control(control)

    # ---- answers

    def answered(self, place: Place, said: str) -> Turn:
        """Go on after an answer was kept, read back as *said* (empty: it stayed as it was)."""
        if place.slot.more:  # "one more" and "that is all" are no answers to be read back
            return self.move_on(place, "")
        name = name_of(self.walk, place)
        template = common.CHANGED if self.progress.mode is Mode.CHANGING and name else common.NOTED
        head = self.text(template, said=said.rstrip("."), name=name) if said else ""
        return self.move_on(place, head)

    def apply(self, place: Place, way: Way) -> Turn:
        """Set what a way out of a doubt sets, and go on."""
        owned = {key for check in self.dialog.checks for key in check.owns}
        said, picks = "", None
        try:
            for key, value in way.sets.items():
                beside = self.walk.beside(place, key)
                if key in owned:
                    self.own(key, value)
                elif beside is None or value is None:
                    continue
                elif isinstance(beside.slot.step, PickMany) and isinstance(value, list):
                    picks = Answering(self, beside), [Option(v, v) for v in value]
                else:
                    said = self.keep(beside, value)
        except Unreadable as wrong:
            return miss(self, wrong.reason)
        return picks[0].toggle(picks[1]) if picks else self.answered(place, said)

    # ---- where to go next

    def move_on(self, place: Place | None, head: str) -> Turn:
        """Ask what follows *place* (None: from the start): a doubt, an open question, the check screen, the end."""
        self.put(misses=0, doubt=None, command=None, asks_language=False)
        if place is not None and (doubt := self.look(place)) is not None:
            return self._doubt(place, doubt, head)
        after = self.progress.mode is Mode.AFTER
        following = self._following(place, after=after)
        if following is not None:
            return self.ask(following, head)
        if after:
            thanks = self.text(common.ALL_DONE)
            return self._end(f"{head}\n{thanks}".strip())
        for slot_place in self.walk.places(after=False) if self.dialog.checks else ():
            if (doubt := self.look(slot_place)) is not None:
                return self._doubt(slot_place, doubt, head)
        if (found := self.amiss()) is not None:
            self.put(mode=Mode.ASKING)
            return self.ask(found[0], "\n".join(filter(None, (head, found[1]))))
        return self.check(head) if self.dialog.confirmed else self.finish()

    def _following(self, place: Place | None, *, after: bool) -> Place | None:
        skipped = frozenset(self.progress.skipped)
        if place is not None and place.slot.after == after and self.progress.mode is not Mode.CHANGING:
            for index in sorted(self.stirred):  # an earlier question may have opened
                slot = self.dialog.slots[index]
                if index >= place.slot.index or slot.after != after:
                    break
                for earlier in self.walk.places_of(slot):
                    if self.walk.open(earlier, skipped):
                        return earlier
            if (found := self.walk.next_open(place, skipped, after=after)) is not None:
                return found
        return self.walk.next_open(None, skipped, after=after)

    def _doubt(self, place: Place, doubt: Doubt, head: str) -> Turn:
        self.put(current=place.path, doubt=doubt)
        return self._say(ask_doubt(self.walk, place, self.progress, head))

    # ---- questions

    def doubt(self, doubt: Doubt) -> Turn:
        """Ask about what was just heard."""
        self.put(doubt=doubt, misses=0)
        return self._say(ask_doubt(self.walk, self.place, self.progress, ""))

    def ask(self, place: Place, head: str = "") -> Turn:
        """Ask the question of *place*; the first time as the choice that is left of what was told beforehand."""
        if (unsure := self.progress.unsure.get(place.path)) is not None:
            self.put(unsure={path: doubt for path, doubt in self.progress.unsure.items() if path != place.path})
            if place.path not in self.answers:
                return self._doubt(place, unsure, head)
        mode = self.progress.mode
        if mode in (Mode.CHECKING, Mode.CHOOSING):
            mode = Mode.ASKING
        is_same = self.progress.current == place.path and self.progress.doubt is None
        self.offer_default(place)
        is_new = not is_same or self.resumes
        notes, beside = self.walk.notes_before(place) if is_new else [], Beside(self.facts)
        head = "\n".join(filter(None, (head, *said_notes(self.walk, notes, beside))))
        self.put(current=place.path, mode=mode, doubt=None, command=None, asks_language=False)
        edits = self.edits and is_same
        asked = ask_question(self.walk, place, self.progress, head, beside, edits=edits)
        return self._say(replace(asked, before=tuple(beside.files)) if is_new else asked)

    def check(self, head: str = "") -> Turn:
        """Show the check-answers screen."""
        is_new, beside = self.progress.current != CHECK or self.resumes, Beside(self.facts)
        self.put(current=CHECK, mode=Mode.CHECKING, doubt=None, command=None, asks_language=False)
        asked = ask_check(self.walk, self.progress, head, beside)
        return self._say(replace(asked, before=(*beside.files, *asked.before)) if is_new else asked)

    def which_line(self, head: str = "") -> Turn:
        """Ask which line of the check screen is to be changed."""
        self.put(current=CHECK, mode=Mode.CHOOSING)
        return self._say(ask_which_line(self.walk, self.progress, head))

    def again(self, head: str) -> Turn:
        """Ask the very same thing once more, below *head*."""
        progress = self.progress
        if progress.command is not None:
            said = ask_command_or_answer(progress).said
            return Turn(progress, (said.but(text="\n".join(filter(None, (head, said.text)))),), amended=self.amended())
        if progress.asks_language:
            return Speaking(self).ask(head)
        if progress.doubt is not None:
            return self._say(ask_doubt(self.walk, self.place, progress, head))
        if progress.mode is Mode.CHECKING:
            return self.check(head)
        if progress.mode is Mode.CHOOSING:
            return self.which_line(head)
        if progress.current == OFFER:
            return self._say(ask_offer(self.walk, progress, head))
        place = self.place
        if place is None or not self.walk.applies(place) or not place.slot.step.asks:  # the form has changed since
            return self.move_on(None, head)
        return self.ask(place, head)

    def change(self, n: int) -> Turn | None:
        """Ask line *n* of the check screen again; None when there is no such line."""
        listed = lines(self.walk, self.progress)
        if not 1 <= n <= len(listed):
            return None
        return self.change_at(listed[n - 1][0])

    def change_at(self, path: str) -> Turn | None:
        """Ask the question of *path* again, and come back to the check screen."""
        place = self.walk.place(path)
        if place is None:
            return None
        self.put(mode=Mode.CHANGING, current="")
        return self.ask(place)

    def back(self) -> Turn:
        """Ask what was asked before; from a line that is being changed, show the check screen."""
        progress, place = self.progress, self.place
        if progress.doubt is not None and place is not None:
            self.put(doubt=None)
            return self.ask(place)
        if progress.mode in (Mode.CHOOSING, Mode.CHANGING):
            picks = {path: values for path, values in progress.picks.items() if path != progress.current}
            self.put(mode=Mode.ASKING, picks=picks)
            return self.move_on(None, "")
        earlier = self.walk.previous(place) if progress.current != OFFER else None
        return self.ask(earlier) if earlier is not None else self.again(common.FIRST_QUESTION)

    def skip(self) -> Turn:
        """Leave out what is optional."""
        place = self.place
        if self.progress.current == OFFER:
            return self.enough()
        if place is None or not self.walk.step(place).optional:
            return self.again(
                self.walk.step(place).word("required", common.CANNOT_SKIP, self.facts) if place else common.CANNOT_SKIP
            )
        self.drop(place)
        return self.move_on(place, common.SKIPPED)

    # ---- ends

    def send(self) -> Turn:
        """Send, unless something is open or in doubt after all."""
        turn = self.move_on(None, "")
        is_ready = self.progress.mode is Mode.CHECKING and self.progress.doubt is None
        return self.finish() if is_ready else turn

    def add_details(self) -> Turn:
        """Begin with the optional questions."""
        self.put(current="")
        return self.move_on(None, "")

    def finish(self) -> Turn:
        """Send: the answers leave; details may be added afterwards."""
        self.after_settling(settle_moving(self.walk))
        answers = self.relevant()
        said = {path: self.notes[path] for path in answers if path in self.notes}
        name = self.dialog.name_of(Seen(self.walk)) if self.dialog.name_of is not None else ""
        finished = Finished(self.dialog.key, self.dialog.version, self.progress.run, answers, said, name)
        self.changed = {}
        if self.walk.next_open(None, frozenset(self.progress.skipped), after=True) is None:
            return Turn(None, finished=finished)
        self.put(current=OFFER, mode=Mode.AFTER, doubt=None, command=None, misses=0)
        return replace(self._say(ask_offer(self.walk, self.progress, "")), finished=finished)

    def cancel(self) -> Turn:
        """Forget what was not sent; what was sent stays."""
        if self.progress.is_sent:
            return self.enough()
        return Turn(None, (self._plain(common.CANCELLED),), cancelled=True)

    def enough(self) -> Turn:
        """Stop adding details."""
        template = common.THANKS if self.progress.current == OFFER else common.STOPPED
        return self._end(self.text(template))

    def set_aside(self) -> Turn:
        """Keep a draft and let the person go."""
        if self.progress.is_sent:
            return self.enough()
        self.put(doubt=None, command=None, misses=0)
        title = self.dialog.title[:1].lower() + self.dialog.title[1:]
        said = self._plain(common.DRAFT_KEPT, title=f'"{title}"')
        return Turn(self.progress, (said,), set_aside=True)

    def open_instead(self, word: str) -> Turn:
        """Keep a draft and open what the person chose."""
        self.put(command=None, misses=0)
        return Turn(self.progress, open_command=word, set_aside=True)

    def help(self) -> Turn:
        """Explain the question, and say whom to call."""
        place = self.place
        contact = self.facts.contact
        head = [self.text(common.HELP_CALL, contact=contact) if contact else self.text(common.HELP_NO_CONTACT)]
        can_skip = place is not None and self.walk.step(place).optional
        head.insert(0, common.HELP_SKIP if can_skip else common.HELP)
        if self.dialog.languages is not None:
            head.insert(1, common.HELP_LANGUAGE)
        return replace(self.again("\n".join(head)), needs_help=True)

    def _end(self, text: str) -> Turn:
        return Turn(None, (Outbound(text),), amended=self.amended())

    def _plain(self, template: str, **fields: object) -> Outbound:
        return Outbound(self.text(template, **fields))

    def _say(self, asked: Asked) -> Turn:
        self.put(shown=asked.shown)
        return Turn(self.progress, (*asked.before, asked.said), amended=self.amended())
