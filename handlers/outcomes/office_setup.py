"""The office's row, and its unit, from what its admin told."""

from __future__ import annotations

from content.dialogs.office_setup import OFFICE_SETUP
from content.message import Outbound
from content.roles import May
from content.texts import office as texts
from content.texts.courtesy import Courtesy, fill
from handlers.outcome import Answers, Outcome
from handlers.scene import Scene


def _finished(scene: Scene, subject: str, answers: Answers) -> None:
    office = scene.office
    # The unit the admin rules is the office's; on the first day it still carries a stand-in name.
    unit_id = office.unit_id or min(scene.units_for(May.ADMINISTER))
    scene.require(May.ADMINISTER, unit_id)
    name = str(answers["name"])
    unit = scene.uow.units.get(unit_id)
    if unit.name in (texts.DEFAULT_UNIT, office.name):
        parent = scene.uow.units.get(unit.parent_id) if unit.parent_id is not None else None
        scene.uow.units.put(unit.code, name, unit.kind, parent)
    told = {
        "name": name, "superior": str(answers.get("superior") or ""), "system": str(answers["system"]),
        "courtesy": str(answers["courtesy"]), "staff_contact": str(answers["staff"]),
        "public_contact": str(answers["public"]), "privacy_contact": str(answers["privacy"]),
    }  # fmt: skip
    before = {"name": office.name, "superior": office.superior, "system": office.system} if office.is_set else None
    scene.uow.office.put(**told, unit_id=unit_id, settings=dict(office.settings))
    scene.note("office.set", "office", before=before, after={k: told[k] for k in ("name", "superior", "system")})
    scene.send(Outbound(fill(texts.SAVED, Courtesy(told["courtesy"]), office_name=name)))


OUTCOME = Outcome(OFFICE_SETUP, finished=_finished, needs=May.ADMINISTER)
