"""What a form of the office makes when it is sent: a numbered Submission of the version that was asked."""

from __future__ import annotations

from content import dates
from content.texts import office_forms as texts
from content.xforms.compiling import compile_form
from content.xforms.keeping import from_json
from handlers.errors import NothingOpen
from handlers.office_forms import DIALOG, TEST
from handlers.outcome import Answers, Outcome
from handlers.scene import Scene
from storage.tables import FormVersion

PREFIX, TEST_PREFIX = "BM", "THU"


def outcome(scene: Scene, key: str) -> Outcome:
    """Return the outcome of the dialog *key* ("form:17"). Raises NothingOpen for a version that is not there."""
    known = scene.world.forms.get(key)
    if known is not None:
        return known
    number = key.removeprefix(DIALOG)
    try:
        version = scene.uow.forms.version(int(number))
    except (LookupError, ValueError):
        raise NothingOpen(key) from None
    made = scene.world.forms[key] = _made(version, key)  # a version never changes
    return made


def _made(version: FormVersion, key: str) -> Outcome:
    version_id, form_id, title = version.id, version.form_id, version.title

    def finished(scene: Scene, subject: str, answers: Answers) -> None:
        is_test = subject == TEST
        code = scene.uow.forms.get(form_id).code
        name = ""
        made = scene.uow.submissions.add(
            code, scene.person_id, dict(answers), scene.now, TEST_PREFIX if is_test else PREFIX,
            version_id=version_id, name=name, is_test=is_test,
        )  # fmt: skip
        if is_test:
            scene.say(texts.TESTED, title=title, code=made.code)
            return
        scene.say(
            texts.SENT, title=title, code=made.code, time=dates.time_written(scene.now, scene.world.zone),
            date=dates.written(scene.today), name=texts.SENT_NAME.format(name=name) if name else "",
        )  # fmt: skip

    dialog = compile_form(from_json(version.definition), key=key)
    return Outcome(dialog, finished)
