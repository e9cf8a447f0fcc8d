"""One Inbound's transaction, as a handler sees it: who speaks, what may be done, what is owed in return."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from content.message import Heard, Inbound, Outbound
from content.parts import in_parts
from content.roles import GRANTS, May, Role
from content.texts import errors
from content.texts.courtesy import fill
from handlers.errors import NotAllowed
from handlers.world import World
from storage.chats import Caller
from storage.office import OfficeFacts
from storage.outbox import ALERT, REPLY
from storage.unit_of_work import UnitOfWork


@dataclass(slots=True)
class Scene:
    """Handlers receive this. They can neither commit nor send: all they do is rows."""

    uow: UnitOfWork
    world: World
    inbound: Inbound
    caller: Caller
    office: OfficeFacts
    now: datetime
    said: int = 0
    _rights: dict[Role, set[int]] | None = field(default=None)

    @property
    def person_id(self) -> int:
        """The member who speaks. Raises NotAllowed while unknown."""
        if self.caller.person_id is None:
            raise NotAllowed(self.text(errors.NOT_REGISTERED))
        return self.caller.person_id

    @property
    def today(self) -> date:
        """The day in the office's zone."""
        return self.world.today(self.now)

    @property
    def local_now(self) -> datetime:
        """The moment in the office's zone."""
        return self.now.astimezone(self.world.zone)

    def text(self, template: str, **fields: object) -> str:
        """Fill in a sentence, with the office's form of address and contacts."""
        return fill(
            template, self.office.courtesy,
            **({"office_name": self.office.name, "office_contact": self.office.staff_contact} | fields),
        )  # fmt: skip

    def say(self, template: str, **fields: object) -> None:
        """Owe a plain reply."""
        self.send(Outbound(self.text(template, **fields)))

    def send(self, said: Outbound) -> None:
        """Owe a reply to this chat, in the order of the calls; in parts where the channel takes no more at once."""
        facts = self.world.channels.get(self.caller.channel)
        for part in in_parts(said, facts.text) if facts is not None else (said,):
            self._owe(part)

    def _owe(self, said: Outbound) -> None:
        self.said += 1
        self.uow.outbox.owe(
            self.caller.chat_id,
            self.caller.channel,
            said,
            now=self.now,
            klass=REPLY,
            dedup_key=f"{self.caller.channel}:{self.inbound.update_key}:{self.said}",
            person_id=self.caller.person_id,
        )

    def screen(self, said: Outbound, key: str) -> None:
        """Owe a screen that is looked at in place: a press on it edits it, typed words bring it anew."""
        pressed = self.inbound.kind is Heard.PRESS and self.inbound.message_key
        self.send(said.but(key=key, replaces=f"@{self.inbound.message_key}" if pressed else ""))

    def tell(
        self,
        person_id: int,
        said: Outbound,
        *,
        klass: int = ALERT,
        dedup_key: str | None = None,
        due_at: datetime | None = None,
    ) -> bool:
        """Owe a message to another person, on the chat where their notices go; False when there is none."""
        return tell(self.uow, person_id, said, now=self.now, klass=klass, dedup_key=dedup_key, due_at=due_at)

    @property
    def rights(self) -> dict[Role, set[int]]:
        """The office roles of the speaker as they are in this very transaction."""
        if self._rights is None:
            self._rights = self.uow.people.rights(self.caller.person_id) if self.caller.is_member else {}  # type: ignore[arg-type]  # a member has an id
        return self._rights

    def units_for(self, may: May) -> set[int]:
        """Return the units (each with all below) for which the speaker may do this."""
        return {unit for role, units in self.rights.items() if may in GRANTS[role] for unit in units}

    def may(self, may: May, unit_id: int | None = None) -> bool:
        """Say whether the speaker may do this, for *unit_id* or (None) for any unit at all."""
        units = self.units_for(may)
        return bool(units) if unit_id is None else bool(units & self.uow.people.above(unit_id))

    def require(self, may: May, unit_id: int | None = None) -> None:
        """Raise NotAllowed unless the speaker may do this now."""
        if not self.may(may, unit_id):
            raise NotAllowed(self.text(errors.NO_PERMISSION))

    def require_whole_office(self) -> None:
        """Raise NotAllowed unless the speaker is an admin of the whole office, not of a part of it."""
        self.require(May.ADMINISTER, self.office.unit_id)

    def note(
        self, action: str, subject: str, before: dict[str, Any] | None = None, after: dict[str, Any] | None = None
    ) -> None:
        """Add to the audit trail what the speaker did."""
        self.uow.audit.note(
            action, subject, by=self.caller.person_id, at=self.now, origin=self.caller.channel,
            before=before, after=after,
        )  # fmt: skip


def tell(  # noqa: PLR0913 (whom, what, and when)
    uow: UnitOfWork, person_id: int, said: Outbound, *, now: datetime, klass: int = ALERT,
    dedup_key: str | None = None, due_at: datetime | None = None,
) -> bool:  # fmt: skip
    """Owe a message to a person's chat; False when no chat can be reached, or *dedup_key* was owed before."""
    person = uow.people.get(person_id)
    if person.chat_id is None:
        return False
    chat = uow.chats.get(person.chat_id)
    return uow.outbox.owe(
        chat.id, chat.channel, said, now=now, klass=klass, dedup_key=dedup_key, person_id=person_id, due_at=due_at
    )
