"""What a form shows beside its questions and choices: the files that cells name, taken from the packed form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from content.sent_files import look, without_places
from content.sent_files.looks import NotTaken
from content.texts import form_media as texts
from content.vietnamese import in_ascii
from content.xforms.columns import NO_FILE, Entry
from content.xforms.draft import Draft
from content.xforms.faults import Fault, in_order
from content.xforms.named import Named, listed, told
from content.xforms.packed import MEGABYTE, MOST_WHOLE, NotRead, Package, Part, fault, key_of

MOST_FILE: Final = 20 * MEGABYTE
MOST_IMAGE: Final = 5 * MEGABYTE  # as it is kept
FAMILIES: Final = {"image": "image", "big-image": "image", "audio": "audio", "video": "video"}
LONGEST_RATIO: Final = 20  # of a picture's sides. Source: the manual of Telegram's sendPhoto
LONGEST_NAME: Final = 200  # of a name in a cell: no file system has longer ones, and databases index it
_NAME_LENGTH: Final = 60
_UNTITLED: Final = "tep"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it is kept, under all names by which cells call it; `file_name` is ASCII."""

    names: tuple[str, ...]
    file_name: str
    mime: str
    content: bytes


@dataclass(slots=True)
class Brought:
    """What came with a form: files, those that lack, and what is wrong or odd about them."""

    files: list[Kept] = field(default_factory=list)
    lacking: list[Named] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


def bring(draft: Draft, package: Package | None) -> Brought:
    """Return what *package* holds of what the sheets name; nothing of it when they came alone.

    Meant for a child process or a command: pictures are made anew without metadata.
    """
    made = Brought()
    wanted: dict[str, list[Named]] = {}
    for named in _named(draft):
        if len(named.name) > LONGEST_NAME:
            made.faults.append(fault("name_long", named.at, most=LONGEST_NAME))
            continue
        wanted.setdefault(key_of(named.name), []).append(named)
    for cells in wanted.values():
        part = package.find(cells[0].name) if package else None
        if package is None or part is None:
            made.lacking += {(one.name, one.family): one for one in reversed(cells)}.values()
        elif not _take(made, package, part, cells):
            break
    passed_over = [named for node in draft.outline.nodes if node.is_repeat for named in _cells(node.entry)]
    made.warnings += [_no_place(named) for named in passed_over]
    wanted |= {key_of(named.name): [named] for named in passed_over}
    if package is not None:
        unused = [part.path for part in package.others if not any(key in wanted for key in part.keys)]
        made.warnings += _unused(unused)
    made.faults = in_order(made.faults)
    return made


def _named(draft: Draft) -> Iterator[Named]:
    for node in draft.outline.nodes:
        if not node.is_repeat:
            yield from _cells(node.entry)
    for entry in draft.choices.entries:
        yield from _cells(entry)


def _cells(entry: Entry) -> Iterator[Named]:
    for column, family in FAMILIES.items():
        for cell in entry.spoken(f"media::{column}").values():
            if "${" not in cell.text and cell.text != NO_FILE:  # the first is worked out at the question
                yield Named(cell.text, family, cell.at)


def _take(made: Brought, package: Package, part: Part, cells: list[Named]) -> bool:
    """Take one file in, or say what is wrong with it. False when nothing further may be read."""
    first = cells[0]
    try:
        content = package.read(part, MOST_FILE)
    except NotRead as error:
        is_whole = error.key == "zip_large"
        most = (MOST_WHOLE if is_whole else MOST_FILE) // MEGABYTE
        made.faults.append(fault(error.key, "" if is_whole else first.at, name=told(part.path), most=most))
        return not is_whole
    try:
        family = look(content, part.name).family
    except NotTaken:
        family = ""
    others = {one.family: one for one in reversed(cells) if one.family != family}
    made.faults += [fault(f"no_{one.family}", one.at, name=told(part.path)) for one in others.values()]
    if others:
        return True
    kept = _bare(part, content, first, made)
    if kept is not None:
        names = tuple(dict.fromkeys(one.name for one in cells))
        made.files.append(Kept(names, *kept))
    return True


def _bare(part: Part, content: bytes, named: Named, made: Brought) -> tuple[str, str, bytes] | None:
    """Return name, mime and bytes of a file without what is not shown: where, when and by whose phone it was made."""
    if named.family != "image":
        found = look(content, part.name)
        return _plain(part.name, found.ending), found.mime, without_places(content)
    from content.reading.photo import NoPhoto, bare_photo  # noqa: PLC0415 (imports Pillow: only where one came)

    try:
        photo = bare_photo(content)
    except NoPhoto as error:
        made.faults.append(fault(f"image_{error.reason}", named.at, name=told(part.path)))
        return None
    if len(photo.content) > MOST_IMAGE:
        made.faults.append(fault("image_large", named.at, name=told(part.path), most=MOST_IMAGE // MEGABYTE))
        return None
    if max(photo.sides) > LONGEST_RATIO * min(photo.sides):
        made.faults.append(fault("image_long", named.at, name=told(part.path)))
        return None
    return _plain(part.name, photo.ending), photo.mime, photo.content


def _plain(name: str, ending: str) -> str:
    stem = re.sub(r"[^A-Za-z0-9_-]+", "_", in_ascii(PurePosixPath(name).stem)).strip("_")[:_NAME_LENGTH]
    return f"{stem or _UNTITLED}.{ending}"


def _no_place(named: Named) -> Fault:
    return Fault(named.at, "repeat_media", texts.NO_PLACE, is_warning=True)


def _unused(paths: list[str]) -> Iterator[Fault]:
    if paths:
        names = listed(texts.UNUSED_FILE.format(name=told(path)) for path in paths)
        yield Fault("", "zip_unused", texts.UNUSED.format(names=names), is_warning=True)
