"""The languages in which a dialog can be asked: which there are, and the same dialog in another of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from content.texts import common
from content.vietnamese import fold

if TYPE_CHECKING:
    from content.dialog.dialog import Dialog

_CODE: Final = re.compile(r"\(\s*([A-Za-z][A-Za-z0-9-]*)\s*\)\s*$")
_UNNAMED: Final = "default"  # texts without a language: an office here writes those in Vietnamese
_OURS: Final = "vi"
_TONGUE: Final = "tieng "


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages of a dialog. All of its versions have the same questions, rules and values; words alone differ.

    `names` are as the form writes them, its default first; `spoken` is that of the dialog at hand; `put_into` gives
    the dialog in another one, always the same object for the same name.
    """

    names: tuple[str, ...]
    spoken: str
    put_into: Callable[[str], Dialog]

    def known(self, wanted: str) -> str:
        """Return the name of the language that *wanted* means: a name, its plain words, or its code; "" for none."""
        key = fold(wanted)
        if not key:
            return ""
        return next((name for name in self.names if key in called(name)), "")

    def but(self, change: Callable[[Dialog], Dialog]) -> Languages:
        """Return these languages of a dialog that *change* has been done to."""
        made: dict[str, Dialog] = {}

        def put_into(name: str) -> Dialog:
            if name not in made:
                languages = Languages(self.names, name, put_into)
                made[name] = replace(change(self.put_into(name)), languages=languages)
            return made[name]

        return Languages(self.names, self.spoken, put_into)


def called(name: str) -> frozenset[str]:
    """Return, folded, what may be typed for a language: its name with or without code and "tiếng", its code."""
    code, label = code_of(name), fold(label_of(name))
    bare = {fold(name), label, code, label.removeprefix(_TONGUE), *common.LANGUAGES_CALLED.get(code, ())}
    return frozenset({*bare, *(f"{_TONGUE}{one}" for one in bare)} - {""})


def spoken_in(dialog: Dialog, language: str) -> Dialog:
    """Return *dialog* in *language*; as it is when it has no such language."""
    languages = dialog.languages
    if languages is None or language not in languages.names or language == languages.spoken:
        return dialog
    return languages.put_into(language)


def code_of(name: str) -> str:
    """Return what a language is remembered by, whatever form names it: "vi" for "Tiếng Việt (vi)", else its words."""
    if name == _UNNAMED:
        return _OURS
    found = _CODE.search(name)
    return found[1].lower() if found else fold(name)


def label_of(name: str) -> str:
    """Return the name of a language as it is shown: without its code."""
    return common.UNNAMED_LANGUAGE if name == _UNNAMED else _CODE.sub("", name).strip() or name
