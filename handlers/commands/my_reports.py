"""`báo cáo của tôi`: the latest reports of a person; each may be corrected or taken back for some days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from content import dates
from content.message import Choice, Outbound
from content.texts import corrections as fixing
from content.texts import my_reports as texts
from content.texts import report as words
from content.texts import report_for
from handlers import amending, office_forms, on_behalf
from handlers.arguments import code
from handlers.command import Command
from handlers.errors import NothingOpen
from handlers.outcomes.session_report import editable_until, locked, own, require_open
from handlers.report_subjects import EDIT, FORM
from handlers.scene import Scene
from storage.tables import SessionReport, Submission

LATEST = 5


def show(scene: Scene, rest: str = "") -> None:
    """List the latest reports; the number opens one."""
    del rest
    made = scene.uow.submissions.of_both(scene.person_id, LATEST, FORM)
    if not made:
        scene.say(texts.NONE_YET)
        return
    choices = tuple(Choice(_row(scene, m), f"rep:{m.id}", m.code) for m in made)
    scene.screen(Outbound(scene.text(texts.LATEST, n=len(made)), choices=choices), "reports")


def _counted(scene: Scene, made: Submission) -> SessionReport:
    row = scene.uow.submissions.session_of(made.id)
    if row is None:
        raise NothingOpen(scene.text(texts.NOT_YOURS))
    return row


def _row(scene: Scene, made: Submission) -> str:
    row = _counted(scene, made)
    template = {"withdrawn": texts.ROW_WITHDRAWN, "returned": fixing.ROW_RETURNED}.get(made.state, texts.ROW)
    day = f"{row.session_date:%d/%m}"
    said = template.format(code=made.code, day=day, place=row.place, n=row.headcount)
    return on_behalf.row(scene, made, said)


def _asked(scene: Scene, args: Sequence[str]) -> Submission:
    if not args or not args[0].isdecimal():
        raise NothingOpen(scene.text(texts.NOT_YOURS))
    return own(scene, int(args[0]))


def detail(scene: Scene, args: Sequence[str]) -> None:
    """Show what was recorded, and what may still be done with it."""
    made = _asked(scene, args)
    row, zone = _counted(scene, made), scene.world.zone
    points = scene.uow.submissions.points_of(made.id)
    lines = [
        texts.LINE_DATE.format(date_text=dates.long(row.session_date)),
        texts.LINE_PLACE.format(place=row.place),
        texts.LINE_FORM.format(form=words.FORMS.get(row.form, row.form)),
        texts.LINE_TOPICS.format(topics="; ".join(p.title for p in points)),
        texts.LINE_COUNT.format(n=row.headcount),
        *_details(made),
        *on_behalf.lines(scene, made),
        _when(scene, texts.LINE_SENT, made.submitted_at),
    ]
    if made.amended_at is not None:
        lines.append(_when(scene, texts.LINE_AMENDED, made.amended_at))
    if made.state == "accepted":
        lines.append(fixing.LINE_ACCEPTED)
    choices: tuple[Choice, ...] = ()
    until = editable_until(scene, made)
    if made.state == "withdrawn":
        lines.append(scene.text(texts.WITHDRAWN, code=made.code))
    elif made.state == "returned":
        lines.append(fixing.LINE_RETURNED.format(note=amending.note(scene, made)))
        choices = (Choice(fixing.FIX_NOW, f"repe:{made.id}"), Choice(texts.WITHDRAW, f"repw:{made.id}"))
    elif scene.now < until:
        written = texts.UNTIL.format(time=dates.time_written(until, zone), date=dates.written(dates.today(until, zone)))
        lines.append(texts.LINE_EDIT_UNTIL.format(edit_until=written))
        choices = (Choice(texts.EDIT, f"repe:{made.id}"), Choice(texts.WITHDRAW, f"repw:{made.id}"))
    else:
        lines.append(locked(scene, made))
        choices = (Choice(fixing.REQUEST, f"repe:{made.id}"),)
    scene.screen(Outbound("\n".join(lines), heading=texts.HEADING.format(code=made.code), choices=choices), "reports")


def _when(scene: Scene, template: str, at: datetime) -> str:
    zone = scene.world.zone
    return template.format(time=dates.time_written(at, zone), date=dates.written(dates.today(at, zone)))


_NAMED = {
    "duration": (words.DURATION_NAME, None),
    "audience": (words.AUDIENCE_NAME, words.AUDIENCES),
    "questions": (words.QUESTIONS_NAME, words.QUESTIONS),
    "concerns": (words.CONCERNS_NAME, None),
    "embedded_in": (words.EMBEDDED_NAME, words.EMBEDDED),
    "speaker": (words.SPEAKER_NAME, words.SPEAKERS),
    "media": (words.MEDIA_NAME, words.MEDIA),
    "proposals": (words.PROPOSALS_NAME, words.PROPOSALS),
    "proposals_other": (words.PROPOSALS_NAME, None),
}


def _details(made: Submission) -> list[str]:
    lines = []
    for key, (name, labels) in _NAMED.items():
        value = made.answers.get(key)
        if value is None or value == "other":
            continue
        values = value if isinstance(value, list) else [value]
        said = ", ".join((labels or {}).get(str(v), str(v)) for v in values)
        lines.append(f"{name}: {said} {words.DURATION_UNIT}" if key == "duration" else f"{name}: {said}")
    return lines


def edit(scene: Scene, args: Sequence[str]) -> None:
    """Open the report again, filled in: at its check screen, or where the office asks about it."""
    amending.open_report(scene, _asked(scene, args))


def edit_word(scene: Scene, rest: str) -> None:
    """Open the report whose code was typed; without one, show which there are."""
    made = _typed(scene, rest)
    if made is None:
        show(scene)
    else:
        amending.open_report(scene, own(scene, made.id))


def _typed(scene: Scene, rest: str) -> Submission | None:
    return scene.uow.submissions.by_code("".join(rest.split())) if rest else None


def withdraw(scene: Scene, args: Sequence[str]) -> None:
    """Ask once more before a report is taken back."""
    made = _asked(scene, args)
    require_open(scene, made)
    word, days = texts.WITHDRAW_WORD.format(code=made.code), scene.office.setting("correction_days")
    choices = (
        Choice(texts.WITHDRAW, f"repx:{made.id}", word, decisive=True),
        Choice(texts.KEEP, f"repk:{made.id}"),
    )
    scene.screen(
        Outbound(scene.text(texts.WITHDRAW_ASK, code=made.code, word=word, days=days), choices=choices, numbered=False),
        "reports",
    )


def withdraw_now(scene: Scene, args: Sequence[str]) -> None:
    """Take back the report of a button."""
    _withdraw(scene, _asked(scene, args))


def withdraw_word(scene: Scene, rest: str) -> None:
    """Take back the report whose whole code was typed; without one, show which there are."""
    made = _typed(scene, rest)
    if made is None:
        show(scene)
    else:
        _withdraw(scene, own(scene, made.id))


def _withdraw(scene: Scene, made: Submission) -> None:
    """Take the report back: kept, no longer counted."""
    made = own(scene, made.id, lock=True)
    require_open(scene, made)
    scene.uow.submissions.withdraw(made, by=scene.person_id, now=scene.now)
    for draft in scene.uow.progress.of(scene.person_id):
        is_of_it = draft.subject == f"{EDIT}{made.id}" or draft.progress.get("made") == str(made.id)
        if is_of_it and office_forms.is_session(scene, draft.dialog):
            scene.uow.progress.drop(draft)  # nothing can be added to it any more
    on_behalf.note(scene, "withdraw_report", made)
    on_behalf.tell_other(scene, made, report_for.OTHER_SIDE_WITHDREW)
    scene.say(texts.WITHDRAW_DONE, code=made.code)


def keep(scene: Scene, args: Sequence[str]) -> None:
    """Leave the report as it is."""
    scene.say(texts.KEPT, code=_asked(scene, args).code)


MY_REPORTS = Command(
    slash="baocaocuatoi",
    words=texts.WORDS_MINE,
    about=texts.ABOUT_MINE,
    run=show,
    presses={"rep": detail, "repe": edit, "repw": withdraw, "repx": withdraw_now, "repk": keep},
)
WITHDRAW_REPORT = Command(
    slash="rut", words=texts.WORDS_WITHDRAW, about=texts.ABOUT_WITHDRAW, run=withdraw_word, in_menu=False, takes=code
)
EDIT_REPORT = Command(
    slash="suabaocao", words=fixing.WORDS_FIX, about=fixing.ABOUT_FIX, run=edit_word, in_menu=False, takes=code,
    numbered=True,
)  # fmt: skip
