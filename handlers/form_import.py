"""A form brought as a sheet: fetched, read in a child process, kept as a draft or refused with all its faults."""

from __future__ import annotations

from typing import Any

from content.message import Outbound
from content.roles import May, Role
from content.texts import office_forms as texts
from handlers import form_card, form_media, office_forms
from handlers.scene import Scene
from storage.tables import Form, FormVersion

KIND = "read_form"
FETCHED_FOR = "form"  # `for` in the request of a fetch
FAULTS_SHOWN = 15


def fetched(scene: Scene, payload: dict[str, Any]) -> None:
    """The bytes are here: owe the reading of them."""
    scene.require(May.DRAFT)
    request = {"name": payload["request"]["name"], "files": {"form": payload["file_id"]}}
    scene.uow.chores.owe(KIND, request, now=scene.now, to=scene.inbound.address)


def was_read(scene: Scene, payload: dict[str, Any]) -> None:
    """The sheets are read: keep a draft version and tell who may publish it, or name every fault."""
    scene.require(May.DRAFT)
    result, request = payload["result"], payload["request"]
    if faults := result.get("faults"):
        lines = [f"• {line}" for line in faults[:FAULTS_SHOWN]]
        if len(faults) > FAULTS_SHOWN:
            lines.append(texts.MORE_FAULTS.format(n=len(faults) - FAULTS_SHOWN))
        scene.say(texts.FAULTY, name=request["name"][:60], lines="\n".join(lines))
        return
    made, name, file_id = payload.get("made", ()), request["name"], request["files"]["form"]
    if sheet := result.get("sheet"):  # what came packed is not kept as it came: its pictures know where they were taken
        name, file_id = sheet["name"], made[sheet["made"]]
    version = office_forms.keep(scene, result, name=name, file_id=file_id)
    lacking = form_media.keep(scene, version, result, made)
    form = scene.uow.forms.get(version.form_id)
    said = [scene.text(texts.KEPT, title=version.title, version=version.n, n=result["questions"], form=form.id)]
    if warnings := [*filter(None, [lacking]), *result.get("warnings", ())]:
        said.append(texts.WARNED.format(lines="\n".join(f"• {line}" for line in warnings[:FAULTS_SHOWN])))
    scene.send(Outbound("\n".join(said)))
    form_card.show(scene, form)
    _tell_publishers(scene, form, version)


def _tell_publishers(scene: Scene, form: Form, version: FormVersion) -> None:
    said = scene.text(texts.WAITS, who=scene.caller.full_name, title=version.title, version=version.n)
    for person in scene.uow.people.holders(Role.APPROVER, form.unit_id):
        if person.id != scene.person_id:
            choices = (form_card.opening(form),)
            scene.tell(
                person.id, Outbound(said, choices=choices, numbered=False), dedup_key=f"fv:{version.id}:{person.id}"
            )
