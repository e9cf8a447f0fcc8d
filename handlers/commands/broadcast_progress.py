"""`tiến độ`: how broadcasts go, who could not be reached and why; pause, go on, stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from content.message import Choice, Outbound
from content.roles import May
from content.texts import approval as states
from content.texts import broadcast as texts
from content.texts.reasons import reason
from handlers import broadcasting, dossier_list, progress_screen, recipient_rows, resending
from handlers.arguments import number
from handlers.command import Command, Press, Run
from handlers.dossier import Dossier, find, may_watch, named
from handlers.errors import NotAllowed
from handlers.scene import Scene

LIST_MOST, FAILS_MOST = 10, 10
SHOWN = ("approved", "running", "paused", "done", "cancelled")
NOT_REACHED = ("failed", "uncertain", "expired", "cancelled")


def _run(scene: Scene, rest: str) -> None:
    if rest:
        _show(scene, _watched(scene, rest))
        return
    units = scene.units_for(May.WATCH)
    watched = scene.uow.broadcast_lists.watched_by(scene.person_id, units, SHOWN, LIST_MOST)
    found = [find(scene.uow, b.id) for b in watched]
    if not found:
        scene.say(texts.NONE)
        return
    listed = ((d, states.BROADCAST_STATES[d.broadcast.state]) for d in found)
    dossier_list.show(scene, texts.LIST, listed, "prog", "broadcasts")


def _watched(scene: Scene, given: str) -> Dossier:
    dossier = named(scene, given, texts.NO_SUCH)
    if not may_watch(scene, dossier):
        raise NotAllowed(scene.text(texts.NO_SUCH, n=dossier.n))
    return dossier


def _show(scene: Scene, dossier: Dossier) -> None:
    said = progress_screen.screen(scene.uow, scene.world, dossier, scene.office.courtesy)
    scene.screen(said, f"progress:{dossier.n}")


def _fails(scene: Scene, dossier: Dossier) -> None:
    counted = dossier.broadcast
    total = counted.failed + counted.uncertain + counted.expired + counted.cancelled
    failed = scene.uow.recipients.page(dossier.n, FAILS_MOST, states=NOT_REACHED)
    if not failed:
        scene.say(texts.NO_FAILS)
        return
    lines = [scene.text(texts.FAILS, n=total)]
    for n, row in enumerate(failed, 1):
        why = reason(row.reason)
        fields = {"n": n, "person": row.person, "unit": row.unit, "what": why.what, "do": why.do}
        lines.append(scene.text(texts.FAIL_LINE, **fields))
    if total > len(failed):
        lines.append(scene.text(texts.FAILS_MORE, n=total - len(failed)))
    choices = [Choice(texts.BUTTON_SHEET, f"sheet:{dossier.n}", texts.BUTTON_SHEET.lower())]
    if resending.is_offered(scene, dossier):
        word = texts.WORD_RESEND.format(n=dossier.n)
        choices.append(Choice(texts.BUTTON_RESEND, f"resend:{dossier.n}", word, decisive=True))
    scene.send(Outbound("\n".join(lines), choices=tuple(choices), numbered=False))


def _resend(scene: Scene, given: str) -> None:
    resending.submit(scene, named(scene, given, texts.NO_SUCH).n)


def _sheet(scene: Scene, dossier: Dossier) -> None:
    recipient_rows.owe(scene, dossier.n)
    scene.note("export_recipients", f"broadcast:{dossier.n}", None, {"rows": dossier.broadcast.total})
    scene.say(texts.SHEET_COMING)


def _steered(move: Callable[[Scene, int], Dossier], done: str) -> Run:
    def run(scene: Scene, given: str) -> None:
        dossier = move(scene, named(scene, given, texts.NO_SUCH).n)
        scene.say(done, n=dossier.n)
        _show_after(scene, dossier.n)

    return run


def _pressed(run: Run) -> Press:
    return lambda scene, args: run(scene, args[0] if args else "")


_pause = _steered(broadcasting.pause, texts.PAUSE_DONE)
_resume = _steered(broadcasting.resume, texts.RESUME_DONE)
_stop = _steered(broadcasting.stop, texts.STOP_DONE)


def _show_after(scene: Scene, n: int) -> None:
    dossier = find(scene.uow, n)
    scene.send(progress_screen.screen(scene.uow, scene.world, dossier, scene.office.courtesy).but(key=f"progress:{n}"))


def _press(do: Callable[[Scene, Dossier], None]) -> Press:
    def pressed(scene: Scene, args: Sequence[str]) -> None:
        do(scene, _watched(scene, args[0] if args else ""))

    return pressed


PROGRESS = Command(
    slash="tiendo", words=texts.WORDS_PROGRESS, about=texts.PROGRESS, run=_run, needs=May.WATCH, takes=number,
    presses={
        "prog": _press(_show), "fails": _press(_fails), "sheet": _press(_sheet),
        "hold": _pressed(_pause), "cont": _pressed(_resume), "halt": _pressed(_stop), "resend": _pressed(_resend),
    },
)  # fmt: skip


def _steering(slash: str, words: tuple[str, ...], about: str, run: Run) -> Command:
    """Return a command that steers the broadcast of a number; who may, `broadcasting` knows."""
    return Command(
        slash=slash, words=words, about=about, run=run, needs=May.WATCH, in_menu=False, takes=number, numbered=True
    )


PAUSE_BROADCAST = _steering("tamdung", texts.WORDS_PAUSE, texts.BUTTON_PAUSE, _pause)
RESUME_BROADCAST = _steering("guitiep", texts.WORDS_RESUME, texts.BUTTON_RESUME, _resume)
STOP_BROADCAST = _steering("dunghan", texts.WORDS_STOP, texts.BUTTON_STOP, _stop)
RESEND = Command(
    slash="guilai", words=texts.WORDS_RESEND, about=texts.BUTTON_RESEND, run=_resend, needs=May.SUBMIT, in_menu=False,
    takes=number, numbered=True,
)  # fmt: skip
