"""`không có buổi`: nothing was held this month, with a reason; reminders stop for the month."""

from __future__ import annotations

from collections.abc import Sequence

from content.dialogs.reason import ZERO_REASON
from content.message import Choice, Outbound
from content.periods import Period, month, month_of
from content.texts import my_reports as texts
from handlers import dialogs, reminder
from handlers.command import Command
from handlers.errors import NothingOpen
from handlers.reminders.report_due import asked_now
from handlers.scene import Scene
from storage.tables import Submission

FORM = "zero_report"
PREFIX = "KB"
OTHER_REASON = "khac"
RECENT = 24  # how many zero reports back an older one of the same month may be


def run(scene: Scene, rest: str = "") -> None:
    """Ask for the reason, for the month that is asked for now."""
    del rest
    _ask(scene, asked_now(scene.office, scene.today).period)


def ask(scene: Scene, args: Sequence[str]) -> None:
    """Ask for the reason, for the month that a reminder named."""
    _ask(scene, _period(scene, args[0] if args else ""))


def _period(scene: Scene, key: str) -> Period:
    """Read "2026-11" from a button, which is untrusted: this month or one of the two before."""
    year, _, number = key.partition("-")
    try:
        found = month(int(year), int(number))
    except ValueError:
        raise NothingOpen(scene.text(texts.ZERO_OLD)) from None
    this = month_of(scene.today)
    months_ago = (this.since.year - found.since.year) * 12 + this.since.month - found.since.month
    if not 0 <= months_ago <= 2:  # noqa: PLR2004 (two months back are still asked about)
        raise NothingOpen(scene.text(texts.ZERO_OLD))
    return found


def _before(scene: Scene, period: Period) -> Submission | None:
    for made in scene.uow.submissions.of_person(scene.person_id, RECENT, FORM):
        if made.answers.get("period") == period.key and made.state == "submitted":
            return made
    return None


def _is_needless(scene: Scene, period: Period) -> bool:
    """Say so when the month has been answered already."""
    sessions = scene.uow.submissions.count_of(scene.person_id, period.since, period.until)
    before = _before(scene, period)
    if sessions:
        scene.say(texts.ZERO_HAS_SESSIONS, n=sessions, period=period.label)
    elif before is not None:
        scene.say(texts.ZERO_BEFORE, period=period.label, code=before.code)
    return bool(sessions) or before is not None


def _ask(scene: Scene, period: Period) -> None:
    if _is_needless(scene, period):
        return
    choices = tuple(Choice(label, f"zeror:{period.key}:{reason}") for reason, label in texts.ZERO_REASONS.items())
    label = period.label[:1].upper() + period.label[1:]
    scene.send(Outbound(scene.text(texts.ZERO_ASK, period=label), choices=choices))


def record(scene: Scene, args: Sequence[str]) -> None:
    """Keep the zero report; reminders of this month stop. Another reason is asked for in words."""
    key, reason = (*args, "", "")[:2]
    period = _period(scene, key)
    if reason not in texts.ZERO_REASONS:
        raise NothingOpen(scene.text(texts.ZERO_OLD))
    if _is_needless(scene, period):
        return
    if reason == OTHER_REASON:
        dialogs.start(scene, ZERO_REASON.key, period.key)
        return
    _keep(scene, period, {"reason": reason}, texts.ZERO_REASONS[reason].lower())


def keep_other(scene: Scene, key: str, words: str) -> None:
    """Keep the zero report with a reason in own words."""
    period = _period(scene, key)
    if not _is_needless(scene, period):
        _keep(scene, period, {"reason": OTHER_REASON, "words": words}, words)


def _keep(scene: Scene, period: Period, why: dict[str, str], said: str) -> None:
    made = scene.uow.submissions.add(FORM, scene.person_id, {"period": period.key, **why}, scene.now, PREFIX)
    reminder.done(scene.uow, scene.world, scene.now, scene.person_id)
    scene.say(texts.ZERO_DONE, period=period.label, code=made.code, reason=said)


ZERO_REPORT = Command(
    slash="khongcobuoi", words=texts.WORDS_ZERO, about=texts.ABOUT_ZERO, run=run,
    presses={"zero": ask, "zeror": record},
)  # fmt: skip
