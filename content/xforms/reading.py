"""From the file of a form to its Definition, or to all its faults at once."""

from __future__ import annotations

from dataclasses import dataclass

from content.xforms.assembling import assemble
from content.xforms.checking import check, check_bound
from content.xforms.definition import Definition
from content.xforms.draft import Draft, read_draft
from content.xforms.faults import Fault, Faults, in_order, no_form
from content.xforms.sheets import NoForm, read_book


@dataclass(frozen=True, slots=True)
class Examined:
    """What became of a file: a form with its warnings, or no form with its faults."""

    definition: Definition | None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()


def read_form(name: str, content: bytes) -> Definition | Faults:
    """Return the form of the file *name*, or all that is wrong with it. Meant for a child process or a command."""
    found = examine(name, content)
    return found.definition if found.definition is not None else Faults(found.faults)


def examine(name: str, content: bytes) -> Examined:
    """Return the form of the file *name* with what is odd or asked in another way, or all that is wrong with it."""
    try:
        draft = read_draft(read_book(name, content))
    except NoForm as error:
        return Examined(None, (no_form(error),))
    found = check(draft)
    faults = [one for one in found if not one.is_warning]
    warnings = tuple(one for one in found if one.is_warning)
    if faults:
        return Examined(None, tuple(faults), warnings)
    definition = assemble(draft)
    last = [*check_bound(definition), *_last_word(draft)]
    if last:
        return Examined(None, tuple(in_order(last)), warnings)
    return Examined(definition, (), warnings)


def _last_word(draft: Draft) -> list[Fault]:
    """Return what the standard's own tool says against a form in which we found nothing."""
    from content.xforms import standard  # noqa: PLC0415 (imports pyxform, which no serving process loads)

    return standard.objections(draft)
