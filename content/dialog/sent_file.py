"""The question that is answered by a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from content.dialog.steps import Step
from content.dialog.values import Facts, Unreadable, Value
from content.message import FileRef
from content.sent_files import kept_name, told_kind
from content.texts import common
from content.texts import sent_files as texts

MOST_MEGABYTES: Final = 20  # what Telegram hands out, and what the phone's page takes
_FAMILIES: Final = {"image": "image", "audio": "audio", "video": "video"}


@dataclass(frozen=True, slots=True, kw_only=True)
class File(Step):
    """A document or photo; the bytes are fetched by the caller's Chore. Words: need.

    *kept* says what is wanted (image, audio, video, file) and that the bytes stay with the answers: the answer is a
    name for them. Without it the answer is the file's `remote`.
    """

    kept: str = ""

    def read(self, text: str, facts: Facts) -> Value:
        """Refuse words: this question is answered by a file."""
        raise Unreadable(self.word("need", common.NEED_FILE, facts))

    def take(self, file: FileRef, facts: Facts) -> Value:
        """Return the answer that *file* is. Raises Unreadable for one that is not wanted, as far as is told."""
        if not self.kept:
            return file.remote
        told = told_kind(file)
        if told == "unsafe":
            raise Unreadable(self.word("unsafe", texts.UNSAFE, facts))
        if told and self.kept in _FAMILIES and told != self.kept:
            given = texts.A_THING.get(told, texts.DOCUMENT)
            fields = {"wanted": texts.A_THING[self.kept], "given": given}
            raise Unreadable(self.word("other_kind", texts.OTHER_KIND, facts, **fields))
        if file.size is not None and file.size > MOST_MEGABYTES * 1024 * 1024:
            thing = texts.THINGS[self.kept]
            fields = {"Thing": thing[:1].upper() + thing[1:], "most": str(MOST_MEGABYTES)}
            raise Unreadable(self.word("too_large", texts.TOO_LARGE, facts, **fields))
        return kept_name(self.kept, file.remote)

    def say(self, value: Value, facts: Facts) -> str:
        """Return "đã nhận ảnh (1)"."""
        return texts.SAID.format(thing=texts.THINGS[self.kept]) if self.kept else str(value)
