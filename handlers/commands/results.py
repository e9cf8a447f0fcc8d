"""`kết quả của tôi`: one's own figures for a period, shown to nobody else."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from content.message import Outbound
from content.numbers import written
from content.periods import read_period
from content.texts import stats as texts
from handlers.command import Command
from handlers.scene import Scene


def run(scene: Scene, rest: str = "") -> None:
    """Say how many sessions, attendances and documents read, of this month or the period named."""
    period = read_period(rest, scene.today)
    if period is None:
        scene.say(texts.NOT_READ_MINE, text=rest)
        return
    mine = scene.uow.submissions.of_days(scene.person_id, period.since, period.until)
    begins = datetime.combine(period.since, time(), scene.world.zone)
    ends = datetime.combine(period.until + timedelta(days=1), time(), scene.world.zone)
    read, received = scene.uow.receipts.of_days(scene.person_id, begins, ends)
    lines = [
        scene.text(texts.PERSONAL_HEAD, period=period.label),
        texts.PERSONAL_SESSIONS.format(sessions=mine.sessions),
        texts.LISTENERS.format(listeners=written(mine.listeners)),
    ]
    if mine.label:
        lines.append(texts.TOP_TOPIC.format(top_topic=mine.label))
    if received:
        lines.append(texts.ACKED.format(acked=read, docs=received))
    scene.send(Outbound("\n".join(lines)))


RESULTS = Command(slash="ketqua", words=texts.PERSONAL_WORDS, about=texts.PERSONAL_ABOUT, run=run)
