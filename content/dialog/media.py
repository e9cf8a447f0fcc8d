"""Pictures, recordings and films beside questions, notes and choices: those at hand are sent, the others are named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from content.dialog.values import Facts, Known, Media, Option
from content.message import Attachment, Outbound
from content.texts import filling

MOST_FILES = 10  # for one question: more of them would push it out of sight
LONGEST_CAPTION = 200  # the whole label stands in the question; a channel refuses a caption of 1,024


class Beside:
    """Gathers the `files` that go ahead of one question, each a message of its own, in order."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self.files: list[Outbound] = []

    def take(self, media: Media, caption: str = "") -> list[str]:
        """Gather the files of *media*, each below *caption*; return the names of those that cannot go along."""
        if not media:
            return []
        known: Mapping[str, Attachment] = self._facts.value(Known.MEDIA) or {}
        left = []
        for names in media:
            file = next((known[name] for name in names if name in known), None)
            if file is None or len(self.files) >= MOST_FILES:
                left.append(names[-1])
            else:
                self.files.append(Outbound(caption, file=file))
        return left

    def take_of(self, shown: Iterable[Option]) -> list[str]:
        """Gather the files of the choices as they are listed; return what cannot go along: "2. Label: b.jpg"."""
        left = []
        for n, option in enumerate(shown, 1):
            label = filling.MEDIA_CHOICE.format(n=n, label=option.label)
            label = label if len(label) <= LONGEST_CAPTION else label[: LONGEST_CAPTION - 1].rstrip() + "…"
            left += [filling.MEDIA_OF.format(label=label, name=name) for name in self.take(option.media, label)]
        return left


def named(names: list[str]) -> str:
    """Return the line that names files which are not shown; "" without any."""
    return filling.MEDIA.format(names="; ".join(names)) if names else ""
