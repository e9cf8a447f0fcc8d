"""What all tables share: naming, time, JSON."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import BigInteger, Dialect, Integer, MetaData, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

# A 64-bit key on PostgreSQL; on SQLite only INTEGER grows by itself.
Key = BigInteger().with_variant(Integer(), "sqlite")


def to_micros(moment: datetime) -> int:
    """Return microseconds since 1970 in UTC. Raises ValueError for a naive time."""
    if moment.tzinfo is None:
        msg = "a time without a zone has no place in storage"
        raise ValueError(msg)
    return (moment - EPOCH) // MICROSECOND


def from_micros(micros: int) -> datetime:
    """Return the aware UTC time of `to_micros`."""
    return EPOCH + micros * MICROSECOND


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept as microseconds since 1970: the same number on both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Refuse naive times."""
        del dialect
        return None if value is None else to_micros(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Give back aware UTC times."""
        del dialect
        return None if value is None else from_micros(value)


class Json(TypeDecorator[Any]):
    """JSON as text, so that hot statements read the same on both databases. Replaced, never changed in place."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:
        """Write compact JSON."""
        del dialect
        return None if value is None else orjson.dumps(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read it back."""
        del dialect
        return None if value is None else orjson.loads(value)


class Table(DeclarativeBase):
    """The base of every mapped class."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy's own declaration)
        datetime: UtcDateTime,
        dict[str, Any]: Json,
        list[Any]: Json,
    }


__all__ = ["EPOCH", "Json", "Key", "Table", "UtcDateTime", "date", "from_micros", "to_micros"]
