"""A talking point composed in chat, and the source of one that came as a file: confirmed by a person, never made up."""

from __future__ import annotations

from dataclasses import dataclass, replace

from content.dialog import (
    OTHER,
    Condition,
    Day,
    Dialog,
    Facts,
    Known,
    Lookup,
    Option,
    Pick,
    PickMany,
    Text,
    Unreadable,
    Value,
    answered,
    said,
)
from content.document import POINT_LIMIT
from content.reading.secrecy import is_marked
from content.texts import composing as texts
from content.texts import reading

MOST_POINTS = 20  # more is no talking point but a document: send the file
MOST_TEXT = 20_000
MOST_ASKED = 10  # of an office's own people, and most is found in the file


@dataclass(frozen=True, slots=True, kw_only=True)
class Official(Text):
    """Words of the office: hotlines and offices may be named, a secrecy mark may not stand in them."""

    private: bool = True  # the gate looks for people's data; an office publishes its own numbers

    def admit(self, value: Value, facts: Facts) -> None:
        """Refuse what bears a secrecy mark, besides what Text refuses."""
        Text.admit(self, value, facts)
        if is_marked(str(value).splitlines()):
            raise Unreadable(reading.REFUSED["secret"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Points(Official):
    """Several points in one message, one a line."""

    limit: int = MOST_TEXT

    def admit(self, value: Value, facts: Facts) -> None:
        """Refuse more points than anyone remembers, and one that does not fit a message."""
        Official.admit(self, value, facts)
        lines = [line for line in str(value).splitlines() if line.strip()]
        if len(lines) > MOST_POINTS:
            raise Unreadable(self.word("many", texts.TOO_MANY_POINTS, facts, n=len(lines), limit=MOST_POINTS))
        for n, line in enumerate(lines, 1):
            if len(line) > POINT_LIMIT:
                fields = {"n": n, "length": len(line), "limit": POINT_LIMIT}
                raise Unreadable(self.word("long", texts.LONG_POINT, facts, **fields))

    def say(self, value: Value, facts: Facts) -> str:
        """Return how many there are: the preview shows them whole."""
        return texts.POINTS_SAID.format(n=sum(1 for line in str(value).splitlines() if line.strip()))


HAS_NUMBER = answered("number")
TITLE = Official(key="title", ask=texts.ASK_TITLE, name=texts.NAME_TITLE, limit=200, least=5)
SCOPE = Pick(
    key="scope", ask=texts.ASK_SCOPE, name=texts.NAME_SCOPE,
    choices=tuple(Option(value, label) for value, label in texts.CHOSEN_SCOPES),
)  # fmt: skip
NUMBER = Official(
    key="number", ask=texts.ASK_NUMBER, hint=texts.HINT_NUMBER, name=texts.NAME_NUMBER, limit=60, optional=True
)
KINDS = tuple(Option(kind, kind) for kind in texts.DOC_KINDS)
ISSUED_ON = Day(key="issued_on", ask=texts.ASK_ISSUED_ON, name=texts.NAME_ISSUED_ON, only_if=HAS_NUMBER)
ISSUER = Pick(
    key="issuer", ask=texts.ASK_ISSUER, name=texts.NAME_ISSUER, choices=Lookup.ISSUERS, other="issuer_other",
    only_if=HAS_NUMBER,
)  # fmt: skip
TOPIC = Text(
    key="topic", ask=texts.ASK_TOPIC, name=texts.NAME_TOPIC, limit=60, optional=True, private=True,
    quick=tuple(Option(topic, topic) for topic in texts.TOPICS),
)  # fmt: skip
VALID_TO = Day(key="valid_to", ask=texts.ASK_VALID_TO, name=texts.NAME_VALID_TO, past=False, optional=True)


DOC_KIND = Official(
    key="doc_kind", ask=texts.ASK_DOC_KIND, name=texts.NAME_DOC_KIND, limit=40, quick=KINDS, optional=True
)
SOURCE = (
    NUMBER,
    ISSUED_ON,
    ISSUER,
    Official(
        key="issuer_other", ask=texts.ASK_ISSUER, name=texts.NAME_ISSUER, limit=200,
        only_if=HAS_NUMBER & said("issuer", OTHER),
    ),
)  # fmt: skip

TALKING_POINT = Dialog(
    key="talking_point", title=texts.TITLE, intro=texts.INTRO, send=texts.SAVE, send_word=texts.SAVE_WORD, saves=True,
    items=(
        TITLE,
        Points(key="points", ask=texts.ASK_POINTS, hint=texts.HINT_POINTS, name=texts.NAME_POINTS),
        SCOPE,
        *SOURCE,
    ),
)  # fmt: skip
"""Seven questions at most, the check included; without a number the source is not asked for."""

MORE = Dialog(
    key="talking_point_more", title=texts.MORE_TITLE, send=texts.SAVE, send_word=texts.SAVE_WORD, saves=True,
    items=(
        VALID_TO,
        TOPIC,
        Official(key="short_message", ask=texts.ASK_SHORT, name=texts.NAME_SHORT, limit=200, optional=True),
        replace(DOC_KIND, only_if=Condition(frozenset(), lambda a: bool(a.facts.value(Known.NUMBER)))),
    ),
)  # fmt: skip
"""What a draft may have besides, asked when it is wanted."""

_BASES = PickMany(key="bases", ask=texts.ASK_BASES, name=texts.NAME_BASES, choices=Lookup.BASES, optional=True)


# A paper that came as a file has its own head: each field on its own, found or still missing.
HEAD = (
    Official(
        key="number", ask=texts.ASK_OWN_NUMBER, hint=texts.HINT_OWN_NUMBER, name=texts.NAME_NUMBER, limit=60,
        optional=True,
    ),
    DOC_KIND,
    Day(key="issued_on", ask=texts.ASK_ISSUED_ON, name=texts.NAME_ISSUED_ON, optional=True),
    Official(key="issuer", ask=texts.ASK_ISSUER, name=texts.NAME_ISSUER, limit=200, optional=True),
)  # fmt: skip


def _source(key: str, bases: tuple[PickMany, ...]) -> Dialog:
    return Dialog(
        key=key, title=texts.SOURCE_TITLE, intro=texts.SOURCE_INTRO, send=texts.SAVE, send_word=texts.SAVE_WORD,
        saves=True, most=MOST_ASKED, items=(TITLE, *HEAD, SCOPE, *bases, TOPIC, VALID_TO),
    )  # fmt: skip


SOURCE_FIELDS = _source("source_fields", ())
SOURCE_AND_BASES = _source("source_and_bases", (_BASES,))
