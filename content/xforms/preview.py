"""A form as the phone will ask it, in lines: each question with its number, hint, options, and when it is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from content.texts import form_preview as texts
from content.xforms.definition import Definition, Field, Section
from content.xforms.faults import Fault, row_of
from content.xforms.kinds import ANSWERLESS, SELECTS, UNSAID
from content.xforms.wording import Wording, everywhere, in_others, labels_of, plain

AFTER: Final = "after"
"""A group of this name at the top holds what is offered once the form has been sent."""
_SHOWN: Final = 12  # options of a list
_INDENT: Final = "   "
_BEGINS: Final = re.compile(r"\d+\. |▸ |- ")
SCREEN: Final = 1_500  # characters: with its heading it is one message on every channel


def preview(definition: Definition, warnings: Iterable[Fault] = ()) -> list[str]:
    """Return the lines; *warnings* stand below the questions of their rows."""
    return list(_Preview(definition, warnings).lines())


def first_lines(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the lines that fit on one screen, cut before a question, and those that are left, if any."""
    size, ends = 0, 0
    for n, line in enumerate(lines):
        size += len(line) + 1
        if size > SCREEN:
            return list(lines[:ends]), list(lines[ends:])
        if not ends or _BEGINS.match(line.strip()):
            ends = n
    return list(lines), []


def is_asked(field: Field) -> bool:
    """Say whether *field* is a question, and not a note or a value that is worked out."""
    return field.kind not in ANSWERLESS


class _Preview:
    def __init__(self, definition: Definition, warnings: Iterable[Fault]) -> None:
        self._form = definition
        asked = [field for field in definition.fields() if is_asked(field)]
        self._numbers = {field.path: n for n, field in enumerate(asked, 1)}
        fields = {field.path: field for field in definition.fields()}
        self._wording = Wording(fields, self._numbers, labels_of(definition))
        self._notes: dict[int, list[str]] = {}
        for one in warnings:
            if one.key.startswith("fallback_"):
                self._notes.setdefault(row_of(one.at), []).append(one.words)

    def lines(self) -> Iterator[str]:
        yield from self._head()
        yield ""
        yield from self._items(self._form.items, "")
        computed = [field.name for field in self._form.fields() if field.kind in UNSAID]
        if computed:
            yield ""
            yield texts.COMPUTED.format(names=", ".join(computed))

    def _head(self) -> Iterator[str]:
        form, fields = self._form, list(self._form.fields())
        version = texts.VERSION.format(version=form.version) if form.version else ""
        yield texts.HEAD.format(title=form.title, form_id=form.form_id, version=version)
        required = sum(1 for field in fields if is_asked(field) and field.required is not None)
        repeats = sum(1 for section in _sections(form.items) if section.repeats)
        computed = sum(1 for field in fields if field.kind in UNSAID)
        yield texts.COUNTS.format(
            questions=len(self._numbers),
            required=texts.REQUIRED_COUNT.format(n=required) if required else "",
            repeats=texts.REPEATS_COUNT.format(n=repeats) if repeats else "",
            computed=texts.COMPUTED_COUNT.format(n=computed) if computed else "",
        )
        if len(form.languages) > 1:
            yield texts.LANGUAGES.format(languages=", ".join(form.languages), default=form.default_language)
        if form.files:
            yield texts.FILES.format(files=", ".join(form.files))

    def _items(self, items: tuple[Field | Section, ...], indent: str) -> Iterator[str]:
        for item in items:
            if isinstance(item, Section):
                yield indent + self._section(item)
                yield from (indent + _INDENT + line for line in self._others(item))
                if said := self._when(item):
                    yield indent + _INDENT + said
                yield from (indent + _INDENT + line for line in self._replaced(item.row))
                yield from self._items(item.items, indent + _INDENT)
            elif item.kind not in UNSAID:
                words = plain(self._form, item.label) or item.name
                yield indent + self._question(item, words)
                yield from (indent + _INDENT + line for line in (*self._others(item), *self._details(item)))

    def _others(self, item: Field | Section) -> list[str]:
        """Return what is asked in each further language: whoever publishes a form answers for all of them."""
        said = in_others(self._form, item.label)
        return [texts.IN_LANGUAGE.format(language=language, words=words) for language, words in said]

    def _section(self, section: Section) -> str:
        words = plain(self._form, section.label) or section.name
        if section.path == AFTER:
            return texts.AFTER
        if not section.repeats:
            return texts.GROUP.format(words=words)
        return (texts.REPEAT if section.repeat_count is None else texts.REPEAT_FIXED).format(words=words)

    def _question(self, field: Field, words: str) -> str:
        if field.kind == "note":
            return texts.NOTE.format(words=words)
        mark = texts.REQUIRED if field.required is not None else ""
        return texts.QUESTION.format(n=self._numbers[field.path], words=words, mark=mark)

    def _details(self, field: Field) -> Iterator[str]:
        form = self._form
        for words in (field.hint, field.guidance):
            if words:
                yield texts.HINT.format(words=everywhere(form, words))
        if field.media:
            files = [named.get(form.default_language) or next(iter(named.values())) for named in field.media.values()]
            yield texts.MEDIA.format(files=", ".join(files))
        if field.kind in texts.KINDS:
            kind = texts.KINDS[field.kind].format(**field.parameters)
            yield texts.KIND.format(kind=kind)
        if field.kind in SELECTS:
            yield from self._options(field)
        if said := self._when(field):
            yield said
        yield from self._limits(field)
        yield from self._replaced(field.row)

    def _replaced(self, row: int) -> list[str]:
        return [texts.FALLBACK.format(words=words) for words in self._notes.get(row, ())]

    def _options(self, field: Field) -> Iterator[str]:
        choices = self._form.choices.get(field.list_name)
        if choices is None:
            yield texts.LIST.format(name=field.list_name)
        else:
            labels = [everywhere(self._form, choice.label) or choice.name for choice in choices]
            labels += [texts.OTHER] if field.or_other else []
            for n, label in enumerate(labels[:_SHOWN], 1):
                yield texts.OPTION.format(n=n, label=label)
            if len(labels) > _SHOWN:
                yield texts.MORE_OPTIONS.format(n=len(labels) - _SHOWN)
        if field.choice_filter is not None:
            yield texts.FILTERED

    def _when(self, item: Field | Section) -> str:
        if item.relevant is None:
            return ""
        words = self._wording.condition(item.relevant, item.path)
        return texts.WHEN.format(words=words) if words else texts.WHEN_FORMULA.format(row=item.row)

    def _limits(self, field: Field) -> Iterator[str]:
        if field.constraint is not None:
            words = self._wording.condition(field.constraint, field.path)
            yield texts.MUST.format(words=words) if words else texts.MUST_FORMULA.format(row=field.row)
        if field.constraint_message:
            yield texts.REFUSES.format(words=everywhere(self._form, field.constraint_message))
        if isinstance(field.default, str):
            yield texts.DEFAULT.format(words=field.default)
        elif field.default is not None:
            yield texts.DEFAULT_LAST if field.default[0] == "saved" else texts.DEFAULT_FORMULA
        if field.read_only is not None:
            yield texts.READ_ONLY


def _sections(items: tuple[Field | Section, ...]) -> Iterator[Section]:
    for item in items:
        if isinstance(item, Section):
            yield item
            yield from _sections(item.items)
