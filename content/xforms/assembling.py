"""A Definition from a form in which the checks found nothing wrong."""

from __future__ import annotations

from content.vietnamese import strip_marks
from content.xforms.checking.bound import FORM_ID, bound_paths
from content.xforms.columns import NO_FILE, SETTINGS, Entry
from content.xforms.definition import Choice, Definition, Field, Section, Tree, Words
from content.xforms.draft import Draft
from content.xforms.expressions import NAMED, REFERENCE, written
from content.xforms.kinds import SELECTS
from content.xforms.languages import by_language, languages_of
from content.xforms.outline import Node
from content.xforms.parameters import read_parameters
from content.xforms.xpath import parse, reads

_MEDIA = ("image", "big-image", "audio", "video")
_UNTITLED = "form"
_RANGE = {"start": "1", "end": "10", "step": "1"}


def assemble(draft: Draft) -> Definition:
    """Return the form as it is kept. Its faults must have been looked for, and be none."""
    return _Assembly(draft).whole()


class _Assembly:
    """Turns nodes into fields and sections."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._languages, self._default = languages_of(draft)

    def whole(self) -> Definition:
        draft = self._draft
        form_id = draft.setting("form_id") or _stem(draft.book.stem)
        items = self._items(draft.outline.roots)
        settings = draft.settings.entries[0] if draft.settings.entries else None
        return Definition(
            form_id=form_id,
            title=draft.setting("form_title") or form_id,
            version=draft.setting("version"),
            items=items,
            choices={name: tuple(map(self._choice, rows)) for name, rows in draft.lists.items()},
            languages=self._languages,
            default_language=self._default,
            instance_name=draft.tree(settings, "instance_name") if settings else None,
            settings=_further(settings),
            files=self._files(),
            bound=bound_paths(items) if form_id == FORM_ID else {},
        )

    def _items(self, nodes: list[Node]) -> tuple[Field | Section, ...]:
        made: list[Field | Section] = []
        for node in nodes:
            if node.is_section and node.children:
                made.append(self._section(node))
            elif not node.is_section and node.kind.word != "csv-external":
                made.append(self._field(node))
        return tuple(made)

    def _section(self, node: Node) -> Section:
        entry = node.entry
        return Section(
            path=node.path,
            items=self._items(node.children),
            repeats=node.is_repeat,
            row=entry.row,
            label=self._words(entry, "label", node.path),
            relevant=self._draft.tree(entry, "relevant"),
            repeat_count=self._draft.tree(entry, "repeat_count"),
            appearance=entry.text("appearance"),
            media={} if node.is_repeat else self._media(entry),
        )

    def _field(self, node: Node) -> Field:
        entry, tree = node.entry, self._draft.tree
        return Field(
            path=node.path,
            kind="calculate" if node.is_computed else node.kind.word,
            row=entry.row,
            label=self._words(entry, "label", node.path),
            hint=self._words(entry, "hint", node.path),
            guidance=self._words(entry, "guidance_hint", node.path),
            media=self._media(entry),
            appearance=entry.text("appearance"),
            relevant=tree(entry, "relevant"),
            required=self._unless_no(entry, "required"),
            constraint=self._constraint(node),
            constraint_message=self._words(entry, "constraint_message", node.path),
            required_message=self._words(entry, "required_message", node.path),
            calculation=tree(entry, "calculation"),
            default=tree(entry, "default") or entry.text("default") or None,
            trigger=tuple(self._path(found[2]) for found in REFERENCE.finditer(entry.text("trigger"))),
            read_only=self._unless_no(entry, "read_only"),
            list_name=self._list_name(node),
            or_other=node.kind.or_other,
            choice_filter=tree(entry, "choice_filter"),
            parameters=self._parameters(node),
        )

    def _unless_no(self, entry: Entry, key: str) -> Tree | None:
        """Return the condition, None for a plain no."""
        return None if written(key, entry.text(key)) == "false()" else self._draft.tree(entry, key)

    def _constraint(self, node: Node) -> Tree | None:
        own = self._draft.tree(node.entry, "constraint")
        if own is not None or node.kind.between is None:
            return own
        least, most = node.kind.between
        text = f". >= {least} and . <= {most}"
        return self._draft.resolved(parse(text), text, node.path)

    def _parameters(self, node: Node) -> dict[str, str]:
        found, _ = read_parameters(node.entry.text("parameters"))
        return {**_RANGE, **found} if node.kind.word == "range" else found

    def _list_name(self, node: Node) -> str:
        if node.kind.word not in SELECTS:
            return ""
        found = REFERENCE.fullmatch(node.kind.list_name)
        return f"${{{self._path(found[2])}}}" if found else node.kind.list_name

    def _path(self, name: str) -> str:
        return self._draft.paths[name][0]

    def _choice(self, entry: Entry) -> Choice:
        columns = {}
        for column, cell in entry.cells.items():
            if column.key not in {"list_name", "name", "label"} and not column.key.startswith("media::"):
                columns[f"{column.key}::{column.language}" if column.language else column.key] = cell.text
        label = self._words(entry, "label", "")
        return Choice(name=entry.text("name"), label=label, media=self._media(entry), columns=columns)

    def _media(self, entry: Entry) -> dict[str, dict[str, str]]:
        found = {kind: by_language(entry.spoken(f"media::{kind}"), self._default) for kind in _MEDIA}
        named = {
            kind: {language: cell.text for language, cell in cells.items() if cell.text != NO_FILE}
            for kind, cells in found.items()
        }
        return {kind: names for kind, names in named.items() if names}

    def _words(self, entry: Entry, key: str, at: str) -> Words:
        cells = by_language(entry.spoken(key), self._default)
        return {language: self._pieces(cell.text, at) for language, cell in cells.items()}

    def _pieces(self, text: str, at: str) -> list[str | Tree]:
        pieces: list[str | Tree] = []
        done = 0
        for found in NAMED.finditer(text):
            if found.start() > done:
                pieces.append(text[done : found.start()])
            pieces.append(self._draft.resolved(parse(found[0]), found[0], at))
            done = found.end()
        return [*pieces, text[done:]] if done < len(text) or not pieces else pieces

    def _files(self) -> tuple[str, ...]:
        named = [self._draft.file_of(node) for node in self._draft.outline.questions()]
        asked = {name for tree in self._draft.trees.values() for name in reads(tree).lists}
        inside = set(self._draft.lists)
        named += sorted(name if name.endswith(".csv") else f"{name}.csv" for name in asked if name not in inside)
        return tuple(dict.fromkeys(filter(None, named)))


def _further(settings: Entry | None) -> dict[str, str]:
    """Return the settings that have no place of their own."""
    if settings is None:
        return {}
    cells = {column.key: cell.text for column, cell in settings.cells.items()}
    return {key: text for key, text in cells.items() if key not in SETTINGS}


def _stem(stem: str) -> str:
    plain = "_".join("".join(c if c.isalnum() else " " for c in strip_marks(stem)).split())
    return plain or _UNTITLED
