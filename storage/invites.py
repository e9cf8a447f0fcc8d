"""One-time codes: random, bound to one person, expiring, kept as keyed hashes."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from storage.tables import Chat, Invite

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # 32 signs without I, O, 0, 1: 10 of them are 50 bits
LENGTH = 10
FAILURES_AN_HOUR = 5


def new_code() -> str:
    """Return a fresh code, written in two halves: MAU7K-2QDTE."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{signs[:5]}-{signs[5:]}"


def plain(text: str) -> str:
    """Return *text* as a code is compared: capitals, no dashes or spaces, look-alikes read as meant."""
    signs = "".join(s for s in text.upper() if s.isalnum())
    return signs.replace("0", "O").replace("1", "I") if not set(signs) <= set(ALPHABET) else signs


def looks_like_code(text: str) -> bool:
    """Say whether somebody seems to have typed a code."""
    signs = "".join(s for s in text if s.isalnum())
    return len(signs) == LENGTH and signs.isascii() and len(text) <= LENGTH + 3


class Invites:
    """Invites."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def make(  # noqa: PLR0913 (for whom, by whom, for how long)
        self, person_id: int, key: str, *, now: datetime, by: int | None, days: int = 0, lives: timedelta | None = None
    ) -> tuple[str, Invite]:
        """Make a code for the person, for *days* or as long as it *lives*; earlier unused codes of the person end."""
        self.end(person_id, now)
        code = new_code()
        row = Invite(
            person_id=person_id, code_hash=keyed(key, code), made_by=by, made_at=now,
            expires_at=now + (lives or timedelta(days=days)),
        )  # fmt: skip
        self._uow.session.add(row)
        self._uow.flush()
        return code, row

    def make_many(self, people: Sequence[int], key: str, *, now: datetime, days: int, by: int | None) -> dict[int, str]:
        """Make a code for each of *people* in two statements; their earlier unused codes end."""
        session = self._uow.session
        session.execute(
            update(Invite)
            .where(Invite.person_id.in_(people), Invite.used_at.is_(None), Invite.revoked_at.is_(None))
            .values(revoked_at=now),
            execution_options={"synchronize_session": False},
        )
        codes = {person_id: new_code() for person_id in people}
        rows = [
            {"person_id": person_id, "code_hash": keyed(key, code), "made_by": by, "made_at": now,
             "expires_at": now + timedelta(days=days)}
            for person_id, code in codes.items()
        ]  # fmt: skip
        if rows:
            session.execute(insert(Invite), rows)
        return codes

    def find(self, key: str, code: str) -> Invite | None:
        """Return the invite of this code, whatever became of it."""
        return self._uow.session.scalar(select(Invite).where(Invite.code_hash == keyed(key, code)))

    def get(self, invite_id: int) -> Invite | None:
        """Return one invite."""
        return self._uow.session.get(Invite, invite_id)

    def use(self, invite_id: int, chat_id: int, now: datetime) -> bool:
        """Use the code up; False when another chat was faster, or the code ended meanwhile."""
        touched = self._uow.session.execute(
            update(Invite)
            .where(
                Invite.id == invite_id, Invite.used_at.is_(None), Invite.revoked_at.is_(None), Invite.expires_at > now
            )
            .values(used_at=now, used_chat_id=chat_id)
        )
        return touched.rowcount == 1  # type: ignore[attr-defined,no-any-return]  # a CursorResult, since it updates

    def end(self, person_id: int, now: datetime) -> None:
        """End the unused codes of a person."""
        self._uow.session.execute(
            update(Invite)
            .where(Invite.person_id == person_id, Invite.used_at.is_(None), Invite.revoked_at.is_(None))
            .values(revoked_at=now)
        )

    def failures_left(self, chat_id: int, now: datetime) -> int:
        """Return how many wrong codes this chat may still try in this hour."""
        chat = self._uow.session.get_one(Chat, chat_id)
        if chat.first_failure_at is None or now - chat.first_failure_at > timedelta(hours=1):
            return FAILURES_AN_HOUR
        return max(0, FAILURES_AN_HOUR - chat.code_failures)

    def locked_until(self, chat_id: int) -> datetime | None:
        """Return when a chat that tried too often may try again."""
        started = self._uow.session.get_one(Chat, chat_id).first_failure_at
        return None if started is None else started + timedelta(hours=1)

    def fail(self, chat_id: int, now: datetime) -> int:
        """Count a wrong code; return how many tries are left in this hour."""
        chat = self._uow.session.get_one(Chat, chat_id)
        if chat.first_failure_at is None or now - chat.first_failure_at > timedelta(hours=1):
            chat.first_failure_at, chat.code_failures = now, 0
        chat.code_failures += 1
        return max(0, FAILURES_AN_HOUR - chat.code_failures)


def keyed(key: str, code: str) -> str:
    """Return what is kept of a code: useless without the server's key."""
    return hmac.new(key.encode(), b"invite:" + plain(code).encode(), hashlib.sha256).hexdigest()
