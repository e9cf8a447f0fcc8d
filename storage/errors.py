"""What storage raises to those who call it."""

from sqlalchemy.exc import DBAPIError

DatabaseFault = DBAPIError
"""What the database itself says to a statement; `bot/` may catch it without knowing SQLAlchemy."""


class Unavailable(Exception):
    """The database cannot take work now (down, locked by a stranger, full). Nothing was committed."""


class Conflict(Exception):
    """Another decision was faster: the guarded row is no longer in the expected state."""


class NewerSchema(Exception):
    """The database was made by a newer release than this code."""
