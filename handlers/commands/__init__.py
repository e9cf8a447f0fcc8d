"""Every command, one file each; the list is the table of contents."""

from handlers.command import Command, CommandBook

COMMANDS: tuple[Command, ...] = ()
BOOK = CommandBook(COMMANDS)
