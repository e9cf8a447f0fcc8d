"""`danh sách`: how many there are and who has signed up; `danh sách mẫu`: the empty sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from content.message import Choice, Outbound
from content.roles import May
from content.texts import importing as texts
from handlers import inviting, roster
from handlers.command import Command
from handlers.scene import Scene


def _run(scene: Scene, rest: str) -> None:
    units = scene.units_for(May.INVITE)
    count: Counter[str] = Counter(person.status for person, _ in scene.uow.people.roster(units))
    unsigned = len(scene.uow.people.without_chat(units))
    words = scene.text(
        texts.SUMMARY, n=sum(count.values()), signed=count["active"] - unsigned, unsigned=unsigned,
        paused=count["suspended"],
    )  # fmt: skip
    choices = (Choice(texts.TEMPLATE, "template"), Choice(texts.INVITE_ALL, inviting.UNIT))
    scene.send(Outbound(words, choices=choices))


def _template(scene: Scene, rest: str = "") -> None:
    scene.require(May.INVITE)
    scene.uow.chores.owe("roster_template", {}, now=scene.now, to=scene.inbound.address)
    scene.say(texts.TEMPLATE_MAKING)


def _press(scene: Scene, args: Sequence[str]) -> None:
    _template(scene)


def template_made(scene: Scene, payload: dict[str, Any]) -> None:
    """The end of the empty sheet."""
    file = scene.uow.files.attachment(payload["made"][0])
    scene.send(Outbound(scene.text(texts.TEMPLATE_READY), file=file))


ROSTER = Command(
    slash="danhsach", words=texts.WORDS, about=texts.ABOUT, run=_run, needs=May.INVITE,
    presses={roster.APPLY: roster.confirm, roster.DROP: roster.drop},
)  # fmt: skip
TEMPLATE = Command(
    slash="mau", words=texts.WORDS_TEMPLATE, about=texts.ABOUT_TEMPLATE, run=_template, needs=May.INVITE,
    presses={"template": _press},
)  # fmt: skip
