"""What a Command is: a word people type, or a button that stands for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from content.roles import May
from content.vietnamese import fold
from handlers.arguments import anything
from handlers.scene import Scene

Run = Callable[[Scene, str], None]
Press = Callable[[Scene, Sequence[str]], None]
Takes = Callable[[Scene, str], bool]


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a member can ask for.

    `slash` is its name after "/". `words` are typed with or without diacritics; what follows them is handed to
    `run`, if `takes` says that it may be meant for this command: sentences begin with many words. `numbered`
    says that the words alone say nothing without a number; they are then first looked for in the last list.
    `needs` is the right without which it is neither shown nor done. `presses` maps the first part of a button's
    token ("ack:12" → "ack") to what the button does; each checks rights again itself.
    """

    slash: str
    words: tuple[str, ...]
    about: str
    run: Run
    needs: May | None = None
    presses: Mapping[str, Press] = field(default_factory=dict)
    in_menu: bool = True
    guests: bool = False  # also for chats that are nobody's yet
    takes: Takes = anything
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A command that was typed: what followed its word, and whether nothing else can have been meant."""

    command: Command
    rest: str
    is_sure: bool


class CommandBook:
    """All commands, found by what people type or press."""

    def __init__(self, commands: Sequence[Command]) -> None:
        self.commands = tuple(commands)
        self.presses: dict[str, Press] = {}
        self._slashes: dict[str, Command] = {}
        self._words: dict[str, Command] = {}
        for command in commands:
            self._put(self._slashes, command.slash, command)
            for word in command.words:
                self._put(self._words, word, command)
            for verb, press in command.presses.items():
                if self.presses.setdefault(verb, press) is not press:
                    msg = f"two buttons are called {verb!r}"
                    raise ValueError(msg)
        self._longest = max((len(w.split()) for w in self._words), default=1)

    def _put(self, names: dict[str, Command], name: str, command: Command) -> None:
        for known in (self._slashes, self._words):  # after "/" both are understood
            if known.get(fold(name), command) is not command:
                msg = f"two commands answer to {name!r}"
                raise ValueError(msg)
        names[fold(name)] = command

    def by_slash(self, slash: str) -> Command | None:
        """Return the command called *slash*."""
        return self._slashes.get(slash)

    def exact(self, text: str) -> Command | None:
        """Return the command whose word, saying something by itself, is the whole of *text*."""
        found = self._words.get(fold(text))
        return found if found is not None and not found.numbered else None

    def find(self, scene: Scene, text: str) -> Named | None:
        """Return the command that *text* begins with, the longest word first, and what follows it as typed."""
        typed = text.strip().removeprefix("/").split()
        after_slash = text.strip().startswith("/")
        for length in range(min(self._longest, len(typed)), 0, -1):
            word, rest = fold(" ".join(typed[:length])), " ".join(typed[length:])
            found = self._words.get(word)
            if after_slash:
                found = found or self._slashes.get(word)
            if found is not None and (after_slash or not rest or found.takes(scene, rest)):
                is_sure = after_slash or (found.takes is not anything if rest else not found.numbered)
                return Named(found, rest, is_sure)
        return None
