"""The session report as the office's own form: its questions are the office's, what it makes is what is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from content.dialog import Dialog, Known, Lookup
from content.dialogs.session_report import SESSION_REPORT
from content.texts.report_for import TITLE_FOR
from content.xforms.definition import Definition
from content.xforms.listing import from_outside
from handlers import form_lists, on_behalf, papers
from handlers.dialogs import Lazy
from handlers.office_forms import EDIT
from handlers.outcome import Answers, Outcome
from handlers.outcomes import session_report
from handlers.outcomes.session_report import SESSION_REPORT_OUTCOME
from handlers.own_papers import own
from handlers.report_subjects import FOR, FORM, reporter_of
from handlers.scene import Scene

_ASKED = SESSION_REPORT_OUTCOME.lookups


def outcome(definition: Definition, dialog: Dialog, version_id: int) -> Outcome:
    """Return the outcome of the office's session report.

    Answers are kept under the names of the columns that they fill; what the office asks besides is kept under its
    own. The product's looks across answers (the same session twice, a point out of force, far too many) stay.
    """
    columns = {path: column for column, path in definition.bound.items()}
    checks = tuple(check for check in SESSION_REPORT.checks if set(check.reads) <= set(dialog.by_key))

    asked = from_outside(definition)

    def as_report(one: Dialog) -> Dialog:
        return replace(one, checks=checks, send=SESSION_REPORT.send)

    languages = dialog.languages.but(as_report) if dialog.languages is not None else None

    def finished(scene: Scene, subject: str, answers: Answers) -> str | None:
        told = _by_column(answers, columns)
        before = form_lists.kept(scene, subject)
        rows = form_lists.chosen(scene, asked, _lists(scene, subject), answers, before)
        return session_report.keep(scene, subject, told, version_id, rows)

    def amended(scene: Scene, subject: str, answers: Answers) -> None:
        if SESSION_REPORT_OUTCOME.amended is not None:
            SESSION_REPORT_OUTCOME.amended(scene, subject, _by_column(answers, columns))
        made = scene.uow.submissions.get(int(subject))
        made.rows_chosen = dict(form_lists.chosen(scene, asked, _lists(scene, ""), answers, made.rows_chosen))

    def last_saved(scene: Scene, subject: str) -> dict[str, Any]:
        reporter = reporter_of(scene, subject)
        if reporter != scene.person_id:
            return {}  # what a colleague once wrote is the colleague's own
        saved = scene.uow.report_facts.latest(reporter, FORM)
        return {definition.bound.get(name, name): value for name, value in saved.items()}

    asks = languages.put_into(languages.spoken) if languages is not None else as_report(dialog)

    def shaped(scene: Scene, subject: str) -> Dialog:
        if not subject.startswith(FOR):
            return whole_of(scene, subject, asks)
        return asks.titled(TITLE_FOR.format(person=on_behalf.name_of(scene, reporter_of(scene, subject))))

    return Outcome(
        asks,
        finished,
        shaped=shaped,
        amended=amended,
        lookups=_ASKED,
        kept_as=columns,
        values={
            **SESSION_REPORT_OUTCOME.values,
            Known.FORM_LISTS: _lists,
            Known.PROPERTIES: form_lists.properties,
            Known.LAST_SAVED: last_saved,
            Known.MEDIA: lambda scene, _: scene.uow.forms.media_of(version_id),
        },
    )


def whole_of(scene: Scene, subject: str, asks: Dialog) -> Dialog:
    """Return a form's dialog as it is for *subject*: on one check screen for a correction of what the speaker sent."""
    if not subject.startswith(EDIT):
        return asks
    return papers.of(scene, own(scene, int(subject.removeprefix(EDIT)))).dialog


def _by_column(answers: Answers, columns: Mapping[str, str]) -> dict[str, Any]:
    return {columns.get(path, path): value for path, value in answers.items()}


def _rows(lookup: Lookup) -> form_lists.Source:
    """Return the list of a form that has the very options of the built-in question."""

    def rows(scene: Scene, subject: str) -> list[form_lists.Row]:
        return [{"name": option.value, "label": option.label} for option in _ASKED[lookup](scene, subject)]

    return rows


_SOURCES = {**form_lists.SOURCES, **{name: _rows(lookup) for name, lookup in form_lists.SESSION_LISTS.items()}}


def _lists(scene: Scene, subject: str) -> Lazy:
    return form_lists.lists(scene, subject, _SOURCES)
