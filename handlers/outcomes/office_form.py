"""What a form of the office makes when it is sent: a numbered Submission of the version that was asked."""

from __future__ import annotations

from content import dates
from content.dialog import Known
from content.texts import office_forms as texts
from content.xforms.compiling import compile_form
from content.xforms.keeping import from_json
from handlers import form_lists
from handlers.errors import NothingOpen
from handlers.office_forms import DIALOG, TEST
from handlers.outcome import Answers, Outcome
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
    version_id, form_id, title = version.id, version.form_id, version.title

    def sent(scene: Scene, subject: str, done: Finished) -> None:
        is_test = subject == TEST
        made = scene.uow.submissions.add(
            scene.uow.forms.get(form_id).code, scene.person_id, dict(done.answers), scene.now,
            TEST_PREFIX if is_test else PREFIX, version_id=version_id, name=done.name, is_test=is_test,
        )  # fmt: skip
        if is_test:
            scene.say(texts.TESTED, title=title, code=made.code)
            return
        scene.say(
            texts.SENT, title=title, code=made.code, time=dates.time_written(scene.now, scene.world.zone),
            date=dates.written(scene.today), name=texts.SENT_NAME.format(name=done.name) if done.name else "",
        )  # fmt: skip

    def last_saved(scene: Scene, subject: str) -> dict[str, object]:
        del subject
        return scene.uow.report_facts.latest(scene.person_id, scene.uow.forms.get(form_id).code)

    return Outcome(
        compile_form(from_json(version.definition), key=key, version=version.n),
        _never,
        sent=sent,
        values={
            Known.FORM_LISTS: form_lists.lists,
            Known.PROPERTIES: form_lists.properties,
            Known.LAST_SAVED: last_saved,
        },
    )


def _never(scene: Scene, subject: str, answers: Answers) -> None:
    raise NotImplementedError  # `sent` stands in its place
