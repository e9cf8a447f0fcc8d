"""The approved template of a platform that speaks outside a chat's window: which one, and what fills it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from content import dates
from content.vietnamese import fold
from handlers import issue_text
from handlers.dossier import find
from handlers.world import World
from storage.unit_of_work import UnitOfWork

SETTING = "zalo_template"  # of the office: {"id": "300001", "fields": {"ho_ten": "name"}, "price": 200}
FACTS: Mapping[str, str] = {  # what people call a fact, folded → the fact
    "ten": "name", "ho ten": "name", "tieu de": "title", "trich yeu": "title", "so": "number", "ky hieu": "number",
    "ngay": "date", "co quan": "office", "lien ket": "link", "link": "link", "ma kiem tra": "code",
}  # fmt: skip
LONGEST = 100  # characters of one value; platforms cut or refuse what is longer


@dataclass(frozen=True, slots=True)
class Filled:
    """A template, ready to be sent."""

    id: str
    fields: Mapping[str, str]
    phone: str


def mapped(uow: UnitOfWork) -> dict[str, Any] | None:
    """Return the office's template, if it has one."""
    found = uow.office.facts().settings.get(SETTING)
    return found if isinstance(found, dict) and found.get("id") else None


def is_mapped(uow: UnitOfWork) -> bool:
    """Say whether the office has named a template."""
    return mapped(uow) is not None


def fact_of(word: str) -> str:
    """Return the fact that *word* names; empty when none is meant."""
    return FACTS.get(fold(word.replace("_", " ")), "")


def filled(uow: UnitOfWork, world: World, broadcast_id: int, person_id: int | None, link: str) -> Filled | None:
    """Return the office's template for one recipient of a broadcast; None when the office has none any more."""
    template = mapped(uow)
    if template is None:
        return None
    dossier, office = find(uow, broadcast_id), uow.office.facts()
    issue = issue_text.issue_of(uow, dossier.document, dossier.version, demo=world.is_demo)
    person = uow.people.get(person_id) if person_id is not None else None
    facts = {
        "name": person.full_name if person else "",
        "title": issue.title,
        "number": issue.number,
        "date": dates.written(issue.issued_on) if issue.issued_on else "",
        "office": office.name or issue.issuer,
        "link": link,
        "code": issue.check_code,
    }
    fields = {name: facts.get(fact, "")[:LONGEST] for name, fact in template.get("fields", {}).items()}
    return Filled(str(template["id"]), fields, (person.phone or "") if person else "")
