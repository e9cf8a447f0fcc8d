"""The session report as the office's own form: its questions are the office's, what it makes is what is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from content.dialog import Dialog, Known, Lookup
from content.dialogs.session_report import SESSION_REPORT
from content.xforms.definition import Definition
from handlers import form_lists
from handlers.dialogs import Lazy
from handlers.outcome import Answers, Outcome
from handlers.outcomes.session_report import FORM, SESSION_REPORT_OUTCOME
from handlers.scene import Scene

_ASKED = SESSION_REPORT_OUTCOME.lookups
_LISTS = {"units": Lookup.MY_PLACES, "points": Lookup.POINTS}


def outcome(definition: Definition, dialog: Dialog, version_id: int) -> Outcome:
    """Return the outcome of the office's session report.

    Answers are kept under the names of the columns that they fill; what the office asks besides is kept under its
    own. The product's looks across answers (the same session twice, a point out of force, far too many) stay.
    """
    columns = {path: column for column, path in definition.bound.items()}
    checks = tuple(check for check in SESSION_REPORT.checks if set(check.reads) <= set(dialog.by_key))

    def as_report(asked: Dialog) -> Dialog:
        return replace(asked, checks=checks, send=SESSION_REPORT.send)

    languages = dialog.languages.but(as_report) if dialog.languages is not None else None

    def finished(scene: Scene, subject: str, answers: Answers) -> str | None:
        made = SESSION_REPORT_OUTCOME.finished(scene, subject, _by_column(answers, columns))
        if made is not None:
            scene.uow.submissions.get(int(made)).form_version_id = version_id
        return made

    def amended(scene: Scene, subject: str, answers: Answers) -> None:
        if SESSION_REPORT_OUTCOME.amended is not None:
            SESSION_REPORT_OUTCOME.amended(scene, subject, _by_column(answers, columns))

    def last_saved(scene: Scene, subject: str) -> dict[str, Any]:
        del subject
        saved = scene.uow.report_facts.latest(scene.person_id, FORM)
        return {definition.bound.get(name, name): value for name, value in saved.items()}

    return Outcome(
        languages.put_into(languages.spoken) if languages is not None else as_report(dialog),
        finished,
        amended=amended,
        lookups=_ASKED,
        values={
            **SESSION_REPORT_OUTCOME.values,
            Known.FORM_LISTS: lambda scene, subject: Lazy({**form_lists.SOURCES, **_SOURCES}, scene, subject),
            Known.PROPERTIES: form_lists.properties,
            Known.LAST_SAVED: last_saved,
        },
    )


def _by_column(answers: Answers, columns: Mapping[str, str]) -> dict[str, Any]:
    return {columns.get(path, path): value for path, value in answers.items()}


def _rows(lookup: Lookup) -> form_lists.Source:
    """Return the list of a form that has the very options of the built-in question."""

    def rows(scene: Scene, subject: str) -> list[form_lists.Row]:
        return [{"name": option.value, "label": option.label} for option in _ASKED[lookup](scene, subject)]

    return rows


_SOURCES = {name: _rows(lookup) for name, lookup in _LISTS.items()}
