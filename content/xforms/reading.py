"""From the file of a form to its Definition, or to all its faults at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from content.xforms.assembling import assemble
from content.xforms.checking import check, check_bound
from content.xforms.definition import Definition
from content.xforms.draft import Draft, read_draft
from content.xforms.faults import Fault, Faults, in_order, no_form
from content.xforms.named import Named
from content.xforms.packed import SUFFIX, NotPacked, NotRead, Package
from content.xforms.sheets import MOST_BYTES, NoForm, Why, read_book
from content.xforms.showing import Brought, Kept, bring


@dataclass(frozen=True, slots=True)
class Examined:
    """What became of a file: a form with its warnings, or no form with its faults.

    `sheet` is the file of its sheets alone when they came packed, as name and bytes; `media` came with them, `lacking`
    did not come although cells name it.
    """

    definition: Definition | None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    sheet: tuple[str, bytes] | None = None
    media: tuple[Kept, ...] = ()
    lacking: tuple[Named, ...] = ()


def read_form(name: str, content: bytes) -> Definition | Faults:
    """Return the form of the file *name*, or all that is wrong with it. Meant for a child process or a command."""
    found = examine(name, content)
    return found.definition if found.definition is not None else Faults(found.faults)


def examine(name: str, content: bytes) -> Examined:
    """Return the form of the file *name*, packed or not, with what is odd about it, or all that is wrong with it."""
    package: Package | None = None
    try:
        if PurePath(name).suffix.casefold() == SUFFIX:
            package = Package(content)
            name, content = package.sheet.name, _sheet_of(package)
        draft = read_draft(read_book(name, content))
    except NotPacked as error:
        return Examined(None, error.faults)
    except NoForm as error:
        return Examined(None, (no_form(error),))
    found = check(draft)
    brought = bring(draft, package)
    faults = in_order([*(one for one in found if not one.is_warning), *brought.faults])
    warnings = (*brought.warnings, *(one for one in found if one.is_warning))
    definition = None
    if not any(not one.is_warning for one in found):
        definition = assemble(draft)
        faults = in_order([*faults, *check_bound(definition), *_last_word(draft)])
    if definition is None or faults:
        return Examined(None, tuple(faults), warnings)
    return _whole(definition, warnings, brought, (name, content) if package else None)


def _sheet_of(package: Package) -> bytes:
    """Return the bytes of the sheets. Raises NoForm as their reader does."""
    try:
        return package.read(package.sheet, MOST_BYTES)
    except NotRead as error:
        raise NoForm(Why.BROKEN if error.key == "part_broken" else Why.TOO_BIG) from None


def _whole(
    definition: Definition, warnings: tuple[Fault, ...], brought: Brought, sheet: tuple[str, bytes] | None
) -> Examined:
    return Examined(definition, (), warnings, sheet, tuple(brought.files), tuple(brought.lacking))


def _last_word(draft: Draft) -> list[Fault]:
    """Return what the standard's own tool says against a form in which we found nothing."""
    from content.xforms import standard  # noqa: PLC0415 (imports pyxform, which no serving process loads)

    return standard.objections(draft)
