"""What a Command is: a word people type, or a button that stands for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from content.roles import May
from content.vietnamese import fold
from handlers.scene import Scene

Run = Callable[[Scene, str], None]
Press = Callable[[Scene, Sequence[str]], None]


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a member can ask for.

    `slash` is its name in menus of slash commands. `words` are typed with or without diacritics; what follows
    them is handed to `run`. `needs` is the right without which it is neither shown nor done. `presses` maps the
    first part of a button's token ("ack:12" → "ack") to what the button does; each checks rights again itself.
    """

    slash: str
    words: tuple[str, ...]
    about: str
    run: Run
    needs: May | None = None
    presses: Mapping[str, Press] = field(default_factory=dict)
    in_menu: bool = True
    guests: bool = False  # also for chats that are nobody's yet


class CommandBook:
    """All commands, found by what people type or press."""

    def __init__(self, commands: Sequence[Command]) -> None:
        self.commands = tuple(commands)
        self.presses: dict[str, Press] = {}
        self._words: dict[str, Command] = {}
        for command in commands:
            for word in (*command.words, command.slash):
                if self._words.setdefault(fold(word), command) is not command:
                    msg = f"two commands answer to {word!r}"
                    raise ValueError(msg)
            for verb, press in command.presses.items():
                if self.presses.setdefault(verb, press) is not press:
                    msg = f"two buttons are called {verb!r}"
                    raise ValueError(msg)
        self._longest = max((len(w.split()) for w in self._words), default=1)

    def exact(self, text: str) -> Command | None:
        """Return the command whose word is the whole of *text*."""
        return self._words.get(fold(text.removeprefix("/")))

    def find(self, text: str) -> tuple[Command, str] | None:
        """Return the command that *text* begins with, the longest word first, and what follows it as typed."""
        typed = text.strip().removeprefix("/").split()
        for length in range(min(self._longest, len(typed)), 0, -1):
            found = self._words.get(fold(" ".join(typed[:length])))
            if found is not None:
                return found, " ".join(typed[length:])
        return None
