"""What a dialog of the session report is about: a new one, one written at once, a colleague's, or a correction."""

from __future__ import annotations

from content.dialog import Progress
from content.dialogs.session_report import SESSION_REPORT
from handlers import office_forms
from handlers.office_forms import EDIT
from handlers.scene import Scene
from storage.progress import OpenDialog

FORM = SESSION_REPORT.key
LINE = "line:"  # begins the subject of a report that was written at once: "line:2"
FOR = "for:"  # begins the subject of a report for a colleague: "for:<person>:<n>"


def group_of(person_id: int) -> str:
    """Return what begins the subjects of reports for this colleague."""
    return f"{FOR}{person_id}:"


def reporter_of(scene: Scene, subject: str) -> int:
    """Return for whom a report of this subject counts: the speaker, or a colleague."""
    if subject.startswith(FOR):
        return int(subject.split(":")[1])
    if subject.startswith(EDIT):
        return scene.uow.submissions.get(int(subject.removeprefix(EDIT))).person_id
    return scene.person_id


def unit_of(scene: Scene, person_id: int) -> int | None:
    """Return the unit in whose area the person's sessions are."""
    is_own = person_id == scene.caller.person_id
    return scene.caller.unit_id if is_own else scene.uow.people.get(person_id).unit_id


def waiting(scene: Scene) -> list[OpenDialog]:
    """Return the reports written at once or for colleagues that are not sent yet, in the order they were written."""
    drafts = [
        draft
        for draft in scene.uow.progress.of(scene.person_id)
        if draft.subject.startswith((LINE, FOR)) and office_forms.is_session(scene, draft.dialog)
    ]
    left = [draft for draft in drafts if not Progress.from_json(draft.progress["p"]).is_sent]
    return sorted(left, key=lambda draft: (draft.started_at, int(draft.subject.rpartition(":")[2])))


def free(scene: Scene, group: str = LINE) -> str:
    """Return a subject of no other draft, beginning with *group*: what was begun before is never lost."""
    taken = {draft.subject for draft in waiting(scene)}
    return next(f"{group}{n}" for n in range(1, len(taken) + 2) if f"{group}{n}" not in taken)
