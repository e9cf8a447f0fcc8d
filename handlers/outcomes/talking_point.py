"""A composed talking point becomes a draft, a draft is changed, and a file's source is confirmed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from content.dialog import OTHER, Dialog, Known, Lookup, Option
from content.dialogs.reason import ONE_POINT
from content.dialogs.talking_point import MORE, SOURCE_AND_BASES, SOURCE_FIELDS, TALKING_POINT
from content.roles import May
from content.texts import composing as texts
from handlers import dialogs, draft_card, drafting
from handlers.dossier import Dossier, existing
from handlers.outcome import Answers, Outcome
from handlers.scene import Scene
from storage.tables import Document


def begin_edit(scene: Scene, dossier: Dossier) -> None:
    """Ask the questions of a draft again, each with the answer it has."""
    document, version = dossier.document, dossier.version
    from_file = version.file_id is not None
    key, subject = source_dialog(document) if from_file else TALKING_POINT.key, str(dossier.n)
    if scene.uow.progress.get(scene.person_id, key, subject) is not None:
        dialogs.start(scene, key, subject)  # what was begun goes on
        return
    prefill: dict[str, Any] = {"title": document.title}
    if not from_file:
        prefill["points"] = drafting.points_to_lines(version.points)
    prefill |= source(document.number, document.doc_kind, document.issued_on, document.issuer)
    if not from_file and document.issuer and document.issuer not in issuers(scene):
        prefill |= {"issuer": OTHER, "issuer_other": document.issuer}
    prefill["scope"] = document.scope + (drafting.DIRECT if document.direct_only else "")
    prefill |= _more(scene, dossier)
    prefill["bases"] = [b["symbol"] for b in document.bases if b.get("chosen")]
    dialogs.start(scene, key, subject, {name: value for name, value in prefill.items() if value})


def begin_more(scene: Scene, dossier: Dossier) -> None:
    """Ask what a draft may have besides; what it has is shown and can be changed."""
    subject = str(dossier.n)
    known = _more(scene, dossier) | {"doc_kind": dossier.document.doc_kind}
    known["short_message"] = dossier.version.short_message
    waits = scene.uow.progress.get(scene.person_id, MORE.key, subject) is not None
    dialogs.start(scene, MORE.key, subject, None if waits else {name: value for name, value in known.items() if value})


def _more(scene: Scene, dossier: Dossier) -> dict[str, Any]:
    document = dossier.document
    holds = document.valid_to is not None and document.valid_to >= scene.today
    return {"topic": document.topic, "valid_to": document.valid_to.isoformat() if holds and document.valid_to else ""}


def source_dialog(document: Document) -> str:
    """Return the dialog that confirms the source: with the papers named in the text, when there are some."""
    return SOURCE_AND_BASES.key if document.bases else SOURCE_FIELDS.key


def source(number: str | None, kind: str | None, day: date | None, issuer: str | None) -> dict[str, Any]:
    """Return the answers that these source fields are, in the order of their questions."""
    return {"number": number, "doc_kind": kind, "issued_on": day.isoformat() if day else None, "issuer": issuer}


def issuers(scene: Scene) -> tuple[str, ...]:
    """Return the offices that a source may come from, as the system knows them."""
    return tuple(dict.fromkeys(name for name in (scene.office.name, scene.office.superior) if name))


def _issuers(scene: Scene, _subject: str) -> tuple[Option, ...]:
    return tuple(Option(name, name) for name in issuers(scene))


def _number(scene: Scene, subject: str) -> str:
    return existing(scene, int(subject)).document.number or ""


def _bases(scene: Scene, subject: str) -> tuple[Option, ...]:
    return tuple(Option(base["symbol"], base["said"]) for base in existing(scene, int(subject)).document.bases)


def _saving(dialog: Dialog) -> Callable[[Scene, str, Answers], str | None]:
    def finished(scene: Scene, subject: str, answers: Answers) -> str | None:
        if subject:
            dossier = drafting.revise(scene, int(subject), dialog.by_key.keys(), answers)
        else:
            dossier = drafting.compose(scene, answers)
        draft_card.show(scene, dossier, scene.text(texts.SAVED, title=dossier.document.title))
        return None

    return finished


def _changed(scene: Scene, subject: str, answers: Answers) -> str | None:
    text = "" if answers["text"] == "drop" else str(answers["text"])
    draft_card.show(scene, drafting.change_point(scene, int(subject), int(answers["n"]), text))
    return None


COMPOSED = Outcome(
    TALKING_POINT, _saving(TALKING_POINT), lookups={Lookup.ISSUERS: _issuers}, needs=May.DRAFT
)  # fmt: skip
SUPPLEMENTED = Outcome(MORE, _saving(MORE), values={Known.NUMBER: _number}, needs=May.DRAFT)
CONFIRMED = Outcome(SOURCE_FIELDS, _saving(SOURCE_FIELDS), needs=May.DRAFT)
CONFIRMED_WITH_BASES = Outcome(
    SOURCE_AND_BASES, _saving(SOURCE_AND_BASES), lookups={Lookup.BASES: _bases}, needs=May.DRAFT
)  # fmt: skip
POINT_CHANGED = Outcome(ONE_POINT, _changed, needs=May.DRAFT)
