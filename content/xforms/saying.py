"""Texts of a form in one language, with the values of expressions where the sheet has `${…}`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from content.dialog import Answers
from content.xforms.definition import Words
from content.xforms.stage import Form
from content.xforms.xpath import text_of


@dataclass(frozen=True, slots=True)
class Saying:
    """A text: `fixed`, or made of the answers. Braces are doubled, since the engine fills in forms of address."""

    fixed: str
    made: Callable[[Answers], str] | None = None

    def __bool__(self) -> bool:
        """Say whether there is anything to say."""
        return bool(self.fixed) or self.made is not None

    def __call__(self, answers: Answers) -> str:
        """Return the text among these answers."""
        return self.fixed if self.made is None else self.made(answers)


def doubled(text: str) -> str:
    """Return *text* so that filling it in gives it back, with the form of address where it has `{addr}` or `{Addr}`."""
    kept = text.replace("{", "{{").replace("}", "}}")
    return kept.replace("{{addr}}", "{addr}").replace("{{Addr}}", "{Addr}")


def in_language(words: Words, language: str, default: str) -> list[object]:
    """Return the pieces in the language, else in the default one, else in any."""
    for name in (language, default, "default"):
        if words.get(name):
            return list(words[name])
    return list(next((pieces for pieces in words.values() if pieces), []))


def saying(form: Form, words: Words, language: str, default: str, pattern: str) -> Saying:
    """Return *words* in one language, as they are said at the place *pattern*."""
    pieces = in_language(words, language, default)
    if all(isinstance(piece, str) for piece in pieces):
        return Saying(doubled("".join(map(str, pieces)).strip()))
    parts = [piece if isinstance(piece, str) else form.worked(list(piece), pattern) for piece in pieces]  # type: ignore[call-overload]  # a piece is a text or a tree

    def made(answers: Answers) -> str:
        said = (part if isinstance(part, str) else text_of(part(answers)) for part in parts)
        return doubled("".join(said).strip())

    return Saying("", made)
