"""What was sent, beside the questions that were asked: for whoever reads it, gives it back or corrects it.

A session report of the product's own is asked by its own dialog, all else by the very version of the office's form
that was answered, however many there are since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from content.dialog import Dialog, Facts, Known, place_in
from content.dialog.reopening import Line, lines_of
from content.dialogs.correction import whole
from content.sent_files import is_kept_name
from content.texts import common, sent_files
from content.texts import corrections as texts
from handlers import dialogs, form_lists, office_forms, report_words
from handlers.outcome import Outcome
from handlers.scene import Scene
from storage.tables import Submission

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Paper:
    """A submission, the dialog that asked it (by its key), and the same with every answer on one check screen."""

    made: Submission
    key: str
    outcome: Outcome
    dialog: Dialog

    def by_path(self, answers: Answers) -> dict[str, Any]:
        """Return answers as they are kept by the paths of the dialog."""
        return {self._path(name): value for name, value in answers.items()}

    def besides(self, answers: Answers) -> dict[str, Any]:
        """Return those answers, as they are kept, that this dialog does not ask."""
        return {name: value for name, value in answers.items() if place_in(self.dialog, self._path(name)) is None}

    def _path(self, name: str) -> str:
        """Return the path of the answer that is kept under *name*."""
        return next((path for path, kept in self.outcome.kept_as.items() if kept == name), name)


def is_session(made: Submission) -> bool:
    """Say whether *made* is a session report, which is counted."""
    return made.form == office_forms.SESSION


def is_paper(made: Submission) -> bool:
    """Say whether *made* may be read, given back and corrected: a session report, or an office's form truly sent."""
    return is_session(made) or (made.form_version_id is not None and not made.is_test)


def names(made: Submission) -> dict[str, str]:
    """Return what *made* is called in sentences, and what they say only of what is counted."""
    noun = texts.REPORT_NOUN if is_session(made) else texts.PAPER_NOUN
    what = f"{noun} {made.code}"
    return {"code": made.code, "noun": noun, "Noun": noun.capitalize(), "what": what, "What": _capital(what)}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def of(scene: Scene, made: Submission) -> Paper:
    """Return *made* with its questions. Raises NothingOpen for what no dialog asks any more."""
    key = made.form if made.form_version_id is None else f"{office_forms.DIALOG}{made.form_version_id}"
    outcome = dialogs.outcome_of(scene, key)
    kept = f"{key} whole"
    if kept not in scene.world.forms:
        scene.world.forms[kept] = whole(outcome.dialog)
    dialog: Dialog = scene.world.forms[kept]
    return Paper(made, key, outcome, dialog.titled(texts.TITLE.format(**names(made))))


def facts(scene: Scene, paper: Paper, told: Iterable[Answers]) -> Facts:
    """Return what it takes to say *told*, as they are kept: what was chosen from lists, in the words of then."""
    known = report_words.facts(scene, told if is_session(paper.made) else ())
    if paper.made.form_version_id is None:
        return known
    rows = {name: list(chosen) for name, chosen in paper.made.rows_chosen.items()}
    for name, lookup in form_lists.SESSION_LISTS.items():
        there = {row["name"] for row in rows.get(name, ())}
        more = [{"name": o.value, "label": o.label} for o in known.options(lookup) if o.value not in there]
        rows[name] = [*rows.get(name, ()), *more]
    person = scene.uow.people.get(paper.made.person_id).full_name
    values: dict[str, Any] = {Known.FORM_LISTS: rows, Known.PROPERTIES: {"username": person}}
    return Facts(today=known.today, now=known.now, lookups=known.lookups, values=values, courtesy=known.courtesy)


def lines(scene: Scene, paper: Paper, answers: Answers, known: Facts | None = None) -> list[Line]:
    """Return every line of the check screen of *answers*, as they are kept; what was left out is said so."""
    known = known or facts(scene, paper, [answers])
    besides = paper.besides(answers)
    listed = lines_of(paper.dialog, paper.by_path(answers), known)
    return [*listed, *_others(scene, paper, besides)] if besides else listed


def _others(scene: Scene, paper: Paper, besides: Answers) -> list[Line]:
    """Return answers that only another version asked, in its words."""
    told = office_forms.said(scene.uow, paper.made.form, besides)
    return [(path, name, said) for path, (name, said) in zip(besides, told, strict=True)]


def filled(scene: Scene, paper: Paper, answers: Answers, known: Facts | None = None) -> list[Line]:
    """Return the lines that have an answer."""
    return [line for line in lines(scene, paper, answers, known) if line[2] != common.NOT_FILLED]


def changes(scene: Scene, paper: Paper, before: Answers, after: Answers) -> list[tuple[str, str, str]]:
    """Return (name, before, after) of every line that reads otherwise now, or is there no more."""
    known = facts(scene, paper, (before, after))
    was = {path: (name, said) for path, name, said in lines(scene, paper, before, known)}
    old_files, new_files = paper.by_path(before), paper.by_path(after)
    found = []
    for path, name, said in lines(scene, paper, after, known):
        _, old = was.pop(path, ("", common.NOT_FILLED))
        if old != said:
            found.append((name, old, said))
        elif is_kept_name(new_files.get(path)) and new_files.get(path) != old_files.get(path):
            found.append((name, old, sent_files.ANOTHER.format(said=said)))  # another file reads the same
    gone = [(name, said, common.NOT_FILLED) for name, said in was.values() if said != common.NOT_FILLED]
    return [*found, *gone]


def line_name(scene: Scene, paper: Paper, path: str) -> str:
    """Return what the answer of *path* is called; empty for a question that is no more."""
    return next((name for at, name, _ in lines(scene, paper, paper.made.answers) if at == path), "")
