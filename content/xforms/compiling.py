"""From a Definition to a Dialog that the engine asks. Nothing is read here: trees were made where sheets were read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from content.dialog import (
    Answers,
    Computed,
    Condition,
    Count,
    Dialog,
    Group,
    Item,
    Known,
    Languages,
    Live,
    Repeat,
    Step,
    Value,
    said,
)
from content.dialog.values import OTHER
from content.xforms.asking import Asker, is_true, short
from content.xforms.definition import Definition, Field, Section, Tree
from content.xforms.keys import keys_of, moves
from content.xforms.rows import in_words_of
from content.xforms.saying import in_language
from content.xforms.stage import Form, kept
from content.xforms.xpath import ListTree, number_of, shape_of, text_of, truth_of

AFTER = "after"
MOST_ROUNDS = 100
METADATA = ("start", "end", "today", "deviceid", "username", "phonenumber", "email", "simserial", "subscriberid")
_NOWHERE = ("audit", "start-geopoint", "background-audio", "xml-external", "csv-external")  # nothing is kept of them
_SILENT = ("calculate", "hidden", *METADATA)


def compile_form(definition: Definition, language: str | None = None, *, key: str = "", version: int = 1) -> Dialog:
    """Return the Dialog of a form in one of its languages alone (None: in its default, and it knows the others).

    *key* and *version* name it among dialogs; without them it has the form's id, and is the first. Answers are by
    the path of the field with the rounds of its repeats: `visit/members/2/age`. The caller keeps it. Raises ValueError
    when the form asks nothing.
    """
    if language is not None and language in definition.languages:
        return _compiled(definition, language, key, version, None)
    made: dict[str, Dialog] = {}

    def put_into(name: str) -> Dialog:
        if name not in made:
            made[name] = _compiled(definition, name, key, version, put_into)
        return made[name]

    return put_into(definition.default_language)


def _compiled(
    definition: Definition, chosen: str, key: str, version: int, put_into: Callable[[str], Dialog] | None
) -> Dialog:
    default = definition.default_language
    languages = (default, *(name for name in definition.languages if name != default))
    keys = keys_of(definition)
    form = _form(definition, chosen)
    compiling = _Compiling(Asker(definition, form, keys, chosen))
    names = definition.instance_name
    work = form.worked(names, "") if names is not None else None
    return Dialog(
        key=key or definition.form_id,
        title=definition.title or definition.form_id,
        items=tuple(compiling.items(tuple(item for item in definition.items if not is_after(item)))),
        after=tuple(compiling.items(tuple(item for item in definition.items if is_after(item)))),
        version=version,
        most=None,
        is_form=True,
        name_of=None if work is None else lambda answers: text_of(work(answers)),
        languages=Languages(languages, chosen, put_into) if put_into is not None and len(languages) > 1 else None,
    )


def is_after(item: Field | Section) -> bool:
    """Say whether a part of a form is offered only once the form has been sent: the group of that name at the top."""
    return isinstance(item, Section) and item.path == AFTER and not item.repeats


def _form(definition: Definition, language: str) -> Form:
    lists, labels = {}, {}
    for name, choices in definition.choices.items():
        said = [_fixed(choice.label, language, definition.default_language) or choice.name for choice in choices]
        labels[name] = {choice.name: label for choice, label in zip(choices, said, strict=True)}
        lists[name] = ListTree(
            [
                {**in_words_of(c.columns, language), "name": c.name, "label": label}
                for c, label in zip(choices, said, strict=True)
            ]
        )
    list_of = {asked.path: asked.list_name for asked in definition.fields() if asked.list_name in definition.choices}
    return Form(shape_of(definition.items), definition.version, lists, labels, list_of, language)


def _fixed(words: Mapping[str, list[str | Tree]], language: str, default: str) -> str:
    return "".join(piece for piece in in_language(dict(words), language, default) if isinstance(piece, str))


class _Compiling:
    """Makes the items of a Dialog of those of a form."""

    def __init__(self, asker: Asker) -> None:
        self.asker, self.form, self.keys = asker, asker.form, asker.keys

    def items(self, items: tuple[Field | Section, ...]) -> Iterator[Item]:
        """Iterate over the items that *items* become."""
        for item in items:
            if isinstance(item, Section):
                yield from self._section(item)
            elif item.kind not in _NOWHERE:
                yield from self._field(item)

    def _section(self, item: Section) -> Iterator[Item]:
        inside = tuple(self.items(item.items))
        only_if = self._condition(item.relevant, item.path)
        name = item.name
        if item.repeats:
            title = short(self.asker.say(item.label, self.keys.pattern(item.path)).fixed).format(addr="", Addr="")
            if inside:
                yield Repeat(
                    key=self.keys.of[item.path], called=name, title=title[:1].lower() + title[1:], items=inside,
                    most=MOST_ROUNDS, only_if=only_if, count=self._count(item),
                )  # fmt: skip
            return
        title_note = self.asker.note(item.path, item.label, item.media)
        inside = (title_note, *inside) if title_note is not None and inside else inside
        if inside:
            yield Group(key=name, items=inside, only_if=only_if)

    def _field(self, item: Field) -> Iterator[Item]:
        only_if = self._condition(item.relevant, item.path)
        steps = self._steps(item)
        if only_if is not None and steps:
            yield Group(items=steps, only_if=only_if)
        else:
            yield from steps

    def _steps(self, item: Field) -> tuple[Step, ...]:
        if item.kind == "note":
            note = self.asker.note(item.path, item.label, item.media)
            return (note,) if note is not None else ()
        if item.kind in _SILENT:
            return (self._computed(item),)
        if is_true(item.read_only):
            return self._computed(item), self.asker.shown(item)
        first, *others = self.asker.question(item)
        return first, *(_only_for_other(step, first.key) for step in others)

    def _condition(self, tree: Tree | None, path: str) -> Condition | None:
        if tree is None:
            return None
        work = self.form.worked(tree, self.keys.pattern(path))
        return Condition(
            self.keys.read_by(tree, self.keys.of.get(path, "")), lambda answers: truth_of(work(answers)), moves(tree)
        )

    def _count(self, item: Section) -> Count | None:
        if item.repeat_count is None:
            return None
        work = self.form.worked(item.repeat_count, self.keys.pattern(item.path))

        def rounds(answers: Answers) -> int:
            number = number_of(work(answers))
            return int(min(max(number, 0), MOST_ROUNDS)) if number == number else 0  # noqa: PLR0124 (NaN)

        return Count(reads=self.keys.read_by(item.repeat_count), rounds=rounds)

    def _computed(self, item: Field) -> Computed:
        key, pattern = self.keys.of[item.path], self.keys.pattern(item.path)
        if item.kind in METADATA:
            live = _metadata(item.kind)
        elif item.calculation is not None:
            work = self.form.worked(item.calculation, pattern)
            reads = frozenset(map(self.keys.of.__getitem__, item.trigger))
            live = Live(
                value=lambda answers: kept(work(answers)), reads=reads or self.keys.read_by(item.calculation, key),
                moves=moves(item.calculation) and not item.trigger, waits=bool(item.trigger),
            )  # fmt: skip
        else:
            live = Live(default=self.asker.default(item, pattern), early=True)
        return Computed(key=key, called=item.name, live=live)


def _only_for_other(step: Step, key: str) -> Step:

    return replace(step, only_if=said(key, OTHER))


def _metadata(kind: str) -> Live:
    """Return what fills a field with what is known of the filling: its times, and who fills it in."""

    def value(answers: Answers) -> Value | None:
        facts = answers.facts
        if kind in ("start", "end"):
            return facts.now.isoformat(timespec="seconds")
        if kind == "today":
            return facts.today.isoformat()
        known = (facts.value(Known.PROPERTIES) or {}).get(kind)
        return str(known) if known else None

    return Live(value=value, moves=True) if kind == "end" else Live(default=value, early=True)
