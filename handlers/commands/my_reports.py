"""`báo cáo của tôi`, `biểu mẫu của tôi`: what a person sent last; each may be corrected or taken back for some days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from content import dates
from content.message import Choice, Outbound
from content.texts import corrections as fixing
from content.texts import my_reports as texts
from content.texts import report as words
from content.texts import report_for
from handlers import amending, on_behalf, own_papers, papers
from handlers.arguments import code
from handlers.command import Command
from handlers.errors import NothingOpen
from handlers.office_forms import SESSION
from handlers.own_papers import own, require_open
from handlers.scene import Scene
from storage.tables import SessionReport, Submission

LATEST = 5


def show(scene: Scene, rest: str = "") -> None:
    """List the latest reports; the number opens one."""
    del rest
    made = scene.uow.submissions.of_both(scene.person_id, LATEST, SESSION)
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


def show_papers(scene: Scene, rest: str = "") -> None:
    """List what was sent last with forms of the office; the number opens one."""
    del rest
    made = scene.uow.submissions.papers_of(scene.person_id, LATEST)
    if not made:
        scene.say(texts.NO_PAPERS)
        return
    choices = []
    for one in made:
        day, title = f"{scene.world.today(one.submitted_at):%d/%m}", papers.of(scene, one).outcome.dialog.title
        row = texts.ROW_PAPER.format(code=one.code, day=day, title=title) + texts.ROW_STATES.get(one.state, "")
        choices.append(Choice(row, f"rep:{one.id}", one.code))
    scene.screen(Outbound(scene.text(texts.LATEST_PAPERS, n=len(made)), choices=tuple(choices)), "papers")


def detail(scene: Scene, args: Sequence[str]) -> None:
    """Show what was recorded, and what may still be done with it."""
    made = _asked(scene, args)
    lines = _report(scene, made) if papers.is_session(made) else _paper(scene, made)
    lines.append(_when(scene, texts.LINE_SENT, made.submitted_at))
    if made.amended_at is not None:
        lines.append(_when(scene, texts.LINE_AMENDED, made.amended_at))
    if made.state == "accepted":
        lines.append(fixing.LINE_ACCEPTED)
    choices: tuple[Choice, ...] = ()
    until = own_papers.editable_until(scene, made)
    if made.state == "withdrawn":
        lines.append(own_papers.withdrawn(scene, made))
    elif made.state == "returned":
        lines.append(fixing.LINE_RETURNED.format(note=amending.note(scene, papers.of(scene, made))))
        choices = (Choice(fixing.FIX_NOW, f"repe:{made.id}"), _withdrawing(made))
    elif scene.now < until:
        lines.append(texts.LINE_EDIT_UNTIL.format(edit_until=own_papers.until(scene, until)))
        choices = (Choice(texts.EDIT, f"repe:{made.id}"), _withdrawing(made))
    else:
        lines.append(own_papers.locked(scene, made))
        choices = (Choice(fixing.REQUEST, f"repe:{made.id}"),)
    heading = texts.HEADING.format(**papers.names(made))
    scene.screen(Outbound("\n".join(lines), heading=heading, choices=choices), "reports")


def _withdrawing(made: Submission) -> Choice:
    return Choice(texts.WITHDRAW if papers.is_session(made) else texts.WITHDRAW_PAPER, f"repw:{made.id}")


def _paper(scene: Scene, made: Submission) -> list[str]:
    """Return what was answered in a form of the office."""
    paper = papers.of(scene, made)
    told = papers.filled(scene, paper, made.answers)
    return [fixing.PAPER_TITLE.format(title=paper.outcome.dialog.title), *(f"{name}: {said}" for _, name, said in told)]


def _report(scene: Scene, made: Submission) -> list[str]:
    """Return what was counted of a session, then its details, then what only the office's own form asked."""
    row = _counted(scene, made)
    points = scene.uow.submissions.points_of(made.id)
    lines = [
        texts.LINE_DATE.format(date_text=dates.long(row.session_date)),
        texts.LINE_PLACE.format(place=row.place),
        texts.LINE_FORM.format(form=words.FORMS.get(row.form, row.form)),
        texts.LINE_TOPICS.format(topics="; ".join(p.title for p in points)),
        texts.LINE_COUNT.format(n=row.headcount),
        *_details(made),
        *on_behalf.lines(scene, made),
    ]
    if made.form_version_id is not None:
        paper = papers.of(scene, made)
        told = papers.filled(scene, paper, made.answers)
        lines += [f"{name}: {said}" for path, name, said in told if path not in paper.outcome.kept_as]
    return lines


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
    amending.open_paper(scene, _asked(scene, args))


def edit_word(scene: Scene, rest: str) -> None:
    """Open the report whose code was typed; without one, show which there are."""
    made = _typed(scene, rest)
    if made is None:
        show(scene)
    else:
        amending.open_paper(scene, own(scene, made.id))


def _typed(scene: Scene, rest: str) -> Submission | None:
    return scene.uow.submissions.by_code("".join(rest.split())) if rest else None


def withdraw(scene: Scene, args: Sequence[str]) -> None:
    """Ask once more before a report is taken back."""
    made = _asked(scene, args)
    require_open(scene, made)
    word, days = texts.WITHDRAW_WORD.format(code=made.code), scene.office.setting("correction_days")
    choices = (
        replace(_withdrawing(made), token=f"repx:{made.id}", word=word, decisive=True),
        Choice(texts.KEEP, f"repk:{made.id}"),
    )
    ask = texts.WITHDRAW_ASK if papers.is_session(made) else texts.PAPER_WITHDRAW_ASK
    said = scene.text(ask, word=word, days=days, **papers.names(made))
    scene.screen(Outbound(said, choices=choices, numbered=False), "reports")


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
    """Take it back: kept, no longer counted."""
    made = own(scene, made.id, lock=True)
    require_open(scene, made)
    scene.uow.submissions.withdraw(made, by=scene.person_id, now=scene.now)
    own_papers.drop_drafts(scene, made)  # nothing can be added to it any more
    on_behalf.note(scene, "withdraw_report", made)
    on_behalf.tell_other(scene, made, report_for.OTHER_SIDE_WITHDREW)
    counted = fixing.COUNTED_ANEW if papers.is_session(made) else ""
    scene.say(texts.WITHDRAW_DONE, counted=counted, **papers.names(made))


def keep(scene: Scene, args: Sequence[str]) -> None:
    """Leave the report as it is."""
    scene.say(texts.KEPT, **papers.names(_asked(scene, args)))


MY_REPORTS = Command(
    slash="baocaocuatoi",
    words=texts.WORDS_MINE,
    about=texts.ABOUT_MINE,
    run=show,
    presses={"rep": detail, "repe": edit, "repw": withdraw, "repx": withdraw_now, "repk": keep},
)
MY_PAPERS = Command(slash="phieucuatoi", words=texts.WORDS_PAPERS, about=texts.ABOUT_PAPERS, run=show_papers)
WITHDRAW_REPORT = Command(
    slash="rut", words=texts.WORDS_WITHDRAW, about=texts.ABOUT_WITHDRAW, run=withdraw_word, in_menu=False, takes=code
)
EDIT_REPORT = Command(
    slash="suabaocao", words=fixing.WORDS_FIX, about=fixing.ABOUT_FIX, run=edit_word, in_menu=False, takes=code,
    numbered=True,
)  # fmt: skip
