"""Thousands of people with a Telegram chat each, made in three statements; one by one they take a minute."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert

from content.roles import Duty
from storage.tables import Appointment, Chat, Person
from storage.unit_of_work import UnitOfWork

FIRST_CHAT = 10_000


def crowd(uow: UnitOfWork, unit_id: int, count: int, now: datetime, duty: Duty | None = None) -> list[int]:
    """Make the first *count* people of a database, appointed to *duty*; return their ids. Chats follow FIRST_CHAT."""
    people = list(range(1, count + 1))
    persons = [
        {
            "id": n, "full_name": f"Nguyễn Văn Mẫu {n}", "given_name": "Mẫu", "sort_key": f"mau {n:06d}",
            "search_key": f"nguyen van mau {n}", "unit_id": unit_id, "status": "active", "chat_id": n,
            "position": "", "created_at": now, "consented_at": now,
        }
        for n in people
    ]  # fmt: skip
    chats = [
        {
            "id": n, "channel": "telegram", "address": str(FIRST_CHAT + n - 1), "person_id": n,
            "state": "active", "code_failures": 0, "seen_at": now,
        }
        for n in people
    ]  # fmt: skip
    uow.session.execute(insert(Person), persons)
    uow.session.execute(insert(Chat), chats)
    if duty is not None:
        uow.session.execute(
            insert(Appointment), [{"person_id": n, "role": duty.value, "decision_number": ""} for n in people]
        )
    if uow.connection.dialect.name == "postgresql":
        for table in ("person", "chat"):
            uow.connection.exec_driver_sql(f"SELECT setval('{table}_id_seq', {count + 1})")
    return people
