"""The check of a code: whether a text that somebody was shown is the office's own, and still holds."""

from __future__ import annotations

from content import dates
from content.document import Scope, State, read_check_code
from content.texts import documents as words
from content.texts import library as texts
from handlers import reading_room
from handlers.scene import Scene


def verdict(scene: Scene, text: str) -> str:
    """Return what there is to say about the code in *text*; strangers learn nothing of what is internal."""
    code = read_check_code(text)
    if code is None:
        return scene.text(texts.HOW_TO_CHECK)
    document = scene.uow.documents.by_check_code(code)
    versions = scene.uow.documents.versions(document.id) if document else []
    issued = [v for v in versions if v.state in reading_room.READABLE]
    if document is None or not issued:  # a draft's code is nobody's business yet
        contact = scene.office.staff_contact if scene.caller.is_member else scene.office.public_contact
        return scene.text(texts.UNKNOWN_CODE, code=code, contact=contact or scene.office.name)
    is_internal, version = document.scope == Scope.INTERNAL, issued[-1]
    if version.state == State.WITHDRAWN:
        head = scene.text(texts.CODE_WITHDRAWN, code=code, date=reading_room.withdrawn_on(scene, document))
    elif document.valid_to is not None and document.valid_to < scene.today:
        head = scene.text(texts.CODE_EXPIRED, code=code, date=dates.written(document.valid_to))
    elif version.state == State.APPROVED:
        head = scene.text(texts.GENUINE_INTERNAL if is_internal else texts.GENUINE, code=code)
    else:
        head = scene.text(texts.CODE_REPLACED, code=code)
    if is_internal and not scene.caller.is_member:
        return head
    source = words.source(document.issuer, document.doc_kind, document.number, document.issued_on)
    return f"{head}\n{scene.text(texts.CODE_DETAILS, title=document.title, source=source)}"
