"""What a form of the office makes when it is sent: a numbered Submission of the version that was asked."""

from __future__ import annotations

from dataclasses import replace

from content import dates
from content.dialog import Known
from content.dialogs.session_report import SESSION_REPORT
from content.texts import office_forms as texts
from content.texts import report as report_texts
from content.xforms.compiling import compile_form
from content.xforms.keeping import from_json
from content.xforms.listing import from_outside
from handlers import form_lists, own_papers, papers, reviewing
from handlers.errors import NothingOpen
from handlers.office_forms import DIALOG, EDIT, TEST
from handlers.outcome import Answers, Outcome, Sent
from handlers.outcomes import session_form
from handlers.scene import Scene
from handlers.turn import Finished
from storage.tables import FormVersion

PREFIX, TEST_PREFIX = "BM", "THU"


def outcome(scene: Scene, key: str) -> Outcome:
    """Return the outcome of the dialog *key* ("form:17"). Raises NothingOpen for a version that is not there."""
    known: Outcome | None = scene.world.forms.get(key)
    if known is not None:
        return known
    number = key.removeprefix(DIALOG)
    try:
        version = scene.uow.forms.version(int(number))
    except (LookupError, ValueError):
        raise NothingOpen(key) from None
    made = _made(version, key)
    scene.world.forms[key] = made  # a version never changes
    return made


def _made(version: FormVersion, key: str) -> Outcome:
    definition = from_json(version.definition)
    dialog = compile_form(definition, key=key, version=version.n)
    asked, version_id = from_outside(definition), version.id
    sent = _sent(version.id, definition.form_id, version.title, asked)
    if definition.form_id == SESSION_REPORT.key:
        counted = session_form.outcome(definition, dialog, version.id)
        return replace(
            counted,
            finished=None,
            sent=lambda scene, subject, done: (sent if subject == TEST else counted.finish)(scene, subject, done),
            amended=lambda scene, subject, answers: _session_amended(scene, subject, answers, counted),
        )

    def last_saved(scene: Scene, subject: str) -> dict[str, object]:
        del subject
        return scene.uow.report_facts.latest(scene.person_id, definition.form_id)

    return Outcome(
        dialog,
        sent=sent,
        amended=lambda scene, subject, answers: _amended(scene, subject, answers, asked),
        values={
            Known.FORM_LISTS: form_lists.lists,
            Known.PROPERTIES: form_lists.properties,
            Known.LAST_SAVED: last_saved,
            Known.MEDIA: lambda scene, _: scene.uow.forms.media_of(version_id),
        },
        shaped=lambda scene, subject: session_form.whole_of(scene, subject, dialog),
    )


def _sent(version_id: int, code: str, title: str, asked: form_lists.Asked) -> Sent:
    """Return what keeps a submission of this version and says its receipt; what is tried out is kept apart."""

    def sent(scene: Scene, subject: str, done: Finished) -> str:
        if subject.startswith(EDIT):
            return _corrected(scene, subject, done, asked)
        is_test = subject == TEST
        rows = form_lists.chosen(scene, asked, form_lists.lists(scene, subject), done.answers, {})
        made = scene.uow.submissions.add(
            f"{code}:{TEST}" if is_test else code, scene.person_id, dict(done.answers), scene.now,
            TEST_PREFIX if is_test else PREFIX, version_id=version_id, name=done.name, is_test=is_test, rows=rows,
        )  # fmt: skip
        if is_test:
            scene.say(texts.TESTED, title=title, code=made.code)
        else:
            scene.say(
                texts.SENT, title=title, code=made.code, time=dates.time_written(scene.now, scene.world.zone),
                date=dates.written(scene.today), name=texts.SENT_NAME.format(name=done.name) if done.name else "",
                edit_until=own_papers.until(scene, own_papers.editable_until(scene, made)),
            )  # fmt: skip
        return str(made.id)

    return sent


def _corrected(scene: Scene, subject: str, done: Finished, asked: form_lists.Asked) -> str:
    """Keep the new answers beside the old ones; whoever decided on those is shown what changed."""
    made = own_papers.own(scene, int(subject.removeprefix(EDIT)), lock=True)
    own_papers.require_open(scene, made)
    before, besides = made.answers, papers.of(scene, made).besides(made.answers)
    rows = form_lists.chosen(scene, asked, form_lists.lists(scene, subject), done.answers, made.rows_chosen)
    answers = {**besides, **done.answers}
    scene.uow.submissions.amend(made, answers, by=scene.person_id, now=scene.now, rows=rows)
    made.name = done.name
    scene.say(report_texts.EDITED, **papers.names(made))
    reviewing.corrected(scene, made, before)
    return str(made.id)


def _session_amended(scene: Scene, subject: str, answers: Answers, counted: Outcome) -> None:
    """Keep details added after sending, of a report or of what was only tried out."""
    if scene.uow.submissions.get(int(subject)).is_test:
        _amended(scene, subject, answers, {})
    elif counted.amended is not None:
        counted.amended(scene, subject, answers)


def _amended(scene: Scene, subject: str, answers: Answers, asked: form_lists.Asked) -> None:
    """Keep details added after sending; only what takes an answer's place leaves a revision."""
    made = scene.uow.submissions.lock(int(subject))
    if not made.is_test:
        own_papers.require_open(scene, made)
    rows = form_lists.chosen(scene, asked, form_lists.lists(scene, ""), answers, made.rows_chosen)
    if any(answers.get(path) != value for path, value in made.answers.items()):
        scene.uow.submissions.amend(made, dict(answers), by=scene.person_id, now=scene.now, rows=rows)
    else:
        made.answers, made.amended_at, made.rows_chosen = dict(answers), scene.now, dict(rows)
        scene.uow.flush()
