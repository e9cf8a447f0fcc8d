"""A member asks for a correction: the office is told, with the day by which it must answer."""

from __future__ import annotations

from datetime import timedelta

from content import dates
from content.dialogs.fix_my_data import FIX_MY_DATA
from content.message import Outbound
from content.roles import Role
from content.texts import my_data as texts
from handlers import people
from handlers.outcome import Answers, Outcome
from handlers.scene import Scene
from handlers.signup import known

DAYS_TO_FINISH = 10  # the shortest of the terms of the decree for other rights of the person


def _finished(scene: Scene, subject: str, answers: Answers) -> None:
    if scene.caller.unit_id is None:
        raise LookupError(scene.person_id)
    code = f"YC{scene.person_id}-{scene.today:%d%m}"
    due = dates.written(scene.today + timedelta(days=DAYS_TO_FINISH))
    words = scene.text(
        texts.TELL_FIX, code=code, full_name=scene.caller.full_name, text=str(answers["what"]), due_text=due,
        unit_name=scene.uow.units.get(scene.caller.unit_id).name,
    )  # fmt: skip
    key = f"fix:{scene.inbound.address.channel}:{scene.inbound.update_key}"
    people.tell_office(scene, scene.caller.unit_id, Outbound(words), key, Role.COORDINATOR, Role.ADMIN)
    scene.note("person.ask_fix", f"person:{scene.person_id}", after={"code": code})  # the words are not kept
    time = dates.time_written(scene.now, scene.world.zone)
    scene.say(texts.REQUEST_RECEIVED, code=code, time=time, due_text=due, **known(scene))


OUTCOME = Outcome(FIX_MY_DATA, finished=_finished)
