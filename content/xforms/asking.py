"""From a question of a form to a Step: its kind of answer, its words, and what of it depends on other answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from content.dialog import Answers, File, Live, Note, Option, Pick, PickMany, Rank, Seen, Step, Text, Value
from content.dialog.amounts import Amount
from content.dialog.moments import AnyDay, Clock, Moment
from content.dialog.spots import Spot
from content.texts import filling
from content.texts.courtesy import Courtesy, fill
from content.xforms.definition import Definition, Field, Tree, Words
from content.xforms.keys import OTHER_NAME, SHOWN, Keys
from content.xforms.listing import acknowledgement, choices_of
from content.xforms.saying import Saying, saying
from content.xforms.stage import Form, kept
from content.xforms.xpath import text_of, truth_of

LONGEST_TEXT = 1_500
LONGEST_NAME = 60
_ANY = Courtesy.DONG_CHI  # for words that address nobody
_TRUE = (["call", "true"], ["str", "yes"], ["str", "true()"])
_CHOSEN: Mapping[str, type[Pick]] = {
    "select_one": Pick, "select_multiple": PickMany, "rank": Rank, "acknowledge": Pick,
    "select_one_from_file": Pick, "select_multiple_from_file": PickMany,
}  # fmt: skip
_PLAIN: Mapping[str, type[Step]] = {"date": AnyDay, "time": Clock, "dateTime": Moment, "geopoint": Spot}
_FILES = {
    "image": filling.NEED_PHOTO,
    "audio": filling.NEED_AUDIO,
    "video": filling.NEED_VIDEO,
    "file": filling.NEED_ANY_FILE,
}


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
        step = self._kind(asked, key, label.fixed or asked.name, fixed)
        other = key + OTHER_NAME if asked.or_other and isinstance(step, Pick) else ""
        live = self._live(asked, pattern, key, label, hint, options)
        step = replace(
            step, called=asked.name, name=short(label.fixed or asked.name), hint=hint.fixed, live=live,
            optional=asked.required not in _TRUE, words=self._words(asked, pattern),
        )  # fmt: skip
        step = replace(step, other=other) if isinstance(step, Pick) else step
        if not other:
            return (step,)
        name = fill(filling.OTHER_NAME, _ANY, name=short(label.fixed or asked.name))
        return step, Text(key=other, called=f"{asked.name}{OTHER_NAME}", ask=filling.OTHER_ASK, name=name)

    def note(self, path: str, words: Words, media: dict[str, dict[str, str]] | None = None) -> Note | None:
        """Return a note, None when it says nothing."""
        pattern, key = self.keys.pattern(path), self.keys.of.get(path, "")
        said = self.say(words, pattern)
        files = self._media(media or {})
        if not said and not files:
            return None
        tail = f"\n{files}" if files else ""
        note = Note(key=key or _key_of(path), called=_key_of(path) if not key else path.rpartition("/")[2],
                    ask=said.fixed + tail)  # fmt: skip
        if said.made is None:
            return note
        return replace(note, live=Live(step=lambda answers: replace(note, ask=said(answers) + tail)))

    def shown(self, asked: Field) -> Note:
        """Return the note that shows a value nobody may change."""
        pattern, key = self.keys.pattern(asked.path), self.keys.of[asked.path]
        label = self.say(asked.label, pattern)
        note = Note(key=key + SHOWN, called=asked.name + SHOWN, ask="")

        def step(answers: Answers) -> Step:
            value = cast("Seen", answers)[key]
            words = [label(answers), "" if value is None else text_of(cast("Any", _readable(value)))]
            return replace(note, ask=": ".join(filter(None, words)).replace("::", ":"))

        return replace(note, live=Live(step=step))

    # ---- parts of a question

    def _kind(self, asked: Field, key: str, ask: str, fixed: tuple[Option, ...]) -> Step:
        kind, given = asked.kind, asked.parameters
        if kind in _CHOSEN:
            return _CHOSEN[kind](key=key, ask=ask, choices=fixed)
        if kind in ("integer", "decimal", "range"):
            limits = [float(given[name]) if name in given else None for name in ("start", "end", "step")]
            low, high, step = limits if kind == "range" else (None, None, None)
            if kind == "range":
                low, high, step = (0.0 if low is None else low), (10.0 if high is None else high), step or 1.0
                low, high = min(low, high), max(low, high)
            whole = kind == "integer" or (kind == "range" and all(n is not None and n == int(n) for n in (low, step)))
            return Amount(key=key, ask=ask, whole=whole, least=low, most=high, step=step, example=12)
        if kind in _FILES:
            return File(key=key, ask=ask, words={"need": _FILES[kind]})
        if kind in _PLAIN:
            return _PLAIN[kind](key=key, ask=ask)
        return Text(key=key, ask=ask, limit=LONGEST_TEXT)

    def _choices(self, asked: Field, pattern: str) -> tuple[tuple[Option, ...], Callable[[Answers], Any] | None]:
        if asked.kind == "acknowledge":
            return acknowledgement(), None
        if asked.kind not in _CHOSEN:
            return (), None
        return choices_of(self.definition, self.form, asked, self.language, pattern)

    def _hint(self, asked: Field, pattern: str) -> Saying:
        said = [self.say(words, pattern) for words in (asked.hint, asked.guidance)]
        files = self._media(asked.media)
        if all(part.made is None for part in said):
            return Saying("\n".join(filter(None, (*(part.fixed for part in said), files))))
        return Saying("", lambda answers: "\n".join(filter(None, (*(part(answers) for part in said), files))))

    def _media(self, media: dict[str, dict[str, str]]) -> str:
        found = []
        for names in media.values():
            name = (
                names.get(self.language)
                or names.get(self.definition.default_language)
                or next(iter(names.values()), "")
            )
            found += [name] if name else []
        return fill(filling.MEDIA, _ANY, names=", ".join(found)).replace("{", "{{").replace("}", "}}") if found else ""

    def _words(self, asked: Field, pattern: str) -> dict[str, str]:
        words = {"need": _FILES[asked.kind]} if asked.kind in _FILES else {}
        required = self.say(asked.required_message, pattern)
        if required.fixed:
            words["required"] = required.fixed
        return words

    def _live(  # noqa: PLR0913 (all that may move)
        self, asked: Field, pattern: str, key: str, label: Saying, hint: Saying,
        options: Callable[[Answers], tuple[Option, ...]] | None,
    ) -> Live | None:  # fmt: skip
        required = asked.required if asked.required is not None and asked.required not in _TRUE else None
        needs = self.form.worked(required, pattern) if required is not None else None
        guard = self._guard(asked, pattern)
        reads: frozenset[str] = frozenset()
        if asked.choice_filter is not None:
            reads |= self.keys.read_by(asked.choice_filter, key)
        if options is not None and asked.list_name.strip("${}") in self.keys.of:
            reads |= self.keys.read_by(["field", asked.list_name.strip("${}")], key)
        value = self._calculation(asked, pattern)
        if value is not None and asked.calculation is not None:
            reads |= frozenset(map(self.keys.of.__getitem__, asked.trigger)) or self.keys.read_by(
                asked.calculation, key
            )

        def step(answers: Answers) -> Step:
            seen = cast("Seen", answers)
            changes: dict[str, Any] = {}
            base = seen.walk.dialog.by_key[key].step
            if label.made is not None:
                changes |= {"ask": label(answers), "name": short(label(answers))}
            if hint.made is not None:
                changes["hint"] = hint(answers)
            if options is not None:
                changes["choices"] = options(answers)
            if needs is not None:
                changes["optional"] = not truth_of(needs(answers))
            if guard is not None:
                changes["guard"] = lambda value: guard(seen, value)
            return replace(base, **changes)

        moving = (label.made, hint.made, options, needs, guard)
        default = self.default(asked, pattern)
        if all(part is None for part in moving) and value is None and default is None:
            return None
        return Live(
            step=step if any(part is not None for part in moving) else None, value=value, reads=reads,
            choosy=options is not None and bool(reads), default=default, early=isinstance(asked.default, str),
            waits=bool(asked.trigger), guarded=guard is not None,
        )  # fmt: skip

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


def short(text: str) -> str:
    """Return a label as it stands before an answer: its first line, not too long, without the mark at its end."""
    line = next(iter(text.replace("{{", "{").replace("}}", "}").splitlines()), "").strip().rstrip("?:.").rstrip()
    return line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1].rstrip() + "…"


def typed(kind: str, value: Value | None) -> Value | None:
    """Return a value that was worked out as answers of this kind are kept; None for what is none of them."""
    if value is None or kind in ("calculate", "hidden"):
        return value
    if kind in ("integer", "decimal", "range"):
        try:
            number = float(value) if not isinstance(value, list) else None
        except ValueError:
            return None
        return None if number is None else int(number) if kind == "integer" or number.is_integer() else number
    text = " ".join(value) if isinstance(value, list) else str(value)
    if kind in ("select_multiple", "rank", "select_multiple_from_file"):
        return text.split() or None
    return text[:10] if kind == "date" else text


def is_true(tree: Tree | None) -> bool:
    """Say whether an expression is a plain yes."""
    return tree in _TRUE


def _key_of(path: str) -> str:
    return path.replace("/", "__") + "__title"


def _readable(value: Value) -> str | float:
    return " ".join(value) if isinstance(value, list) else value if isinstance(value, str) else float(value)
