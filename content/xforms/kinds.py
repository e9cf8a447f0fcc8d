"""Types of questions: their spellings, what the chat makes of each, and the pieces of a type cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

Support = Literal["yes", "fallback", "refused"]

_SPELLINGS: Final = {
    "text": ("string", "q string", "add text prompt"),
    "integer": ("int", "q int", "add integer prompt"),
    "decimal": ("q decimal", "add decimal prompt"),
    "range": (),
    "date": ("q date", "add date prompt"),
    "time": (),
    "dateTime": ("datetime", "date time", "q dateTime", "q date time", "add date time prompt", "add dateTime prompt"),
    "note": ("q note", "add note prompt"),
    "calculate": ("q calculate", "add calculate prompt"),
    "hidden": (),
    "acknowledge": ("trigger", "q acknowledge", "add acknowledge prompt"),
    "image": ("photo", "q image", "q picture", "add image prompt", "add photo prompt"),
    "audio": ("q audio", "add audio prompt"),
    "video": ("q video", "add video prompt"),
    "file": ("add file prompt",),
    "geopoint": ("gps", "location", "q geopoint", "q location", "add location prompt"),
    "geotrace": ("q geotrace",),
    "geoshape": ("q geoshape",),
    "barcode": ("q barcode", "add barcode prompt"),
    "start": ("start time", "get start time"),
    "end": ("end time", "get end time"),
    "today": ("get today",),
    "deviceid": ("device id", "imei", "get device id", "uri:deviceid"),
    "username": ("uri:username",),
    "phonenumber": ("phone number", "get phone number", "uri:phonenumber"),
    "email": ("uri:email",),
    "simserial": ("sim id", "get sim id", "uri:simserial"),
    "subscriberid": ("subscriber id", "get subscriber id", "uri:subscriberid"),
    "audit": (),
    "start-geopoint": (),
    "background-audio": (),
    "background-geopoint": (),
    "csv-external": (),
    "xml-external": (),
    "osm": (),
}
_KINDS: Final = {spelling: kind for kind, more in _SPELLINGS.items() for spelling in (kind, *more)}

BOUNDED: Final = {
    "percentage": (0, 100),
    "number of days in last month": (0, 31),
    "number of days in last six months": (0, 183),
    "number of days in last year": (0, 365),
}
"""Old types that are a whole number between two ends. Source: pyxform's question_type_dictionary."""

_SELECTS: Final = {
    "select_one": ("select one", "select1", "select one from", "add select one prompt using", "select one using"),
    "select_multiple": ("select multiple", "select all that apply", "select all that apply from",
                        "select multiple from", "select multiple using", "add select multiple prompt using"),
    "rank": (),
    "select_one_from_file": ("select one from file",),
    "select_multiple_from_file": ("select multiple from file",),
    "select_one_external": (),
    "cascading_select": ("cascading select",),
}  # fmt: skip
_COMMANDS: Final = {spelling: kind for kind, more in _SELECTS.items() for spelling in (kind, *more)}
_SELECT: Final = re.compile(
    "(?P<command>" + "|".join(sorted(map(re.escape, _COMMANDS), key=len, reverse=True)) + ")"
    r"(?: (?P<list>\S+))?(?P<other> (?:or specify other|or_other|or other))?"
)
_CONTROLS: Final = {"group": "group", "repeat": "repeat", "lgroup": "repeat", "looped group": "repeat", "loop": "loop"}
_CONTROL: Final = re.compile(rf"(begin|end)[ _]({'|'.join(_CONTROLS)})(?: (?:over )?(\S+))?")

SUPPORT: Final[dict[str, Support]] = {
    **dict.fromkeys(
        ("text", "integer", "decimal", "range", "date", "time", "dateTime", "select_one", "select_multiple", "rank",
         "note", "calculate", "hidden", "acknowledge", "image", "audio", "video", "file", "start", "end", "today",
         "username", "select_one_from_file", "select_multiple_from_file", "csv-external", "begin_group",
         "begin_repeat"), "yes",
    ),
    **dict.fromkeys(
        ("geopoint", "barcode", "deviceid", "phonenumber", "email", "simserial", "subscriberid", "audit",
         "start-geopoint"), "fallback",
    ),
    **dict.fromkeys(
        ("geotrace", "geoshape", "background-audio", "background-geopoint", "xml-external", "osm",
         "select_one_external", "cascading_select", "begin_loop"), "refused",
    ),
}  # fmt: skip
"""What the chat makes of each type. The sentence for each that is not "yes" is in `content.texts.forms`."""

APPEARANCES: Final[dict[str, Support]] = {
    **dict.fromkeys(("signature", "draw", "image-map", "printer", "ex"), "refused"),
    **dict.fromkeys(
        ("annotate", "new-front", "selfie", "field-list", "table-list", "list", "list-nolabel", "label", "likert",
         "map", "placement-map", "maps", "month-year", "year", "no-calendar", "thousands-sep", "bearing", "rating",
         "picker", "vertical", "no-ticks", "counter", "distress", "no-buttons", "numbers", "url", "masked"),
        "fallback",
    ),
}  # fmt: skip
"""Appearances which the chat cannot show as they are meant. All others only lay out a screen, and say nothing here."""

UNSAID: Final = frozenset({
    "calculate", "hidden", "start", "end", "today", "deviceid", "username", "phonenumber", "email", "simserial",
    "subscriberid", "audit", "start-geopoint", "csv-external", "background-geopoint", "background-audio",
    "xml-external",
})  # fmt: skip
"""Types that ask nothing, so they need no label."""

ANSWERLESS: Final = UNSAID | {"note"}
SELECTS: Final = frozenset({"select_one", "select_multiple", "rank"})


@dataclass(frozen=True, slots=True)
class Kind:
    """A type cell taken apart. `word` is the type in one word; sections are "group", "repeat" and "loop"."""

    word: str
    list_name: str = ""
    or_other: bool = False
    begins: bool = False
    ends: bool = False
    from_file: bool = False
    between: tuple[int, int] | None = None
    is_known: bool = True

    @property
    def support_key(self) -> str:
        """Under which the type stands in SUPPORT."""
        if self.begins:
            return f"begin_{self.word}"
        return f"{self.word}_from_file" if self.from_file and self.word in SELECTS else self.word


def read_kind(text: str) -> Kind | None:
    """Take a type cell apart; None when no such type is known.

    >>> read_kind("select one from yes_no").word
    'select_one'
    """
    bare = " ".join(text.split())
    if bare in _KINDS:
        return Kind(_KINDS[bare])
    if bare in BOUNDED:
        return Kind("integer", between=BOUNDED[bare])
    if found := _CONTROL.fullmatch(bare):
        return Kind(_CONTROLS[found[2]], found[3] or "", begins=found[1] == "begin", ends=found[1] == "end")
    if found := _SELECT.fullmatch(bare):
        command = _COMMANDS[found["command"]]
        word = command.removesuffix("_from_file")
        return Kind(word, found["list"] or "", bool(found["other"]), from_file=word != command)
    return None


def spellings() -> list[str]:
    """Return the types a person may have meant: their usual names."""
    sections = ["begin group", "end group", "begin repeat", "end repeat"]
    return [*_SPELLINGS, "select_one", "select_multiple", "rank", "select_one_from_file", *sections]
