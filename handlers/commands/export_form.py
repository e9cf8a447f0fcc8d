"""`xuất biểu mẫu 3 tháng 10 csv`: what was sent with a form of the office, as a file."""

from __future__ import annotations

from collections.abc import Sequence

from content.periods import Period, year_of
from content.roles import May
from content.texts import office_forms as texts
from handlers import office_forms, submission_rows
from handlers.command import Command
from handlers.commands import export_reports
from handlers.commands.export_reports import Asked
from handlers.errors import NothingOpen
from handlers.scene import Scene
from storage.tables import Form


def _run(scene: Scene, rest: str) -> None:
    number, _, how = rest.strip().partition(" ")
    form = _form(scene, number)
    asked = export_reports.read(scene, how) if how.strip() else Asked(_this_year(scene), "", "xlsx", labels=True)
    if asked is None:
        scene.say(texts.EXPORT_HOW, text=how, n=form.id)
        return
    _owe(scene, form, asked)


def _press(scene: Scene, args: Sequence[str]) -> None:
    scene.require(May.EXPORT)
    _owe(scene, _form(scene, args[0] if args else ""), Asked(_this_year(scene), "", "xlsx", labels=True))


def _form(scene: Scene, given: str) -> Form:
    """Return a form of which the speaker may take out what people of the own units sent."""
    if not given.isdecimal():
        raise NothingOpen(scene.text(texts.WHICH))
    return office_forms.followed(scene, int(given))


def _this_year(scene: Scene) -> Period:
    return year_of(scene.today.year)


def _owe(scene: Scene, form: Form, asked: Asked) -> None:
    units = scene.units_for(May.EXPORT)
    if asked.unit:
        found = scene.uow.units.search(asked.unit, units, 2)
        if len(found) != 1:
            scene.say(texts.EXPORT_HOW, text=asked.unit, n=form.id)
            return
        units = {found[0].id}
    request = submission_rows.request(scene, units, asked.period, asked.kind, labels=asked.labels, form=form.code)
    export_reports.owe(scene, request, asked, form.title)


EXPORT_FORM = Command(
    slash="xuatbieumau", words=texts.WORDS_EXPORT, about=texts.ABOUT_EXPORT, run=_run, needs=May.EXPORT,
    presses={"fw": _press}, in_menu=False,
)  # fmt: skip
