"""Every command, one file each; the list is the table of contents."""

from collections.abc import Mapping

from content.roles import GRANTS, Role
from handlers.command import Command, CommandBook

COMMANDS: tuple[Command, ...] = ()
BOOK = CommandBook(COMMANDS)


def menu_of(rights: Mapping[Role, set[int]]) -> list[tuple[str, str]]:
    """Return (slash word, what it does) of the commands that somebody with *rights* may use, in menu order."""
    allowed = {may for role in rights for may in GRANTS[role]}
    return [(c.slash, c.about) for c in COMMANDS if c.in_menu and (c.needs is None or c.needs in allowed)]
