"""Every dialog in use, one file each."""

from handlers.outcome import Outcome

OUTCOMES: tuple[Outcome, ...] = ()
