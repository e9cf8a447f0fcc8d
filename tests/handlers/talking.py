"""A person in front of the engine alone: says things, presses buttons, and every progress goes through JSON."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from content.dialog import Dialog, Facts, Option, Progress, Value
from content.dialogs.session_report import SESSION_REPORT
from content.message import Address, Heard, Inbound, Outbound
from handlers import engine

NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)  # a Saturday
PLACES = (Option("1", "Thôn Đồng Mẫu"), Option("3", "Thôn 3"), Option("13", "Thôn 13"))
POINTS = (Option("11", "Phòng cháy trong gia đình"), Option("12", "Bảo hiểm y tế hộ gia đình"), Option("14", "VNeID"))
FACTS = Facts(
    today=date(2026, 11, 21),
    now=NOW,
    lookups={"my_places": PLACES, "points": POINTS},
    values={"last_place": "3", "typical": 40, "max_age_days": 45},
    contact="Văn phòng, 0950 000 001",
)


def knowing(**values: Any) -> Facts:
    """Return the facts with more known values."""
    return replace(FACTS, values={**FACTS.values, **values})


class Talk:
    """One run of a dialog. `heard` is the last message, `turn` the last turn."""

    def __init__(
        self, dialog: Dialog = SESSION_REPORT, facts: Facts = FACTS, prefill: Mapping[str, Value] | None = None
    ) -> None:
        self.dialog, self.facts = dialog, facts
        self.turn = engine.begin(dialog, "r7k2", facts, prefill)
        self.finished: list[engine.Finished] = []
        self.messages: list[Outbound] = list(self.turn.says)
        self._take(self.turn)

    @property
    def heard(self) -> Outbound:
        """The last thing said to the person."""
        return self.messages[-1]

    @property
    def progress(self) -> Progress:
        """What is kept of the open run."""
        assert self.turn.progress is not None
        return self.turn.progress

    @property
    def changed(self) -> dict[str, Value | None]:
        """What the last turn added to what was sent."""
        return dict(self.turn.amended.changed) if self.turn.amended else {}

    def say(self, *texts: str) -> str:
        """Type each text; return what the last answer says."""
        for text in texts:
            self.take(Inbound(Address("test", "1"), "1", Heard.TEXT, NOW, text=text))
        return self.heard.text

    def press(self, label: str, on: Outbound | None = None) -> str:
        """Press the button with this label, on the last message or an older one."""
        choice = next(c for c in (on or self.heard).choices if c.label == label)
        return self.press_token(choice.token)

    def press_token(self, token: str) -> str:
        """Press a button of which only the token is known."""
        self.take(Inbound(Address("test", "1"), "1", Heard.PRESS, NOW, token=token))
        return self.heard.text

    def take(self, heard: Inbound) -> engine.Turn:
        """Hand anything to the engine, as the dispatcher would: saved and read between any two turns."""
        saved = Progress.from_json(json.loads(json.dumps(self.progress.to_json())))
        self._take(engine.advance(self.dialog, saved, heard, self.facts))
        return self.turn

    def command(self, word: str, title: str) -> str:
        """Type the word of a command."""
        self._take(engine.ask_command(self.progress, word, title))
        return self.heard.text

    def resume(self) -> str:
        """Come back later, perhaps on another chat."""
        saved = Progress.from_json(json.loads(json.dumps(self.progress.to_json())))
        self._take(engine.resume(self.dialog, saved, self.facts))
        return self.heard.text

    def _take(self, turn: engine.Turn) -> None:
        self.turn = turn
        self.messages.extend(turn.says)
        if turn.finished is not None:
            self.finished.append(turn.finished)

    @property
    def labels(self) -> list[str]:
        """The labels of the choices of the last message."""
        return [c.label for c in self.heard.choices]
