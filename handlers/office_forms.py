"""The rules of the office's forms: who brings, publishes, closes and fills them."""

from __future__ import annotations

from collections.abc import Container, Mapping
from types import MappingProxyType
from typing import Any

from content.dialogs.session_report import SESSION_REPORT
from content.exporting import Layout, cell, general, layout_of_form
from content.roles import May
from content.sent_files import sent_said
from content.texts import office_forms as texts
from content.xforms.definition import Definition
from content.xforms.keeping import from_json
from handlers.errors import AlreadyDecided, NotAllowed, NothingOpen, Refused
from handlers.scene import Scene
from storage.tables import Form, FormVersion, Submission
from storage.unit_of_work import UnitOfWork

SESSION = SESSION_REPORT.key
DIALOG = "form:"
"""Begins the key of a dialog that asks a form version: "form:17"."""

EDIT = "edit:"
"""Begins the subject of a dialog that corrects what was sent: "edit:17"."""

TEST = "test"
"""The subject of a run that only tries the form out."""

FIGURES = frozenset({"session_date", "place", "form", "topics", "headcount"})
"""Answers of a session report that stay when its person is erased: they are counted."""

OWN_WORDS = frozenset(
    {
        "text",
        "calculate",
        "hidden",
        "username",
        "phonenumber",
        "email",
        "image",
        "audio",
        "video",
        "file",
        "barcode",
        "geopoint",
        "geotrace",
        "geoshape",
    }
)
"""Kinds whose answers go when the person who gave them is erased."""

RESERVED = frozenset({"zero_report"})
"""Codes under which the product itself keeps submissions."""


NO_WORDS: Mapping[str, str] = MappingProxyType({})


def dialog_of(version: FormVersion, *, test: bool = False) -> tuple[str, str]:
    """Return the key and the subject of the dialog that asks *version*."""
    return f"{DIALOG}{version.id}", TEST if test else ""


def asked_of(scene: Scene) -> list[tuple[Form, FormVersion]]:
    """Return the forms that the speaker may fill: those of the units above."""
    if scene.caller.unit_id is None:
        return []
    asked = scene.uow.forms.asked_of(scene.uow.people.above(scene.caller.unit_id))
    return [(form, version) for form, version in asked if form.code != SESSION]  # "báo cáo" asks that one


def kept(scene: Scene) -> list[tuple[Form, FormVersion]]:
    """Return the forms that the speaker looks after, each with its latest version."""
    units = scene.units_for(May.DRAFT) | scene.units_for(May.APPROVE)
    return scene.uow.forms.kept_in(units) if units else []


def form(scene: Scene, form_id: int) -> Form:
    """Return a form that the speaker looks after. Raises NothingOpen for any other."""
    try:
        found = scene.uow.forms.get(form_id)
    except LookupError:
        raise NothingOpen(scene.text(texts.WHICH)) from None
    if not (scene.may(May.DRAFT, found.unit_id) or scene.may(May.APPROVE, found.unit_id)):
        raise NothingOpen(scene.text(texts.WHICH))
    return found


def session_dialog(scene: Scene) -> str:
    """Return the dialog that asks for a session: the office's own form once one is published, else the product's."""
    version = scene.uow.forms.asked_as(SESSION)
    return SESSION if version is None else dialog_of(version)[0]


def is_session(scene: Scene, dialog: str) -> bool:
    """Say whether *dialog* asks for a session, by whichever version of its form."""
    if not dialog.startswith(DIALOG):
        return dialog == SESSION
    return any(dialog == dialog_of(one)[0] for one in scene.uow.forms.versions(SESSION))


def followed(scene: Scene, form_id: int) -> Form:
    """Return a form that people of the speaker's units are, or were, asked. Raises NothingOpen for any other."""
    mine = scene.units_for(May.EXPORT)
    try:
        found = scene.uow.forms.get(form_id)
    except LookupError:
        raise NothingOpen(scene.text(texts.WHICH)) from None
    around = {unit for own in mine for unit in scene.uow.people.above(own)}
    if found.unit_id not in around and not scene.may(May.EXPORT, found.unit_id):
        raise NothingOpen(scene.text(texts.WHICH))
    return found


def latest(scene: Scene, found: Form) -> FormVersion:
    """Return the newest version of a form, whatever its state."""
    version = scene.uow.forms.latest(found.id)
    if version is None:
        raise NothingOpen(scene.text(texts.WHICH))
    return version


def keep(scene: Scene, read: dict[str, Any], *, name: str, file_id: int) -> FormVersion:
    """Make a draft version of what was read from a sheet. Raises Refused when its code is not the speaker's to use."""
    scene.require(May.DRAFT)
    code, title = str(read["form"]["form_id"]), str(read["form"]["title"])
    if code in RESERVED:
        raise Refused(scene.text(texts.RESERVED, code=code))
    known = scene.uow.forms.by_code(code)
    if known is not None and not scene.may(May.DRAFT, known.unit_id):
        raise Refused(scene.text(texts.OTHER_UNIT, code=code))
    if code == SESSION:  # everybody's report is asked by it
        scene.require(May.DRAFT, scene.office.unit_id)
    mine = scene.units_for(May.DRAFT)
    unit_id = scene.office.unit_id if scene.office.unit_id in mine else min(mine)
    made = scene.uow.forms.draft(
        code, title, read["form"], list(read["preview"]), unit_id=unit_id, author_id=scene.person_id, file_name=name,
        file_id=file_id, now=scene.now,
    )  # fmt: skip
    scene.note("form.draft", f"form_version:{made.id}", after={"code": code, "n": made.n})
    return made


def publish(scene: Scene, version: FormVersion) -> Form:
    """Let people be asked by this version. Raises NotAllowed for its author, AlreadyDecided unless it is a draft."""
    found = scene.uow.forms.lock(version)  # of two at once the second is told, and not failed
    scene.require(May.APPROVE, found.unit_id)
    if version.author_id == scene.person_id:
        raise NotAllowed(scene.text(texts.OWN))
    if version.state != "draft":
        raise AlreadyDecided(scene.text(texts.NOT_A_DRAFT, state=texts.STATES[version.state]))
    if (newest := latest(scene, found)).id != version.id:
        raise AlreadyDecided(scene.text(texts.NOT_LATEST, version=newest.n))
    before = scene.uow.forms.published(found.id)
    scene.uow.forms.publish(version, by=scene.person_id, now=scene.now)
    scene.note(
        "form.publish", f"form_version:{version.id}", {"n": before.n if before is not None else None}, {"n": version.n}
    )
    return scene.uow.forms.get(found.id)


def turn(scene: Scene, found: Form, *, is_open: bool) -> None:
    """Close a form, or open it again. Raises Refused for one that was never published."""
    scene.require(May.APPROVE, found.unit_id)
    if scene.uow.forms.published(found.id) is None:
        raise Refused(scene.text(texts.NEVER_PUBLISHED, title=found.title))
    scene.uow.forms.turn(found, is_open=is_open)
    scene.note("form.open" if is_open else "form.close", f"form:{found.id}")


def own_words(uow: UnitOfWork) -> dict[str, frozenset[str]]:
    """Return by form the answers that are in one's own words or pictures, or made of them: paths without rounds."""
    found: dict[str, frozenset[str]] = {}
    for raw in uow.forms.definitions():
        definition = from_json(raw)
        words = _own_words(definition) - (FIGURES if definition.form_id == SESSION else frozenset())
        for code in (definition.form_id, f"{definition.form_id}:{TEST}"):
            found[code] = found.get(code, frozenset()) | words
    return found


def _own_words(definition: Definition) -> frozenset[str]:
    found = definition.fields()
    free = [field.path for field in found if field.kind in OWN_WORDS or field.or_other]
    return frozenset((*free, *(f"{path}_other" for path in free)))


def told(
    uow: UnitOfWork, made: Submission, besides: Container[str] = (), words: Mapping[str, str] = NO_WORDS
) -> list[tuple[str, str]]:
    """Return a submission, but for *besides*, in the words of the version that was answered: question and answer.

    *words* say what was chosen from lists that only the database knows, by "path=value".
    """
    if made.form_version_id is None:
        raise LookupError(made.id)
    layout = layout_of_form(from_json(uow.forms.version(made.form_version_id).definition))
    answers = {path: value for path, value in made.answers.items() if general(path)[0] not in besides}
    return _told(layout, answers, words)


def said(uow: UnitOfWork, code: str, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return *answers* in the words of whichever version of the form called *code* asked them last."""
    layout = Layout()
    for version in uow.forms.versions(code):
        layout = layout.merged(layout_of_form(from_json(version.definition)))
    return _told(layout, answers, NO_WORDS)


def _told(layout: Layout, answers: Mapping[str, Any], words: Mapping[str, str]) -> list[tuple[str, str]]:
    columns = {column.path: column for column in layout.with_answered(answers).columns}
    lines = []
    for path, value in answers.items():
        plain, _, rounds = general(path)
        turn = f" ({'.'.join(map(str, rounds))})" if rounds else ""
        told = sent_said(value) or cell(columns[plain], value, words, labels=True)
        lines.append((f"{columns[plain].label}{turn}", str(told)))
    return lines
