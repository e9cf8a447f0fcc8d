"""From a question of a form to a Step: its kind of answer, its words, and what of it depends on other answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, cast

from content.dialog import Answers, Live, Note, Option, Pick, Seen, Step, Text, Value
from content.dialog.values import Media
from content.texts import filling
from content.texts.courtesy import Courtesy, fill
from content.texts.privacy import PHOTO_NOTE
from content.texts.sent_files import FILM_NOTE
from content.xforms.answering import CHOSEN, FILES, kind_of, typed
from content.xforms.definition import Definition, Field, Tree, Words
from content.xforms.keys import OTHER_NAME, SHOWN, Keys
from content.xforms.listing import acknowledgement, choices_of
from content.xforms.media import media_of
from content.xforms.saying import Saying, doubled, saying
from content.xforms.stage import Form, kept
from content.xforms.xpath import XValue, text_of, truth_of

LONGEST_NAME = 60
_NOTES = {"image": PHOTO_NOTE, "video": FILM_NOTE}  # what is not to be seen
_ANY = Courtesy.DONG_CHI  # for words that address nobody
_TRUE = (["call", "true"], ["str", "yes"], ["str", "true()"])


@dataclass(frozen=True, slots=True)
class Asker:
    """Makes the steps of one form in one language."""

    definition: Definition
    form: Form
    keys: Keys
    language: str

    def say(self, words: Words, pattern: str) -> Saying:
        """Return a text of the form."""
        return saying(self.form, words, self.language, self.definition.default_language, pattern)

    def question(self, asked: Field) -> tuple[Step, ...]:
        """Return the Step of a question, and the one for "something else" where it may be."""
        pattern, key = self.keys.pattern(asked.path), self.keys.of[asked.path]
        label, hint = self.say(asked.label, pattern), self._hint(asked, pattern)
        fixed, options = self._choices(asked, pattern)
        step = kind_of(asked, key, label.fixed or asked.name, fixed)
        other = key + OTHER_NAME if asked.or_other and isinstance(step, Pick) else ""
        live = self._live(asked, pattern, key, label, hint, options)
        step = replace(
            step, called=asked.name, name=short(label.fixed or asked.name), hint=hint.fixed, live=live,
            media=self._media(asked.media), optional=asked.required not in _TRUE, words=self._words(asked, pattern),
        )  # fmt: skip
        beside = self._own_words(asked) if isinstance(step, Pick) else ""
        step = replace(step, other=other or beside) if isinstance(step, Pick) else step
        if not other:
            return (step,)
        name = fill(filling.OTHER_NAME, _ANY, name=short(label.fixed or asked.name))
        return step, Text(key=other, called=f"{asked.name}{OTHER_NAME}", ask=filling.OTHER_ASK, name=name)

    def _own_words(self, asked: Field) -> str:
        """Return the key of the question that takes what is not on a list from outside: `or_other` is not for those."""
        path = f"{asked.path}{OTHER_NAME}"
        is_outside = asked.list_name not in self.definition.choices and not asked.list_name.startswith("${")
        asks_words = any(one.path == path and one.kind == "text" for one in self.definition.fields())
        return self.keys.of[path] if is_outside and asks_words else ""

    def note(self, path: str, words: Words, media: dict[str, dict[str, str]] | None = None) -> Note | None:
        """Return a note, None when it says nothing."""
        pattern, key = self.keys.pattern(path), self.keys.of.get(path, "")
        said = self.say(words, pattern)
        shown = self._media(media or {})
        if not said and not shown:
            return None
        note = Note(key=key or _key_of(path), called=_key_of(path) if not key else path.rpartition("/")[2],
                    ask=said.fixed, media=shown)  # fmt: skip
        if said.made is None:
            return note
        return replace(note, live=Live(step=lambda answers: replace(note, ask=said(answers))))

    def shown(self, asked: Field) -> Note:
        """Return the note that shows a value nobody may change."""
        pattern, key = self.keys.pattern(asked.path), self.keys.of[asked.path]
        label = self.say(asked.label, pattern)
        note = Note(key=key + SHOWN, called=asked.name + SHOWN, ask="", media=self._media(asked.media))

        def step(answers: Answers) -> Step:
            value = cast("Seen", answers)[key]
            words = [label(answers), "" if value is None else text_of(cast("Any", _readable(value)))]
            return replace(note, ask=": ".join(filter(None, words)).replace("::", ":"))

        return replace(note, live=Live(step=step))

    # ---- parts of a question

    def _choices(self, asked: Field, pattern: str) -> tuple[tuple[Option, ...], Callable[[Answers], Any] | None]:
        if asked.kind == "acknowledge":
            return acknowledgement(), None
        if asked.kind not in CHOSEN:
            return (), None
        return choices_of(self.definition, self.form, asked, self.language, pattern)

    def _hint(self, asked: Field, pattern: str) -> Saying:
        said = [self.say(words, pattern) for words in (asked.hint, asked.guidance)]
        files = _NOTES.get(asked.kind, "")
        if all(part.made is None for part in said):
            return Saying("\n".join(filter(None, (*(part.fixed for part in said), files))))
        return Saying("", lambda answers: "\n".join(filter(None, (*(part(answers) for part in said), files))))

    def _media(self, media: dict[str, dict[str, str]]) -> Media:
        return media_of(media, self.language, self.definition.default_language)

    def _words(self, asked: Field, pattern: str) -> dict[str, str]:
        words = {"need": FILES[asked.kind]} if asked.kind in FILES else {}
        required = self.say(asked.required_message, pattern)
        if required.fixed:
            words["required"] = required.fixed
        return words

    def _live(  # noqa: PLR0913 (all that may move)
        self, asked: Field, pattern: str, key: str, label: Saying, hint: Saying,
        options: Callable[[Answers], tuple[Option, ...]] | None,
    ) -> Live | None:  # fmt: skip
        guard, value = self._guard(asked, pattern), self._calculation(asked, pattern)
        is_fixed = asked.required is None or is_true(asked.required)
        needs = None if is_fixed or asked.required is None else self.form.worked(asked.required, pattern)
        step = _standing(key, label, hint, options, needs, guard)
        default = self.default(asked, pattern)
        if step is None and value is None and default is None:
            return None
        reads = self._reads(asked, key)
        return Live(
            step=step, value=value, reads=reads, choosy=options is not None and bool(reads), default=default,
            early=isinstance(asked.default, str), waits=bool(asked.trigger), guarded=guard is not None,
        )  # fmt: skip

    def _reads(self, asked: Field, key: str) -> frozenset[str]:
        """Return the keys whose answers may change the answer: by its list, or because it is worked out."""
        reads: frozenset[str] = frozenset()
        if asked.choice_filter is not None:
            reads |= self.keys.read_by(asked.choice_filter, key)
        if (listed := asked.list_name.removeprefix("${").removesuffix("}")) in self.keys.of:
            reads |= self.keys.read_by(["field", listed], key)
        if asked.trigger:
            reads |= {self.keys.of[path] for path in asked.trigger}
        elif asked.calculation is not None:
            reads |= self.keys.read_by(asked.calculation, key)
        return reads

    def _calculation(self, asked: Field, pattern: str) -> Callable[[Answers], Value | None] | None:
        if asked.calculation is None:
            return None
        work = self.form.worked(asked.calculation, pattern)
        return lambda answers: typed(asked.kind, kept(work(answers)))

    def default(self, asked: Field, pattern: str) -> Callable[[Answers], Value | None] | None:
        """Return what gives the default of a field."""
        if asked.default is None or asked.default == "":
            return None
        if isinstance(asked.default, str):
            fixed = typed(asked.kind, asked.default)
            return lambda _answers: fixed
        work = self.form.worked(asked.default, pattern)
        return lambda answers: typed(asked.kind, kept(work(answers)))

    def _guard(self, asked: Field, pattern: str) -> Callable[[Seen, Value], str] | None:
        if asked.constraint is None:
            return None
        work = self.form.worked(asked.constraint, pattern)
        message = self.say(asked.constraint_message, pattern)

        def guard(seen: Seen, value: Value) -> str:
            path = pattern.format(*seen.turns) if seen.turns else pattern
            with seen.walk.trying(path, value):
                if truth_of(work(seen)):
                    return ""
            return fill(message(seen) or filling.NOT_ALLOWED, seen.facts.courtesy)

        return guard


def _standing(  # noqa: PLR0913 (all that may move)
    key: str,
    label: Saying,
    hint: Saying,
    options: Callable[[Answers], tuple[Option, ...]] | None,
    needs: Callable[[Answers], XValue] | None,
    guard: Callable[[Seen, Value], str] | None,
) -> Callable[[Answers], Step] | None:
    """Return what gives the step as it stands among the answers, None when it is always the same."""
    if label.made is None and hint.made is None and options is None and needs is None and guard is None:
        return None

    def step(answers: Answers) -> Step:
        seen = cast("Seen", answers)
        changes: dict[str, Any] = {}
        if label.made is not None:
            changes |= {"ask": label(answers), "name": short(label(answers))}
        if hint.made is not None:
            changes["hint"] = hint(answers)
        if options is not None:
            changes["choices"] = options(answers)
        if needs is not None:
            changes["optional"] = not truth_of(needs(answers))
        if options is not None and not changes["choices"]:  # nobody is held up by a list of nothing
            asked = seen.walk.dialog.by_key[key].step
            takes_words = isinstance(asked, Pick) and bool(asked.other)
            changes["hint"] = filling.EMPTY_LIST_OTHER if takes_words else filling.EMPTY_LIST
            if not takes_words:
                changes["optional"] = True
        if guard is not None:
            changes["guard"] = lambda value: guard(seen, value)
        return replace(seen.walk.dialog.by_key[key].step, **changes)

    return step


def short(text: str) -> str:
    """Return a label as it stands before an answer: its first line up to a question mark, and not too long.

    Both are texts that are yet to be filled in.
    """
    line = next(iter(text.replace("{{", "{").replace("}}", "}").splitlines()), "").strip()
    line = (line.partition("?")[0].strip() or line).rstrip("?:.").rstrip()
    return doubled(line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1].rstrip() + "…")


def is_true(tree: Tree | None) -> bool:
    """Say whether an expression is a plain yes."""
    return tree in _TRUE


def _key_of(path: str) -> str:
    return path.replace("/", "__") + "__title"


def _readable(value: Value) -> str | float:
    return " ".join(value) if isinstance(value, list) else value if isinstance(value, str) else float(value)
