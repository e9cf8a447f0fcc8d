"""Who it is for and when: what was answered is submitted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from content.dialog import Lookup, Option
from content.dialogs.audience import ALL, AUDIENCE
from content.message import Outbound
from content.roles import May
from content.texts import documents as words
from handlers import approvals, dialogs, schedule
from handlers.dossier import Dossier
from handlers.errors import Refused
from handlers.outcome import Answers, Outcome
from handlers.scene import Scene
from storage.broadcasts import Audience

UNIT, PERSON = "u", "p"


def begin(scene: Scene, dossier: Dossier) -> None:
    """Ask who it is for, once its source is complete. Raises NotAllowed or Refused."""
    scene.require(May.SUBMIT, dossier.document.unit_id)
    if lacks := approvals.lacking(dossier):
        raise Refused(words.need(lacks))
    audience = dossier.audience
    answers: dict[str, Any] = {}
    if audience.units:  # a next version goes to whom the one before was meant for, unless that is changed
        answers = {"units": [f"{UNIT}{unit}" for unit in audience.units], "duties": list(audience.duties) or [ALL]}
        without = [f"{UNIT}{u}" for u in audience.without_units] + [f"{PERSON}{p}" for p in audience.without_people]
        answers |= {"without": without} if without else {}
    dialogs.start(scene, AUDIENCE.key, str(dossier.n), answers or None)


def _units(scene: Scene, _subject: str) -> tuple[Option, ...]:
    listed = scene.uow.units.labels(scene.units_for(May.SUBMIT), scene.today)
    return tuple(Option(f"{UNIT}{i}", label, name) for i, label, name in listed)


def _without(scene: Scene, _subject: str) -> tuple[Option, ...]:
    people = scene.uow.people.labels(scene.units_for(May.SUBMIT))
    return (*_units(scene, _subject), *(Option(f"{PERSON}{i}", name) for i, name in people))


def _finished(scene: Scene, subject: str, answers: Answers) -> str | None:
    without = answers.get("without") or []
    audience = Audience(
        units=_ids(answers["units"], UNIT),
        duties=tuple(duty for duty in answers["duties"] if duty != ALL),
        without_units=_ids(without, UNIT),
        without_people=_ids(without, PERSON),
    )
    at = answers.get("at") if answers["when"] == "at" else None
    moment = datetime.fromisoformat(at).replace(tzinfo=scene.world.zone) if at else None
    dossier = approvals.submit(
        scene, int(subject), audience, urgent=answers["urgency"] == "urgent", when=answers["when"], at=moment
    )
    if hint := schedule.hint(scene.world, dossier.broadcast, scene.office.courtesy):
        scene.send(Outbound(hint))
    return None


def _ids(values: list[str], mark: str) -> tuple[int, ...]:
    return tuple(int(value.removeprefix(mark)) for value in values if value.startswith(mark))


SUBMITTED = Outcome(AUDIENCE, _finished, lookups={Lookup.UNITS: _units, Lookup.WITHOUT: _without}, needs=May.SUBMIT)
