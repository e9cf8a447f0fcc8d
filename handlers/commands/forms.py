"""`biểu mẫu`: the office's forms; for those who look after them also bringing, trying, publishing and closing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from content.dialogs.send_again import SEND_AGAIN
from content.message import Choice, Outbound
from content.roles import May
from content.texts import office_forms as texts
from content.vietnamese import fold
from handlers import answer_files, dialogs, form_card, form_preview, office_forms
from handlers.arguments import number, number_and_time
from handlers.command import Command, Press
from handlers.errors import NothingOpen
from handlers.scene import Scene
from storage.tables import Form, FormVersion

LIST_KEY, MANAGE_KEY = "forms", "kept_forms"


# ---- for everybody


def _list(scene: Scene, rest: str) -> None:
    asked = office_forms.asked_of(scene)
    if not asked:
        scene.say(texts.NONE)
        return
    if rest:
        named = [version for form, version in asked if fold(rest) in (fold(form.title), fold(form.code), str(form.id))]
        if len(named) != 1:
            raise NothingOpen(scene.text(texts.NO_SUCH))
        dialogs.start(scene, *office_forms.dialog_of(named[0]))
        return
    choices = tuple(Choice(texts.LINE.format(title=form.title), f"ff:{form.id}") for form, _ in asked)
    scene.screen(Outbound(scene.text(texts.LIST), choices=choices), LIST_KEY)


def _fill(scene: Scene, args: Sequence[str]) -> None:
    for form, version in office_forms.asked_of(scene):
        if args and args[0] == str(form.id):
            dialogs.start(scene, *office_forms.dialog_of(version))
            return
    raise NothingOpen(scene.text(texts.NO_SUCH))


def _send_again(scene: Scene, args: Sequence[str]) -> None:
    """Ask for a file that could not be had."""
    row = answer_files.failed_of(scene, args[0] if args else "")
    dialogs.start(scene, SEND_AGAIN.key, str(row.id))


# ---- for those who look after them


def _manage(scene: Scene, rest: str) -> None:
    if rest:
        form_card.show(scene, _form(scene, rest))
        return
    kept = office_forms.kept(scene)
    if not kept:
        scene.say(texts.MANAGE_NONE)
        return
    lines, choices = [texts.MANAGE], []
    for form, version in kept:
        state = form_card.state_of(form, version)
        lines.append(texts.MANAGE_LINE.format(n=form.id, title=form.title, version=version.n, state=state))
        choices.append(Choice(texts.MANAGE_NUMBER.format(n=form.id), f"fc:{form.id}", str(form.id)))
    scene.screen(Outbound("\n".join(lines), choices=tuple(choices), numbered=False), MANAGE_KEY)


def _form(scene: Scene, given: str) -> Form:
    if not given.strip().isdecimal():
        raise NothingOpen(scene.text(texts.WHICH))
    return office_forms.form(scene, int(given))


def _version(scene: Scene, version_id: str) -> tuple[Form, FormVersion]:
    """Return a version that a button names, for who looks after its form."""
    try:
        version = scene.uow.forms.version(int(version_id))
    except (LookupError, ValueError):
        raise NothingOpen(scene.text(texts.WHICH)) from None
    return office_forms.form(scene, version.form_id), version


def _new(scene: Scene, rest: str) -> None:
    del rest
    dialogs.start(scene, "new_form")


def _see(scene: Scene, form: Form, version: FormVersion) -> None:
    del form
    form_preview.show(scene, version)


def _try(scene: Scene, form: Form, version: FormVersion) -> None:
    del form
    dialogs.start(scene, *office_forms.dialog_of(version, test=True))


def _publish(scene: Scene, form: Form, version: FormVersion) -> None:
    office_forms.publish(scene, version)
    scene.say(texts.PUBLISHED, title=version.title, version=version.n)
    told = scene.text(texts.PUBLISHED_TO_AUTHOR, who=scene.caller.full_name, title=version.title, version=version.n)
    scene.tell(version.author_id, Outbound(told, choices=(form_card.opening(form),), numbered=False),
               dedup_key=f"fp:{version.id}")  # fmt: skip


def _publish_typed(scene: Scene, rest: str) -> None:
    """Publish "3 bản 2", the very version that the speaker was shown; with the form's number alone show it first."""
    numbers = [word for word in rest.split() if word.isascii() and word.isdigit()]
    form = _form(scene, numbers[0] if numbers else "")
    version = office_forms.latest(scene, form)
    if numbers[1:] == [str(version.n)]:
        _publish(scene, form, version)
    else:
        form_card.show(scene, form)


def _close(scene: Scene, form: Form, version: FormVersion) -> None:
    del version
    office_forms.turn(scene, form, is_open=False)
    scene.say(texts.CLOSED_NOW, title=form.title)
    if form.code == office_forms.SESSION:
        scene.say(texts.CLOSED_REPORT)


def _reopen(scene: Scene, form: Form, version: FormVersion) -> None:
    del version
    office_forms.turn(scene, form, is_open=True)
    scene.say(texts.OPEN_NOW, title=form.title)


Do = Callable[[Scene, Form, FormVersion], None]


def _typed(do: Do) -> Callable[[Scene, str], None]:
    """Return what a word with a form's number does: to its latest version."""

    def run(scene: Scene, rest: str) -> None:
        form = _form(scene, rest)
        do(scene, form, office_forms.latest(scene, form))

    return run


def _pressed(do: Do) -> Press:
    """Return what a button with a version's id does."""

    def press(scene: Scene, args: Sequence[str]) -> None:
        do(scene, *_version(scene, args[0] if args else ""))

    return press


def _pressed_form(do: Do) -> Press:
    def press(scene: Scene, args: Sequence[str]) -> None:
        form = _form(scene, args[0] if args else "")
        do(scene, form, office_forms.latest(scene, form))

    return press


FORMS = Command(
    slash="bieumau",
    words=texts.WORDS,
    about=texts.ABOUT,
    run=_list,
    presses={"ff": _fill, answer_files.VERB: _send_again},
)
KEPT_FORMS = Command(
    slash="qlbieumau", words=texts.WORDS_MANAGE, about=texts.ABOUT_MANAGE, run=_manage, needs=May.WATCH,
    presses={"fc": _pressed_form(lambda scene, form, _: form_card.show(scene, form))},
)  # fmt: skip
NEW_FORM = Command(slash="napbieumau", words=texts.WORDS_NEW, about=texts.ABOUT_NEW, run=_new, needs=May.DRAFT)
SEE_FORM = Command(
    slash="xembieumau", words=texts.WORDS_SEE, about=texts.ABOUT_SEE, run=_typed(_see), needs=May.WATCH,
    presses={"fq": _pressed(_see)}, in_menu=False, takes=number, numbered=True,
)  # fmt: skip
TRY_FORM = Command(
    slash="thubieumau", words=texts.WORDS_TRY, about=texts.ABOUT_TRY, run=_typed(_try), needs=May.WATCH,
    presses={"ft": _pressed(_try)}, in_menu=False, takes=number, numbered=True,
)  # fmt: skip
PUBLISH_FORM = Command(
    slash="congbobieumau", words=texts.WORDS_PUBLISH, about=texts.ABOUT_PUBLISH, run=_publish_typed,
    needs=May.APPROVE, presses={"fp": _pressed(_publish)}, in_menu=False, takes=number_and_time, numbered=True,
)  # fmt: skip
CLOSE_FORM = Command(
    slash="dongbieumau", words=texts.WORDS_CLOSE, about=texts.ABOUT_CLOSE, run=_typed(_close), needs=May.APPROVE,
    presses={"fx": _pressed_form(_close)}, in_menu=False, takes=number, numbered=True,
)  # fmt: skip
OPEN_FORM = Command(
    slash="mobieumau", words=texts.WORDS_OPEN, about=texts.ABOUT_OPEN, run=_typed(_reopen), needs=May.APPROVE,
    presses={"fo": _pressed_form(_reopen)}, in_menu=False, takes=number, numbered=True,
)  # fmt: skip
