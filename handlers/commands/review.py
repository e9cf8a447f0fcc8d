"""`duyệt báo cáo`: what was sent from one's own units, opened one by one, accepted or returned; `khôi phục BC0012`."""

from __future__ import annotations

from collections.abc import Sequence

from content import dates
from content.dialogs.correction import GIVE_BACK
from content.message import Choice, Outbound
from content.roles import May
from content.texts import corrections as texts
from content.texts import my_reports, report_for
from content.texts import sent_files as files_words
from handlers import amending, answer_files, dialogs, on_behalf, own_papers, papers, people, reviewing
from handlers.arguments import code
from handlers.command import Command
from handlers.scene import Scene
from storage.reviews import WAITING, Short
from storage.tables import Submission

AT_ONCE = 8
KEY = "review"


def _run(scene: Scene, rest: str = "") -> None:
    if rest:
        _show(scene, reviewing.named(scene, rest))
    else:
        _list(scene, None)


def _page(scene: Scene, args: Sequence[str]) -> None:
    scene.require(May.REVIEW)
    _list(scene, int(args[0]) if args and args[0].isdecimal() else None)


def _list(scene: Scene, before: int | None) -> None:
    units, reviews = scene.units_for(May.REVIEW), scene.uow.reviews
    total = reviews.count_waiting(units, scene.person_id, before)
    if not total:
        scene.say(texts.NOTHING_NEW)
        return
    shown = reviews.waiting(units, scene.person_id, AT_ONCE, before)
    choices = [Choice(_row(scene, short), f"rv:{short.id}", short.code) for short in shown]
    if total > len(shown):
        choices.append(Choice(texts.MORE.format(n=total - len(shown)), f"rvl:{shown[-1].id}"))
    heading = texts.WAITING_BOTH if any(short.headcount is None for short in shown) else texts.WAITING
    scene.screen(Outbound(scene.text(heading, total=total), choices=tuple(choices)), KEY)


def _row(scene: Scene, short: Short) -> str:
    tail = texts.AGAIN if short.is_again else ""
    if short.headcount is None:
        day = f"{scene.world.today(short.sent_at):%d/%m}"
        return texts.ROW_PAPER.format(code=short.code, day=day, title=short.title, person=short.person) + tail
    day = f"{short.on:%d/%m}"
    person = report_for.PERSON_BY.format(person=short.person, by=short.by) if short.by else short.person
    row = texts.ROW.format(code=short.code, day=day, place=short.place, n=short.headcount, person=person) + tail
    return report_for.ROW_OBJECTED.format(row=row) if short.is_objected else row


def _asked(scene: Scene, args: Sequence[str]) -> Submission:
    return reviewing.of_button(scene, args[0] if args else "")


def _open(scene: Scene, args: Sequence[str]) -> None:
    _show(scene, _asked(scene, args))


def _show(scene: Scene, made: Submission) -> None:
    zone, paper = scene.world.zone, papers.of(scene, made)
    person = people.named(scene.uow, scene.uow.people.get(made.person_id))
    if papers.is_session(made):
        lines = [texts.BY.format(person=person)]
    else:
        lines = [texts.PAPER_TITLE.format(title=paper.outcome.dialog.title), texts.PAPER_BY.format(person=person)]
    if made.submitted_by is not None:
        lines.append(report_for.LINE_BY.format(person=on_behalf.name_of(scene, made.submitted_by)))
    lines += reviewing.objection(scene, made)
    told = papers.lines(scene, paper, made.answers)
    lines += [texts.LINE.format(n=n, name=name, said=said) for n, (_, name, said) in enumerate(told, 1)]
    files = answer_files.lines(scene, made.id)
    lines += [texts.LINE.format(n=n, name=name, said=said) for n, (name, said) in enumerate(files, len(told) + 1)]
    at = made.submitted_at
    sent = {"time": dates.time_written(at, zone), "date": dates.written(dates.today(at, zone))}
    lines += [my_reports.LINE_SENT.format(**sent), texts.STATE.format(state=reviewing.state_of(made))]
    if made.state == "returned":
        lines.append(texts.ASKED_BEFORE.format(note=amending.note(scene, paper)))
    before = scene.uow.reviews.said_before(made)
    if made.state == "resubmitted" or (made.state in WAITING and before != made.answers):
        lines += ["", texts.CHANGES, *reviewing.change_lines(scene, before, made)]
    how, choices = _ways(scene, made)
    if how:
        lines += ["", how]
    if files:
        see = Choice(
            files_words.SEE.format(n=len(files)), f"rvf:{made.id}", files_words.SEE_WORD.format(code=made.code)
        )
        choices = (*choices, see)
    heading = texts.HEADING.format(**papers.names(made))
    said = Outbound("\n".join(lines), heading=heading, choices=(*choices, Choice(texts.NEXT, "rvl")), numbered=False)
    scene.screen(said, KEY)


def _ways(scene: Scene, made: Submission) -> tuple[str, tuple[Choice, ...]]:
    """Return what may be done with it, in words and as buttons; each press checks rights and what was seen anew."""
    mark, own = reviewing.seen(made), scene.person_id in reviewing.writers(scene, made)
    accept = Choice(texts.ACCEPT, f"rva:{made.id}:{mark}", texts.ACCEPT_WORD.format(code=made.code), decisive=True)
    give_back = Choice(texts.RETURN, f"rvr:{made.id}:{mark}", texts.RETURN_WORD.format(code=made.code), decisive=True)
    if own:
        return scene.text(texts.OWN, **papers.names(made)), ()
    if made.state in WAITING:
        return texts.HOW.format(accept=accept.word, give_back=give_back.word), (accept, give_back)
    if made.state in reviewing.RETURNABLE:
        return texts.HOW_RETURN.format(give_back=give_back.word), (give_back,)
    until = reviewing.restore_until(scene, made)
    if made.state == "withdrawn" and scene.now < until:
        word = texts.RESTORE_WORD.format(code=made.code)
        again = Choice(texts.RESTORE, f"rvu:{made.id}", word, decisive=True)
        return texts.HOW_RESTORE.format(restore=word, until=own_papers.until(scene, until)), (again,)
    return "", ()


def _accept(scene: Scene, args: Sequence[str]) -> None:
    number, mark = (*args, "", "")[:2]
    scene.say(texts.ACCEPTED, **papers.names(reviewing.accept(scene, number, mark)))


def _give_back(scene: Scene, args: Sequence[str]) -> None:
    number, mark = (*args, "", "")[:2]
    made = reviewing.require_returnable(scene, number, mark)
    dialogs.start(scene, GIVE_BACK.key, f"{made.id}:{mark}")


def _files(scene: Scene, args: Sequence[str]) -> None:
    made = _asked(scene, args)
    answer_files.show(scene, made.id, made.code)
    scene.note("see_files", f"submission:{made.id}")


def _restore(scene: Scene, args: Sequence[str]) -> None:
    _restored(scene, reviewing.restore(scene, _asked(scene, args)))


def _restore_word(scene: Scene, rest: str) -> None:
    _restored(scene, reviewing.restore(scene, reviewing.named(scene, rest)))


def _restored(scene: Scene, made: Submission) -> None:
    counted = texts.COUNTED_ANEW if papers.is_session(made) else ""
    scene.say(texts.RESTORED, counted=counted, **papers.names(made))


REVIEW = Command(
    slash="duyetbaocao", words=texts.WORDS_REVIEW, about=texts.ABOUT_REVIEW, run=_run, needs=May.REVIEW, takes=code,
    presses={"rv": _open, "rvl": _page, "rva": _accept, "rvr": _give_back, "rvu": _restore, "rvf": _files},
)  # fmt: skip
RESTORE = Command(
    slash="khoiphuc", words=texts.WORDS_RESTORE, about=texts.ABOUT_RESTORE, run=_restore_word, needs=May.REVIEW,
    in_menu=False, takes=code, numbered=True,
)  # fmt: skip
